package server_test

import (
	"os"
	"runtime/debug"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// loggers are the variables that Quieten sets.
var loggers = []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_FASTCALL"}

// forget makes this process one that nobody told about logs.
func forget(t *testing.T) {
	t.Helper()
	for _, name := range append([]string{"TF_LOG", "TF_LOG_CORE", "TF_LOG_PROVIDER", "TF_LOG_PATH"}, loggers...) {
		t.Setenv(name, "") // Puts the old value back after the test.
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
}

// The loggers are silent only if nobody has a word about logs.
func TestQuieten(t *testing.T) {
	for name, want := range map[string]string{"": "OFF", "TF_LOG": "", "TF_LOG_PROVIDER": "", "TF_LOG_PATH": ""} {
		t.Run(name, func(t *testing.T) {
			forget(t)
			if name != "" {
				t.Setenv(name, "TRACE")
			}
			if err := server.Quieten(); err != nil {
				t.Fatal(err)
			}
			for _, logger := range loggers {
				if got := os.Getenv(logger); got != want {
					t.Errorf("%s is %q, want %q", logger, got, want)
				}
			}
		})
	}
	forget(t)
	t.Setenv("TF_LOG_SDK_PROTO", "ERROR")
	if err := server.Quieten(); err != nil || os.Getenv("TF_LOG_SDK_PROTO") != "ERROR" || os.Getenv("TF_LOG_SDK") != "" {
		t.Errorf("somebody's level was changed, %v", err)
	}
}

// Whoever sets GOGC means it.
func TestCollectSeldom(t *testing.T) {
	before := debug.SetGCPercent(120)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	t.Setenv("GOGC", "120")
	server.CollectSeldom()
	if got := debug.SetGCPercent(120); got != 120 {
		t.Errorf("GOGC=120 became %d", got)
	}
	t.Setenv("GOGC", "")
	server.CollectSeldom()
	if got := debug.SetGCPercent(120); got <= 120 {
		t.Errorf("garbage is collected at %d %%", got)
	}
}
