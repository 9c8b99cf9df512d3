package acctest

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Invoke runs an action as core does: it is validated, planned and, unless
// that fails, invoked. planned is what the plan says; progress and said are
// what comes of the run.
func (tf *Terraform) Invoke(action string, config Values) (planned Diagnostics, progress []string, said Diagnostics) {
	tf.t.Helper()
	if planned = tf.PlanAction(action, config); len(planned.Errors()) > 0 {
		return planned, nil, nil
	}
	server, encoded := tf.action(action, config)
	stream, err := server.InvokeAction(tf.t.Context(), &tfprotov6.InvokeActionRequest{ActionType: action, Config: encoded})
	if err != nil {
		tf.t.Fatal(err)
	}
	for event := range stream.Events {
		switch e := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress = append(progress, e.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			said = e.Diagnostics
		}
	}
	return planned, progress, said
}

// PlanAction validates and plans an action.
func (tf *Terraform) PlanAction(action string, config Values) Diagnostics {
	tf.t.Helper()
	server, encoded := tf.action(action, config)
	checked, err := server.ValidateActionConfig(tf.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: action, Config: encoded})
	if err != nil {
		tf.t.Fatal(err)
	}
	if diags := Diagnostics(checked.Diagnostics); len(diags.Errors()) > 0 {
		return diags
	}
	plan, err := server.PlanAction(tf.t.Context(), &tfprotov6.PlanActionRequest{ActionType: action, Config: encoded})
	if err != nil {
		tf.t.Fatal(err)
	}
	return append(checked.Diagnostics, plan.Diagnostics...)
}

func (tf *Terraform) action(action string, config Values) (tfprotov6.ActionServer, *tfprotov6.DynamicValue) {
	tf.t.Helper()
	server, ok := tf.server.(tfprotov6.ActionServer)
	if !ok {
		tf.t.Fatalf("%T has no actions", tf.server)
	}
	schema, ok := tf.schema.ActionSchemas[action]
	if !ok {
		tf.t.Fatalf("no action %s", action)
	}
	return server, tf.encode(schema.Schema.ValueType(), config)
}
