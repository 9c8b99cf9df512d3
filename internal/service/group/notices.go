package group

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// Notices are warnings that tell what happened, or what is about to. Each
// carries the group's name in its summary, because Terraform folds warnings
// with equal summaries.

// adoption says that a group was there before.
func adoption(m *model, outcome *fastcall.GroupOutcome) diag.Diagnostics {
	if !outcome.Adopted {
		return nil
	}
	text := fmt.Sprintf("The Salesforce group with developer name %q (%s) was there and Fastcall did not know it; it is a Fastcall group now. "+
		"Destroying the resource deletes the group.", m.DeveloperName.ValueString(), outcome.Group.ID)
	if m.Members.IsNull() {
		text += " Its members stay as they were."
	}
	if len(outcome.Removed) > 0 {
		text += " Members that the configuration does not list were taken out: " + strings.Join(outcome.Removed, ", ") + "."
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Took over "+m.subject(), text)}
}

// willAdopt says before an apply that a group is there.
func willAdopt(m *model, before *fastcall.Group) diag.Diagnostic {
	text := fmt.Sprintf("The org has a Salesforce group with developer name %q that Fastcall does not know: %q (%s). Creating takes it over, and "+
		"destroying the resource will delete it.", before.DeveloperName, before.Name, before.ID)
	switch {
	case m.Members.IsNull():
		text += " Its members stay, because members is left out."
	case len(before.Members) > 0:
		text += fmt.Sprintf(" It has %d members; those whom the configuration does not list are taken out.", len(before.Members))
	}
	return diag.NewWarningDiagnostic("Takes over "+m.subject(),
		text+"\n\nWhat to do: If another group is meant, choose another developer_name.")
}

// staysMember says that another instance has the membership now.
func staysMember(m *memberModel) diag.Diagnostic {
	return diag.NewWarningDiagnostic("The "+m.subject()+" did not end",
		"This apply has made or taken over the membership in another instance, which keeps it. Only the old instance left the state.")
}

// takesExtension says that another group has the extension still.
func takesExtension(m *model, holder *fastcall.Group) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("extension"),
		fmt.Sprintf("%s gets extension %s, which group %s still has", m.subject(), m.Extension.ValueString(), holder.Name),
		"An extension belongs to one group only, so the apply stops here unless the other group has lost it by then. Even if the same plan "+
			"takes it away there, Terraform may do this one first, unless it depends on the other; then a second apply goes on.\n\nWhat to do: "+
			"Have this resource depend on the other one (depends_on), hand the extension over in two applies, or choose another.")
}

// leftState says that somebody else deleted a group.
func leftState(m *model) diag.Diagnostic {
	return diag.NewWarningDiagnostic(m.subject()+" is gone",
		fmt.Sprintf("Salesforce group %s was deleted outside of Terraform and leaves the state. If the configuration still has it, the plan "+
			"creates it again, with another ID; otherwise remove the resource.", m.ID.ValueString()))
}

// unknownToFastcall says that Fastcall's record is not returned. Sharing hides
// single records, which nothing tells from deleted ones.
func unknownToFastcall(m *model) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Fastcall's record of "+m.subject()+" is gone or hidden",
		fmt.Sprintf("Fastcall's record %s of Salesforce group %s is not returned: it was deleted outside of Terraform, or it is hidden from the API "+
			"user.\n\nWhat to do: Look for it in Fastcall. If it was deleted, so was what it carried: extension and ACD settings, and what made "+
			"numbers, IVRs and recordings lead to it. Then apply, which makes a new record with everything that the configuration names, and point "+
			"numbers and IVRs at the group again. If it is there, give the API user access to it by a sharing rule or View All for the object "+
			"before you apply: Salesforce would refuse a second record, or keep two.", m.RecordID.ValueString(), m.ID.ValueString()))
}

// anotherRecordNow says that Fastcall's record went after the last refresh.
func anotherRecordNow(m *model, g *fastcall.Group) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Fastcall has a new record of "+m.subject(),
		fmt.Sprintf("Record %s was deleted outside of Terraform after the last refresh, and with it what made numbers, IVRs and recordings lead to "+
			"the group. Record %s is in its place, with everything that the configuration names; record_id says so after the next refresh.\n\n"+
			"What to do: Point numbers and IVRs at the group again.", m.RecordID.ValueString(), g.RecordID))
}
