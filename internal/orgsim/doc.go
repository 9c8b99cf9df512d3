// Package orgsim is a simulated Salesforce org with the Fastcall package installed, served over HTTP. A Salesforce
// client talks to it as to a real org: tokens, describes, records, queries, composites and graphs, with the refusals,
// limits and outages of the platform. Tests start it in process (New); module authors start it as a command (Simulate).
//
// A request passes these rooms: server.go (arrival, journal) → fault.go (what is made to go wrong) → session.go and
// limit.go (who calls, and whether he still may) → route.go (which resource) → transaction.go and rules_*.go (what the
// platform allows) → store. Comments name the source of a platform fact by its key in the fact collection, such as
// "S8"; a fact nobody could establish is a switch (knob.go).
//
// Beside the API there is a page for people at / (panel.go), and control for tests under /_sim/ (control.go). What the
// simulator claims of the platform is in package conformance as data, so that a real org can be asked too.
//
// Of Fastcall's own objects only labels are public. The default seed names them after those (seed_fastcall.go), Renamed
// and Reshaped make orgs that keep the same in other ways, and all that the package does by itself (rules_fastcall_*.go,
// action_*.go, release.go) goes by the seed's Mapping.
//
// It imports the standard library and its own subpackages only, and nothing of the project imports it but main and the
// test harness.
//
// # Not simulated
//
// Of the APIs: refresh tokens, which no grant gives; Bulk, Metadata, SOAP and Connect APIs; of the Tooling API all but
// queries of installed packages and EntityDefinition; invocable actions but the package's two public ones, which send
// nothing and stand in no composite; undelete and getDeleted; references to parents by external id inside a body; external
// ids on standard objects.
//
// Of the platform: Apex, triggers and validation rules but the package's; list custom settings, and the few field types
// that a custom setting is bound to; sharing beyond rows hidden one by one; field history; profiles and roles beyond their
// names; user access policies; permission set licenses; emptying of the recycle bin, and a recycle bin for standard
// objects; master-detail, formula and encrypted fields.
//
// Of SOQL: what the documentation of package soql lists. Date literals are
// reckoned in UTC with weeks from Sunday, whatever the caller's time zone and locale.
//
// What is not simulated answers with an error, never with a guess.
package orgsim
