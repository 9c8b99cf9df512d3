package fastcall

import "strings"

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
