package salesforce_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	gosalesforce "github.com/k-capehart/go-salesforce/v2"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// These tests hold the simulated org against the calls of go-salesforce itself (S40): this package uses few of them.

// The library sends the fields of a struct under their names. An upsert must not name an id.
type (
	invoice struct {
		Id, Name, Code__c string
	}
	coded struct {
		Name, Code__c string
	}
)

func foreignSeed() orgsim.Seed {
	seed := orgsim.DefaultSeed()
	seed.Knobs = map[string]string{"K-page-size": "2", "K-oauth-password": "allowed"}
	seed.Client.Passwords = map[string]orgsim.Password{"ada@acme.example": {Password: "correct horse", SecurityToken: "Token1"}}
	seed.Objects = append(seed.Objects, orgsim.CustomObject{Name: "Invoice__c", Label: "Invoice", Fields: []orgsim.CustomField{
		{Name: "Code__c", Length: 20, ExternalID: true, Unique: true},
	}})
	return seed
}

func foreign(t *testing.T, creds func(domain string, seed orgsim.Seed) gosalesforce.Creds) (*gosalesforce.Salesforce, *orgsim.Org) {
	t.Helper()
	seed := foreignSeed()
	org, err := orgsim.New(seed)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(org)
	t.Cleanup(server.Close)
	sf, err := gosalesforce.Init(creds(server.URL, seed))
	if err != nil {
		t.Fatal(err)
	}
	return sf, org
}

func byClient(domain string, seed orgsim.Seed) gosalesforce.Creds {
	return gosalesforce.Creds{Domain: domain, ConsumerKey: seed.Client.ID, ConsumerSecret: seed.Client.Secret}
}

func TestForeignLogins(t *testing.T) {
	for name, creds := range map[string]func(string, orgsim.Seed) gosalesforce.Creds{
		"client credentials": byClient,
		"password": func(domain string, seed orgsim.Seed) gosalesforce.Creds {
			return gosalesforce.Creds{Domain: domain, ConsumerKey: seed.Client.ID, ConsumerSecret: seed.Client.Secret,
				Username: "ada@acme.example", Password: "correct horse", SecurityToken: "Token1"}
		},
		"access token": func(domain string, seed orgsim.Seed) gosalesforce.Creds {
			return gosalesforce.Creds{Domain: domain, AccessToken: seed.AccessToken}
		},
	} {
		t.Run(name, func(t *testing.T) {
			sf, _ := foreign(t, creds)
			var users []struct{ Username string }
			if err := sf.Query("SELECT Username FROM User WHERE IsActive = true", &users); err != nil || len(users) < 5 {
				t.Errorf("%d users, in pages of 2: %v", len(users), err)
			}
		})
	}
	seed := orgsim.DefaultSeed()
	seed.Client.Secret = "another"
	org, err := orgsim.New(seed)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(org)
	defer server.Close()
	if _, err := gosalesforce.Init(byClient(server.URL, orgsim.DefaultSeed())); err == nil || !strings.HasPrefix(err.Error(), "400") {
		t.Errorf("a wrong secret gave %v", err)
	}
}

func TestForeignRecords(t *testing.T) {
	for name, compressed := range map[string]bool{"plain": false, "compressed": true} {
		t.Run(name, func(t *testing.T) {
			sf, org := foreign(t, byClient)
			sf.Config.SetCompressionHeaders(compressed)
			made, err := sf.InsertOne("Invoice__c", invoice{Name: "First", Code__c: "one"})
			if err != nil || !made.Success || len(made.Id) != 18 {
				t.Fatalf("insert: %+v, %v", made, err)
			}
			if _, err := sf.InsertOne("Invoice__c", invoice{Code__c: "one"}); err == nil || !strings.Contains(err.Error(), "DUPLICATE_VALUE") {
				t.Errorf("the second insert: %v", err)
			}
			if err := sf.UpdateOne("Invoice__c", invoice{Id: made.Id, Name: "Second", Code__c: "one"}); err != nil {
				t.Errorf("update: %v", err)
			}
			again, err := sf.UpsertOne("Invoice__c", "Code__c", invoice{Name: "Third", Code__c: "one"})
			if err != nil || !again.Success || again.Id != made.Id {
				t.Errorf("upsert: %+v, %v", again, err)
			}
			if row, _ := org.Find("Invoice__c", "Id", made.Id); row["Name"] != "Third" {
				t.Errorf("the row is %v", row)
			}
			if err := sf.DeleteOne("Invoice__c", invoice{Id: made.Id}); err != nil {
				t.Errorf("delete: %v", err)
			}
			if err := sf.DeleteOne("Invoice__c", invoice{Id: made.Id}); err == nil || !strings.Contains(err.Error(), "ENTITY_IS_DELETED") {
				t.Errorf("the second delete: %v", err)
			}
		})
	}
}

// several runs one way to write many rows: a duplicate is refused and the others stay.
type several struct {
	insert, update, upsert, remove func(records any) (gosalesforce.SalesforceResults, error)
}

func TestForeignCollections(t *testing.T) {
	const object, batch = "Invoice__c", 2
	ways := map[string]func(sf *gosalesforce.Salesforce) several{
		"collections": func(sf *gosalesforce.Salesforce) several {
			return several{
				func(r any) (gosalesforce.SalesforceResults, error) { return sf.InsertCollection(object, r, batch) },
				func(r any) (gosalesforce.SalesforceResults, error) { return sf.UpdateCollection(object, r, batch) },
				func(r any) (gosalesforce.SalesforceResults, error) {
					return sf.UpsertCollection(object, "Code__c", r, batch)
				},
				func(r any) (gosalesforce.SalesforceResults, error) { return sf.DeleteCollection(object, r, batch) },
			}
		},
		"composites": func(sf *gosalesforce.Salesforce) several {
			return several{
				func(r any) (gosalesforce.SalesforceResults, error) {
					return sf.InsertComposite(object, r, batch, false)
				},
				func(r any) (gosalesforce.SalesforceResults, error) {
					return sf.UpdateComposite(object, r, batch, false)
				},
				func(r any) (gosalesforce.SalesforceResults, error) {
					return sf.UpsertComposite(object, "Code__c", r, batch, false)
				},
				func(r any) (gosalesforce.SalesforceResults, error) {
					return sf.DeleteComposite(object, r, batch, false)
				},
			}
		},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			sf, org := foreign(t, byClient)
			do := way(sf)
			made, err := do.insert([]invoice{{Name: "a", Code__c: "1"}, {Name: "b", Code__c: "1"}, {Name: "c", Code__c: "3"}})
			wantOutcomes(t, "insert", made, err, "", "DUPLICATE_VALUE", "")
			first, third := made.Results[0].Id, made.Results[2].Id
			changed, err := do.update([]invoice{{Id: first, Name: "aa", Code__c: "1"}, {Id: third, Name: "cc", Code__c: "1"}})
			wantOutcomes(t, "update", changed, err, "", "DUPLICATE_VALUE")
			merged, err := do.upsert([]coded{{Name: "A", Code__c: "1"}, {Name: "C", Code__c: "3"}, {Name: "D", Code__c: "4"}})
			wantOutcomes(t, "upsert", merged, err, "", "", "")
			if row, _ := org.Find(object, "Code__c", "3"); row["Id"] != third || row["Name"] != "C" {
				t.Errorf("the row is %v", row)
			}
			gone, err := do.remove([]invoice{{Id: first}, {Id: third}, {Id: first}})
			wantOutcomes(t, "delete", gone, err, "", "", "ENTITY_IS_DELETED")
		})
	}
}

// wantOutcomes wants these error codes in this order, none for a row that was written.
func wantOutcomes(t *testing.T, what string, got gosalesforce.SalesforceResults, err error, codes ...string) {
	t.Helper()
	if err != nil || len(got.Results) != len(codes) {
		t.Fatalf("%s: %+v, %v", what, got, err)
	}
	for i, r := range got.Results {
		code := ""
		if len(r.Errors) > 0 {
			code = r.Errors[0].StatusCode
		}
		if code != codes[i] || r.Success != (code == "") || r.Success && len(r.Id) != 18 {
			t.Errorf("%s, row %d: %+v, want %q", what, i, r, codes[i])
		}
	}
}

func TestForeignRollback(t *testing.T) {
	sf, org := foreign(t, byClient)
	_, err := sf.InsertComposite("Invoice__c", []invoice{{Name: "a", Code__c: "1"}, {Name: "b", Code__c: "2"}, {Name: "c", Code__c: "1"}}, 2, true)
	if row, found := org.Find("Invoice__c", "Code__c", "2"); found {
		t.Errorf("%v was kept: %v", row, err)
	}
}

func TestForeignSessionThatEnded(t *testing.T) {
	sf, org := foreign(t, byClient)
	before := sf.GetAccessToken()
	org.ExpireSessions()
	resp, err := sf.DoRequest(http.MethodGet, "/limits", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	if !strings.Contains(string(body), "DailyApiRequests") || sf.GetAccessToken() == before {
		t.Errorf("got %s, with the token renewed: %v", body, sf.GetAccessToken() != before)
	}
}

func TestForeignQueryStruct(t *testing.T) {
	sf, _ := foreign(t, byClient)
	type group struct {
		Name string `soql:"selectColumn,fieldName=Name" json:"Name"`
	}
	type filter struct {
		Name []string `soql:"likeOperator,fieldName=Name"`
	}
	statement := struct {
		Columns group  `soql:"selectClause,tableName=Group"`
		Filter  filter `soql:"whereClause"`
	}{Filter: filter{Name: []string{"Fastcall"}}}
	var groups []group
	if err := sf.QueryStruct(statement, &groups); err != nil || len(groups) != 2 {
		t.Errorf("got %v, %v", groups, err)
	}
}
