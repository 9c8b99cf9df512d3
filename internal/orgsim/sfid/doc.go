// Package sfid makes and checks Salesforce record ids: 15 case-sensitive base-62 characters, or the same with three
// checksum characters (salesforce.md section 5, Ids).
//
// It imports the standard library only. It does not simulate the pod and instance characters of real ids: every id it
// makes carries the same ones.
package sfid
