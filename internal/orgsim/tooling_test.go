package orgsim_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func (c *client) tooling(statement string) (int, any) {
	c.t.Helper()
	return c.call("GET", "/tooling/query/?q="+url.QueryEscape(statement), nil)
}

// S26, S27, S28: which packages are installed, and in which version.
func TestInstalledPackages(t *testing.T) {
	seed := orgsim.DefaultSeed()
	seed.Packages = []orgsim.Package{{Namespace: "Other", Allowed: 1, Version: "2.1"}}
	c := start(t, seed)
	status, body := c.tooling("SELECT Id, SubscriberPackage.Id, SubscriberPackage.Name, SubscriberPackage.NamespacePrefix, " +
		"SubscriberPackageVersionId FROM InstalledSubscriberPackage WHERE SubscriberPackage.NamespacePrefix = 'FastCall'")
	answer := c.done(status, body)
	if answer["size"] != 1.0 || answer["queryLocator"] != nil || answer["entityTypeName"] != "InstalledSubscriberPackage" {
		t.Errorf("S27: the body is %v", answer)
	}
	row := records(body)[0]
	pack, version := row["SubscriberPackage"].(map[string]any), row["SubscriberPackageVersionId"].(string)
	if pack["Name"] != "Fastcall" || !strings.HasPrefix(pack["Id"].(string), "033") || !strings.HasPrefix(version, "04t") ||
		!strings.HasPrefix(row["attributes"].(map[string]any)["url"].(string), root+"/tooling/sobjects/InstalledSubscriberPackage/0A3") {
		t.Errorf("the package is %v", row)
	}
	status, body = c.tooling("SELECT MajorVersion, MinorVersion, PatchVersion, BuildNumber FROM SubscriberPackageVersion WHERE Id = '" + version + "'")
	c.done(status, body)
	if v := records(body)[0]; v["MajorVersion"] != 4.0 || v["MinorVersion"] != 12.0 || v["BuildNumber"] != 3.0 {
		t.Errorf("the version is %v", v)
	}
	status, body = c.tooling("SELECT Id FROM SubscriberPackageVersion WHERE Id IN ('" + version + "')")
	c.refused(status, body, 400, "MALFORMED_QUERY")
	status, body = c.tooling("SELECT Id FROM Nothing")
	c.refused(status, body, 400, "INVALID_TYPE")
	status, body = c.call("GET", "/query?q=SELECT+Id+FROM+InstalledSubscriberPackage", nil)
	c.refused(status, body, 400, "INVALID_TYPE")
	status, body = c.call("GET", "/tooling/sobjects", nil)
	c.refused(status, body, 404, "NOT_FOUND")
	if again, err := orgsim.New(c.org.State()); err != nil || again.State().Package.Version != "4.12.0.3" || again.State().Packages[0].Name != "Other" {
		t.Errorf("the packages are not saved: %v", err)
	}
}

// S20: EntityDefinition tells of the objects that the caller sees, in either API.
func TestEntityDefinition(t *testing.T) {
	c := start(t, phoneSeed())
	statement := "SELECT QualifiedApiName, DeveloperName, KeyPrefix, Label FROM EntityDefinition WHERE NamespacePrefix = 'FastCall' ORDER BY Label"
	rows := c.query(statement)
	if len(rows) != 2 || rows[1]["QualifiedApiName"] != "FastCall__Phone__c" || rows[1]["DeveloperName"] != "Phone" ||
		rows[1]["KeyPrefix"] != "a00" || rows[1]["Label"] != "Phone Number" {
		t.Errorf("got %v", rows)
	}
	c.org.HideObject("FastCall__Phone__c", true)
	if status, body := c.tooling(statement); status != 200 || len(records(body)) != 1 {
		t.Errorf("with a hidden object: %d %v", status, body)
	}
}

func TestPackageVersionRefused(t *testing.T) {
	for _, version := range []string{"x", "1.2.3.4.5", "1..2", "-1", "01"} {
		seed := orgsim.DefaultSeed()
		seed.Package.Version = version
		if _, err := orgsim.New(seed); err == nil {
			t.Errorf("version %q was taken", version)
		}
	}
}
