// Package group offers Fastcall's groups to Terraform: fastcall_group,
// fastcall_group_member and the data sources fastcall_group and
// fastcall_groups. What a group is and how it is written is for package
// fastcall; every word of a diagnostic that an error needs is in framework.
package group
