package group

import (
	"context"

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
	return framework.ReadNote[memberNotes](ctx, private, notesKey, diags)
}

// write keeps the notes.
func (n memberNotes) write(ctx context.Context, private framework.PrivateWriter) diag.Diagnostics {
	return framework.WriteNote(ctx, private, notesKey, n)
}

// named makes sure that the resource can be told from others.
func (n memberNotes) named() memberNotes {
	n.Instance = framework.Named(n.Instance)
	return n
}
