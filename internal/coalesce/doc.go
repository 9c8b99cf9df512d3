// Package coalesce turns calls that arrive close together into one batch.
//
// Terraform asks for one object at a time but runs several operations at once;
// Salesforce charges by request. A Group stands between the two: the first call
// opens a batch, calls of the next few milliseconds join it, and one function
// answers all of them. Each caller keeps its own context: a caller that goes away
// takes nothing from its neighbours.
//
// The package imports the standard library only.
package coalesce
