package fastcall

import (
	"encoding/json"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// A child subquery that has further pages does not say all, and rows that two
// of them find count once.
func TestChildRowsArePagedAndShared(t *testing.T) {
	t.Parallel()
	for answer, whole := range map[string]bool{
		`{"Id":"005","A__r":{"done":true,"records":[{"Id":"a01"},{"Id":"a02"}]},"b__R":{"done":true,"records":[{"Id":"a02"}]}}`: true,
		`{"Id":"005","A__r":{"done":true,"records":[{"Id":"a01"},{"Id":"a02"}]},"B__r":null}`:                                   true,
		`{"Id":"005","A__r":{"done":false,"nextRecordsUrl":"/x","records":[{"Id":"a01"}]},"B__r":null}`:                         false,
	} {
		var parent parentRow
		if err := json.Unmarshal([]byte(answer), &parent); err != nil {
			t.Fatal(err)
		}
		src := &source{sections: []*schemamap.Place{{}}, below: []string{"A__r", "B__r"}}
		if got := src.take([]parentRow{parent}); got != whole {
			t.Errorf("%s is whole: %v", answer, got)
		}
		if whole && len(src.rows) != 2 {
			t.Errorf("%s gives %d rows, want 2", answer, len(src.rows))
		}
	}
}
