package salesforce

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"
)

// kind says what may be done about a request without an answer.
type kind int

const (
	// read may be sent again at will.
	read kind = iota + 1
	// write may be sent again only if it certainly was not carried out.
	write
	// token asks for a session; it changes nothing in the org.
	token
)

// exchange travels in a request's context and tells the transport whose request it is.
// It belongs to one goroutine.
type exchange struct {
	client *Client
	kind   kind
	// refusal is what the last attempt was answered with, nil if it was accepted or lost.
	refusal *APIError
	// pause is the wait that the refusal asked for, -1 if it asked for none.
	pause time.Duration
	// beyondBudget is set for the end of what has begun, see BeyondBudget.
	beyondBudget bool
	// made lists secrets that exist for this request only, such as a signed assertion.
	made []string
}

type exchangeKey struct{}

func withExchange(ctx context.Context, x *exchange) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// doubt turns the end of a write that may have been carried out into an UncertainError.
func (x *exchange) doubt(err error) error {
	if x.kind != write || IsUncertain(err) {
		return err
	}
	var lost *TransportError
	var answer *AnswerError
	var api *APIError
	switch {
	case errors.As(err, &lost) && lost.sent,
		errors.As(err, &answer),
		// 503 is said before anything is begun; other failures of a server may come after.
		errors.As(err, &api) && api.Status >= 500 && api.Status != http.StatusServiceUnavailable:
		return &UncertainError{Err: err}
	}
	return err
}

// bare takes the wrapping of net/http off an error: it repeats the URL, query included.
func bare(err error) error {
	var wrapped *url.Error
	for errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err
}
