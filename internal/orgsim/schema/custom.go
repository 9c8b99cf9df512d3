package schema

// Custom returns a custom object with the fields that every custom object has (section 5, managed-package custom
// objects). With a format such as "N-{0000}" the platform numbers the rows and nobody writes their names.
func Custom(name, label, plural, prefix, autoNumber string, own ...Field) *Object {
	title := NewField("Name", String, 80, "cudln")
	if autoNumber != "" {
		title = NewField("Name", String, 80, "dl")
		title.AutoNumber = autoNumber
	}
	all := fields([]Field{Lookup("OwnerId", "Owner", "cud", "Group", "User"), Flag("IsDeleted", ""), title}, audit()...)
	return &Object{
		Name: name, Label: label, LabelPlural: plural, KeyPrefix: prefix, Custom: true,
		Createable: true, Updateable: true, Deletable: true, RecycleBin: true, Fields: append(all, own...),
	}
}

// Setting returns a hierarchical custom setting: each of its rows belongs to the org, to a profile or to a user, whom
// SetupOwnerId names once and for all. Such rows have no owner, and a deleted one is gone for good.
func Setting(name, label, plural, prefix string, own ...Field) *Object {
	all := fields([]Field{
		Lookup("SetupOwnerId", "SetupOwner", "cq", "Organization", "Profile", "User"), Flag("IsDeleted", ""),
		NewField("Name", String, 80, "cudln"),
	}, audit()...)
	return &Object{
		Name: name, Label: label, LabelPlural: plural, KeyPrefix: prefix, Custom: true, Setting: true,
		Createable: true, Updateable: true, Deletable: true, Fields: append(all, own...),
	}
}

// Numbered returns the field that the platform numbers, if the object has one.
func (o *Object) Numbered() (*Field, bool) {
	for i := range o.Fields {
		if o.Fields[i].AutoNumber != "" {
			return &o.Fields[i], true
		}
	}
	return nil, false
}
