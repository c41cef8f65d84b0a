package web_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web"
	"cyberready/internal/web/page"
)

// Every page, and every page of a problem, leads to the page of support with the number of its request.
func TestSupportKnowsTheNumberOfTheRequest(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	b := s.Browser(t)
	for _, path := range []string{"/about", "/no/such/page", "/sign-in"} {
		p := b.Get(path)
		id, link := p.Header.Get("X-Request-Id"), ""
		for _, l := range p.Links() {
			if strings.HasPrefix(l, "/support") {
				link = l
			}
		}
		if link != "/support?request="+id {
			t.Errorf("%s leads to %q, want its number %s", path, link, id)
		}
		if help := b.Get(link); help.Status != 200 || !help.Says("The number of the request that you come from: "+id) {
			t.Errorf("the page of support does not show %s: %s", id, help.Text())
		}
	}
	p := b.Get("/support?request=call+0800+000+now")
	if p.Says("0800") || !p.Says("has named no contact here") || !p.Says("Passwords, codes, recovery codes") {
		t.Errorf("%s", p.Text())
	}
}

func TestSupportNamesTheContact(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	h := web.New(web.Options{DB: s.DB, Content: s.Content, Keys: s.Keys, Now: time.Now,
		Site: page.Site{PublicURL: s.URL, Support: "help@example.org"}})
	defer h.Close()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/support", nil))
	if !strings.Contains(w.Body.String(), `href="mailto:help@example.org"`) {
		t.Error(w.Body.String())
	}
}
