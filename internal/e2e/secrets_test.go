//go:build unix

package e2e_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// flow is a way into the org: the arguments of the provider block that make
// it, and which of them nobody may ever read.
type flow struct {
	name      string
	arguments map[string]string
	secret    []string // names of arguments
	// sf, if given, is what the Salesforce CLI answers.
	sf string
}

// enrolled lets the API user into the org by password, and by a key of its own.
func enrolled(t *testing.T) (privateKey string, edit func(*acctest.Seed)) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	privateKey = string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
	return privateKey, func(seed *acctest.Seed) {
		seed.Knobs = map[string]string{"K-oauth-password": "allowed"}
		seed.Client.PublicKey = string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
		seed.Client.Passwords = map[string]orgsim.Password{
			seed.APIUser.Username: {Password: "open+sesame=1 &", SecurityToken: "MKuS3cur1tyT0ken"}}
	}
}

// flows are all ways into an org.
func flows(f *front, privateKey string) []flow {
	client, token, user := f.org.Seed.Client, f.org.Seed.AccessToken, f.org.Seed.APIUser.Username
	password := client.Passwords[user]
	return []flow{
		{name: "client credentials", secret: []string{"client_secret"},
			arguments: map[string]string{"client_id": client.ID, "client_secret": client.Secret}},
		{name: "access token", secret: []string{"access_token"},
			arguments: map[string]string{"access_token": token}},
		{name: "JWT bearer", secret: []string{"private_key"},
			arguments: map[string]string{"client_id": client.ID, "username": user, "private_key": privateKey}},
		{name: "password", secret: []string{"client_secret", "password", "security_token"},
			arguments: map[string]string{"client_id": client.ID, "client_secret": client.Secret, "username": user,
				"password": password.Password, "security_token": password.SecurityToken}},
		{name: "Salesforce CLI", arguments: map[string]string{"sf_org": "acme"},
			sf: fmt.Sprintf(`{"status":0,"result":{"instanceUrl":%q,"accessToken":%q,"connectedStatus":"Connected","username":%q}}`,
				f.url, token, user)},
	}
}

// secrets are the texts to look for: the arguments' values, those of several
// lines line by line, and all that was sent in place of them.
func (l flow) secrets(f *front) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := slices.Collect(maps.Keys(f.secrets))
	for _, name := range l.secret {
		for line := range strings.Lines(l.arguments[name]) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "-----") {
				all = append(all, line)
			}
		}
	}
	for _, secret := range all {
		if escaped := url.QueryEscape(secret); escaped != secret {
			all = append(all, escaped)
		}
	}
	return all
}

// configure gives a workspace that gets in this way, by the environment or by
// the provider block.
func (l flow) configure(t *testing.T, f *front, inBlock bool) *workspace {
	t.Helper()
	var block []string
	env := map[string]string{"FASTCALL_INSTANCE_URL": f.url}
	for _, name := range slices.Sorted(maps.Keys(l.arguments)) {
		if inBlock {
			block = append(block, name+" = "+quoted(l.arguments[name]))
		} else {
			env["FASTCALL_"+strings.ToUpper(name)] = l.arguments[name]
		}
	}
	w := newWorkspace(t, f, team(ada), block...)
	w.env = env
	if l.sf != "" {
		w.write("answer.json", l.sf)
		w.write("sf", "#!/bin/sh\nexec cat "+quoted(w.path("answer.json"))+"\n")
		if err := os.Chmod(w.path("sf"), 0o700); err != nil {
			t.Fatal(err)
		}
		env["PATH"] = w.dir + string(os.PathListSeparator) + os.Getenv("PATH")
	}
	return w
}

// quoted writes a text as a literal of Terraform's language; none of these
// holds a template.
func quoted(text string) string {
	literal, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(literal)
}

// gossip makes the org repeat in its refusal of a write whatever it was told
// in confidence, as no org should.
func (l flow) gossip(f *front) {
	f.intercept(func(a *arrival, serve http.HandlerFunc) {
		if a.write == 0 {
			serve(a.w, a.r)
			return
		}
		told := a.r.Header.Get("Authorization")
		for _, name := range l.secret {
			told += " " + l.arguments[name]
		}
		a.w.Header().Set("Content-Type", "application/json")
		a.w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(a.w, `[{"errorCode":"UNKNOWN_EXCEPTION","message":%s}]`, quoted("overheard: "+told))
	})
}

// outputs runs the life of a user with everything logged, and returns all that
// was written, by what it is.
func (l flow) outputs(f *front, w *workspace, inBlock bool) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	w.env["TF_LOG"], w.env["TF_LOG_PATH"] = "TRACE", w.path("trace.log")
	keep := func(what string, c *command) {
		out[what+" (stdout)"], out[what+" (stderr)"] = c.stdout.String(), c.stderr.String()
	}
	keep("plan", w.run(0, "plan", "-out=plan.bin"))
	show := w.run(0, "show", "-json", "plan.bin").stdout.String()
	if !inBlock { // Terraform copies the configuration into the plan, literals and all.
		out["plan file"] = show
	}
	l.gossip(f)
	keep("failed apply", w.run(1, "apply", "plan.bin"))
	f.intercept(nil)
	keep("apply", w.run(0, "apply"))
	out["state"] = w.read(stateFile)
	keep("destroy", w.run(0, "destroy"))
	out["log"] = w.read("trace.log")
	return out
}

// No credential and no session token is written anywhere, however much is logged.
func TestSecrets(t *testing.T) {
	privateKey, enroll := enrolled(t)
	for at, l := range flows(newFront(t, enroll), privateKey) {
		for _, inBlock := range []bool{false, true} {
			place := map[bool]string{false: "environment", true: "provider block"}[inBlock]
			t.Run(l.name+" in the "+place, func(t *testing.T) {
				t.Parallel()
				f := newFront(t, enroll)
				l := flows(f, privateKey)[at]
				out := l.outputs(f, l.configure(t, f, inBlock), inBlock)
				secrets := l.secrets(f)
				if len(f.secrets) == 0 {
					t.Error("no session token was seen")
				}
				for what, text := range out {
					for _, secret := range secrets {
						if at := strings.Index(text, secret); at >= 0 {
							t.Errorf("%s shows %s: …%s…", what, secret, text[max(at-300, 0):at+len(secret)])
						}
					}
				}
				wantTold(t, out)
			})
		}
	}
}

// wantTold expects the outputs to be those that were meant: an empty log hides
// secrets, too.
func wantTold(t *testing.T, out map[string]string) {
	t.Helper()
	for what, words := range map[string]string{
		"log":                   "/services/data/",
		"state":                 ada,
		"failed apply (stderr)": "overheard",
		"destroy (stdout)":      "1 destroyed",
	} {
		if !strings.Contains(out[what], words) {
			t.Errorf("%s lacks %q:\n%s", what, words, out[what])
		}
	}
}
