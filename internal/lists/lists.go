// Package lists maps and filters lists, which the standard library leaves to loops.
package lists

import "slices"

// Map returns what a function makes of each element.
func Map[From, To any](all []From, to func(From) To) []To {
	made := make([]To, 0, len(all))
	for _, one := range all {
		made = append(made, to(one))
	}
	return made
}

// Filter returns the elements that fit.
func Filter[T any](all []T, fits func(T) bool) []T {
	return slices.Collect(func(yield func(T) bool) {
		for _, one := range all {
			if fits(one) && !yield(one) {
				return
			}
		}
	})
}

// Distinct leaves out what comes again.
func Distinct[T comparable](all []T) []T {
	seen := make(map[T]bool, len(all))
	return Filter(all, func(one T) bool {
		again := seen[one]
		seen[one] = true
		return !again
	})
}
