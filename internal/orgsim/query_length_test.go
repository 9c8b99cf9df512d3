package orgsim_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// S15: a statement may have 100,000 characters, whatever their number of bytes.
func TestLengthOfAStatement(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	for n, want := range map[int]string{30: "", 60: "MALFORMED_QUERY"} {
		statement := "SELECT Id FROM User WHERE Name IN ('" + strings.Repeat(strings.Repeat("é", 2000)+"', '", n) + "')"
		_, body := c.call("POST", "/composite", map[string]any{"compositeRequest": []any{map[string]any{
			"method": "GET", "url": root + "/query?q=" + url.QueryEscape(statement), "referenceId": "q",
		}}})
		answer := body.(map[string]any)["compositeResponse"].([]any)[0].(map[string]any)["body"]
		if got := code(answer); got != want {
			t.Errorf("%d characters: got %q, want %q", len([]rune(statement)), got, want)
		}
	}
}
