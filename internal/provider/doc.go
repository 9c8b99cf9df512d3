// Package provider is the provider block: its schema, its credentials, the
// wiring of the org behind it, and the list of everything the provider offers.
package provider
