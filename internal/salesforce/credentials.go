package salesforce

import (
	"context"
	"strings"

	gosf "github.com/k-capehart/go-salesforce/v2"
)

// Credentials are one way to obtain a session. The set is closed: each way also needs
// its own care about what may be renewed and what must never be shown.
type Credentials interface {
	check() error
	// renewable is false when an expired session cannot be replaced.
	renewable() bool
	// secrets lists what must not be shown, in every form in which it is sent.
	secrets() []string
}

// carried are credentials that can be shown to Salesforce as they are.
type carried interface {
	// carry puts the credentials in go-salesforce's form, which chooses the flow by
	// which members are set.
	carry(domain string) gosf.Creds
}

// lender are credentials that lead to somebody who has a session.
type lender interface {
	// lend returns the session and the address of its org.
	lend(ctx context.Context) (token AccessToken, instance string, err error)
}

// ClientCredentials log in by the OAuth client credentials flow (S13), as the run-as user
// of an External Client App.
type ClientCredentials struct{ ClientID, ClientSecret string }

func (c ClientCredentials) carry(domain string) gosf.Creds {
	return gosf.Creds{Domain: domain, ConsumerKey: c.ClientID, ConsumerSecret: c.ClientSecret}
}

func (c ClientCredentials) check() error {
	return given("ClientID", c.ClientID, "ClientSecret", c.ClientSecret)
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
	if strings.ContainsFunc(a.Token, func(r rune) bool { return r == ' ' || notPrintable(r) }) {
		return &ConfigError{"Token", "must be one line without spaces"}
	}
	return given("Token", a.Token)
}

func (AccessToken) renewable() bool { return false }

func (a AccessToken) secrets() []string { return []string{a.Token} }

// String hides the token.
func (AccessToken) String() string { return "AccessToken{…}" }

// GoString hides the token.
func (a AccessToken) GoString() string { return a.String() }

// given refuses the first empty value of fields and values in turn.
func given(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			return &ConfigError{pairs[i], "must be given"}
		}
	}
	return nil
}
