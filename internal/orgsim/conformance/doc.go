// Package conformance holds what the simulated org claims about the platform, as data: requests and the answers that
// a real org gives, according to the fact collection. Its tests send them to the simulator always, and to a real org when
// these variables are set:
//
//	FASTCALL_CONFORMANCE_INSTANCE_URL    address of a sandbox or a developer org
//	FASTCALL_CONFORMANCE_CLIENT_ID       external client app with the client credentials flow
//	FASTCALL_CONFORMANCE_CLIENT_SECRET
//
// What a case needs beyond that, the org has to have; a case that lacks something is reported as not run:
//
//	FASTCALL_CONFORMANCE_USERNAME             a user to experiment on: active, without a seat and in nobody's use
//	FASTCALL_CONFORMANCE_INACTIVE_USERNAME    a deactivated user without a seat
//	FASTCALL_CONFORMANCE_NAMESPACE            a package with at least two free seats
//	FASTCALL_CONFORMANCE_FULL_NAMESPACE       a package without a free seat
//	FASTCALL_CONFORMANCE_SITE_NAMESPACE       a package with a site license
//	FASTCALL_CONFORMANCE_EXPIRED_NAMESPACE    a package whose license has expired
//	FASTCALL_CONFORMANCE_PERMISSION_SET       API name of a permission set of the first package
//	FASTCALL_CONFORMANCE_OBJECT               a custom object that needs nothing but a Name
//	FASTCALL_CONFORMANCE_LIMITED_CLIENT_ID    an app whose user may not manage users
//	FASTCALL_CONFORMANCE_LIMITED_CLIENT_SECRET
//
// Run them with
//
//	go test ./internal/orgsim/conformance -run TestRealOrg -v
//
// They make groups and permission sets of their own, whose names begin with tf_conformance_, and give the user seats,
// permission sets and memberships. Every case takes back what it did, also when it fails; what a run that was killed left
// behind, the next one removes, but for rows of the custom object and assignments of the user.
//
// An answer that differs from a documented fact fails its case: then the simulator is wrong. The questions that nobody
// could answer without an org fail nothing. The log says what the org does, and which position of a knob that is, so that
// the default of the knob can follow.
package conformance
