// Package fastcall is the domain in plain Go: what it means that a Salesforce
// user is a Fastcall user, how one is onboarded, repaired and released, how
// many seats an org has left.
//
// It speaks to the org through package salesforce only and knows nothing of
// Terraform. Failures are typed errors that carry data; the sentences people
// read are written elsewhere.
package fastcall
