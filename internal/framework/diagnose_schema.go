package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// explainSchema words what of Fastcall's own objects and fields could not be
// found or cannot hold what is asked.
func explainSchema(err error) (explanation, bool) {
	if e, ok := as[*schemamap.Error](err); ok {
		return explanation{
			what: fmt.Sprintf("The API user does not see all of Fastcall's own objects and fields in namespace %s:\n%s",
				e.Namespace, missingNames(e.Missing)),
			next: "Give the API user access to them: a permission set of Fastcall's for administrators grants it. If they have other " +
				"names in this org, map them in the provider block; the data source fastcall_schema shows what was found:\n\n" +
				mappingFor(e.Missing),
			attribute: "schema_map",
		}, true
	}
	if e, ok := as[*schemamap.UnreachableError](err); ok {
		return explanation{
			what:      fmt.Sprintf("schema_map calls section %s unreachable, and this cannot be done without it.", e.Section),
			next:      fmt.Sprintf("Take what needs it out of the configuration, or map the section: schema_map = { %s = { object = \"…\" } }.", e.Section),
			attribute: "schema_map",
		}, true
	}
	if e, ok := as[*schemamap.ValueError](err); ok {
		return explainValue(e), true
	}
	return explanation{}, false
}

func missingNames(missing []schemamap.Missing) string {
	lines := make([]string, 0, len(missing))
	for _, m := range missing {
		line := fmt.Sprintf("  - object %q of section %s: no %s", m.Label, m.Section, m.Wanted)
		if m.Key != "" {
			line = fmt.Sprintf("  - field %q (%s.%s): no %s in %s", m.Label, m.Section, m.Key, m.Wanted, m.Object)
		}
		if !m.Configured {
			line += " and no single one of that label"
		}
		if len(m.Near) > 0 {
			line += "; near: " + strings.Join(m.Near, ", ")
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// mappingFor is the configuration that would find what is missing, with the
// nearest names filled in.
func mappingFor(missing []schemamap.Missing) string {
	var b strings.Builder
	b.WriteString("  schema_map = {\n")
	for i := 0; i < len(missing); {
		section := missing[i].Section
		var members, fields []string
		for ; i < len(missing) && missing[i].Section == section; i++ {
			switch m := missing[i]; m.Key {
			case "":
				members = append(members, fmt.Sprintf("object = %q", guess(m)))
			case "link":
				members = append(members, fmt.Sprintf("link = %q", guess(m)))
			default:
				fields = append(fields, fmt.Sprintf("%s = %q", m.Key, guess(m)))
			}
		}
		if len(fields) > 0 {
			members = append(members, "fields = { "+strings.Join(fields, ", ")+" }")
		}
		fmt.Fprintf(&b, "    %s = { %s }\n", section, strings.Join(members, ", "))
	}
	b.WriteString("  }")
	return b.String()
}

func guess(m schemamap.Missing) string {
	if len(m.Near) > 0 {
		return m.Near[0]
	}
	return "…"
}

// explainValue words a value that a field of this org cannot hold.
func explainValue(e *schemamap.ValueError) explanation {
	x := explanation{next: "Correct the value. Its limits come from the field's definition in the org."}
	field := fmt.Sprintf("field %s (%s)", e.Field.Name, e.Field.Label)
	switch e.Reason {
	case schemamap.NoChoice:
		x.what = fmt.Sprintf("%q is no choice of %s, which takes: %s.", e.Value, field, list(e.Choices))
	case schemamap.TooLong:
		x.what = fmt.Sprintf("%q is too long for %s, which holds %d characters.", e.Value, field, e.Field.Length)
	case schemamap.TooLarge:
		x.what = fmt.Sprintf("%v is too large for %s.", e.Value, field)
	case schemamap.NoID:
		x.what = fmt.Sprintf("%q is no Salesforce record ID, which %s needs.", e.Value, field)
		x.next = "Give the 15 or 18 characters from the address of the record's page."
	case schemamap.WrongType:
		x.what = fmt.Sprintf("%s is of type %s and cannot hold %v.", strings.ToUpper(field[:1])+field[1:], e.Field.Type, e.Value)
		x.next = fmt.Sprintf("If another field stands for %s, map it in schema_map of the provider block.", e.Key)
	case schemamap.ReadOnly:
		x.what = fmt.Sprintf("The API user may not write %s.", field)
		x.next = "Give the API user edit access to the field."
	}
	return x
}

// explainRecord words what Salesforce refused about one of Fastcall's own
// records.
func explainRecord(err error) (explanation, bool) {
	if e, ok := as[*fastcall.NoFastcallGroupError](err); ok {
		return explanation{
			what: fmt.Sprintf("Group %s is no Fastcall group: Fastcall has no record of it that the API user can see.", e.GroupID),
			next: "Name a group of fastcall_group or of the data source fastcall_groups.",
		}, true
	}
	e, ok := as[*fastcall.RecordError](err)
	if !ok {
		return explanation{}, false
	}
	next := "Mend what Salesforce names above, then apply again."
	if strings.HasPrefix(e.Cause.Code, "INSUFFICIENT_ACCESS") || e.Cause.Code == "INVALID_FIELD_FOR_INSERT_UPDATE" {
		next = fmt.Sprintf("Give the API user the right to %s %s and its fields, then apply again.", e.Verb, e.Object)
	}
	return explanation{
		what: fmt.Sprintf("Salesforce refused to %s %s %q. None of the changes that belong to it was made.", e.Verb, e.Object, e.Name),
		said: said(e.Cause), next: next,
	}, true
}
