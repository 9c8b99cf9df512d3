// Package callcenter offers the org's call centers to Terraform: the data
// source fastcall_call_center.
package callcenter
