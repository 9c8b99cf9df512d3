package main

import (
	"io"
	"net/http"
	"sync"
)

// stateServer keeps a state for Terraform's backend "http".
type stateServer struct {
	url    string
	server *http.Server

	mu    sync.Mutex
	state []byte
}

func startState() (*stateServer, error) {
	s := &stateServer{}
	var err error
	s.url, s.server, err = listen(s)
	return s, err
}

func (s *stateServer) stop() { _ = s.server.Close() }

// ServeHTTP keeps what is posted and gives it back.
func (s *stateServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case r.Method == http.MethodPost:
		s.state = body
	case r.Method == http.MethodDelete:
		s.state = nil
	case s.state == nil:
		w.WriteHeader(http.StatusNoContent)
	default:
		_, _ = w.Write(s.state)
	}
}
