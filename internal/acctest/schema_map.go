package acctest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// Mapping says where the package keeps what, by the keys of a schema map.
type Mapping = orgsim.Mapping

// SchemaMap is a mapping as a value of schema_map in the provider block.
func SchemaMap(mapping Mapping) map[string]any {
	sections := map[string]any{}
	for key, s := range mapping {
		if key == orgsim.HistorySection {
			continue
		}
		section := map[string]any{"object": s.Object}
		if s.Link != "" {
			section["link"] = s.Link
		}
		if len(s.Fields) > 0 {
			fields := map[string]any{}
			for name, field := range s.Fields {
				fields[name] = field
			}
			section["fields"] = fields
		}
		sections[key] = section
	}
	return sections
}

// SchemaMapHCL is a mapping as the attribute schema_map, a line for
// ProviderBlock.
func SchemaMapHCL(mapping Mapping) string {
	var b strings.Builder
	b.WriteString("schema_map = {\n")
	for _, key := range slices.Sorted(maps.Keys(mapping)) {
		if key == orgsim.HistorySection {
			continue
		}
		s := mapping[key]
		fmt.Fprintf(&b, "    %s = {\n      object = %q\n", key, s.Object)
		if s.Link != "" {
			fmt.Fprintf(&b, "      link   = %q\n", s.Link)
		}
		if len(s.Fields) > 0 {
			b.WriteString("      fields = {\n")
			for _, name := range slices.Sorted(maps.Keys(s.Fields)) {
				fmt.Fprintf(&b, "        %s = %q\n", name, s.Fields[name])
			}
			b.WriteString("      }\n")
		}
		b.WriteString("    }\n")
	}
	return b.String() + "  }"
}
