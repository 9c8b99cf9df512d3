package orgsim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// action is an invocable method of a global class of the package, one of the vendor's Subscriber API (S-api-ref).
type action struct {
	class, label string
	inputs       []actionInput
	// needs are the sections of the package without which the action does not exist.
	needs []string
	// run does what is asked for in system mode, or says why not.
	run func(*tx, map[string]string) string
}

type actionInput struct {
	name, label string
	required    bool
}

// packageActions are the actions whose names are public (5.2 of the facts).
var packageActions = []action{userStatusAction, smsAction}

// name is how the API calls a class of a managed package; no page of the vendor shows it (5.2).
func (a action) name() string { return packageNamespace + "__" + a.class }

// actions answers /actions/custom/apex and what leads there (SF-act). Other kinds of actions are not simulated.
func (t *tx) actions(r *request) reply {
	path := t.root() + "/" + strings.Join(r.path, "/")
	switch below := strings.Join(r.path[1:min(len(r.path), 3)], "/"); {
	case below == "":
		return r.only(http.MethodGet, func() reply { return ok(map[string]string{"custom": path + "/custom"}) })
	case below == "custom":
		return r.only(http.MethodGet, func() reply { return ok(map[string]string{"apex": path + "/apex"}) })
	case below != "custom/apex" || len(r.path) > 4:
		return errNotFound().reply()
	case len(r.path) == 3:
		return r.only(http.MethodGet, func() reply { return t.listActions(path) })
	}
	at := slices.IndexFunc(packageActions, func(a action) bool { return strings.EqualFold(a.name(), r.path[3]) })
	if at < 0 || !t.has(packageActions[at]) {
		return errNotFound().reply()
	}
	a := packageActions[at]
	// Describing and invoking respect class access; "an error is issued" (SF-act).
	if t.access.classes[a.name()] {
		return refuse(http.StatusForbidden, "INSUFFICIENT_ACCESS", "You do not have access to the Apex class named '%s'.", a.class).reply()
	}
	switch r.method {
	case http.MethodGet:
		return ok(a.describe())
	case http.MethodPost:
		return t.invoke(a, r.body)
	}
	return errMethod(r.method, "GET", "HEAD", "POST").reply()
}

// has is whether the org has what an action works on.
func (t *tx) has(a action) bool {
	return !slices.ContainsFunc(a.needs, func(section string) bool { return t.org.shared.mapping[section].Object == "" })
}

func (t *tx) listActions(path string) reply {
	list := []any{}
	for _, a := range packageActions {
		if t.has(a) && !t.access.classes[a.name()] {
			list = append(list, ordered{{"label", a.label}, {"name", a.name()}, {"type", "APEX"}, {"url", path + "/" + a.name()}})
		}
	}
	return ok(ordered{{"actions", list}})
}

func (a action) describe() ordered {
	inputs := []any{}
	for _, in := range a.inputs {
		inputs = append(inputs, ordered{{"apexClass", nil}, {"byteLength", int64(0)}, {"description", nil}, {"label", in.label},
			{"maxOccurs", int64(1)}, {"name", in.name}, {"picklistValues", nil}, {"required", in.required}, {"sobjectType", nil},
			{"type", "STRING"}})
	}
	return ordered{{"description", nil}, {"inputs", inputs}, {"label", a.label}, {"name", a.name()}, {"outputs", []any{}},
		{"standard", false}, {"targetEntityName", nil}, {"type", "APEX"}}
}

// invoke runs an action for each of the inputs. An exception of the class ends them all and undoes what was written.
func (t *tx) invoke(a action, body []byte) reply {
	var sent struct {
		Inputs []map[string]any `json:"inputs"`
	}
	if err := json.Unmarshal(body, &sent); err != nil {
		return errJSON(err.Error()).reply()
	}
	if len(sent.Inputs) == 0 {
		return a.results(1, "INVALID_API_INPUT", "The inputs of the action are missing")
	}
	var calls []map[string]string
	for _, values := range sent.Inputs {
		texts, wrong := a.texts(values)
		if wrong != "" {
			return a.results(len(sent.Inputs), "INVALID_API_INPUT", wrong)
		}
		calls = append(calls, texts)
	}
	for _, values := range calls {
		if why := a.run(t.asPackage(), values); why != "" {
			return a.results(len(calls), "UNKNOWN_EXCEPTION", "An Apex error occurred: FastCall.SubscriberAPI.APIException: "+why)
		}
	}
	return a.results(len(calls), "", "")
}

// texts reads one set of inputs, all of which are texts.
func (a action) texts(values map[string]any) (texts map[string]string, wrong string) {
	texts = map[string]string{}
	for _, name := range sortedKeys(values) {
		text, isText := values[name].(string)
		switch {
		case !slices.ContainsFunc(a.inputs, func(in actionInput) bool { return in.name == name }):
			return nil, "Invalid parameter: " + name
		case !isText && values[name] != nil:
			return nil, "Invalid value for parameter: " + name
		}
		texts[name] = text
	}
	for _, in := range a.inputs {
		if in.required && texts[in.name] == "" {
			return nil, "Missing required input parameter: " + in.name
		}
	}
	return texts, ""
}

// results is an answer for n sets of inputs.
func (a action) results(n int, code, message string) reply {
	list := []any{}
	for range n {
		if code == "" {
			list = append(list, ordered{{"actionName", a.name()}, {"errors", nil}, {"isSuccess", true}, {"outputValues", map[string]any{}}})
			continue
		}
		errs := []any{ordered{{"statusCode", code}, {"message", message}, {"fields", []string{}}}}
		list = append(list, ordered{{"actionName", a.name()}, {"errors", errs}, {"isSuccess", false}, {"outputValues", nil}})
	}
	if code != "" {
		return reply{status: http.StatusBadRequest, body: list}
	}
	return ok(list)
}

// DenyClass takes the access to the class of an action, such as FastCall__SubscriberSMSInvocable, from the API user, or
// gives it back. It panics on a class the org does not know, which is a mistake in a test.
func (o *Org) DenyClass(name string, denied bool) {
	if !knownClass(name) {
		panic("orgsim: there is no class " + name)
	}
	o.allow(func(a *access) { mark(a.classes, name, denied) })
}

func knownClass(name string) bool {
	return slices.ContainsFunc(packageActions, func(a action) bool { return a.name() == name })
}
