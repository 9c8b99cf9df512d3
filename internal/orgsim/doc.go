// Package orgsim is a simulated Salesforce org with the Fastcall package installed, served over HTTP. A Salesforce
// client talks to it as to a real org: tokens, describes, records, queries, composites and graphs, with the refusals,
// limits and outages of the platform. Tests start it in process (New); module authors start it as a command (Simulate).
//
// A request passes these rooms: server.go (arrival, journal) → fault.go (what is made to go wrong) → session.go and
// limit.go (who calls, and whether he still may) → route.go (which resource) → transaction.go and rules_*.go (what the
// platform allows) → store. Comments name the source of a platform fact by its key in the fact collection, such as
// "S8"; a fact nobody could establish is a switch (knob.go).
//
// It imports the standard library and its own subpackages only, and nothing of the project imports it but main and the
// test harness.
//
// # Not simulated
//
// JWT bearer, user name and password and refresh token grants; external-id upsert; /composite/batch and
// /composite/tree; Bulk, Tooling, Metadata, SOAP and Connect APIs; EntityDefinition; custom objects from a seed; Apex,
// triggers and validation rules; sharing beyond rows hidden one by one; field history; the recycle bin (queryAll answers
// as query); profiles and roles beyond their names; paths through references to several objects; user access policies; permission set licenses; date literals and
// child subqueries in SOQL (package soql); the grouping of subrequests that collateSubrequests allows: they always run
// in order. What is not simulated answers with an error, never with a guess.
package orgsim
