// Package server serves the provider as the plugin framework does, and mends
// what the framework leaves open between a stop and the calls that arrive with
// it. It knows nothing of Fastcall.
package server
