package salesforce

import (
	"strings"

	gosf "github.com/k-capehart/go-salesforce/v2"
)

// Credentials are one way to obtain a session. The set is closed: each way also needs
// its own care about what may be renewed and what must never be shown.
type Credentials interface {
	// carry puts the credentials in go-salesforce's form, which chooses the flow by
	// which members are set.
	carry(domain string) gosf.Creds
	check() error
	// renewable is false when an expired session cannot be replaced.
	renewable() bool
	secrets() []string
}

// ClientCredentials log in by the OAuth client credentials flow (S13), as the run-as user
// of an External Client App.
type ClientCredentials struct{ ClientID, ClientSecret string }

func (c ClientCredentials) carry(domain string) gosf.Creds {
	return gosf.Creds{Domain: domain, ConsumerKey: c.ClientID, ConsumerSecret: c.ClientSecret}
}

func (c ClientCredentials) check() error {
	switch {
	case c.ClientID == "":
		return &ConfigError{"ClientID", "must be given"}
	case c.ClientSecret == "":
		return &ConfigError{"ClientSecret", "must be given"}
	}
	return nil
}

func (ClientCredentials) renewable() bool { return true }

func (c ClientCredentials) secrets() []string { return []string{c.ClientSecret} }

// String hides the secret.
func (ClientCredentials) String() string { return "ClientCredentials{…}" }

// GoString hides the secret.
func (c ClientCredentials) GoString() string { return c.String() }

// AccessToken is a session that already exists. It is not renewed when it expires.
type AccessToken struct{ Token string }

func (a AccessToken) carry(domain string) gosf.Creds {
	return gosf.Creds{Domain: domain, AccessToken: a.Token}
}

func (a AccessToken) check() error {
	switch {
	case a.Token == "":
		return &ConfigError{"Token", "must be given"}
	case strings.ContainsFunc(a.Token, func(r rune) bool { return r == ' ' || notPrintable(r) }):
		return &ConfigError{"Token", "must be one line without spaces"}
	}
	return nil
}

func (AccessToken) renewable() bool { return false }

func (a AccessToken) secrets() []string { return []string{a.Token} }

// String hides the token.
func (AccessToken) String() string { return "AccessToken{…}" }

// GoString hides the token.
func (a AccessToken) GoString() string { return a.String() }
