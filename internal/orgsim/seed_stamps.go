package orgsim

import (
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// stamped dates a row of the seed otherwise than with the seed as a whole, if the seed says so.
func (l *loader) stamped(o *schema.Object, row store.Row) {
	s, special := l.seed.Stamps[ref(row, "Id")]
	if !special {
		return
	}
	if s.Modified == nil {
		s.Modified = s.Created
	}
	for name, value := range map[string]any{
		"CreatedDate": stampText(s.Created), "CreatedById": s.CreatedBy, "LastModifiedDate": stampText(s.Modified),
		"LastModifiedById": s.ModifiedBy, "SystemModstamp": stampText(s.Modified),
	} {
		if _, has := o.Field(name); has && value != "" {
			row[name] = value
		}
	}
}

func stampText(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.UTC().Format(stamp)
}

// stamps saves when the rows were made and changed, and which ones are gone.
func (s *saver) stamps() {
	created := s.org.shared.created
	s.seed.Created, s.seed.Stamps = &created, map[string]Stamp{}
	for _, o := range s.org.catalog.Objects() {
		for row := range s.rows.All(o.Name) {
			s.stamp(row)
		}
		for row := range s.rows.Recycled(o.KeyPrefix) {
			s.stamp(row)
		}
	}
	for id := range s.rows.Buried() {
		s.seed.Deleted = append(s.seed.Deleted, id)
	}
}

// stamp saves what of one row differs from what loading it would give it.
func (s *saver) stamp(row store.Row) {
	var special Stamp
	usual := s.org.shared.created
	if at, dated := parseStamp(ref(row, "CreatedDate")); dated && !at.Equal(usual) {
		special.Created, usual = &at, at
	}
	if at, dated := parseStamp(ref(row, "SystemModstamp")); dated && !at.Equal(usual) {
		special.Modified = &at
	}
	if by := ref(row, "CreatedById"); by != s.org.shared.apiUserID {
		special.CreatedBy = by
	}
	if by := ref(row, "LastModifiedById"); by != s.org.shared.apiUserID {
		special.ModifiedBy = by
	}
	if special != (Stamp{}) {
		s.seed.Stamps[ref(row, "Id")] = special
	}
}
