// Package server serves the provider as the plugin framework does, and mends
// three things that the framework and the SDK under it leave open: calls that
// arrive with a stop, contexts that outlive their calls, and logs that nobody
// asked for. It knows nothing of Fastcall but the name.
package server
