package acctest

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Version is the version of a resource's schema.
func (tf *Terraform) Version(resource string) int64 {
	tf.t.Helper()
	return tf.schema.ResourceSchemas[resource].Version
}

// Upgrade reads a state, in JSON as Terraform keeps it, that some version of a
// resource's schema wrote.
func (tf *Terraform) Upgrade(resource string, version int64, state []byte) (Values, Diagnostics) {
	tf.t.Helper()
	resp, err := tf.server.UpgradeResourceState(tf.t.Context(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: resource, Version: version, RawState: &tfprotov6.RawState{JSON: state}})
	if err != nil {
		tf.t.Fatal(err)
	}
	return tf.decode(tf.typeOf(resource), resp.UpgradedState), resp.Diagnostics
}
