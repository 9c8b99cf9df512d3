package provider

import (
	"maps"
	"os"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// login is what the block says about the way in.
type login struct {
	ClientID      types.String `tfsdk:"client_id"`
	ClientSecret  types.String `tfsdk:"client_secret"`
	Username      types.String `tfsdk:"username"`
	PrivateKey    types.String `tfsdk:"private_key"`
	Password      types.String `tfsdk:"password"`
	SecurityToken types.String `tfsdk:"security_token"`
	AccessToken   types.String `tfsdk:"access_token"`
	SFOrg         types.String `tfsdk:"sf_org"`
}

// arguments gives each argument by name.
func (l *login) arguments() map[string]attr.Value {
	return map[string]attr.Value{
		"client_id": l.ClientID, "client_secret": l.ClientSecret, "username": l.Username, "private_key": l.PrivateKey,
		"password": l.Password, "security_token": l.SecurityToken, "access_token": l.AccessToken, "sf_org": l.SFOrg,
	}
}

// given are values of arguments by name. An empty text counts as none.
type given map[string]string

// way is one way into the org.
type way struct {
	name string
	// needs are the arguments it takes; those after optional may be left out.
	needs, optional []string
	credentials     func(given) salesforce.Credentials
}

// ways are all of them, the recommended one first.
var ways = []way{
	{name: "client credentials", needs: []string{"client_id", "client_secret"},
		credentials: func(v given) salesforce.Credentials {
			return salesforce.ClientCredentials{ClientID: v["client_id"], ClientSecret: v["client_secret"]}
		}},
	{name: "JWT bearer", needs: []string{"client_id", "username", "private_key"},
		credentials: func(v given) salesforce.Credentials {
			return salesforce.JWTBearer{ClientID: v["client_id"], Username: v["username"], PrivateKey: v["private_key"]}
		}},
	{name: "user name and password", needs: []string{"client_id", "client_secret", "username", "password"},
		optional: []string{"security_token"},
		credentials: func(v given) salesforce.Credentials {
			return salesforce.Password{ClientID: v["client_id"], ClientSecret: v["client_secret"],
				Username: v["username"], Password: v["password"], SecurityToken: v["security_token"]}
		}},
	{name: "Salesforce CLI", needs: []string{"sf_org"},
		credentials: func(v given) salesforce.Credentials { return salesforce.CLI{Org: v["sf_org"]} }},
	{name: "access token", needs: []string{"access_token"},
		credentials: func(v given) salesforce.Credentials { return salesforce.AccessToken{Token: v["access_token"]} }},
}

func (w way) takes(name string) bool {
	return slices.Contains(w.needs, name) || slices.Contains(w.optional, name)
}

// fits is whether all that is given belongs to the way.
func (w way) fits(v given) bool {
	return !slices.ContainsFunc(v.names(), func(name string) bool { return !w.takes(name) })
}

func (w way) missing(v given) []string {
	return slices.DeleteFunc(slices.Clone(w.needs), func(name string) bool { return v[name] != "" })
}

// within is whether the other way takes all that this one needs, and more.
func (w way) within(other way) bool {
	return len(other.needs) > len(w.needs) && !slices.ContainsFunc(w.needs, func(name string) bool { return !other.takes(name) })
}

// names are sorted as the ways name them.
func (v given) names() []string {
	var names []string
	for _, w := range ways {
		for _, name := range slices.Concat(w.needs, w.optional) {
			if v[name] != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// completed adds what the environment has for the way, and nothing for another way.
func (v given) completed(w way, environment given) given {
	whole := given{}
	maps.Copy(whole, v)
	for name, value := range environment {
		if w.takes(name) && whole[name] == "" {
			whole[name] = value
		}
	}
	return whole
}

// block gives what the block itself says, and environment what stands in for arguments
// that it leaves out. Only an argument that is absent is left out: an empty text says none.
func (l *login) block() (block, environment given) {
	block, environment = given{}, given{}
	for name, value := range l.arguments() {
		text, _ := value.(types.String)
		block[name] = text.ValueString()
		if value.IsNull() {
			environment[name] = os.Getenv(variable(name))
		}
	}
	return block, environment
}

// choose finds the way in.
//
// The block decides if it names any argument of a way in, else the environment does. A way
// must take everything that the one who decides names. If that is not yet all it needs,
// the environment completes it; what the environment has for other ways is ignored. Of two
// ways that can be completed, the one that takes the whole other way and more is meant.
func choose(block, environment given) (way, given, diag.Diagnostics) {
	begun, place := block, "the provider block"
	if len(begun.names()) == 0 {
		begun, place = environment, "the environment"
	}
	open := slices.DeleteFunc(slices.Clone(ways), func(w way) bool { return !w.fits(begun) })
	if len(open) == 0 {
		return way{}, nil, contradictory(begun, place)
	}
	ready := slices.DeleteFunc(slices.Clone(open), func(w way) bool {
		return len(w.missing(begun.completed(w, environment))) > 0
	})
	if whole := slices.IndexFunc(ready, func(w way) bool { return len(w.missing(begun)) == 0 }); whole >= 0 {
		ready = ready[whole : whole+1]
	}
	ready = slices.DeleteFunc(slices.Clone(ready), func(w way) bool { return slices.ContainsFunc(ready, w.within) })
	switch len(ready) {
	case 0:
		return way{}, nil, incomplete(open, begun, environment)
	case 1:
		return ready[0], begun.completed(ready[0], environment), nil
	}
	return way{}, nil, ambiguous(ready, begun)
}

// credentials makes the way in of the block and the environment.
func (m *model) credentials() (salesforce.Credentials, diag.Diagnostics) {
	w, values, diags := choose(m.block())
	if !isSet(m.InstanceURL) && values["sf_org"] == "" {
		diags.Append(missing("The provider does not know which org to talk to.", "instance_url")...)
	}
	if diags.HasError() {
		return nil, diags
	}
	if values["private_key"] != "" {
		key, err := privateKey(values["private_key"])
		if err != nil {
			diags.AddAttributeError(path.Root("private_key"), "Cannot read private_key",
				"private_key is not PEM text, so it is taken for the path of a file, and that cannot be read: "+err.Error()+
					".\n\nWhat to do: Give the path of the key file, or the key itself, which begins with -----BEGIN.")
			return nil, diags
		}
		values["private_key"] = key
	}
	return w.credentials(values), diags
}

// contradiction finds what the block alone makes impossible; what it lacks may still come.
func (l *login) contradiction() diag.Diagnostics {
	block, _ := l.block()
	if slices.ContainsFunc(ways, func(w way) bool { return w.fits(block) }) {
		return nil
	}
	return contradictory(block, "the provider block")
}
