package fastcall

import "sync"

// Claim is what one instance of a resource means to do with something that only
// one can have, such as a user, a number or a user's settings.
type Claim[Wish comparable] struct {
	// Instance tells it from any other; empty before it exists. One that is
	// replaced is planned twice, with its instance and without.
	Instance string
	// Planned says that the instance has a name and is not there yet.
	Planned bool
	// Wish is the same for the same configuration.
	Wish Wish
}

// against tells whether two claims are of two instances.
func (c Claim[Wish]) against(other Claim[Wish]) bool {
	if c.Instance != "" && other.Instance != "" {
		return c.Instance != other.Instance
	}
	return c.Wish != other.Wish
}

// claims is what this walk plans for each of such things, by id, and which
// instance has had it in this walk. Two would give it to and fro for ever, and
// whichever is destroyed takes it from the other.
type claims[Wish comparable] struct {
	mu sync.Mutex
	// kept are the claims that a plan keeps, left the instances that it destroys,
	// given the claims that have been written in this walk.
	kept, given map[string]Claim[Wish]
	left        map[string]string
}

// conflict is how two instances get into each other's way.
type conflict int

const (
	// noConflict is that there is one instance, as far as is known yet.
	noConflict conflict = iota
	// bothKept is that a plan keeps both.
	bothKept
	// oneLeaves is that a plan keeps one and destroys the other.
	oneLeaves
)

// keep notes that a plan keeps an instance. Plans come in no fixed order:
// whichever comes second is told of a conflict.
func (c *claims[Wish]) keep(id string, claim Claim[Wish]) conflict {
	defer c.locked().Unlock()
	kept, another := c.kept[id]
	if another && kept.against(claim) {
		return bothKept
	}
	if !another || claim.Instance != "" {
		c.kept[id] = claim
	}
	return c.torn(id)
}

// leave notes that a plan destroys an instance.
func (c *claims[Wish]) leave(id, instance string) conflict {
	defer c.locked().Unlock()
	c.left[id] = instance
	return c.torn(id)
}

// torn tells whether one instance is kept and another destroyed; c.mu is held.
func (c *claims[Wish]) torn(id string) conflict {
	keeper := c.kept[id]
	if leaver, leaves := c.left[id]; leaves && !keeper.Planned && keeper.Instance != "" && keeper.Instance != leaver {
		return oneLeaves
	}
	return noConflict
}

// plans tells whether a plan keeps an instance, and whether it destroys one.
func (c *claims[Wish]) plans(id string) (keeps, leaves bool) {
	defer c.locked().Unlock()
	_, keeps = c.kept[id]
	_, leaves = c.left[id]
	return keeps, leaves
}

// gave notes that an instance has written what it wished.
func (c *claims[Wish]) gave(id string, claim Claim[Wish]) {
	defer c.locked().Unlock()
	c.given[id], c.kept[id] = claim, claim
}

// took notes that an instance has taken it back.
func (c *claims[Wish]) took(id string) {
	defer c.locked().Unlock()
	delete(c.given, id)
	delete(c.kept, id)
	delete(c.left, id)
}

// givenByAnother tells whether another instance has written in this walk.
func (c *claims[Wish]) givenByAnother(id, instance string) bool {
	defer c.locked().Unlock()
	claim, given := c.given[id]
	return given && claim.Instance != instance
}

// written is what this walk has written last.
func (c *claims[Wish]) written(id string) (wish Wish, written bool) {
	defer c.locked().Unlock()
	claim, written := c.given[id]
	return claim.Wish, written
}

// locked locks the claims and returns their lock.
func (c *claims[Wish]) locked() *sync.Mutex {
	c.mu.Lock()
	if c.kept == nil {
		c.kept, c.left, c.given = map[string]Claim[Wish]{}, map[string]string{}, map[string]Claim[Wish]{}
	}
	return &c.mu
}
