package orgsim

import (
	"fmt"
	"os"
	"time"
)

// Seed is everything an org begins with, and what State gives back. Names tie its parts together: users name profiles,
// permission sets, call centers and groups. In a seed file every key is one of these; an unknown key is an error. Ids
// may be left out; they are then made in sequence.
type Seed struct {
	Org    OrgSeed `json:"org"`
	Client Client  `json:"client"`
	// AccessToken works from the start and is ended by no clock, only by ExpireSessions or a fault.
	AccessToken string  `json:"accessToken,omitempty"`
	APIUser     APIUser `json:"apiUser"`
	// Package is the installed package; Packages are more of them, which tests of look-ups need.
	Package  Package   `json:"package"`
	Packages []Package `json:"packages,omitempty"`

	Profiles            []Profile            `json:"profiles"`
	Roles               []Role               `json:"roles,omitempty"`
	PermissionSets      []PermissionSet      `json:"permissionSets"`
	PermissionSetGroups []PermissionSetGroup `json:"permissionSetGroups,omitempty"`
	CallCenters         []CallCenter         `json:"callCenters"`
	Groups              []Group              `json:"groups"`
	Users               []User               `json:"users"`

	// Objects are custom objects with their rows.
	Objects []CustomObject `json:"objects,omitempty"`
	// Mapping says which of them are Package's, and what it keeps where.
	Mapping Mapping `json:"mapping,omitempty"`

	// Knobs are the knobs that differ from their defaults.
	Knobs map[string]string `json:"knobs,omitempty"`
	// Faults are what is made to go wrong, see Fault.
	Faults []Fault `json:"faults,omitempty"`
	// APICalls is how much of the daily allowance is used.
	APICalls int `json:"apiCalls,omitempty"`
	// RowIDs keeps the ids of rows that have no name of their own: object, then natural key, then id.
	RowIDs map[string]map[string]string `json:"rowIds,omitempty"`
	// Sequences are the numbers of the last ids made, by key prefix.
	Sequences map[string]uint64 `json:"sequences,omitempty"`
	// Created is when the rows were made; the present if left out. Stamps are those of rows made or changed at another time
	// or by somebody else than the API user, by id.
	Created *time.Time       `json:"created,omitempty"`
	Stamps  map[string]Stamp `json:"stamps,omitempty"`
	// Deleted are ids of rows that are gone and lie in no recycle bin.
	Deleted []string `json:"deleted,omitempty"`
}

// OrgSeed is the organization.
type OrgSeed struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	IsSandbox bool   `json:"isSandbox,omitempty"`
}

// Client is the external client app that software logs in with.
type Client struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
	// FlowDisabled is whether the app does not allow client credentials.
	FlowDisabled bool `json:"flowDisabled,omitempty"`
	// PublicKey checks the assertions of the JWT bearer flow: a certificate or public key in PEM. Empty refuses them all.
	PublicKey string `json:"publicKey,omitempty"`
	// Passwords are, by user name, what users log in with in the password flow.
	Passwords map[string]Password `json:"passwords,omitempty"`
	// Unapproved are the names of users who have not approved the app, and Barred of those whom no administrator admitted
	// to it. Everybody else may log in.
	Unapproved []string `json:"unapproved,omitempty"`
	Barred     []string `json:"barred,omitempty"`
}

// Password is what one user logs in with. It is sent as one text, the token at the end.
type Password struct {
	Password      string `json:"password"`
	SecurityToken string `json:"securityToken,omitempty"`
}

// APIUser is the run-as user of the app, and what he lacks.
type APIUser struct {
	// Username names one of the users; empty means that the app has no run-as user.
	Username           string   `json:"username"`
	MissingPermissions []string `json:"missingPermissions,omitempty"`
	HiddenObjects      []string `json:"hiddenObjects,omitempty"`
	// HiddenFields are spelt Object.Field.
	HiddenFields []string `json:"hiddenFields,omitempty"`
	// HiddenRows are ids of further rows that he cannot see; users and groups say it themselves.
	HiddenRows []string `json:"hiddenRows,omitempty"`
	// DeniedClasses are Apex classes that he may not call, such as FastCall__SubscriberSMSInvocable.
	DeniedClasses []string `json:"deniedClasses,omitempty"`
}

// Package is an installed package and its license.
type Package struct {
	ID        string `json:"id,omitempty"`
	Namespace string `json:"namespace"`
	// Name is what the package is called, its namespace if left out, and Version its number, such as 4.2.0.7.
	Name    string `json:"name,omitempty"`
	Version string `json:"version,omitempty"`
	// Allowed is the number of seats; ignored with SiteLicense, under which it reads -1.
	Allowed     int        `json:"allowed"`
	Status      string     `json:"status,omitempty"`
	Expires     *time.Time `json:"expires,omitempty"`
	SiteLicense bool       `json:"siteLicense,omitempty"`
	// GuestSeat is whether the site guest user takes a seat that no row shows. A guest whose row shows is a licensed user.
	GuestSeat bool `json:"guestSeat,omitempty"`
}

// Profile is a profile with its user license.
type Profile struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name"`
	License  string `json:"license"`
	UserType string `json:"userType,omitempty"`
}

// Role is a place in the hierarchy of the org; users name it by its developer name.
type Role struct {
	ID            string `json:"id,omitempty"`
	Name          string `json:"name"`
	DeveloperName string `json:"developerName,omitempty"`
}

// PermissionSet is a permission set; users name one of a package as Namespace__Name.
type PermissionSet struct {
	ID        string `json:"id,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
	Label     string `json:"label"`
	// License is the user license that the set is made for, if it is made for one.
	License string `json:"license,omitempty"`
	// Forbidden are user licenses that do not allow a permission of the set, and the label of that permission.
	Forbidden map[string]string `json:"forbidden,omitempty"`
	// Fields are further fields of the record.
	Fields map[string]any `json:"fields,omitempty"`
}

// PermissionSetGroup is a group of permission sets, which users are given as one.
type PermissionSetGroup struct {
	ID             string   `json:"id,omitempty"`
	Name           string   `json:"name"`
	Label          string   `json:"label"`
	PermissionSets []string `json:"permissionSets"`
}

// CallCenter is a call center; users name it by its internal name.
type CallCenter struct {
	ID             string  `json:"id,omitempty"`
	Name           string  `json:"name"`
	InternalName   string  `json:"internalName"`
	AdapterURL     string  `json:"adapterUrl,omitempty"`
	Version        float64 `json:"version,omitempty"`
	CustomSettings string  `json:"customSettings,omitempty"`
}

// Group is a public group or queue; users name it by its developer name.
type Group struct {
	ID            string `json:"id,omitempty"`
	Name          string `json:"name"`
	DeveloperName string `json:"developerName,omitempty"`
	Type          string `json:"type,omitempty"`
	// Groups are groups that are members.
	Groups []string `json:"groups,omitempty"`
	Hidden bool     `json:"hidden,omitempty"`
	// Fields are further fields of the record.
	Fields map[string]any `json:"fields,omitempty"`
}

// User is a user and everything he was given.
type User struct {
	ID           string `json:"id,omitempty"`
	Username     string `json:"username"`
	FirstName    string `json:"firstName,omitempty"`
	LastName     string `json:"lastName"`
	Profile      string `json:"profile,omitempty"` // "Standard User" if not said
	UserType     string `json:"userType,omitempty"`
	FederationID string `json:"federationId,omitempty"`
	Inactive     bool   `json:"inactive,omitempty"`
	// Licensed is whether the user has a seat in Package; LicensedIn names further packages by namespace or id.
	Licensed            bool     `json:"licensed,omitempty"`
	LicensedIn          []string `json:"licensedIn,omitempty"`
	PermissionSets      []string `json:"permissionSets,omitempty"`
	PermissionSetGroups []string `json:"permissionSetGroups,omitempty"`
	// Assignments say more of some of them: by the name of the permission set, "group X" of a group of them, or "profile".
	Assignments        map[string]Assignment `json:"assignments,omitempty"`
	CallCenter         string                `json:"callCenter,omitempty"`
	SoftphoneAutoLogin bool                  `json:"softphoneAutoLogin,omitempty"`
	Groups             []string              `json:"groups,omitempty"`
	// Role is the developer name of the user's role.
	Role string `json:"role,omitempty"`
	// Manager is the user name of the user's manager.
	Manager string `json:"manager,omitempty"`
	// Hidden is whether the API user cannot see the user.
	Hidden bool `json:"hidden,omitempty"`
	// Fields are further fields of the record.
	Fields map[string]any `json:"fields,omitempty"`
}

// Assignment is what is special about one permission set of a user.
type Assignment struct {
	Expires *time.Time `json:"expires,omitempty"`
	Revoked bool       `json:"revoked,omitempty"`
}

// Stamp says when a row was made and last changed, and the ids of who did so; what is left out is as with other rows.
type Stamp struct {
	Created    *time.Time `json:"created,omitempty"`
	CreatedBy  string     `json:"createdBy,omitempty"`
	Modified   *time.Time `json:"modified,omitempty"`
	ModifiedBy string     `json:"modifiedBy,omitempty"`
}

// ReadSeed reads a seed file.
func ReadSeed(path string) (Seed, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Seed{}, fmt.Errorf("read the seed: %w", err)
	}
	var seed Seed
	if err := strict(data, &seed); err != nil {
		return Seed{}, fmt.Errorf("seed %s: %w", path, err)
	}
	return seed, nil
}
