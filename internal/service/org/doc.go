// Package org offers what concerns the org as a whole: where Fastcall's own
// records are, and what is left of the org's API requests.
package org
