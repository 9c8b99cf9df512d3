// Package functions holds the functions that the provider adds to Terraform's
// language. They compute from their arguments alone: no org, no provider block
// and no noun is involved, so they live apart from the packages of the nouns.
// It may import framework and fastcall.
package functions
