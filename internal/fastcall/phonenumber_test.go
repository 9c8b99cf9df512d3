package fastcall

import "testing"

// What an owner has beyond others is what destroying leaves and what stands in
// the way of a new one, also where an org gave a number to several.
func TestOwnersBeyondOthers(t *testing.T) {
	t.Parallel()
	user, group, all := NumberOwner{UserID: "u"}, NumberOwner{GroupID: "g"}, NumberOwner{OrgWide: true}
	both := NumberOwner{UserID: "u", GroupID: "g"}
	for name, c := range map[string]struct {
		have   NumberOwner
		others []NumberOwner
		want   NumberOwner
	}{
		"the same":          {user, []NumberOwner{user}, NumberOwner{}},
		"another":           {group, []NumberOwner{user}, group},
		"one of two":        {both, []NumberOwner{user}, group},
		"both, one by one":  {both, []NumberOwner{user, group}, NumberOwner{}},
		"the org beside":    {NumberOwner{UserID: "u", OrgWide: true}, []NumberOwner{user}, all},
		"nothing was given": {both, nil, both},
		"nobody":            {NumberOwner{}, []NumberOwner{all}, NumberOwner{}},
	} {
		if got := c.have.Beyond(c.others...); got != c.want {
			t.Errorf("%s: %+v is left, want %+v", name, got, c.want)
		}
	}
}

// Nobody may use a number because neither has a group.
func TestANumberOfNobodyIsUsableByNobody(t *testing.T) {
	t.Parallel()
	free := &PhoneNumber{Access: []NumberAccess{{ID: "a"}}}
	if free.usable("u", []string{"g"}) {
		t.Error("a free number is usable")
	}
}
