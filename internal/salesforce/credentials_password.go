package salesforce

import gosf "github.com/k-capehart/go-salesforce/v2"

// Password logs in by the OAuth user name and password flow. Orgs created since Summer '23
// refuse it until an administrator allows it (section 1.1).
type Password struct {
	ClientID, ClientSecret string
	Username, Password     string
	// SecurityToken is the user's security token; empty where the user needs none,
	// because the request comes from a trusted address.
	SecurityToken string
}

func (p Password) carry(domain string) gosf.Creds {
	// go-salesforce takes an empty security token for a wish for the client credentials
	// flow (S40), which would log in as another user. All it does with the token is to
	// append it to the password, so the last character of the two stands in for it.
	whole := p.Password + p.SecurityToken
	last := len(whole) - 1
	return gosf.Creds{
		Domain: domain, ConsumerKey: p.ClientID, ConsumerSecret: p.ClientSecret,
		Username: p.Username, Password: whole[:last], SecurityToken: whole[last:],
	}
}

func (p Password) check() error {
	if err := given("ClientID", p.ClientID, "ClientSecret", p.ClientSecret,
		"Username", p.Username, "Password", p.Password); err != nil {
		return err
	}
	if len(p.Password+p.SecurityToken) < 2 {
		// Without a first character go-salesforce would choose another flow, see carry.
		return &ConfigError{"Password", "must be longer than one character"}
	}
	return nil
}

func (Password) renewable() bool { return true }

func (p Password) secrets() []string {
	return []string{p.ClientSecret, p.Password, p.SecurityToken, p.Password + p.SecurityToken}
}

// String hides the secrets.
func (p Password) String() string { return "Password{" + p.Username + " …}" }

// GoString hides the secrets.
func (p Password) GoString() string { return p.String() }
