package fastcall

import (
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// leg is a wanted route: its device is an id, or the reference of a device that
// the same graph makes.
type leg struct {
	device any
	ring   *int64
}

// fits tells how well a row serves as a leg: 0 is the best.
func (l leg) fits(r schemamap.Row) int {
	id, known := l.device.(string)
	switch {
	case !known || r.Ref("device") != id:
		return 2
	case l.ring != nil && (r.Number("ring_time") == nil || *r.Number("ring_time") != *l.ring):
		return 1
	}
	return 0
}

// routes brings the routes into the wanted order. A row keeps its device where
// it can, so that another order is no more than other positions.
func (p *settingsPlan) routes() {
	if p.wish.Routes == nil || p.wish.keepsRoutes(p.have) {
		return
	}
	legs := make([]leg, 0, len(p.wish.Routes))
	for i, route := range p.wish.Routes {
		device, err := p.target(route.Device, p.have.routed(i))
		if err != nil {
			p.fail(err)
			return
		}
		legs = append(legs, leg{device, route.RingTime})
	}
	if inOrder(legs, p.have.routes) {
		return
	}
	s := p.schema.At(schemamap.InboundRoute)
	rows := matchLegs(legs, p.have.routes)
	for i, l := range legs {
		fields := map[string]any{}
		p.set(fields, s, "position", int64(i+1))
		p.refer(fields, s, "device", l.device)
		if l.ring != nil {
			p.set(fields, s, "ring_time", *l.ring)
		}
		if r := rows[i]; r != nil {
			p.update(*r, fields)
			continue
		}
		maps.Copy(fields, p.owned(s, ""))
		p.create(s, fields)
	}
	for i := range p.have.routes {
		if !slices.Contains(rows, &p.have.routes[i]) {
			p.remove(p.have.routes[i])
		}
	}
	p.made.Values = append(p.made.Values, string(schemamap.InboundRoute))
}

// refer sets a field to a row that is there or is yet to be made.
func (p *settingsPlan) refer(fields map[string]any, s *schemamap.Place, key string, target any) {
	if ref, isNew := target.(salesforce.IDOf); isNew {
		fields[s.Fields[key].Name] = ref
		return
	}
	p.set(fields, s, key, target)
}

// inOrder tells whether rows are the wanted routes already, whatever numbers
// their positions have.
func inOrder(legs []leg, rows []schemamap.Row) bool {
	if len(legs) != len(rows) {
		return false
	}
	last := int64(-1)
	for i, l := range legs {
		position := rows[i].Number("position")
		if l.fits(rows[i]) > 0 || position == nil || *position <= last {
			return false
		}
		last = *position
	}
	return true
}

// matchLegs gives each leg a row, the best first; nil where none is left.
func matchLegs(legs []leg, rows []schemamap.Row) []*schemamap.Row {
	matched := make([]*schemamap.Row, len(legs))
	for worst := range 3 {
		for i, l := range legs {
			for j := range rows {
				if matched[i] == nil && l.fits(rows[j]) <= worst && !slices.Contains(matched, &rows[j]) {
					matched[i] = &rows[j]
				}
			}
		}
	}
	return matched
}
