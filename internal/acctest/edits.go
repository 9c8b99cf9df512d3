package acctest

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim"

// What an org may look like to somebody who does not know the names that
// Fastcall has for its objects; edits for NewOrg. The org's Mapping tells where
// everything is kept.

// Renamed gives the package's objects and fields other names, which only labels
// and a schema map tell.
func Renamed(seed *Seed) { *seed = orgsim.Renamed(*seed) }

// Reshaped keeps the package's data on other objects, which only a schema map
// tells.
func Reshaped(seed *Seed) { *seed = orgsim.Reshaped(*seed) }

// Bare leaves out the package's objects.
func Bare(seed *Seed) { *seed = orgsim.Bare(*seed) }
