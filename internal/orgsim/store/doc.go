// Package store keeps the rows of a simulated org in transactions: readers see one unmoving state, one writer at a time
// changes the next one, and a rolled-back transaction leaves no trace (salesforce.md section 3).
//
// It imports the object descriptions (schema), the id format (sfid) and hashicorp/go-memdb. It knows no platform rule,
// and it does not simulate row locks: a second writer waits.
package store
