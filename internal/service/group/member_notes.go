package group

import (
	"context"
	"crypto/rand"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// notesKey is where private state keeps what the attributes cannot say.
const notesKey = "notes"

// memberNotes are what a membership's resource remembers of itself.
type memberNotes struct {
	// Instance tells it from any other resource for the same membership. States
	// of earlier versions have none.
	Instance string `json:"instance,omitempty"`
}

// readNotes reads what a resource remembers.
func readNotes(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) memberNotes {
	var n memberNotes
	stored, d := private.GetKey(ctx, notesKey)
	diags.Append(d...)
	if len(stored) > 0 {
		if err := json.Unmarshal(stored, &n); err != nil {
			diags.Append(framework.Diagnose("read", "private state", err)...)
		}
	}
	return n
}

// write keeps the notes.
func (n memberNotes) write(ctx context.Context, private framework.PrivateWriter) diag.Diagnostics {
	value, err := json.Marshal(n)
	if err != nil {
		return framework.Diagnose("write", "private state", err)
	}
	return private.SetKey(ctx, notesKey, value)
}

// named makes sure that the resource can be told from others.
func (n memberNotes) named() memberNotes {
	if n.Instance == "" {
		n.Instance = rand.Text()
	}
	return n
}
