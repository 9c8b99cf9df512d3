package pairwise

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Any two values of two dimensions meet, in about as few rows as the two
// largest dimensions need.
func TestRows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 6), 2, 10).Draw(t, "sizes")
		var dimensions []Dimension
		for i, size := range sizes {
			d := Dimension{Name: fmt.Sprint(i)}
			for value := range size {
				d.Values = append(d.Values, fmt.Sprint(value))
			}
			dimensions = append(dimensions, d)
		}
		rows := Rows(dimensions)
		if missing := Unmet(dimensions, rows); missing != nil {
			t.Fatalf("%v never meet in %v", missing, rows)
		}
		slices.Sort(sizes)
		if least := sizes[len(sizes)-1] * sizes[len(sizes)-2]; len(rows) > 3*least {
			t.Fatalf("%d rows for %v, where %d are the least", len(rows), sizes, least)
		}
		if !reflect.DeepEqual(rows, Rows(dimensions)) {
			t.Fatal("another time, other rows")
		}
	})
}

// What lacks is found.
func TestUnmet(t *testing.T) {
	t.Parallel()
	dimensions := []Dimension{{"a", []string{"1", "2"}}, {"b", []string{"x", "y"}}}
	got := Unmet(dimensions, []map[string]string{{"a": "1", "b": "x"}, {"a": "1", "b": "y"}, {"a": "2", "b": "y"}})
	if want := []string{"a=2 b=x"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
