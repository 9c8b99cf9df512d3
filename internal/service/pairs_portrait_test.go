package service_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// setup are the fields of Salesforce's own objects that the provider could
// touch, and what people call a row.
var setup = map[string]struct {
	name   string
	fields []string
}{
	"User":                    {"Username", []string{"Username", "IsActive", "CallCenterId", "UserPermissionsCallCenterAutoLogin"}},
	"PackageLicense":          {"NamespacePrefix", []string{"NamespacePrefix", "UsedLicenses"}},
	"UserPackageLicense":      {"", []string{"UserId", "PackageLicenseId"}},
	"PermissionSet":           {"Name", nil},
	"PermissionSetAssignment": {"", []string{"AssigneeId", "PermissionSetId", "PermissionSetGroupId"}},
	"CallCenter":              {"InternalName", nil},
	"Group":                   {"DeveloperName", []string{"Name", "DeveloperName", "Type"}},
	"GroupMember":             {"", []string{"UserOrGroupId", "GroupId"}},
}

// portrait lists everything in an org that the provider could touch: with names
// for ids, so that it is the same whenever the same is there, and a duplicate or
// an orphan shows.
func portrait(org *acctest.Org) string {
	called := map[string]string{}
	for object, s := range setup {
		for _, row := range org.Rows(object) {
			if s.name != "" {
				called[fmt.Sprint(row["Id"])] = fmt.Sprint(object, " ", row[s.name])
			}
		}
	}
	fields := map[string][]string{}
	for object, s := range setup {
		fields[object] = s.fields
	}
	for _, object := range org.Seed.Objects {
		for _, row := range org.Rows(object.Name) {
			called[fmt.Sprint(row["Id"])] = object.Name
			if object.AutoNumber == "" && row["Name"] != row["Id"] {
				called[fmt.Sprint(row["Id"])] += fmt.Sprint(" ", row["Name"])
			}
		}
		for _, f := range object.Fields {
			fields[object.Name] = append(fields[object.Name], f.Name)
		}
		if object.Setting != "" {
			fields[object.Name] = append(fields[object.Name], "SetupOwnerId")
		}
	}
	var lines []string
	for object, names := range fields {
		if len(names) == 0 {
			continue
		}
		for _, row := range org.Rows(object) {
			lines = append(lines, line(object, row, names, called))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func line(object string, row map[string]any, fields []string, called map[string]string) string {
	text := object
	if _, ours := setup[object]; !ours {
		text = called[fmt.Sprint(row["Id"])]
	}
	for _, field := range fields {
		value := row[field]
		if value == nil || value == "" || value == false {
			continue
		}
		if name, isID := called[fmt.Sprint(value)]; isID {
			value = name
		}
		text += fmt.Sprintf(" %s=%v", field, value)
	}
	return text
}

// between shows how two portraits differ.
func between(got, want string) string {
	counts := map[string]int{}
	for _, l := range strings.Split(got, "\n") {
		counts[l]++
	}
	for _, l := range strings.Split(want, "\n") {
		counts[l]--
	}
	var lines []string
	for _, l := range slices.Sorted(maps.Keys(counts)) {
		switch n := counts[l]; {
		case n > 0:
			lines = append(lines, fmt.Sprintf("  %d too much: %s", n, l))
		case n < 0:
			lines = append(lines, fmt.Sprintf("  %d missing:  %s", -n, l))
		}
	}
	return strings.Join(lines, "\n")
}
