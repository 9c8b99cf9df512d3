// Package usersettings offers what Fastcall keeps for one user to Terraform:
// the resource fastcall_user_settings.
//
// It decodes what Terraform says into a wish of the domain and encodes what the
// org has. What is null is not managed: it is neither read into the state nor
// written.
package usersettings
