package server_test

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/provider"
	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// life is what one walk after the other makes of a user, with every word that
// Terraform would show.
func life(t *testing.T, serve func() tfprotov6.ProviderServer) []any {
	t.Helper()
	org := acctest.NewOrg(t)
	config := acctest.Values{"username": "ada@acme.example", "call_center": "Old Switchboard"}
	var told []any

	tf := acctest.NewTerraformOn(t, serve(), org)
	told = append(told, tf.Validate("fastcall_user", config), tf.Validate("fastcall_user", acctest.Values{}))
	plan := tf.Plan("fastcall_user", acctest.Instance{}, config)
	made, diags := tf.Apply("fastcall_user", plan)
	told = append(told, plan.Values, plan.Diagnostics, made.Values, made.Identity, diags)

	tf = acctest.NewTerraformOn(t, serve(), org)
	read, diags := tf.Read("fastcall_user", made)
	again := tf.Plan("fastcall_user", read, config)
	leaving := tf.Plan("fastcall_user", read, nil)
	users, more := tf.DataSource("fastcall_users", acctest.Values{})
	return append(told, read.Values, read.Identity, diags, again.Values, again.Diagnostics, leaving.Values, leaving.Diagnostics, users, more)
}

// Nothing that is said over the protocol differs from what the framework alone says.
func TestSameAnswers(t *testing.T) {
	made := provider.New("test")
	plain := life(t, func() tfprotov6.ProviderServer { return providerserver.NewProtocol6(made())() })
	ours := life(t, func() tfprotov6.ProviderServer {
		s, err := server.New(made())
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
	for i := range plain {
		if !reflect.DeepEqual(ours[i], plain[i]) {
			t.Errorf("answer %d is %v, the framework's is %v", i, ours[i], plain[i])
		}
	}
}
