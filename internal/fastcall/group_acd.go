package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Options are settings by key: a string, bool or int64 for each. What is
// absent is not managed, or empty.
type Options map[string]any

// Strategies of distributing calls, as a configuration spells them.
const (
	Simulring       = "simulring"
	RoundRobin      = "round_robin"
	RoundRobinQueue = "round_robin_queue"
)

// OptionKind is the type of an option.
type OptionKind int

// The kinds.
const (
	TextOption OptionKind = iota
	NumberOption
	FlagOption
	// RecordOption is the id of a record.
	RecordOption
)

// ACDOption is a setting for distributing calls and where it fits. The vendor
// says that a call can fail when a required one is left blank.
type ACDOption struct {
	Key  string
	Kind OptionKind
	// Fits are the strategies that know the option; empty: all.
	Fits []string
	// Required are the strategies that need it.
	Required []string
	// Needs is the flag that must be on for the option to have a meaning.
	Needs string
}

var (
	inTurn   = []string{RoundRobin, RoundRobinQueue}
	inQueue  = []string{RoundRobinQueue}
	allKinds = []string{Simulring, RoundRobin, RoundRobinQueue}
)

// ACDOptions are all settings for distributing calls to a group.
var ACDOptions = []ACDOption{
	{Key: "strategy", Kind: TextOption, Required: allKinds},
	{Key: "ring_timeout", Kind: NumberOption, Fits: inTurn, Required: inTurn},
	{Key: "queue_no_answer_timeout", Kind: NumberOption, Required: allKinds},
	{Key: "repeat_times", Kind: NumberOption, Fits: inTurn},
	{Key: "introductory_message", Kind: RecordOption},
	{Key: "use_waiting_audio", Kind: FlagOption, Fits: inQueue},
	{Key: "waiting_message", Kind: RecordOption, Fits: inQueue, Needs: "use_waiting_audio"},
	{Key: "say_position", Kind: FlagOption, Fits: inQueue},
	{Key: "position_message", Kind: TextOption, Fits: inQueue, Needs: "say_position"},
	{Key: "waiting_menu_ivr", Kind: RecordOption, Fits: inQueue},
	{Key: "no_answer_ivr", Kind: RecordOption},
	{Key: "missed_call_owner", Kind: RecordOption},
}

func acdKeys() []string {
	return lists.Map(ACDOptions, func(option ACDOption) string { return option.Key })
}

// MisfitReason is why an option cannot stand as it is.
type MisfitReason string

// The reasons.
const (
	NotForStrategy MisfitReason = "not for the strategy"
	NeedsFlag      MisfitReason = "needs a flag"
	MissingOption  MisfitReason = "missing"
)

// ACDMisfit is an option that does not fit the others.
type ACDMisfit struct {
	Option   ACDOption
	Reason   MisfitReason
	Strategy string
}

// CheckACD lists the options that do not fit. Options whose value is not known
// yet are given as unknown; nothing is concluded from those.
func CheckACD(options Options, unknown func(key string) bool) []ACDMisfit {
	strategy, known := options["strategy"].(string)
	if !known {
		return nil
	}
	var misfits []ACDMisfit
	for _, option := range ACDOptions {
		_, set := options[option.Key]
		add := func(reason MisfitReason) {
			misfits = append(misfits, ACDMisfit{Option: option, Reason: reason, Strategy: strategy})
		}
		switch {
		case !set && !unknown(option.Key) && slices.Contains(option.Required, strategy):
			add(MissingOption)
		case !set:
		case !option.fits(strategy):
			add(NotForStrategy)
		case option.Needs != "" && !unknown(option.Needs) && options[option.Needs] != true:
			add(NeedsFlag)
		}
	}
	return misfits
}

// fits tells whether a strategy knows the option. One that this program does
// not know may know any.
func (a ACDOption) fits(strategy string) bool {
	return len(a.Fits) == 0 || slices.Contains(a.Fits, strategy) || !slices.Contains(allKinds, strategy)
}

// Fitting are the options that a configuration could hold: what an import takes
// in. It is nil if they make no whole, because what no configuration could say
// is better left unmanaged.
func (o Options) Fitting() Options {
	if strategy, _ := o["strategy"].(string); !slices.Contains(allKinds, strategy) {
		return nil
	}
	fitting := Options{}
	for key, value := range o {
		if n, number := value.(int64); !number || n > 0 {
			fitting[key] = value
		}
	}
	for _, misfit := range CheckACD(fitting, func(string) bool { return false }) {
		if misfit.Reason == MissingOption {
			return nil
		}
		delete(fitting, misfit.Option.Key)
	}
	return fitting
}

// optionsOf reads the options that a record has.
func optionsOf(r schemamap.Row) Options {
	options := Options{}
	for _, option := range ACDOptions {
		if value := optionIn(r, option); value != nil {
			options[option.Key] = value
		}
	}
	return options
}

// optionIn reads one option; nil if it is empty.
func optionIn(r schemamap.Row, option ACDOption) any {
	if !r.Place.Has(option.Key) {
		return nil
	}
	switch option.Kind {
	case NumberOption:
		if n := r.Number(option.Key); n != nil {
			return *n
		}
	case FlagOption:
		return r.Flag(option.Key)
	case RecordOption:
		if id := r.Ref(option.Key); id != "" {
			return id
		}
	case TextOption:
		if text := r.Text(option.Key); text != "" {
			return text
		}
	}
	return nil
}

// Deviate tells whether any of the wanted options is otherwise in have.
func (o Options) Deviate(have Options) bool {
	for key, value := range o {
		if !sameOption(value, have[key]) {
			return true
		}
	}
	return false
}

func sameOption(a, b any) bool {
	left, isText := a.(string)
	right, both := b.(string)
	if isText && both {
		return salesforce.LongID(left) == salesforce.LongID(right)
	}
	return a == b
}

// ACDFor picks, of the records that carry a group's settings, the first that
// deviates from what is wanted; else the first. Nil if there is none.
func (g *Group) ACDFor(wanted Options) Options {
	for _, have := range g.ACD {
		if wanted.Deviate(have) {
			return have
		}
	}
	if len(g.ACD) > 0 {
		return g.ACD[0]
	}
	return nil
}
