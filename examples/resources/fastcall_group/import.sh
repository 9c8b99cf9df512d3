# By the ID of the Salesforce group, 15 or 18 characters.
terraform import fastcall_group.reception 00Gxx0000000001EAA

# By name or developer name, if one Fastcall group bears it.
terraform import fastcall_group.reception "Fastcall Reception"
terraform import fastcall_group.reception Fastcall_Reception
