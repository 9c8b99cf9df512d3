package orgsim_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

func pack(t *testing.T, text []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(text); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// sendPacked sends a request with a compressed body and lets the answer as it comes.
func (c *client) sendPacked(method, path, encoding string, body []byte) (int, http.Header, []byte) {
	c.t.Helper()
	r, err := http.NewRequest(method, c.base+root+path, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Content-Encoding", encoding)
	r.Header.Set("Accept-Encoding", "gzip") // By hand, so that the transport does not unpack.
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, data
}

// Section 1.4: clients compress requests and ask for compressed answers.
func TestGzip(t *testing.T) {
	c := start(t, orgsim.DefaultSeed())
	status, header, data := c.sendPacked("POST", "/sobjects/Group", "gzip", pack(t, []byte(`{"Name":"Packed"}`)))
	if status != 201 || header.Get("Content-Encoding") != "" {
		t.Errorf("a short answer is %d %v %s", status, header, data)
	}
	status, header, data = c.sendPacked("GET", "/sobjects/User/describe", "", nil)
	if status != 200 || header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("a long answer is %d %v", status, header)
	}
	unpacker, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var described map[string]any
	if err := json.NewDecoder(unpacker).Decode(&described); err != nil || described["name"] != "User" {
		t.Errorf("unpacked: %v %v", described["name"], err)
	}
	for _, tc := range []struct {
		encoding string
		body     []byte
		want     int
	}{
		{"gzip", []byte("no gzip"), 400},
		{"gzip", pack(t, []byte(`{"Name":"x"}`))[:20], 400},
		{"gzip", pack(t, make([]byte, 17<<20)), 413},
		{"deflate", []byte(`{"Name":"x"}`), 415},
	} {
		if status, _, data := c.sendPacked("POST", "/sobjects/Group", tc.encoding, tc.body); status != tc.want {
			t.Errorf("%s of %d bytes: %d %s, want %d", tc.encoding, len(tc.body), status, data, tc.want)
		}
	}
}
