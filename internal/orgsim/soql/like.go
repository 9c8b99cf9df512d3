package soql

// likeItem is one element of a pattern: a character, any one character (_), or
// any run of characters (%).
type likeItem struct {
	char     rune
	one, run bool
}

// like compiles a pattern, in which a backslash marks a character that stands
// for itself, into a test of whole strings.
func like(pattern string) func(string) bool {
	var items []likeItem
	escaped := false
	for _, r := range pattern {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped && r == '%':
			items = append(items, likeItem{run: true})
		case !escaped && r == '_':
			items = append(items, likeItem{one: true})
		default:
			items = append(items, likeItem{char: r})
		}
		escaped = false
	}
	return func(s string) bool { return likeMatch(items, []rune(s)) }
}

// likeMatch goes back to the latest % only, which suffices: whatever an earlier
// one could take, the latest can take too.
func likeMatch(items []likeItem, text []rune) bool {
	i, t := 0, 0
	run, resume := -1, 0
	for t < len(text) {
		switch {
		case i < len(items) && items[i].run:
			run, resume = i, t
			i++
		case i < len(items) && (items[i].one || items[i].char == text[t]):
			i++
			t++
		case run >= 0:
			resume++
			i, t = run+1, resume
		default:
			return false
		}
	}
	for i < len(items) && items[i].run {
		i++
	}
	return i == len(items)
}
