// Package schemamap finds Fastcall's own records in an org. The API names of the
// package's objects and fields are not public, and orgs differ in their shape: so
// it knows sections, the kinds of records there are, by the labels that people
// see, and a Map says which object and which fields carry each of them.
//
// It also speaks for those fields: rows are read and values written by key, as
// the described types of the fields want them.
package schemamap
