package assess_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

var year = paths.Year{ODS: "ZZ1", Cycle: "2026-27"}

// bundle is a site with two trusts. ZZ1 has begun 2026-27.
type bundle struct {
	*site.Site
	priya, tom, ruth *site.Browser // lead, contributor and independent assessor of ZZ1
	dev              *site.Browser // board secretary of ZZ1
	otto             *site.Browser // lead of ZZ2
	tomID            string
}

func setup(t *testing.T) bundle {
	t.Helper()
	b := bundle{Site: site.New(t)}
	b.Trust(t, "ZZ1", "Northmoor and Dale NHS Foundation Trust")
	b.Trust(t, "ZZ2", "Westmark NHS Trust")
	b.Year(t)
	person := func(email, name, ods string, role access.Role) (*site.Browser, string) {
		id := b.Person(t, email, name, site.At(ods, role))
		return b.SignIn(t, email), id
	}
	b.priya, _ = person("priya@example.org", "Priya Nair", "ZZ1", access.Lead)
	b.tom, b.tomID = person("tom@example.org", "Tom Okafor", "ZZ1", access.Contributor)
	b.ruth, _ = person("ruth@example.org", "Ruth Adeyemi", "ZZ1", access.Assessor)
	b.dev, _ = person("dev@example.org", "Dev Rao", "ZZ1", access.BoardSecretary)
	b.otto, _ = person("otto@example.org", "Otto Lind", "ZZ2", access.Lead)
	if p := b.priya.Post(year.Begin(), nil); p.Status != http.StatusOK || p.Path != year.Home() {
		t.Fatalf("begin: %d at %s: %s", p.Status, p.Path, p.Text())
	}
	return b
}

// answer gives the fields of a question's form, as a page of that version shows it.
func answer(version string, fields ...string) url.Values {
	v := url.Values{"version": {version}}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	return v
}

// row gives the words of a question's row.
func row(t *testing.T, p *site.Page, item string) string {
	t.Helper()
	n := p.ByID("i-" + item)
	if n == nil {
		t.Fatalf("no row %s at %s (%d): %s", item, p.Path, p.Status, p.Text())
	}
	return words(n)
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// value gives what a field holds: an input's value, a text's content.
func value(t *testing.T, p *site.Page, id string) string {
	t.Helper()
	n := p.ByID(id)
	switch {
	case n == nil:
		t.Fatalf("no field %s at %s (%d)", id, p.Path, p.Status)
	case n.Data == "textarea":
		if n.FirstChild == nil {
			return ""
		}
		return n.FirstChild.Data
	}
	return site.Attr(n, "value")
}

// checked tells whether the radio button of a value is taken.
func checked(p *site.Page, prefix, value string) bool {
	n := p.Find(func(n *html.Node) bool {
		return n.Data == "input" && strings.HasPrefix(site.Attr(n, "id"), prefix) && site.Attr(n, "value") == value
	})
	if n == nil {
		return false
	}
	for _, a := range n.Attr {
		if a.Key == "checked" {
			return true
		}
	}
	return false
}

// says fails the test for each sentence that a page lacks.
func says(t *testing.T, p *site.Page, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !p.Says(s) {
			t.Errorf("%s (%d) does not say %q:\n%s", p.Path, p.Status, s, p.Text())
		}
	}
}

// part sends a form as the script does, and gives the fragment that comes back.
func part(t *testing.T, b bundle, who *site.Browser, path string, form url.Values) *site.Page {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("HX-Request", "true")
	return who.Do(req)
}
