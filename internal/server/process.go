package server

import (
	"errors"
	"os"
	"runtime/debug"
	"slices"
	"strings"
)

// loggers are the variables that set how much the SDK and the provider log.
var loggers = []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_FASTCALL"}

// Quieten turns the loggers of this process off unless somebody asked for logs.
// Without a word about them, they write everything they know as JSON, and
// Terraform reads all of it only to drop it: about a third of the time that a
// plan takes. Call it before anything is served, and not for a debugger, where
// Terraform's environment is another one and the lines are for somebody to see.
func Quieten() error {
	if slices.ContainsFunc(os.Environ(), asksForLogs) {
		return nil
	}
	errs := make([]error, 0, len(loggers))
	for _, name := range loggers {
		errs = append(errs, os.Setenv(name, "OFF"))
	}
	return errors.Join(errs...)
}

// asksForLogs tells whether a variable has to do with logs: TF_LOG itself, or
// any other of that name, so that nobody has to know which of them counts.
func asksForLogs(variable string) bool {
	name, value, _ := strings.Cut(variable, "=")
	return strings.HasPrefix(name, "TF_LOG") && value != ""
}

// garbage is how much may lie around before it is collected, in percent of what
// is in use. Little is in use once calls are let go of, so that this costs some
// MB. More would save less and less: at 400 a plan of 1,000 users takes 5 % less
// processor time and half as much memory again.
const garbage = 150

// CollectSeldom trades memory for time, unless GOGC says how to.
func CollectSeldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}
