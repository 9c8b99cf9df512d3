// Package acctest is the harness of the provider's tests: a simulated org for
// each test, the Terraform binary that was found on this machine, and a small
// Terraform of its own that speaks the plugin protocol, for what a binary is
// too slow or too quiet for.
package acctest
