package orgsim

import (
	"slices"
	"strings"
)

// mostCollated is how many objects a group of collated subrequests may be of (S6).
const mostCollated = 5

// inSequence is the order in which things stand.
func inSequence(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// collated is an order in which the platform may carry out a composite that lets it collate: subrequests for records with
// one verb and one version that do not refer to each other come in any order (S6). Here each run of them comes backwards,
// so that nobody relies on an order that is not promised. Answers stay in the order of the request.
func collated(nodes []node) []int {
	order := inSequence(len(nodes))
	for from := 0; from < len(nodes); {
		to := from + 1
		for to < len(nodes) && joins(nodes[from:to], nodes[to]) {
			to++
		}
		slices.Reverse(order[from:to])
		from = to
	}
	return order
}

// joins is whether a node may be carried out together with the ones before it.
func joins(run []node, n node) bool {
	version, path, ok := n.collates()
	objects := []string{path}
	for _, before := range run {
		v, p, fits := before.collates()
		if !ok || !fits || v != version || before.Method != n.Method || slices.Contains(n.references(), before.ReferenceID) {
			return false
		}
		if !slices.Contains(objects, p) {
			objects = append(objects, p)
		}
	}
	return len(objects) <= mostCollated
}

// collates is whether a node may be collated at all, and its version and object.
func (n node) collates() (version float64, object string, ok bool) {
	version, r, valid := parseURL(n.URL)
	if !valid || r.segment(0) != "sobjects" || len(n.HTTPHeaders) > 0 {
		return 0, "", false
	}
	return version, strings.ToLower(r.segment(1)), true
}
