// Package user offers Fastcall users to Terraform: the resource fastcall_user.
//
// It decodes what Terraform says, makes one call of the domain, and encodes
// the answer. How a user is onboarded or released is decided in the domain;
// how an error reads is decided in package framework.
package user
