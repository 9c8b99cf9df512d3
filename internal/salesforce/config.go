package salesforce

import (
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"
)

const (
	defaultAPIVersion  = "62.0"
	defaultMaxRetries  = 4
	defaultRetryWait   = 500 * time.Millisecond
	defaultTimeout     = 60 * time.Second
	defaultConcurrency = 10
	defaultUserAgent   = "terraform-provider-fastcall"
)

var apiVersion = regexp.MustCompile(`^[1-9][0-9]{1,2}\.0$`)

// Config describes an org and how to speak to it. Zero values stand for the defaults.
type Config struct {
	// InstanceURL is the org's My Domain address, https://acme.my.salesforce.com.
	// Plain http is for loopback hosts only. It may be left out with CLI, which
	// knows it; if given, it must be the same host.
	InstanceURL string
	Credentials Credentials
	// APIVersion is a REST API version; default 62.0.
	APIVersion string
	// MaxRetries is how often a failed request is sent again; default 4, below 0 never.
	MaxRetries int
	// RetryWait is the longest wait before the first retry; default 500 ms. It doubles
	// with each retry, up to 8 s.
	RetryWait time.Duration
	// RequestTimeout is the time for one attempt, its answer included; default 60 s.
	RequestTimeout time.Duration
	// MaxConcurrentRequests bounds the requests under way at once; default 10. An org
	// counts only calls that run 20 s or longer, 5 to 25 of them at once (S19).
	MaxConcurrentRequests int
	UserAgent             string
	// ReadOnly refuses every request but reads and log-ins before it is sent.
	ReadOnly bool
	// BudgetPercent stops requests once the org as a whole has used this share of its daily
	// API requests, by what the answers say (S25); 0 never does. Log-ins and what is
	// BeyondBudget go on.
	BudgetPercent int
	// OrganizationID, 15 or 18 characters, is the org this must be. Optional; every
	// login is held against it.
	OrganizationID string
}

func (cfg Config) withDefaults() Config {
	if cfg.APIVersion == "" {
		cfg.APIVersion = defaultAPIVersion
	}
	if cfg.MaxRetries == 0 {
		cfg.MaxRetries = defaultMaxRetries
	}
	cfg.MaxRetries = max(cfg.MaxRetries, 0)
	if cfg.RetryWait == 0 {
		cfg.RetryWait = defaultRetryWait
	}
	if cfg.RequestTimeout == 0 {
		cfg.RequestTimeout = defaultTimeout
	}
	if cfg.MaxConcurrentRequests == 0 {
		cfg.MaxConcurrentRequests = defaultConcurrency
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = defaultUserAgent
	}
	return cfg
}

func (cfg Config) check() error {
	switch {
	case !apiVersion.MatchString(cfg.APIVersion):
		return &ConfigError{"APIVersion", "must look like 62.0"}
	case cfg.RetryWait < 0:
		return &ConfigError{"RetryWait", "must not be negative"}
	case cfg.RequestTimeout < 0:
		return &ConfigError{"RequestTimeout", "must not be negative"}
	case cfg.MaxConcurrentRequests < 0:
		return &ConfigError{"MaxConcurrentRequests", "must not be negative"}
	case cfg.BudgetPercent < 0 || cfg.BudgetPercent > 100:
		return &ConfigError{"BudgetPercent", "must be 0 to 100"}
	case strings.ContainsFunc(cfg.UserAgent, notPrintable):
		return &ConfigError{"UserAgent", "must be printable ASCII"}
	case cfg.Credentials == nil:
		return &ConfigError{"Credentials", "must be given"}
	}
	return cfg.Credentials.check()
}

// instance is the configured address; nil if it is left to the Salesforce CLI.
func (cfg Config) instance() (*url.URL, error) {
	if _, knows := cfg.Credentials.(CLI); knows && cfg.InstanceURL == "" {
		return nil, nil
	}
	return parseInstance(cfg.InstanceURL)
}

// parseInstance accepts the address of an org and nothing more, because a token is sent there.
func parseInstance(address string) (*url.URL, error) {
	refuse := func(reason string) (*url.URL, error) { return nil, &ConfigError{"InstanceURL", reason} }
	if address == "" {
		return refuse("must be given")
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return refuse("must look like https://acme.my.salesforce.com")
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return refuse("must be an address without path, query or user")
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(host)):
		return refuse("must begin with https://")
	case host == "login.salesforce.com" || host == "test.salesforce.com":
		// The client credentials flow exists on the org's own host only (S31).
		return refuse("must be the org's My Domain, not a login host")
	case strings.HasSuffix(host, ".lightning.force.com"):
		return refuse("must be the org's My Domain, not its Lightning address")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func parseOrganization(id string) (string, error) {
	if id == "" {
		return "", nil
	}
	id18, err := ID18(id)
	if err != nil || !strings.HasPrefix(id18, organizationPrefix) {
		return "", &ConfigError{"OrganizationID", "must be the id of an org, 00D…"}
	}
	return id18, nil
}

func notPrintable(r rune) bool { return r < ' ' || r > '~' }
