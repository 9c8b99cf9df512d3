package framework

import (
	"context"
	"crypto/rand"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// PrivateReader and PrivateWriter are what is needed of the framework's
// private state, the notes a provider keeps beside an instance.
type (
	// PrivateReader reads a note.
	PrivateReader interface {
		GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	}
	// PrivateWriter writes a note.
	PrivateWriter interface {
		SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
	}
)

// ReadNote reads what an instance has noted under a key; the zero value if it
// has noted nothing, as right after an import.
func ReadNote[Note any](ctx context.Context, private PrivateReader, key string, diags *diag.Diagnostics) Note {
	var note Note
	stored, more := private.GetKey(ctx, key)
	diags.Append(more...)
	if len(stored) > 0 {
		if err := json.Unmarshal(stored, &note); err != nil {
			diags.Append(Diagnose("read", "private state", err)...)
		}
	}
	return note
}

// WriteNote notes something under a key.
func WriteNote(ctx context.Context, private PrivateWriter, key string, note any) diag.Diagnostics {
	value, err := json.Marshal(note)
	if err != nil {
		return Diagnose("write", "private state", err)
	}
	return private.SetKey(ctx, key, value)
}

// Named is the name by which an instance is told from any other of the same
// object: the one that it has, or a new one.
func Named(instance string) string {
	if instance == "" {
		return rand.Text()
	}
	return instance
}
