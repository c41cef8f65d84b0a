package proof_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

var northmoor = paths.Year{ODS: "ZZT00", Cycle: "2026-27"}

// typed is a whole form, with changes: name, value, name, value. An empty value takes the field away.
func typed(changes ...string) url.Values {
	f := url.Values{"title": {"Restore test report"}, "owner": {""}, "dated-day": {"3"}, "dated-month": {"2"}, "dated-year": {"2027"}, "holds": {"12"},
		"place": {"Document library, folder Backup"}}
	for i := 0; i < len(changes); i += 2 {
		f.Del(changes[i])
		if changes[i+1] != "" {
			f[changes[i]] = strings.Split(changes[i+1], ",")
		}
	}
	return f
}

// send sends a form with a file, as a browser does; an empty name sends none.
func send(t *testing.T, s *site.Site, b *site.Browser, path string, form url.Values, name string, content []byte) *site.Page {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for field, values := range form {
		for _, v := range values {
			if err := m.WriteField(field, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if name != "" {
		w, err := m.CreateFormFile("file", name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Do(req)
}

func says(t *testing.T, p *site.Page, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !p.Says(s) {
			t.Errorf("%s (%d) does not say %q", p.Path, p.Status, s)
		}
	}
}

var oneProof = regexp.MustCompile(`^/trusts/ZZT00/proof/([0-9a-f-]{36})\?`)

// given gives proof by the page and gives its id.
func given(t *testing.T, s *site.Site, b *site.Browser, form url.Values, name string, content []byte) string {
	t.Helper()
	p := send(t, s, b, northmoor.ProofNew(), form, name, content)
	says(t, p, "The proof is kept.")
	at := oneProof.FindStringSubmatch(p.Path)
	if at == nil {
		t.Fatalf("after giving proof one is at %s (%d)\n%s", p.Path, p.Status, p.Text())
	}
	return at[1]
}

func TestProofIsGivenOnceAndSupportsManyItems(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	id := given(t, s, priya, typed("items", "7.3.4,7.3.5"), "", nil)
	says(t, priya.Get(northmoor.ProofOne(id)), "Restore test report", "Document library, folder Backup", "7.3.4", "7.3.5", "3 February 2028")
	for _, item := range []string{"7.3.4", "7.3.5"} {
		says(t, priya.Get(northmoor.ItemProof(item)), "Restore test report")
	}
	says(t, priya.Post(northmoor.ProofItems(id), url.Values{"items": {"7.3.5", "7.3.6"}}), "What the proof supports is saved.")
	if priya.Get(northmoor.ItemProof("7.3.4")).Says("Restore test report") && !priya.Get(northmoor.ItemProof("7.3.6")).Says("Restore test report") {
		t.Error("what it supports is as before")
	}
	file := priya.Get(paths.With("/trusts/ZZT00/proof", url.Values{"year": {"2026-27"}, "format": {"csv"}}))
	if !strings.Contains(file.Source, "Restore test report,Where it is kept,\"Document library, folder Backup\",Nobody,2027-02-03,2028-02-03,In date,7.3.5 and 7.3.6,1,"+id) {
		t.Errorf("the file lacks the proof:\n%.600s", file.Source)
	}
}
