package salesforce_test

import (
	"net/http/httptest"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// S23: a user has few cursors, and a new one drives out the oldest. However many callers ask at once for more rows than a
// page holds, each gets them all.
func TestManyQueriesShareFewCursors(t *testing.T) {
	for _, most := range []string{"1", "10"} {
		seed := orgsim.DefaultSeed()
		seed.Knobs = map[string]string{"K-page-size": "1", "K-open-locators": most}
		org, err := orgsim.New(seed)
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(org)
		t.Cleanup(server.Close)
		client, err := salesforce.New(salesforce.Config{InstanceURL: server.URL,
			Credentials: salesforce.ClientCredentials{ClientID: seed.Client.ID, ClientSecret: seed.Client.Secret}})
		if err != nil {
			t.Fatal(err)
		}
		var group errgroup.Group
		for range 8 {
			group.Go(func() error {
				users := make([][]struct{ Id string }, 6)
				var queries []salesforce.Query
				for i := range users {
					queries = append(queries, salesforce.Into("SELECT Id FROM User", &users[i]))
				}
				err := client.Query(t.Context(), queries...)
				for _, found := range users {
					if err == nil && len(found) != 12 {
						t.Errorf("with %s cursors %d users are found", most, len(found))
					}
				}
				return err
			})
		}
		if err := group.Wait(); err != nil {
			t.Errorf("with %s cursors: %v", most, err)
		}
	}
}
