package asked_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

// question is what a lead types who asks Sara Quill.
func question(kind string) url.Values {
	return url.Values{"kind": {kind}, "name": {"Sara Quill"}, "email": {"sara@example.org"}, "question": {"Is one copy kept apart?"},
		"until-day": {"15"}, "until-month": {"3"}, "until-year": {"2027"}}
}

// asked lets Priya ask about an item, and gives the path in the letter.
func asked(t *testing.T, n northmoor.Trust, item, kind string) string {
	t.Helper()
	if p := n.Priya.Post(northmoor.Year.Asks(item), question(kind)); p.Status != http.StatusOK {
		t.Fatalf("asking: %d: %s", p.Status, p.Text())
	}
	letters := n.Letters(t)
	l := letters[len(letters)-1]
	if l.To != "sara@example.org" || !strings.Contains(l.Text(), "until the end of 15 March 2027") || strings.Contains(l.Text(), "Is one copy kept apart?") {
		t.Fatalf("the letter to %s says: %s", l.To, l.Text())
	}
	return l.Path()
}

func TestALinkShowsItsQuestionAndNothingElse(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "no", "text", "the secret of the trust"))
	link := asked(t, n, "7.3.4", "answer")
	for name, b := range map[string]*site.Browser{"nobody": n.Browser(t), "its own lead": n.Priya, "another trust's lead": n.Otto} {
		p := b.Get(link)
		northmoor.Says(t, p, "Priya Nair of Northmoor and Dale NHS Foundation Trust asks you, Sara Quill:", "Is one copy kept apart?",
			"Are backups of all important data made, tested, written down and reviewed?", "What would satisfy this",
			"What you write goes to Northmoor and Dale NHS Foundation Trust only.", "until the end of 15 March 2027")
		for _, other := range []string{"the secret of the trust", "Otto Lind", "Sign in", "Sign out", "Not in place"} {
			if p.Says(other) {
				t.Errorf("%s: the page says %q", name, other)
			}
		}
		for _, l := range p.Links() {
			if l != "#maincontent" && !strings.HasPrefix(l, "/support") {
				t.Errorf("%s: it leads to %s", name, l)
			}
		}
		if c := p.Header.Get("Cache-Control"); c != "no-store" {
			t.Errorf("%s: kept by caches: %q", name, c)
		}
	}
}

func TestAReplyThatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	sara := n.Browser(t)
	link := asked(t, n, "7.3.5", "answer") // asks for a date
	p := sara.Post(link, url.Values{"date-day": {"31"}, "date-month": {"2"}, "date-year": {"2027"}, "text": {"PACS"}})
	if p.Status != 422 || northmoor.Value(t, p, "date-day") != "31" || northmoor.Value(t, p, "text") != "PACS" {
		t.Errorf("a day that is none: %d", p.Status)
	}
	if p := sara.Post(link, url.Values{}); p.Status != 422 || !p.Says("Give an answer before you send it.") {
		t.Errorf("nothing typed: %d: %s", p.Status, p.Text())
	}
	proof := asked(t, n, "7.3.4", "proof")
	p = sara.Post(proof, url.Values{"title": {"Certificate"}, "holds": {"12"}, "place": {"http://example.org"}, "dated-day": {"1"}, "dated-month": {"2"}, "dated-year": {"2027"}})
	if p.Status != 422 || northmoor.Value(t, p, "title") != "Certificate" || !p.Says("Give a link that begins with https://") {
		t.Errorf("a place that is none: %d: %s", p.Status, p.Text())
	}
	p = sara.Post(proof, url.Values{"title": {"Certificate"}, "holds": {"12"}, "place": {"With us"}, "dated-day": {"1"}, "dated-month": {"2"}, "dated-year": {"2027"}})
	northmoor.Says(t, p, "Thank you", "with nobody else")
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Asks("7.3.4")), "Sara Quill gives", "Certificate", "until 1 February 2028")
}

func TestALinkThatIsOverSaysWhomToAsk(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	sara := n.Browser(t)
	used, gone, late := asked(t, n, "7.3.4", "answer"), asked(t, n, "7.1.1", "answer"), asked(t, n, "8.1.1", "answer")
	if p := sara.Post(used, url.Values{"reply": {"yes"}, "text": {"At the depot"}}); p.Status != 200 || !p.Says("Thank you") {
		t.Fatalf("the reply: %d: %s", p.Status, p.Text())
	}
	page := n.Priya.Get(northmoor.Year.Asks("7.1.1"))
	withdraw := page.Find(func(e *site.Node) bool {
		return strings.HasPrefix(site.Attr(e, "action"), northmoor.Year.Asks("7.1.1")+"/")
	})
	if p := n.Priya.Post(site.Attr(withdraw, "action"), url.Values{"do": {"withdraw"}}); !p.Says("The link is withdrawn.") {
		t.Fatalf("withdrawing: %d: %s", p.Status, p.Text())
	}
	over := func(name, link string, status int, words ...string) {
		t.Helper()
		for _, p := range []*site.Page{sara.Get(link), sara.Post(link, url.Values{"reply": {"yes"}})} {
			if p.Status != status {
				t.Errorf("%s: %d, want %d", name, p.Status, status)
			}
			northmoor.Says(t, p, words...)
		}
	}
	whom := "ask Priya Nair of Northmoor and Dale NHS Foundation Trust, who sent it to you"
	over("used", used, http.StatusGone, "This has been answered", whom)
	over("withdrawn", gone, http.StatusGone, "This link was withdrawn", whom)
	over("unknown", "/asked/none", http.StatusNotFound, "We do not know this link", "ask whoever sent it to you for a new one")
	n.Clock.Pass(15 * 24 * time.Hour)
	over("lapsed", late, http.StatusGone, "This link has lapsed", whom)
}

func TestALinkThatHasLapsedIsRenewedFromThePageOfTheQuestion(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	old := asked(t, n, "7.3.4", "answer")
	n.Clock.Pass(15 * 24 * time.Hour)
	priya, sara := n.SignIn(t, "priya@example.org"), n.Browser(t)
	northmoor.Says(t, priya.Get(northmoor.Year.Home()), "Sara Quill did not answer by link in time. Ask again, or set it aside.")
	page := priya.Get(northmoor.Year.Asks("7.3.4"))
	northmoor.Says(t, page, "Not answered in time", "The link worked until the end of 15 March 2027, and nobody answered.", "Ask Sara Quill again, with a new link")
	renew := site.Attr(page.Find(func(e *site.Node) bool {
		return strings.HasPrefix(site.Attr(e, "action"), northmoor.Year.Asks("7.3.4")+"/")
	}), "action")
	until := "until-" + renew[strings.LastIndex(renew, "/")+1:]
	form := url.Values{"do": {"renew"}, until + "-day": {"31"}, until + "-month": {"2"}, until + "-year": {"2027"}}
	p := priya.Post(renew, form)
	if p.Status != 422 || northmoor.Value(t, p, until+"-day") != "31" || !p.Says("Error: Enter") {
		t.Errorf("until a day that is none: %d: %s", p.Status, p.Text())
	}
	form.Set(until+"-month", "3")
	northmoor.Says(t, priya.Post(renew, form), "The question is on its way again, with a new link.", "Asked again by Priya Nair", "The link works until the end of 31 March 2027.")
	letters := n.Letters(t)
	l := letters[len(letters)-1]
	if l.Path() == old || !strings.Contains(l.Text(), "until the end of 31 March 2027") {
		t.Fatalf("the letter leads to %s: %s", l.Path(), l.Text())
	}
	northmoor.Says(t, sara.Get(old), "There is a newer link", "ask Priya Nair of Northmoor and Dale NHS Foundation Trust, who sent it to you")
	if p := sara.Get(old); p.Status != http.StatusGone || p.Says("Is one copy kept apart?") {
		t.Errorf("the old link: %d: %s", p.Status, p.Text())
	}
	northmoor.Says(t, sara.Get(l.Path()), "Is one copy kept apart?")
	northmoor.Says(t, sara.Post(l.Path(), url.Values{"reply": {"yes"}, "text": {"At the depot"}}), "Thank you")
}

func TestLinksAreOpenedSoOften(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	b := n.Browser(t)
	var got []int
	for range 31 {
		got = append(got, b.Get("/asked/none").Status)
	}
	if got[29] != http.StatusNotFound || got[30] != http.StatusTooManyRequests {
		t.Errorf("opened one after another: %v", got)
	}
	if p := b.Get("/asked/another"); p.Status != http.StatusNotFound {
		t.Errorf("another link from the same place: %d", p.Status)
	}
}

func TestWhatCameByLinkIsAcceptedBesideTheAnswer(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	sara := n.Browser(t)
	link := asked(t, n, "7.3.4", "answer")
	sara.Post(link, url.Values{"reply": {"yes"}, "text": {"At the depot"}})
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Home()), "Sara Quill has answered by link. Accept it or return it.")
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Left()), "Asked by link")
	row := northmoor.Row(t, n.Priya.Get(northmoor.Year.Standard("7")), "7.3.4")
	if !strings.Contains(row, "Answered by link: 1") || strings.Contains(row, "At the depot") {
		t.Errorf("the row says %q", row)
	}
	page := n.Priya.Get(northmoor.Year.Asks("7.3.4"))
	settle := site.Attr(page.Find(func(e *site.Node) bool {
		return strings.HasPrefix(site.Attr(e, "action"), northmoor.Year.Asks("7.3.4")+"/")
	}), "action")
	if p := n.Priya.Post(settle, url.Values{"do": {"return"}, "because": {""}}); p.Status != 422 || !p.Says("Say in a few words what is missing") {
		t.Errorf("returned without a word: %d", p.Status)
	}
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "no"))
	if p := n.Priya.Post(settle, url.Values{"do": {"accept"}, "version": {"0"}}); p.Status != http.StatusConflict {
		t.Errorf("accepted over an answer that was not seen: %d", p.Status)
	}
	for name, b := range map[string]*site.Browser{"a contributor without the part": n.Tom, "the assessor": n.Ruth, "another trust's lead": n.Otto} {
		if p := b.Post(settle, url.Values{"do": {"accept"}, "version": {"1"}}); !slices.Contains([]int{403, 404}, p.Status) {
			t.Errorf("%s accepted: %d", name, p.Status)
		}
	}
	northmoor.Says(t, n.Priya.Post(settle, url.Values{"do": {"accept"}, "version": {"1"}}), "You have accepted it.", "Accepted by Priya Nair")
	northmoor.Says(t, n.Priya.Get(northmoor.Year.History("7.3.4")), "Priya Nair changed the answer", "Sara Quill gave an answer by link", "Priya Nair accepted what Sara Quill gave")
}
