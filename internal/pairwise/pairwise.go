// Package pairwise makes covering arrays: what breaks only where two things meet
// shows in far fewer rows than there are combinations.
package pairwise

// Dimension is something that a test varies, with all that it may be.
type Dimension struct {
	Name   string
	Values []string
}

// Rows makes rows, each with a value of every dimension by name, so that any
// two values of two dimensions meet in at least one row. It is the same each
// time.
func Rows(dimensions []Dimension) []map[string]string {
	a := newArray(dimensions)
	var rows []map[string]string
	for i, j, x, y, left := a.next(); left; i, j, x, y, left = a.next() {
		row := make([]int, len(dimensions))
		for d := range row {
			row[d] = unset
		}
		row[i], row[j] = x, y
		a.fill(row, len(rows))
		named := map[string]string{}
		for d, value := range row {
			named[dimensions[d].Name] = dimensions[d].Values[value]
			for e := range d {
				a.met[e][d][row[e]][value] = true
			}
		}
		rows = append(rows, named)
	}
	return rows
}

// unset is the place of a value that is not chosen yet.
const unset = -1

// array is what has met so far: by two dimensions, the lower one first, and
// their values.
type array struct {
	dimensions []Dimension
	met        [][][][]bool
}

func newArray(dimensions []Dimension) *array {
	a := &array{dimensions: dimensions, met: make([][][][]bool, len(dimensions))}
	for i, one := range dimensions {
		a.met[i] = make([][][]bool, len(dimensions))
		for j := i + 1; j < len(dimensions); j++ {
			a.met[i][j] = make([][]bool, len(one.Values))
			for x := range one.Values {
				a.met[i][j][x] = make([]bool, len(dimensions[j].Values))
			}
		}
	}
	return a
}

// next is the first pair that has not met.
func (a *array) next() (i, j, x, y int, left bool) {
	for i := range a.met {
		for j := i + 1; j < len(a.met); j++ {
			for x, others := range a.met[i][j] {
				for y, met := range others {
					if !met {
						return i, j, x, y, true
					}
				}
			}
		}
	}
	return 0, 0, 0, 0, false
}

// fill chooses the values that are unset: each as the one that meets most of
// those chosen already for the first time. Among equals rows take
// turns, dimensions at different paces.
func (a *array) fill(row []int, turn int) {
	for d := range row {
		if row[d] != unset {
			continue
		}
		best, most := 0, -1
		count := len(a.dimensions[d].Values)
		for k := range count {
			value := (k + d + turn>>(d%4)) % count
			if gain := a.gain(row, d, value); gain > most {
				best, most = value, gain
			}
		}
		row[d] = best
	}
}

// gain counts the chosen values that a value would meet for the first time.
func (a *array) gain(row []int, d, value int) int {
	gain := 0
	for e, chosen := range row {
		switch {
		case chosen == unset || e == d:
		case e < d && !a.met[e][d][chosen][value], e > d && !a.met[d][e][value][chosen]:
			gain++
		}
	}
	return gain
}

// Unmet lists the pairs of values that meet in no row.
func Unmet(dimensions []Dimension, rows []map[string]string) []string {
	var unmet []string
	for i, one := range dimensions {
		for _, other := range dimensions[i+1:] {
			for _, x := range one.Values {
				for _, y := range other.Values {
					if !meets(rows, one.Name, x, other.Name, y) {
						unmet = append(unmet, one.Name+"="+x+" "+other.Name+"="+y)
					}
				}
			}
		}
	}
	return unmet
}

func meets(rows []map[string]string, one, x, other, y string) bool {
	for _, row := range rows {
		if row[one] == x && row[other] == y {
			return true
		}
	}
	return false
}
