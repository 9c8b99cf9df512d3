package orgsim

import (
	"fmt"
	"slices"
)

// DefaultSeed is a small org with Fastcall installed. Of twelve users, Ada, Grace and Linus are not yet Fastcall users.
// Ten seats are bought; the guest, an inactive user and two others hold one each. Those two, Marie and Edsger, have set
// up their phones.
func DefaultSeed() Seed {
	return withPackage(Seed{
		Org:         OrgSeed{ID: "00DgL0000000001", Name: "Acme"},
		Client:      Client{ID: "fastcall-demo-client", Secret: "fastcall-demo-secret"},
		AccessToken: "00DgL0000000001!AQsimulatedOrgPresetAccessToken",
		APIUser:     APIUser{Username: "terraform@acme.example"},
		Package:     Package{Namespace: "FastCall", Name: "Fastcall", Version: "4.12.0.3", Allowed: 10, Status: "Active", GuestSeat: true},
		Profiles: []Profile{
			{Name: "System Administrator", License: "Salesforce"},
			{Name: "Standard User", License: "Salesforce"},
			{Name: "Minimum Access - API Only Integrations", License: "Salesforce Integration"},
			{Name: "Fastcall Site Profile", License: "Guest User License", UserType: "Guest"},
		},
		PermissionSets: []PermissionSet{
			{Namespace: "FastCall", Name: "FastCall_User", Label: "Fastcall User",
				Forbidden: map[string]string{"Salesforce Integration": "Access Open CTI"}},
			{Namespace: "FastCall", Name: "FastCall_Admin", Label: "Fastcall Admin",
				Forbidden: map[string]string{"Salesforce Integration": "Manage Call Centers"}},
			{Name: "Report_Builder", Label: "Report Builder"},
		},
		CallCenters: []CallCenter{
			{Name: "Fastcall Call Center", InternalName: "FastCall__FastcallCallCenter", Version: 4,
				AdapterURL: "https://acme--fastcall.vf.force.example/apex/Softphone"},
			{Name: "Old Switchboard", InternalName: "OldSwitchboard", Version: 2, AdapterURL: "https://cti.acme.example/adapter"},
		},
		Groups: []Group{
			{Name: "Fastcall Support", DeveloperName: "Fastcall_Support"},
			{Name: "Fastcall Sales", DeveloperName: "Fastcall_Sales"},
			{Name: "All Accountants", DeveloperName: "All_Accountants"},
		},
		Users: defaultUsers(),
	})
}

func defaultUsers() []User {
	agent := func(u User) User {
		u.Licensed, u.CallCenter = true, "FastCall__FastcallCallCenter"
		u.PermissionSets = append(u.PermissionSets, "FastCall__FastCall_User")
		return u
	}
	admin := func(u User) User {
		u.Profile = "System Administrator"
		return u
	}
	return []User{
		admin(User{Username: "terraform@acme.example", FirstName: "Terraform", LastName: "Automation"}),
		{Username: "ada@acme.example", FirstName: "Ada", LastName: "Byron", FederationID: "ada"},
		{Username: "grace@acme.example", FirstName: "Grace", LastName: "Hopper", FederationID: "grace"},
		{Username: "linus@acme.example", FirstName: "Linus", LastName: "Berg", FederationID: "linus"},
		agent(User{Username: "marie@acme.example", FirstName: "Marie", LastName: "Dubois", FederationID: "marie",
			Groups: []string{"Fastcall_Support"}}),
		agent(admin(User{Username: "edsger@acme.example", FirstName: "Edsger", LastName: "Bakker", FederationID: "edsger",
			PermissionSets: []string{"FastCall__FastCall_Admin"}, Groups: []string{"Fastcall_Support", "Fastcall_Sales"}})),
		agent(User{Username: "hedy@acme.example", FirstName: "Hedy", LastName: "Keller", FederationID: "hedy", Inactive: true}),
		{Username: "niels@acme.example", FirstName: "Niels", LastName: "Holm", Inactive: true},
		{Username: "emmy@acme.example", FirstName: "Emmy", LastName: "Brandt", CallCenter: "OldSwitchboard",
			Groups: []string{"All_Accountants"}},
		{Username: "alan@acme.example", FirstName: "Alan", LastName: "Marsh", PermissionSets: []string{"Report_Builder"}},
		{Username: "integration@acme.example", FirstName: "Data", LastName: "Integration",
			Profile: "Minimum Access - API Only Integrations"},
		{Username: "fastcall@guest.acme.example", LastName: "Fastcall Site Guest User", Profile: "Fastcall Site Profile",
			UserType: "Guest"},
	}
}

// WithUsers returns the seed with n more plain users: user0001@acme.example, user0002@acme.example and so on.
func (s Seed) WithUsers(n int) Seed {
	s.Users = slices.Clone(s.Users)
	for i := 1; i <= n; i++ {
		s.Users = append(s.Users, User{Username: fmt.Sprintf("user%04d@acme.example", i), FirstName: "User",
			LastName: fmt.Sprintf("%04d", i)})
	}
	return s
}
