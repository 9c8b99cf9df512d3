package salesforce

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// subsystem is the name under which requests are logged; its level can be set alone by
// TF_LOG_PROVIDER_FASTCALL_SALESFORCE.
const subsystem = "salesforce"

type loggingKey struct{}

// logging opens the subsystem on ctx, once.
func logging(ctx context.Context) context.Context {
	if ctx.Value(loggingKey{}) != nil {
		return ctx
	}
	ctx = tflog.NewSubsystem(ctx, subsystem, tflog.WithRootFields(),
		tflog.WithLevelFromEnv("TF_LOG_PROVIDER_FASTCALL", "SALESFORCE"))
	return context.WithValue(ctx, loggingKey{}, true)
}

// logRequest writes one line for one attempt. Headers, bodies and query strings are left
// out: they carry tokens, secrets and people.
func logRequest(ctx context.Context, r *http.Request, resp *http.Response, took time.Duration, err error) {
	fields := map[string]any{
		"method":      r.Method,
		"path":        r.URL.Path,
		"duration_ms": took.Milliseconds(),
	}
	if resp != nil {
		fields["status"] = resp.StatusCode
		fields["request_id"] = requestID(resp.Header)
		fields["api_usage"] = resp.Header.Get(usageHeader)
	}
	if err != nil {
		fields["error"] = exchangeOf(ctx).mask(r, err.Error())
	}
	tflog.SubsystemDebug(ctx, subsystem, "request", fields)
}
