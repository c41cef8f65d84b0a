package budget_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

const takes = boardroom.Base + "/what-it-takes"

// plan plans an action as a lead fills in its form.
func plan(b *boardroom.Room, title, cost, month string, items ...string) {
	b.Helper()
	p := b.Priya.Post(boardroom.Base+"/plan/actions", url.Values{"title": {title}, "items": items, "owner-name": {"Tom Okafor"}, "due-day": {"1"}, "due-month": {month},
		"due-year": {"2027"}, "cost": {cost}, "funding": {"unfunded"}, "care": {"An evening without the laboratory system."}})
	b.Wants(p, 200, title)
}

// boxes gives the values of the ticked boxes of a name.
func boxes(p *site.Page, name string) []string {
	var list []string
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "input" && site.Attr(n, "type") == "checkbox" && site.Attr(n, "name") == name && boardroom.HasAttr(n, "checked") {
			list = append(list, site.Attr(n, "value"))
		}
	}
	return list
}

func TestABudgetIsChosenByTheRuleAndConfirmedOnce(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Priya.Get(takes), 200, "All three open gaps have to close. No open action is planned for any", "Nobody has written down what electronic records give our patients",
		"Plan one action for the ticked gaps", "7.3.5 Full restore from backup", "One further requirement has no answer.")
	plan(b, "Restore everything once", "12,000", "9", "7.3.5")
	plan(b, "Cut off what is old", "30000", "8", "8.1.3")
	b.Priya.Post(boardroom.Base+"/critical-services/benefit", url.Values{"benefit": {"An allergy is seen on every ward."}})
	p := b.Priya.Get(takes)
	b.Wants(p, 200, "To close all three open gaps, our plan takes at least £42,000; the last of its two open actions is due on 1 September 2027.", "None of that money is funded.",
		"An allergy is seen on every ward.", "What it costs care An evening without the laboratory system.", "Its own wording takes a risk as being in place", "First come actions for a gap that could stop care")

	p = b.Priya.Get(takes + "?budget=20,000&by-day=31&by-month=12&by-year=2027")
	b.Wants(p, 200, "With £20,000 by 31 December 2027 one action can be done, and one of three gaps closes.", "That takes £12,000 of the budget and leaves £8,000.",
		"One of two gaps that could stop care stays open.", "Over budget", "1. Restore everything once")
	ticked := boxes(p, "action")
	if len(ticked) != 1 {
		t.Fatalf("ticked %q", ticked)
	}
	b.Wants(b.Priya.Post(takes+"/funded", url.Values{"action": ticked, "budget": {"20,000"}}), 200, "One action is marked as funded, and the plan says so.", "£30,000 of it is not funded.")
	b.Wants(b.Priya.Get("/trusts/ZZ1/trail"), 200, "said that chosen actions are funded")
	b.Wants(b.Priya.Get(boardroom.Base+"/plan"), 200, "£12,000, funded")
	b.Wants(b.Priya.Post(takes+"/funded", url.Values{"action": ticked}), 200, "They were funded already.")
}

func TestWhatCannotBeReadStandsBesideItsField(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	plan(b, "Restore everything once", "12,000", "9", "7.3.5")
	p := b.Priya.Get(takes + "?budget=lots&by-day=31&by-month=2&by-year=2027")
	b.Wants(p, 422, "Enter whole pounds, such as 12,000, or leave it empty for no limit.", "Enter the last day as day, month and year")
	if n := p.Find(func(n *html.Node) bool { return site.Attr(n, "name") == "budget" && site.Attr(n, "type") == "text" }); site.Attr(n, "value") != "lots" {
		t.Error("what was typed is lost")
	}
	b.Wants(b.Priya.Post(takes+"/funded", nil), 422, "Choose at least one action.")
	b.Wants(b.Priya.Post(takes+"/funded", url.Values{"action": {"01890a5d-ac96-774b-bcce-b302099a8057"}}), 404)
}

// The board weighs the plan of the paper that it was sent, and not the draft; only a lead says what is funded.
func TestTheBoardWeighsThePlanOfItsPaper(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Helen.Get(takes), 200, "Nothing has been sent to the board for 2026-27 yet")
	plan(b, "Restore everything once", "12,000", "9", "7.3.5")
	b.Send()
	plan(b, "Planned since", "500", "9", "8.1.3")
	for _, who := range []*site.Browser{b.Helen, b.Dev} {
		p := who.Get(takes + "?budget=12000")
		b.Wants(p, 200, "the plan in version 1 of the report, as at 14 June 2027", "With £12,000 one action can be done", "Restore everything once")
		if p.Says("Planned since") || strings.Contains(p.Source, "/plan/actions/") || len(boxes(p, "action")) > 0 {
			t.Error("the board is led to the draft, or may say what is funded")
		}
		b.Wants(who.Post(takes+"/funded", url.Values{"action": {"x"}}), 403, "Ask your assessment lead to change the plan.")
	}
	b.Wants(b.Priya.Get(takes), 200, "Planned since", "the working plan as it is today")
	b.Wants(b.Ruth.Get(takes), 200, "Planned since")
}

func TestAGapWithoutAnActionBecomesOne(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	p := b.Priya.Get(boardroom.Base + "/plan/actions?item=7.3.5&item=8.1.3")
	b.Wants(p, 200, "Plan an action")
	if got := strings.Join(boxes(p, "items"), " "); got != "7.3.5 8.1.3" {
		t.Errorf("the form ticks %q", got)
	}
}
