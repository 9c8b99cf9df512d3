package orgsim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ParseFault reads a fault as the command line spells it: the effect, then matchers and parameters, such as
//
//	lock-row:object=GroupMember,verb=create,nth=2,times=3
//	fail:object=PermissionSetAssignment,verb=create,code=FIELD_INTEGRITY_EXCEPTION,message=not allowed
//	slow:path=/query,delay=2s
//
// The keys are those of Fault in JSON. A comma in a value is written as %2C. A fault may also be given as JSON, which the
// acts of another administrator cannot do without.
func ParseFault(spec string) (Fault, error) {
	if strings.HasPrefix(strings.TrimSpace(spec), "{") {
		return parseFaultJSON(spec)
	}
	effect, rest, _ := strings.Cut(spec, ":")
	f := Fault{Effect: Effect(effect)}
	if f.Effect == EffectAdmin {
		return f, fmt.Errorf("fault %q: acts of another administrator are given as JSON: %s", spec, adminExample)
	}
	for _, pair := range strings.Split(rest, ",") {
		if pair == "" {
			continue
		}
		key, value, found := strings.Cut(pair, "=")
		if !found {
			return f, fmt.Errorf("fault %q: %q is not key=value", spec, pair)
		}
		if err := f.set(key, strings.ReplaceAll(value, "%2C", ",")); err != nil {
			return f, fmt.Errorf("fault %q: %w", spec, err)
		}
	}
	if err := f.valid(); err != nil {
		return f, fmt.Errorf("fault %q: %w", spec, err)
	}
	return f, nil
}

// adminExample is a fault that only JSON can say.
const adminExample = `{"effect": "admin", "nth": 1, "object": "UserPackageLicense", "verb": "create", ` +
	`"admin": [{"act": "release", "username": "hedy@acme.example"}]}`

func parseFaultJSON(spec string) (Fault, error) {
	var f Fault
	err := strict([]byte(spec), &f)
	if err == nil {
		err = f.valid()
	}
	if err != nil {
		return f, fmt.Errorf("fault %s: %w", spec, err)
	}
	return f, nil
}

func (f *Fault) set(key, value string) (err error) {
	texts := map[string]*string{"object": &f.Object, "verb": &f.Verb, "method": &f.Method, "path": &f.Path, "text": &f.Text,
		"code": &f.Code, "message": &f.Message, "hide": &f.Hide}
	numbers := map[string]*int{"nth": &f.Nth, "times": &f.Times, "status": &f.Status, "size": &f.Size}
	switch {
	case texts[key] != nil:
		*texts[key] = value
	case numbers[key] != nil:
		*numbers[key], err = strconv.Atoi(value)
	case key == "probability":
		f.Probability, err = strconv.ParseFloat(value, 64)
	case key == "seed":
		f.Seed, err = strconv.ParseUint(value, 10, 64)
	case key == "delay":
		var d time.Duration
		d, err = time.ParseDuration(value)
		f.Delay = Duration(d)
	case key == "html":
		f.HTML, err = strconv.ParseBool(value)
	case key == "fields":
		f.Fields = strings.Split(value, "+")
	default:
		return fmt.Errorf("there is no key %q", key)
	}
	if err != nil {
		return fmt.Errorf("key %s: %q is not understood: %w", key, value, err)
	}
	return nil
}

// actNames are what another administrator can do.
var actNames = []string{"insert", "update", "delete", "release"}

// valid checks that the fault can do something.
func (f *Fault) valid() error {
	switch {
	case !slices.Contains(Effects(), f.Effect):
		return fmt.Errorf("there is no effect %q; effects are %v", f.Effect, Effects())
	case f.Verb != "" && !slices.Contains(verbs, strings.ToLower(f.Verb)):
		return fmt.Errorf("there is no verb %q; verbs are %s", f.Verb, strings.Join(verbs, " "))
	case f.HTML && (f.Effect != EffectRefuse || f.Status == 0 || f.Code != ""):
		return fmt.Errorf("html goes with effect refuse, a status and no code")
	case (f.Effect == EffectFail || f.Effect == EffectRefuse) && f.Code == "" && !f.HTML:
		return fmt.Errorf("effect %s needs a code", f.Effect)
	case f.Effect == EffectSlow && f.Delay <= 0:
		return fmt.Errorf("effect slow needs a delay")
	case f.Effect == EffectHideObject && f.Hide == "":
		return fmt.Errorf("effect hide-object needs hide=Object")
	case f.Effect == EffectHideField && !strings.Contains(f.Hide, "."):
		return fmt.Errorf("effect hide-field needs hide=Object.Field")
	case f.Effect == EffectAdmin && f.Do == nil && len(f.Admin) == 0:
		return fmt.Errorf("effect admin needs acts")
	case slices.ContainsFunc(f.Admin, func(a Act) bool { return !slices.Contains(actNames, a.Act) }):
		return fmt.Errorf("effect admin has an act that there is not; acts are %s", strings.Join(actNames, ", "))
	case !(f.Probability >= 0 && f.Probability <= 1): // Not a number is none of both.
		return fmt.Errorf("a probability is between 0 and 1")
	case f.Nth < 0 || f.Times < 0 || f.Size < 0 || f.Delay < 0:
		return fmt.Errorf("nth, times, size and delay are not negative")
	case f.Status != 0 && (f.Status < 200 || f.Status > 599):
		return fmt.Errorf("there is no answer with status %d", f.Status)
	}
	return nil
}
