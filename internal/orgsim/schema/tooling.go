package schema

// Tooling returns the objects that have no rows of their own: they tell of packages and of other objects. All are queried
// under /tooling; only EntityDefinition is there for ordinary queries too.
func Tooling() []*Object {
	return []*Object{entityDefinition(), installedPackage(), subscriberPackage(), subscriberPackageVersion()}
}

// entityDefinition describes the objects of the org as rows (S20).
func entityDefinition() *Object {
	return &Object{
		Name: "EntityDefinition", Label: "Entity Definition", LabelPlural: "Entity Definitions", KeyPrefix: "4ie",
		Fields: fields([]Field{
			NewField("DurableId", String, 80, ""),
			NewField("QualifiedApiName", String, 70, ""),
			NewField("DeveloperName", String, 40, ""),
			NewField("NamespacePrefix", String, 15, "n"),
			NewField("KeyPrefix", String, 3, "n"),
			NewField("MasterLabel", String, 40, ""),
			NewField("Label", String, 40, ""),
			NewField("PluralLabel", String, 40, ""),
			Flag("IsQueryable", ""),
			Flag("IsCustomSetting", ""),
		}),
	}
}

// installedPackage has one row for each installed package (S26, S27).
func installedPackage() *Object {
	return &Object{
		Name: "InstalledSubscriberPackage", Label: "Installed Package", LabelPlural: "Installed Packages", KeyPrefix: "0A3",
		Fields: fields([]Field{
			Lookup("SubscriberPackageId", "SubscriberPackage", "", "SubscriberPackage"),
			Lookup("SubscriberPackageVersionId", "SubscriberPackageVersion", "", "SubscriberPackageVersion"),
		}),
	}
}

func subscriberPackage() *Object {
	return &Object{
		Name: "SubscriberPackage", Label: "Subscriber Package", LabelPlural: "Subscriber Packages", KeyPrefix: "033",
		Fields: fields([]Field{NewField("Name", String, 255, ""), NewField("NamespacePrefix", String, 15, "n")}),
	}
}

func subscriberPackageVersion() *Object {
	return &Object{
		Name: "SubscriberPackageVersion", Label: "Subscriber Package Version", LabelPlural: "Subscriber Package Versions", KeyPrefix: "04t",
		Fields: fields([]Field{
			Lookup("SubscriberPackageId", "", "", "SubscriberPackage"),
			NewField("Name", String, 255, ""),
			NewField("MajorVersion", Int, 0, ""), NewField("MinorVersion", Int, 0, ""),
			NewField("PatchVersion", Int, 0, ""), NewField("BuildNumber", Int, 0, ""),
		}),
	}
}
