package fastcall

import (
	"encoding/json"
	"strings"
)

// The rows below are decoded alike wherever they come from, so that a list
// and a single look-up can never differ.

// userFields are the fields of User that make a User.
const userFields = "Id, Username, Name, Email, Phone, MobilePhone, FederationIdentifier, IsActive, UserType, " +
	"CallCenterId, UserPermissionsCallCenterAutoLogin"

type userRow struct {
	ID           string `json:"Id"`
	Username     string
	Name         string
	Email        string
	Phone        string
	MobilePhone  string
	FederationID string `json:"FederationIdentifier"`
	Active       bool   `json:"IsActive"`
	Type         string `json:"UserType"`
	CallCenterID string `json:"CallCenterId"`
	AutoLogin    bool   `json:"UserPermissionsCallCenterAutoLogin"`
}

func (r userRow) value() User { return User(r) }

// parentRow is a user with the rows of child subqueries, by relationship.
type parentRow struct {
	userRow
	below map[string]childRows
}

// childRows is what a child subquery found for one parent.
type childRows struct {
	Done    bool             `json:"done"`
	Records []map[string]any `json:"records"`
}

// UnmarshalJSON takes in the user and every member that holds rows; one without
// rows is null.
func (r *parentRow) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, &r.userRow); err != nil {
		return err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	r.below = map[string]childRows{}
	for name, member := range members {
		if name == "attributes" || len(member) == 0 || member[0] != '{' {
			continue
		}
		var rows childRows
		if err := json.Unmarshal(member, &rows); err != nil {
			return err
		}
		r.below[strings.ToLower(name)] = rows
	}
	return nil
}

type userPackageLicenseRow struct {
	ID     string `json:"Id"`
	UserID string `json:"UserId"`
}

type assignmentRow struct {
	ID              string `json:"Id"`
	AssigneeID      string `json:"AssigneeId"`
	PermissionSetID string `json:"PermissionSetId"`
	GroupID         string `json:"PermissionSetGroupId"`
}

type membershipRow struct {
	ID      string `json:"Id"`
	UserID  string `json:"UserOrGroupId"`
	GroupID string `json:"GroupId"`
	Group   struct {
		Name          string
		DeveloperName string
	}
}

func (r membershipRow) value() Membership {
	return Membership{ID: r.ID, GroupID: r.GroupID, GroupName: r.Group.Name}
}

// byUsername orders users by user name, then by id.
func byUsername(a, b User) int {
	if c := strings.Compare(strings.ToLower(a.Username), strings.ToLower(b.Username)); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}
