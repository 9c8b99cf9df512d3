// Package org offers what concerns the org as a whole: where Fastcall's own
// records are, what is out of order among its users, and what is left of the
// org's API requests.
package org
