package sfid_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
)

// Section 5 (Ids): the checksum rule was reproduced on real ids; two of them are public in the documentation.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		strict, ok     bool
	}{
		{"15 characters", "00Dxx0000001gPL", "00Dxx0000001gPLEAY", true, true},
		{"18 characters", "005xx000001SwiUAAS", "005xx000001SwiUAAS", true, true},
		{"wrong checksum", "005xx000001SwiUAAA", "", true, false},
		{"wrong checksum, lenient", "005xx000001SwiUAAA", "005xx000001SwiUAAS", false, true},
		{"too short", "005xx", "", true, false},
		{"not base 62", "005xx000001Swi-", "", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := sfid.Parse(c.in, c.strict)
			if got != c.want || ok != c.ok {
				t.Errorf("Parse(%q) = %q, %v; want %q, %v", c.in, got, ok, c.want, c.ok)
			}
		})
	}
}

func TestNewIsAValidID(t *testing.T) {
	for _, n := range []uint64{0, 1, 61, 62, 5000, 1 << 40} {
		id := sfid.New("005", n)
		if got, ok := sfid.Parse(id, true); !ok || got != id {
			t.Errorf("New(005, %d) = %q is not a valid id", n, id)
		}
	}
}
