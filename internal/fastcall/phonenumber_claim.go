package fastcall

// ClaimNumber notes that a plan keeps an instance of a number, by its id, and
// returns an error if another one is against it.
func (o *Org) ClaimNumber(id string, claim Claim[NumberOwner]) error {
	return sharedNumber(o.numberClaims.keep(id, claim))
}

// LeaveNumber notes that a plan destroys an instance of a number. It returns an
// error if another instance keeps the number: the plan may change nothing there,
// so that nobody gives the number back.
func (o *Org) LeaveNumber(id, instance string) error {
	return sharedNumber(o.numberClaims.leave(id, instance))
}

func sharedNumber(found conflict) error {
	if found == noConflict {
		return nil
	}
	return &SharedNumberError{Leaves: found == oneLeaves}
}
