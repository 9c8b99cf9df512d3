package fastcall

import (
	"context"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Role is what a Fastcall user may do in Fastcall; a permission set of the
// package stands behind each.
type Role string

// The roles that Fastcall knows.
const (
	RoleUser  Role = "user"
	RoleAdmin Role = "admin"
)

// Roles lists all roles.
func Roles() []Role { return []Role{RoleUser, RoleAdmin} }

// roleLabels are the labels of the package's permission sets. The first is
// the vendor's own word, the second follows it (facts: certainty H and NF).
var roleLabels = map[Role]string{RoleUser: "Fastcall User", RoleAdmin: "Fastcall Admin"}

// PermissionSet is a permission set that belongs to Fastcall.
type PermissionSet struct {
	ID        string
	Name      string
	Label     string
	Namespace string
	// Role is what a configuration calls the set: the role it stands for, or
	// its API name when no role does.
	Role string
}

// APIName returns the name with its namespace: FastCall__Fastcall_User.
func (p PermissionSet) APIName() string {
	if p.Namespace == "" {
		return p.Name
	}
	return p.Namespace + "__" + p.Name
}

type permissionSetRow struct {
	ID        string `json:"Id"`
	Name      string
	Label     string
	Namespace string `json:"NamespacePrefix"`
}

func (r permissionSetRow) value() PermissionSet {
	return PermissionSet{ID: r.ID, Name: r.Name, Label: r.Label, Namespace: r.Namespace}
}

// groupComponentQuery asks which permission set groups bring permission sets
// of the namespace.
const groupComponentQuery = "SELECT PermissionSetGroupId, PermissionSetGroup.MasterLabel, PermissionSetId " +
	"FROM PermissionSetGroupComponent WHERE PermissionSet.NamespacePrefix = ?"

type groupComponentRow struct {
	GroupID         string `json:"PermissionSetGroupId"`
	PermissionSetID string `json:"PermissionSetId"`
	Group           struct {
		Label string `json:"MasterLabel"`
	} `json:"PermissionSetGroup"`
}

// permissionSetQuery asks for the namespace's permission sets and for those
// that the configuration names. Sets owned by a profile are not assigned one
// by one and so are left out.
func (o *Org) permissionSetQuery() string {
	names := []string{o.config.Namespace}
	for _, name := range o.config.PermissionSets {
		names = append(names, bareName(name))
	}
	slices.Sort(names)
	return salesforce.SOQL("SELECT Id, Name, Label, NamespacePrefix FROM PermissionSet "+
		"WHERE IsOwnedByProfile = false AND (NamespacePrefix = ? OR Name IN ?)", o.config.Namespace, names)
}

// bareName strips the namespace from an API name.
func bareName(name string) string {
	if _, bare, found := strings.Cut(name, "__"); found {
		return bare
	}
	return name
}

// fastcallSets returns the permission sets that are Fastcall's: those in its
// namespace and those that the configuration maps to a role.
func (o *Org) fastcallSets(ctx context.Context) ([]PermissionSet, error) {
	c, err := o.catalog.Get(ctx)
	if err != nil {
		return nil, err
	}
	if c.permissionsErr != nil {
		return nil, c.permissionsErr
	}
	sets := lists.Filter(c.permissionSets, o.isFastcalls)
	if len(sets) == 0 {
		// Without any there is nothing to look for, and nothing found would
		// look like a user who was released.
		return nil, &NotInstalledError{Namespace: o.config.Namespace}
	}
	for i := range sets {
		sets[i].Role = sets[i].APIName()
	}
	for _, role := range Roles() {
		if matches := o.standFor(role, sets); len(matches) == 1 {
			matches[0].Role = string(role)
		}
	}
	return sets, nil
}

// isFastcalls tells whether a permission set is in the namespace or mapped.
func (o *Org) isFastcalls(p PermissionSet) bool {
	return strings.EqualFold(p.Namespace, o.config.Namespace) || o.isMapped(p)
}

// isMapped tells whether the configuration maps a role to a permission set.
func (o *Org) isMapped(p PermissionSet) bool {
	for _, name := range o.config.PermissionSets {
		if o.named(p, name) {
			return true
		}
	}
	return false
}

// standFor returns the sets that stand for role: the mapped one, or those
// that bear the role's label and are not mapped to another role.
func (o *Org) standFor(role Role, sets []PermissionSet) []*PermissionSet {
	var matches []*PermissionSet
	mapped := o.config.PermissionSets[role]
	for i := range sets {
		if mapped != "" && o.named(sets[i], mapped) ||
			mapped == "" && strings.EqualFold(sets[i].Label, roleLabels[role]) && !o.isMapped(sets[i]) {
			matches = append(matches, &sets[i])
		}
	}
	return matches
}

// named tells whether name, with or without namespace, means p.
func (o *Org) named(p PermissionSet, name string) bool {
	if strings.Contains(name, "__") || p.Namespace == "" {
		return strings.EqualFold(p.APIName(), name)
	}
	return strings.EqualFold(p.Namespace, o.config.Namespace) && strings.EqualFold(p.Name, name)
}

// RoleSet returns the permission set that stands for role.
func (o *Org) RoleSet(ctx context.Context, role Role) (PermissionSet, error) {
	sets, err := o.fastcallSets(ctx)
	if err != nil {
		return PermissionSet{}, err
	}
	matches := o.standFor(role, sets)
	if len(matches) != 1 {
		return PermissionSet{}, &PermissionSetError{
			Role: role, Mapped: o.config.PermissionSets[role], Label: roleLabels[role], Namespace: o.config.Namespace,
			Matches: len(matches), Candidates: sets}
	}
	return *matches[0], nil
}
