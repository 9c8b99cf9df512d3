// Package e2e is a room of tests alone: the built program under a real
// Terraform, or OpenTofu, against a simulated org. Here processes are killed
// and interrupted, and what they leave on disk is read; whatever can be shown
// within one process is tested in the other rooms.
package e2e
