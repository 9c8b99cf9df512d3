package salesforce

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"net/url"
	"slices"
	"strings"

	gosf "github.com/k-capehart/go-salesforce/v2"
)

// JWTBearer logs in by the OAuth JWT bearer flow: as a user who was approved for an
// External Client App that holds the certificate of the key.
type JWTBearer struct {
	ClientID, Username string
	// PrivateKey is the PEM text of an RSA key, PKCS #1 or PKCS #8, without a passphrase.
	PrivateKey string
}

func (j JWTBearer) carry(domain string) gosf.Creds {
	creds := gosf.Creds{Domain: domain, ConsumerKey: j.ClientID, Username: j.Username}
	if block, err := signingKey(j.PrivateKey); err == nil { // It was checked by New.
		// Only the key goes on: the library behind go-salesforce reads the first block,
		// and a key file may begin with its certificate.
		creds.ConsumerRSAPem = string(pem.EncodeToMemory(block))
	}
	return creds
}

func (j JWTBearer) check() error {
	if err := given("ClientID", j.ClientID, "Username", j.Username, "PrivateKey", j.PrivateKey); err != nil {
		return err
	}
	_, err := signingKey(j.PrivateKey)
	return err
}

func (JWTBearer) renewable() bool { return true }

// secrets lists the lines of the key besides the whole: an error may quote a part.
func (j JWTBearer) secrets() []string {
	secrets := []string{j.PrivateKey}
	for line := range strings.Lines(j.PrivateKey) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "-----") && len(line) >= 8 {
			secrets = append(secrets, line)
		}
	}
	return secrets
}

// String hides the key.
func (j JWTBearer) String() string { return "JWTBearer{" + j.Username + " …}" }

// GoString hides the key.
func (j JWTBearer) GoString() string { return j.String() }

// signingKey finds the RSA private key in a PEM text. Its errors hold nothing of the text.
func signingKey(text string) (*pem.Block, error) {
	refuse := func(reason string) (*pem.Block, error) { return nil, &ConfigError{"PrivateKey", reason} }
	var kinds []string
	for block, rest := pem.Decode([]byte(text)); block != nil; block, rest = pem.Decode(rest) {
		kinds = append(kinds, block.Type)
		if !strings.HasSuffix(block.Type, "PRIVATE KEY") {
			continue
		}
		switch {
		case strings.HasPrefix(block.Type, "ENCRYPTED"), strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED"):
			return refuse("must not be protected by a passphrase")
		case block.Type != "PRIVATE KEY" && block.Type != "RSA PRIVATE KEY":
			return refuse("must be an RSA key in PKCS #1 or PKCS #8, not " + block.Type)
		}
		return block, usableKey(block)
	}
	switch {
	case slices.Contains(kinds, "CERTIFICATE"), slices.Contains(kinds, "PUBLIC KEY"):
		return refuse("must be the private key, not the certificate or public key that belongs to it")
	case strings.Contains(text, "-----BEGIN"):
		return refuse("must be PEM text with its line breaks, from the BEGIN line to the END line")
	}
	return refuse("must be PEM text, which begins with -----BEGIN")
}

// usableKey tries what a login will do with the key.
func usableKey(block *pem.Block) error {
	var key any
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		if key, err = x509.ParsePKCS8PrivateKey(block.Bytes); err != nil {
			return &ConfigError{"PrivateKey", "must be a whole and valid RSA key"}
		}
	}
	private, ok := key.(*rsa.PrivateKey)
	if !ok {
		return &ConfigError{"PrivateKey", "must be an RSA key, because Salesforce checks signatures of type RS256 only"}
	}
	digest := sha256.Sum256(nil)
	if _, err := rsa.SignPKCS1v15(rand.Reader, private, crypto.SHA256, digest[:]); err != nil {
		return &ConfigError{"PrivateKey", "must be an RSA key of at least 1024 bits, better 2048"}
	}
	return nil
}

// The audiences of an assertion: production and everything else, or sandboxes and scratch orgs.
const (
	audienceLogin = "login.salesforce"
	audienceTest  = "test.salesforce"
)

// audienceFor guesses the audience that an org wants. go-salesforce guesses, too, but
// looks for "sandbox" anywhere in the address, so that the company's own name misleads it.
func audienceFor(instance *url.URL) string {
	if instance == nil {
		return audienceLogin
	}
	labels := strings.Split(strings.ToLower(instance.Hostname()), ".")
	if len(labels) > 1 && (labels[1] == "sandbox" || labels[1] == "scratch") {
		return audienceTest
	}
	return audienceLogin
}

// otherAudience is what to try when the guess was wrong: an address with an instance name
// in it does not tell what it belongs to.
func otherAudience(audience string) string {
	if audience == audienceTest {
		return audienceLogin
	}
	return audienceTest
}

// isWrongAudience knows both texts of that refusal (S12, S31).
func isWrongAudience(err error) bool {
	api := asAPIError(err)
	return api != nil && api.OAuth && strings.Contains(strings.ToLower(api.Message), "audience")
}
