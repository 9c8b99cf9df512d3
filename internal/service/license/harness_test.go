package license_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

func wantError(t *testing.T, diags acctest.Diagnostics, words ...string) {
	t.Helper()
	if len(diags.Errors()) != 1 {
		t.Fatalf("want 1 error, got:\n%s", diags)
	}
	for _, word := range words {
		if !strings.Contains(diags.String(), word) {
			t.Errorf("error lacks %q:\n%s", word, diags)
		}
	}
}
