// Package org offers what concerns the org as a whole: where Fastcall's own
// records are.
package org
