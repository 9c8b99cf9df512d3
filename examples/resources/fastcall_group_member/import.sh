# By the IDs of the Salesforce group and of the user, 15 or 18 characters each.
terraform import fastcall_group_member.grace 00Gxx0000000001EAA/005xx000001SwiVAAS
