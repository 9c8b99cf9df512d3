package salesforce

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// mask takes out of a text what must not be shown of request r: the credentials, what was
// made of them for this request, and the session's token.
func (x *exchange) mask(r *http.Request, text string) string {
	secrets := append(x.client.cfg.Credentials.secrets(), x.made...)
	secrets = append(secrets, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	for _, secret := range slices.Clone(secrets) {
		secrets = append(secrets, url.QueryEscape(secret))
	}
	// The longest first: a secret may begin with another one, and its rest would stay.
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	return text
}
