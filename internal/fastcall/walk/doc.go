// Package walk remembers what one walk of Terraform has read. The process of a
// provider lives for one walk: whatever is read of the org is read once, for
// all who ask, and what this process has written is looked up from then on.
//
// Three memories differ in what they hold: Once a thing that does not change
// while Terraform walks, Snapshot what is put together of many rows for each
// key, Tables the rows of whole objects, which answer Questions. Look-ups that
// nothing remembers come together in batches.
//
// None of it decides a write: see LookingOn.
package walk
