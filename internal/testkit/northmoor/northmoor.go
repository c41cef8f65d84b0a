// Package northmoor gives a page test a trust in the middle of its work: Northmoor and Dale has begun 2026-27, its people
// are signed in, and the lead of another trust looks over the fence.
package northmoor

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

// Year is the year that is begun.
var Year = paths.Year{ODS: "ZZ1", Cycle: "2026-27"}

// Trust is the site with the trust's people.
type Trust struct {
	*site.Site
	Priya *site.Browser // assessment lead
	Tom   *site.Browser // contributor
	Ruth  *site.Browser // independent assessor
	Dev   *site.Browser // board secretary
	Otto  *site.Browser // lead of another trust, ZZ2
	TomID string
}

// New serves the site.
func New(t testing.TB, options ...site.Option) Trust {
	t.Helper()
	n := Trust{Site: site.New(t, options...)}
	n.Site.Trust(t, "ZZ1", "Northmoor and Dale NHS Foundation Trust")
	n.Site.Trust(t, "ZZ2", "Westmark NHS Trust")
	n.Site.Year(t)
	join := func(email, name, ods string, role access.Role) (*site.Browser, string) {
		id := n.Person(t, email, name, site.At(ods, role))
		return n.SignIn(t, email), id
	}
	n.Priya, _ = join("priya@example.org", "Priya Nair", "ZZ1", access.Lead)
	n.Tom, n.TomID = join("tom@example.org", "Tom Okafor", "ZZ1", access.Contributor)
	n.Ruth, _ = join("ruth@example.org", "Ruth Adeyemi", "ZZ1", access.Assessor)
	n.Dev, _ = join("dev@example.org", "Dev Rao", "ZZ1", access.BoardSecretary)
	n.Otto, _ = join("otto@example.org", "Otto Lind", "ZZ2", access.Lead)
	if p := n.Priya.Post(Year.Begin(), nil); p.Status != http.StatusOK || p.Path != Year.Home() {
		t.Fatalf("begin: %d at %s: %s", p.Status, p.Path, p.Text())
	}
	return n
}

// Answer gives the fields of a question's form, as a page that shows that version sends them.
func Answer(version string, fields ...string) url.Values {
	v := url.Values{"version": {version}}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	return v
}

// Part sends a form as the script does, and gives the fragment that comes back.
func (n Trust) Part(t testing.TB, who *site.Browser, path string, form url.Values) *site.Page {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, n.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("HX-Request", "true")
	return who.Do(req)
}

// Row gives the words of a question's row.
func Row(t testing.TB, p *site.Page, item string) string {
	t.Helper()
	row := p.ByID("i-" + item)
	if row == nil {
		t.Fatalf("no row %s at %s (%d): %s", item, p.Path, p.Status, p.Text())
	}
	return Words(row)
}

// Words gives the words within an element, white space folded.
func Words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Value gives what a field holds: an input's value, a text's content.
func Value(t testing.TB, p *site.Page, id string) string {
	t.Helper()
	field := p.ByID(id)
	switch {
	case field == nil:
		t.Fatalf("no field %s at %s (%d)", id, p.Path, p.Status)
	case field.Data == "textarea" && field.FirstChild == nil:
		return ""
	case field.Data == "textarea":
		return field.FirstChild.Data
	}
	return site.Attr(field, "value")
}

// Checked tells whether the radio button of a value is taken, among those whose ids begin alike.
func Checked(p *site.Page, prefix, value string) bool {
	return p.Find(func(n *html.Node) bool {
		return n.Data == "input" && strings.HasPrefix(site.Attr(n, "id"), prefix) && site.Attr(n, "value") == value && has(n, "checked")
	}) != nil
}

func has(n *html.Node, attribute string) bool {
	for _, a := range n.Attr {
		if a.Key == attribute {
			return true
		}
	}
	return false
}

// Says fails the test for each sentence that a page lacks.
func Says(t testing.TB, p *site.Page, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !p.Says(s) {
			t.Errorf("%s (%d) does not say %q:\n%s", p.Path, p.Status, s, p.Text())
		}
	}
}
