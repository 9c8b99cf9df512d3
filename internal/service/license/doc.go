// Package license offers the figures of Fastcall's package license to
// Terraform: the data source fastcall_license.
package license
