package orgsim

import "strings"

// userinfo is what OpenID Connect tells about the user of the session (section 1.2).
func (o *Org) userinfo(c *call) reply {
	user, _ := o.store.Begin(false).Get("User", c.userID)
	return ok(map[string]any{
		"sub": c.host + "/id/" + o.shared.orgID + "/" + c.userID, "user_id": c.userID,
		"organization_id": o.shared.orgID, "preferred_username": user["Username"], "nickname": user["CommunityNickname"],
		"name": user["Name"], "email": user["Email"], "email_verified": true, "given_name": user["FirstName"],
		"family_name": user["LastName"], "zoneinfo": user["TimeZoneSidKey"], "locale": user["LocaleSidKey"],
		"language": user["LanguageLocaleKey"], "user_type": strings.ToUpper(ref(user, "UserType")),
		"active": user["IsActive"], "utcOffset": 0, "updated_at": user["LastModifiedDate"], "urls": o.addresses(c),
	})
}

// identity is the answer of the identity address, which names the same things otherwise (S22).
func (o *Org) identity(c *call) reply {
	user, _ := o.store.Begin(false).Get("User", c.userID)
	photo := c.host + "/profilephoto/005/"
	return ok(map[string]any{
		"id": c.host + "/id/" + o.shared.orgID + "/" + c.userID, "asserted_user": true, "user_id": c.userID,
		"organization_id": o.shared.orgID, "username": user["Username"], "nick_name": user["CommunityNickname"],
		"display_name": user["Name"], "email": user["Email"], "email_verified": true, "first_name": user["FirstName"],
		"last_name": user["LastName"], "timezone": user["TimeZoneSidKey"], "locale": user["LocaleSidKey"],
		"language": user["LanguageLocaleKey"], "user_type": strings.ToUpper(ref(user, "UserType")),
		"active": user["IsActive"], "utcOffset": 0, "last_modified_date": user["LastModifiedDate"],
		"photos": map[string]string{"picture": photo + "F", "thumbnail": photo + "T"}, "urls": o.addresses(c),
	})
}

// addresses are where the APIs of an org stand, those that are not simulated among them. Clients fill in the version.
func (o *Org) addresses(c *call) map[string]string {
	soap, rest := c.host+"/services/Soap/", c.host+"/services/data/v{version}/"
	return map[string]string{
		"enterprise": soap + "c/{version}/" + o.shared.orgID, "metadata": soap + "m/{version}/" + o.shared.orgID,
		"partner": soap + "u/{version}/" + o.shared.orgID, "rest": rest, "sobjects": rest + "sobjects/",
		"search": rest + "search/", "query": rest + "query/", "profile": c.host + "/" + c.userID,
	}
}
