package soql

import "slices"

// sortKey is a resolved element of ORDER BY.
type sortKey[T any] struct {
	read       func(T) any
	descending bool
	nullsLast  bool
}

func sortKeys[T any](s *scope, orders []Order, operand func(Operand) (bound[T], error)) ([]sortKey[T], error) {
	var keys []sortKey[T]
	for _, o := range orders {
		b, err := operand(o.By)
		if err != nil {
			return nil, err
		}
		if b.field.Type == LongTextArea {
			return nil, s.fail(b.pos, CodeMalformedQuery, "field '%s' can not be sorted in a query call", b.field.Name)
		}
		keys = append(keys, sortKey[T]{b.read, o.Descending, o.NullsLast})
	}
	return keys, nil
}

// sorted orders items, reading each key of each item once. Equal items keep
// their order.
func sorted[T any](items []T, keys []sortKey[T]) []T {
	if len(keys) == 0 {
		return items
	}
	type keyed struct {
		item   T
		values []any
	}
	all := make([]keyed, len(items))
	for i, item := range items {
		all[i] = keyed{item, make([]any, len(keys))}
		for k, key := range keys {
			all[i].values[k] = key.read(item)
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		for k, key := range keys {
			if c := key.compare(a.values[k], b.values[k]); c != 0 {
				return c
			}
		}
		return 0
	})
	out := make([]T, len(all))
	for i, k := range all {
		out[i] = k.item
	}
	return out
}

func (k sortKey[T]) compare(a, b any) int {
	first := -1
	if k.nullsLast {
		first = 1
	}
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return first
	case b == nil:
		return -first
	case k.descending:
		return compare(b, a)
	}
	return compare(a, b)
}
