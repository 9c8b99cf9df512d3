package salesforce

import "sync"

// Told is shared by the errors of one cause that stops everybody alike. It tells who is
// the first to be told of it, so that the others need not hear the whole story again.
type Told struct {
	mu    sync.Mutex
	first string
	told  bool
}

// First returns who was told first, and whether that is the one who asks. Without a Told
// everybody is.
func (o *Told) First(who string) (first string, here bool) {
	if o == nil {
		return who, true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.told {
		o.told, o.first = true, who
	}
	return o.first, o.first == who
}
