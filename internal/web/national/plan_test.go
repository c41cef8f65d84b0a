package national_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// A plan is accepted or returned action by action, with a reason; the trust reads it, and the table follows.
func TestAPlanIsDecidedOnActionByAction(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	sam, priya := s.SignInAs(t, "sam@demo.invalid"), s.SignInAs(t, "priya@demo.invalid")
	at := paths.ToNationalPlan("ZZT00", "2025-26")
	page := sam.Get(at)
	if page.Status != 200 || !page.Says("As published") {
		t.Fatalf("the plan: %d", page.Status)
	}
	actions := regexp.MustCompile(`name="action" value="([0-9a-f-]+)"`).FindAllStringSubmatch(page.Source, -1)
	if len(actions) < 3 {
		t.Fatalf("only %d actions to decide on", len(actions))
	}
	say := func(action, verdict, words string) *site.Page {
		return sam.Post(at, url.Values{"action": {action}, "version": page.Values("version")[:1], "verdict": {verdict}, "words": {words}})
	}
	for _, a := range actions {
		if p := say(a[1], "accepted", ""); p.Status != 200 || !p.Says("The action is accepted.") {
			t.Errorf("accepted: %d", p.Status)
		}
	}
	returned := say(actions[0][1], "returned", " ")
	if returned.Status != 422 || !returned.Says("Say why it goes back") || returned.ByID("words") == nil || strings.Count(returned.Source, ` checked`) != 1 {
		t.Errorf("returned without a reason: %d; the message, its field or what was chosen is missing", returned.Status)
	}
	if p := say(actions[0][1], "returned", "Say who pays for it."); !p.Says("The action is returned.") || !p.Says("One action was returned") {
		t.Error("the return is not said on the page")
	}
	told := 0
	for _, l := range s.Letters(t) {
		if l.Subject == "An action of your improvement plan was returned" && l.To == "priya@demo.invalid" {
			told++
			if p := priya.Get(l.Path()); p.Status != 200 || !p.Says("Say who pays for it.") {
				t.Errorf("the letter leads to %s: %d, and not to the reason", l.Path(), p.Status)
			}
		}
	}
	if told != 1 {
		t.Errorf("the lead got %d letters about the returned action", told)
	}
	if p := priya.Get(paths.Year{ODS: "ZZT00", Cycle: "2025-26"}.Plan()); !p.Says("Say who pays for it.") || !p.Says("1 returned") && !p.Says("one returned") {
		t.Error("the trust does not read why its action came back")
	}
	if p := sam.Post(at, url.Values{"action": {actions[0][1]}, "version": {"99"}, "verdict": {"accepted"}}); p.Status != 409 {
		t.Errorf("of a version that is not current: %d", p.Status)
	}
	if p := priya.Get(at); p.Status != 403 {
		t.Errorf("a lead decides on their own plan: %d", p.Status)
	}
	if p := sam.Get(paths.ToNationalTrust("ZZT00") + "?cycle=2025-26"); !strings.Contains(p.Source, "/national/trusts/ZZT00/plan?cycle=2025-26") {
		t.Error("the trust's page does not lead to its plan")
	}
}

func TestPlansToAcceptAreAList(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 40)
	sam := s.SignInAs(t, "sam@demo.invalid")
	if p := sam.Get("/national"); !p.Says("Plans to accept") {
		t.Error("the picture does not count them")
	}
	p := sam.Get("/national/waiting?list=plans")
	if p.Status != 200 || !p.Says("nobody has accepted or returned yet") || !strings.Contains(p.Source, "ZZT") {
		t.Errorf("the list: %d", p.Status)
	}
	if p := sam.Get("/national/waiting?list=plans&as-at=2027-01-01"); p.Status == 200 && p.Says("Read each plan") {
		t.Error("what waits for an answer is known as at today only")
	}
}
