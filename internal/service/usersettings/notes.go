package usersettings

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// notesKey is where private state keeps what the attributes cannot say.
const notesKey = "made"

// notes are what a resource remembers of itself.
type notes struct {
	// Names are what it made, as against what it found; nothing right after an
	// import.
	fastcall.Names
	// Instance tells it from any other resource for the same user.
	Instance string `json:"instance,omitempty"`
	// Unsure says that the creation failed without anybody knowing whether its
	// write came about: Names are what was meant then.
	Unsure bool `json:"unsure,omitempty"`
}

// readNotes reads what a resource remembers.
func readNotes(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) notes {
	return framework.ReadNote[notes](ctx, private, notesKey, diags)
}

// write keeps the notes.
func (n notes) write(ctx context.Context, private framework.PrivateWriter) diag.Diagnostics {
	return framework.WriteNote(ctx, private, notesKey, n)
}

// named makes sure that the resource can be told from others.
func (n notes) named() notes {
	n.Instance = framework.Named(n.Instance)
	return n
}

// and adds what a write made.
func (n notes) and(made fastcall.Names) notes {
	n.Names = n.And(made)
	return n
}

// without forgets what was deleted: should somebody else make a thing of the
// same name, it is not ours.
func (n notes) without(dropped fastcall.Names) notes {
	n.Devices = minus(n.Devices, dropped.Devices)
	n.Messages = minus(n.Messages, dropped.Messages)
	n.Templates = minus(n.Templates, dropped.Templates)
	return n
}

func minus(names, gone []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(gone, name) })
}
