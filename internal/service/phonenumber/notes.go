package phonenumber

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// notesKey is where private state keeps what the attributes cannot say.
const notesKey = "notes"

// notes are what this resource knows of its own doings. The attributes say who
// has the number now, which may be somebody else's doing; destroying takes it
// only from those whom this resource gave it to.
type notes struct {
	// Instance tells this instance from any other of the same number.
	Instance string `json:"instance,omitempty"`
	// Given are the owners that this resource gave the number to, or meant to
	// when the answer was lost.
	Given []fastcall.NumberOwner `json:"given,omitempty"`
}

// readNotes reads the notes; there are none right after an import.
func readNotes(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) notes {
	return framework.ReadNote[notes](ctx, private, notesKey, diags)
}

// write keeps the notes.
func (n notes) write(ctx context.Context, private framework.PrivateWriter) diag.Diagnostics {
	return framework.WriteNote(ctx, private, notesKey, n)
}

// named makes sure that the instance can be told from others.
func (n notes) named() notes {
	n.Instance = framework.Named(n.Instance)
	return n
}

// gave adds an owner to those that were given the number.
func (n notes) gave(owner fastcall.NumberOwner) notes {
	if !owner.None() && !slices.Contains(n.Given, owner) {
		n.Given = append(slices.Clone(n.Given), owner)
	}
	return n
}

// adoption says that an assignment was in place before, or that the number was
// taken from somebody.
func adoption(before *fastcall.PhoneNumber, wanted fastcall.NumberOwner) diag.Diagnostics {
	name := framework.NumberName(*before)
	switch {
	case before.Owner == wanted:
		return diag.Diagnostics{diag.NewWarningDiagnostic(name+" was assigned already",
			fmt.Sprintf("The number belonged to %s before, as wanted. The assignment is managed from now on and goes when this resource is destroyed.",
				framework.NumberOwner(wanted)))}
	case before.Owner.None():
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(name+" was taken from another owner",
		fmt.Sprintf("The number belonged to %s and belongs to %s now, as replace_existing_assignment allows. Destroying this resource does "+
			"not give it back.", framework.NumberOwner(before.Owner), framework.NumberOwner(wanted)))}
}

// surprise says that a change has taken the number from an owner whom neither
// the state nor the notes know: somebody gave it away after the plan.
func surprise(before *fastcall.PhoneNumber, wanted fastcall.NumberOwner, known []fastcall.NumberOwner) diag.Diagnostics {
	stranger := before.Owner.Beyond(append(known, wanted)...)
	if stranger.None() {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(framework.NumberName(*before)+" was taken from an owner that the plan did not show",
		fmt.Sprintf("The number belonged to %s when the change was made, and belongs to %s now. Somebody gave it away after the last "+
			"refresh.\n\nWhat to do: If it was meant to stay there, change the configuration and apply again.",
			framework.NumberOwner(stranger), framework.NumberOwner(wanted)))}
}

// leftState says that a number is gone.
func leftState(name string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(name+" is no longer in Fastcall",
		"The number's record was deleted outside of Terraform, so its assignment leaves the state. If the configuration still names the "+
			"number, the plan says that there is none; otherwise remove the resource.")
}

// receiptOf says what unassigning left alone.
func receiptOf(name string, receipt *fastcall.NumberReceipt) diag.Diagnostics {
	switch {
	case receipt.Superseded:
		return diag.Diagnostics{diag.NewWarningDiagnostic(name+" was not unassigned",
			"This apply has assigned the same number in another instance, which keeps it. Only the old instance left the state.")}
	case !receipt.Stays.None():
		return diag.Diagnostics{diag.NewWarningDiagnostic(name+" stays assigned",
			fmt.Sprintf("The number belongs to %s, to whom this resource did not give it, so it stays there.\n\nWhat to do: If it is to be "+
				"free, unassign it in Fastcall.", framework.NumberOwner(receipt.Stays)))}
	}
	return nil
}
