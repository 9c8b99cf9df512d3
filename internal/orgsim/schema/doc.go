// Package schema describes the objects of a simulated org: their fields, types and what may be done with them. Behaviour
// and describe answers both come from this one description, so that they cannot disagree (salesforce.md section 5).
//
// It imports the standard library only. It does not list every field of the large standard objects (PermissionSet alone
// has hundreds of Permissions fields): a field that is not described here does not exist in the simulated org.
package schema
