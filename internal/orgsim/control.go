package orgsim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// journalDropped is the header that says how many older requests are no longer in the journal.
const journalDropped = "Sim-Journal-Dropped"

// control answers under /_sim/, which no real org has: it is how a test or a person works the simulator from outside.
// Nothing here takes a session, counts, or enters the journal.
func (o *Org) control(w http.ResponseWriter, r *http.Request, what string) {
	done, err := o.operate(w, r, what)
	if err != nil {
		reply{status: http.StatusBadRequest, body: map[string]string{"error": err.Error()}}.write(w)
		return
	}
	if done == nil {
		reply{status: http.StatusNoContent}.write(w)
		return
	}
	ok(done).write(w)
}

func (o *Org) operate(w http.ResponseWriter, r *http.Request, what string) (any, error) {
	switch r.Method + " " + what {
	case "GET journal":
		entries, dropped := o.journal.list()
		w.Header().Set(journalDropped, strconv.Itoa(dropped))
		return entries, nil
	case "DELETE journal":
		o.ResetJournal()
	case "GET state":
		return o.State(), nil
	case "GET faults":
		return o.Faults(), nil
	case "DELETE faults":
		o.ClearFaults()
	case "POST faults":
		return nil, o.postFaults(r)
	case "POST admin":
		var acts oneOrMany[Act]
		if err := decodeStrict(r, &acts); err != nil {
			return nil, err
		}
		ids, err := o.acts(acts)
		if err != nil {
			return nil, err
		}
		return map[string]any{"ids": ids}, nil
	case "POST knobs":
		set := map[string]string{}
		if err := decodeStrict(r, &set); err != nil {
			return nil, err
		}
		return nil, o.setKnobs(set)
	default:
		return nil, fmt.Errorf("there is no %s /_sim/%s; there are GET and DELETE journal, GET state, GET, POST "+
			"and DELETE faults, POST admin, POST knobs", r.Method, what)
	}
	return nil, nil
}

func (o *Org) postFaults(r *http.Request) error {
	var list oneOrMany[Fault]
	if err := decodeStrict(r, &list); err != nil {
		return err
	}
	return o.arm(list)
}

// oneOrMany reads one value or an array of them.
type oneOrMany[T any] []T

// UnmarshalJSON reads either form; unknown keys are an error.
func (m *oneOrMany[T]) UnmarshalJSON(data []byte) error {
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] != '[' {
		data = append(append([]byte{'['}, trimmed...), ']')
	}
	return strict(data, (*[]T)(m))
}

func decodeStrict(r *http.Request, into any) error {
	var body bytes.Buffer
	if _, err := body.ReadFrom(http.MaxBytesReader(nil, r.Body, longestBody)); err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	return strict(body.Bytes(), into)
}

// strict reads JSON in which unknown keys are an error.
func strict(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("read JSON: more follows at byte %d", d.InputOffset())
	}
	return nil
}
