package provider

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

func contradictory(begun given, place string) diag.Diagnostics {
	names := begun.names()
	// The nearest way shows which argument is one too many.
	nearest := slices.MinFunc(ways, func(a, b way) int { return cmp.Compare(strangers(a, names), strangers(b, names)) })
	odd := slices.IndexFunc(names, func(name string) bool { return !nearest.takes(name) })
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(names[odd]), "Contradictory credentials",
		fmt.Sprintf("These arguments are set in %s, and no one way in takes them all: %s. The ways in are:\n%s\n\n"+
			"What to do: Keep the arguments of one way.", place, strings.Join(names, ", "), listed(ways, way.arguments)))}
}

func strangers(w way, names []string) int {
	count := 0
	for _, name := range names {
		if !w.takes(name) {
			count++
		}
	}
	return count
}

func ambiguous(ready []way, begun given) diag.Diagnostics {
	var names []string
	for _, w := range ready {
		names = append(names, w.name)
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(begun.names()[0]), "Ambiguous credentials",
		fmt.Sprintf("The provider block sets %s, and the environment can complete that to more than one way in: %s.\n\n"+
			"What to do: Set one more argument of the way that is meant in the provider block, or take the other's out of the environment.",
			strings.Join(begun.names(), ", "), strings.Join(names, ", ")))}
}

func incomplete(open []way, begun, environment given) diag.Diagnostics {
	lacks := func(w way) []string { return w.missing(begun.completed(w, environment)) }
	if len(begun.names()) == 0 {
		return missing("There are no credentials. Any one of these ways in will do:\n"+listed(ways, way.arguments), lacks(ways[0])...)
	}
	slices.SortStableFunc(open, func(a, b way) int { return cmp.Compare(len(lacks(a)), len(lacks(b))) })
	return missing(fmt.Sprintf("The credentials are not complete. Given: %s. Missing, by way in:\n%s", strings.Join(begun.names(), ", "),
		listed(open, func(w way) []string { return lacks(w) })), lacks(open[0])...)
}

func (w way) arguments() []string {
	names := slices.Clone(w.needs)
	for _, name := range w.optional {
		names = append(names, name+" if the user has one")
	}
	return names
}

// listed writes one line for each way.
func listed(all []way, names func(way) []string) string {
	lines := make([]string, 0, len(all))
	for _, w := range all {
		lines = append(lines, "  - "+w.name+": "+strings.Join(names(w), ", "))
	}
	return strings.Join(lines, "\n")
}

// missing says which arguments are needed and where they may come from.
func missing(detail string, names ...string) diag.Diagnostics {
	variables := make([]string, 0, len(names))
	for _, name := range names {
		variables = append(variables, variable(name))
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(names[0]), "Missing "+strings.Join(names, ", "),
		fmt.Sprintf("%s\n\nWhat to do: Set %s in the provider block, or %s in the environment.",
			detail, strings.Join(names, ", "), strings.Join(variables, ", ")))}
}
