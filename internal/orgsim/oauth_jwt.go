package orgsim

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// claims are what an assertion says.
type claims struct {
	Issuer   string          `json:"iss"`
	Subject  string          `json:"sub"`
	Audience string          `json:"aud"`
	Expires  json.RawMessage `json:"exp"`
}

// assertion logs in as the user whom a signed assertion names, if that user approved the app (S31, S32).
func (l *login) assertion() (store.Row, *refusedLogin) {
	invalid := refuseLogin("invalid_grant", "invalid assertion")
	signed, signature, said, valid := readAssertion(l.form.Get("assertion"))
	if !valid {
		return nil, invalid
	}
	if e := l.app(said.Issuer); e != nil {
		return nil, e
	}
	key := publicKey(l.org.shared.client.PublicKey)
	digest := sha256.Sum256([]byte(signed))
	if key == nil || rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) != nil {
		return nil, invalid
	}
	if expires, valid := said.expires(); !valid || !expires.After(l.now) {
		return nil, invalid
	}
	if !slices.Contains(l.audiences(), strings.TrimRight(said.Audience, "/")) {
		return nil, refuseLogin("invalid_grant", "audience is invalid")
	}
	user := l.user(said.Subject)
	if user == nil || named(l.org.shared.client.Unapproved, user) {
		return nil, refuseLogin("invalid_grant", "user hasn't approved this consumer")
	}
	return user, nil
}

// audiences are the addresses that an assertion may be made for: where users of such an org log in, and its own.
func (l *login) audiences() []string {
	org, _ := l.org.store.Begin(false).Get("Organization", l.org.shared.orgID)
	common := "https://login.salesforce.com"
	if org["IsSandbox"] == true {
		common = "https://test.salesforce.com"
	}
	return []string{common, l.host}
}

// readAssertion takes a JSON web token of type RS256 apart.
func readAssertion(text string) (signed string, signature []byte, said claims, valid bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return "", nil, said, false
	}
	var decoded [3][]byte
	for i, part := range parts {
		var err error
		if decoded[i], err = base64.RawURLEncoding.DecodeString(part); err != nil {
			return "", nil, said, false
		}
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	valid = json.Unmarshal(decoded[0], &header) == nil && header.Algorithm == "RS256" && json.Unmarshal(decoded[1], &said) == nil
	return parts[0] + "." + parts[1], decoded[2], said, valid
}

// expires reads exp in seconds, as a number or as the string that some clients send (S40).
func (c claims) expires() (time.Time, bool) {
	seconds, err := strconv.ParseInt(strings.Trim(string(c.Expires), `"`), 10, 64)
	return time.Unix(seconds, 0), err == nil
}

// publicKey reads a certificate or public key in PEM; nil if there is none.
func publicKey(text string) *rsa.PublicKey {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil
	}
	var found any
	if certificate, err := x509.ParseCertificate(block.Bytes); err == nil {
		found = certificate.PublicKey
	} else if found, err = x509.ParsePKIXPublicKey(block.Bytes); err != nil {
		return nil
	}
	key, _ := found.(*rsa.PublicKey)
	return key
}
