package orgsim

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// leastCompressed is the shortest answer that is worth compressing.
const leastCompressed = 1024

// errTooBig is a body beyond what the org takes, compressed or not.
var errTooBig = errors.New("the body is too big")

// readBody reads the body of a request, which may be compressed.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestBody))
	if err != nil {
		return nil, errTooBig // Or the caller went away, and nobody reads the answer.
	}
	if !strings.EqualFold(r.Header.Get("Content-Encoding"), "gzip") || len(body) == 0 {
		return body, nil
	}
	unpacker, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("unpack the body: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(unpacker, longestBody+1))
	if err != nil {
		return nil, fmt.Errorf("unpack the body: %w", err)
	}
	if len(plain) > longestBody {
		return nil, errTooBig
	}
	return plain, nil
}

// accepts is whether the caller takes compressed answers.
func accepts(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, rest, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return !strings.Contains(strings.ReplaceAll(rest, " ", ""), "q=0") || strings.Contains(rest, "0.")
		}
	}
	return false
}

// compressed packs a body, or gives back the body of an answer that is too short for it.
func compressed(header http.Header, body []byte) []byte {
	if len(body) < leastCompressed {
		return body
	}
	var packed bytes.Buffer
	packer, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return body
	}
	if _, err := packer.Write(body); err != nil || packer.Close() != nil {
		return body
	}
	header.Set("Content-Encoding", "gzip")
	header.Add("Vary", "Accept-Encoding")
	return packed.Bytes()
}
