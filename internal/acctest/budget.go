package acctest

import "testing"

// AtMost holds the requests of a crowd against a mark. Callers share requests
// when they come close together; under the race detector they come too far
// apart for that, so the figure is only shown then.
func AtMost(t testing.TB, what string, got, most int) {
	t.Helper()
	t.Logf("%s: %d, at most %d", what, got, most)
	if got > most && !Racing {
		t.Errorf("%s: %d, want at most %d", what, got, most)
	}
}
