// Package framework is what every noun shares on Terraform's side: access to
// the configured org, the wording of every diagnostic, custom types, and the
// binding of a resource to the org it lives in.
//
// It may import the domain and the Salesforce client for their types; it makes
// no decisions of its own about users or seats.
package framework
