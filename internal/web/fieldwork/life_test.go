package fieldwork_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// bay is a trust with an assessment that has been begun, and its people.
var bay = paths.Year{ODS: "ZZ1", Cycle: "2026-27"}

type house struct {
	*site.Site
	lead, tom, helga, ruth, ada, dina *site.Browser
	tomID, ruthID                     string
}

func begin(t *testing.T) house {
	t.Helper()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Bay Trust")
	s.Year(t)
	h := house{Site: s}
	s.Person(t, "nora@example.org", "Nora Quist", site.At("ZZ1", access.Lead))
	h.tomID = s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.Contributor))
	s.Person(t, "helga@example.org", "Helga Marsh", site.At("ZZ1", access.BoardMember))
	h.ruthID = s.Person(t, "ruth@example.org", "Ruth Adeyemi", site.At("ZZ1", access.Assessor))
	s.Person(t, "ada@example.org", "Ada Whitlock", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	s.Person(t, "dina@example.org", "Dina Ferris", site.At("ZZ1", access.BoardSecretary))
	h.dina = s.SignIn(t, "dina@example.org")
	h.lead, h.tom, h.helga = s.SignIn(t, "nora@example.org"), s.SignIn(t, "tom@example.org"), s.SignIn(t, "helga@example.org")
	h.ruth, h.ada = s.SignIn(t, "ruth@example.org"), s.SignIn(t, "ada@example.org")
	if p := h.lead.Post(bay.Begin(), nil); p.Status != 200 {
		t.Fatalf("%d\n%s", p.Status, p.Text())
	}
	return h
}

func says(t *testing.T, p *site.Page, status int, sentences ...string) {
	t.Helper()
	if p.Status != status {
		t.Errorf("%s: %d, want %d\n%s", p.Path, p.Status, status, p.Text())
	}
	for _, s := range sentences {
		if !p.Says(s) {
			t.Errorf("%s does not say %q\n%s", p.Path, s, p.Text())
		}
	}
}

// values makes a form.
func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func (h house) appoint(t *testing.T) {
	t.Helper()
	says(t, h.ada.Post(paths.ToAdminMandate("2026-27"), values("parts", "7.3.5, 8.3.4", "choices", "1", "source", "Our own test", "revision", "0")), 200, "7.3.5, 8.3.4")
	says(t, h.lead.Post(bay.IndependentAppoint(), values("assessor", h.ruthID, "because", "Auditor of Frost and Lane", "choice", "7.1", "why", "Plans worry us.")), 200, "is appointed")
}

// A whole assessment, without JavaScript: from the appointment to the final and the action.
func TestAWholeIndependentAssessment(t *testing.T) {
	t.Parallel()
	h := begin(t)
	says(t, h.lead.Get(bay.Independent()), 200, "Nothing has been tested here", "has not entered yet what must be assessed")
	h.appoint(t)
	says(t, h.helga.Get(bay.Board()), 200, "Approve the independent assessor", "One thing is waiting for you")
	says(t, h.helga.Get(bay.IndependentApprove()), 200, "Auditor of Frost and Lane", "Our own test", "Plans worry us.")
	says(t, h.helga.Post(bay.IndependentApprove(), values("version", "1", "verdict", "refuse")), 422, "Say why you do not approve")
	says(t, h.helga.Post(bay.IndependentApprove(), values("version", "1", "verdict", "approve")), 200, "Your decision is recorded under your name", "Approved by Helga Marsh")
	says(t, h.ruth.Get(bay.Independent()), 200, "Declare that you are independent")
	says(t, h.ruth.Post(bay.IndependentBegin(), nil), 409, "Fieldwork begins when")
	says(t, h.ruth.Post(bay.IndependentDeclare(), values("declared", "independent", "words", " ")), 422, "Name what others could see")
	says(t, h.ruth.Post(bay.IndependentDeclare(), values("declared", "independent", "words", "Nothing.")), 200, "Begin fieldwork")
	says(t, h.ruth.Post(bay.IndependentBegin(), nil), 200, "Fieldwork has begun", "items are not decided")

	// The trust's draft moves on; the copy does not.
	says(t, h.lead.Post(bay.Item("7.3.5"), values("version", "0", "date-day", "1", "date-month", "2", "date-year", "2027", "from", "item")), 200)
	if p := h.ruth.Get(bay.IndependentItem("7.3.5")); p.Says("1 February 2027") || !p.Says("What the trust claims") {
		t.Errorf("the assessor sees the moving draft\n%s", p.Text())
	}

	// Evidence.
	says(t, h.ruth.Post(bay.Evidence(), values("item", "7.3.5", "words", "The log of the restore", "due-day", "1", "due-month", "1", "due-year", "2027")), 422, "has passed", "The log of the restore")
	says(t, h.ruth.Post(bay.Evidence(), values("item", "7.3.5", "words", "The log of the restore", "due-day", "9", "due-month", "3", "due-year", "2027")), 200, "The log of the restore", "Open")
	list := h.tom.Get(bay.Evidence())
	asked := regexp.MustCompile(regexp.QuoteMeta(bay.Evidence()) + `/[0-9a-f-]+`).FindString(list.Source)
	says(t, h.tom.Post(asked, values("words", "")), 422, "Write an answer")
	says(t, h.tom.Post(asked, values("words", "It is in room 4.")), 200, "Answered")
	says(t, h.ruth.Get(asked), 200, "It is in room 4.")

	// Findings: private until the draft.
	says(t, h.ruth.Post(bay.IndependentItem("8.3.4"), values("version", "0", "verdict", "differ", "tested", "Walked", "seen", "Three lines", "found", "SECRET")), 422,
		"where you differ, this is needed", "Three lines")
	h.find(t, "8.3.4", "differ", "SECRET finding", "Sign each exception.")
	h.find(t, "7.3.5", "agree", "No restore was shown, and none is claimed.", "")
	if p := h.lead.Get(bay.IndependentItem("8.3.4")); p.Says("SECRET") || p.Status != 200 {
		t.Errorf("the lead reads a note before the draft (%d)", p.Status)
	}
	if p := h.lead.Get(bay.Independent()); p.Says("Differs") {
		t.Error("the lead reads a verdict before the draft")
	}
	if p := h.helga.Get(bay.IndependentItem("8.3.4")); p.Status != 404 {
		t.Errorf("the board reads answers before the draft (%d)", p.Status)
	}
	says(t, h.ruth.Post(bay.IndependentIssue(), nil), 422, "not decided")
	for _, item := range h.open(t) {
		h.find(t, item, "untested", "There was no time.", "")
	}
	says(t, h.ruth.Post(bay.IndependentOverall(), values("version", "0", "risk", "Substantial reliance", "confidence", "High")), 422, "Give your reason")
	says(t, h.ruth.Post(bay.IndependentOverall(), values("version", "0", "risk", "No reliance", "confidence", "Low")), 200, "is kept", "are not counted as agreed")
	says(t, h.ruth.Post(bay.IndependentIssue(), nil), 200, "The draft is issued")

	// The trust corrects a fact and answers.
	says(t, h.lead.Get(bay.IndependentItem("8.3.4")), 200, "SECRET finding", "The recommendation has no answer yet")
	says(t, h.lead.Post(bay.Corrections(), values("item", "8.3.4", "correction", "")), 422, "Say what is not right")
	says(t, h.lead.Post(bay.Corrections(), values("item", "8.3.4", "correction", "There were four lines.")), 200, "There were four lines.")
	page := h.ruth.Get(bay.IndependentItem("8.3.4"))
	correction := regexp.MustCompile(regexp.QuoteMeta(bay.Corrections()) + `/[0-9a-f-]+`).FindString(page.Source)
	says(t, h.ruth.Post(correction, values("verdict", "reject", "words", "")), 422, "Say why you do not accept it")
	says(t, h.ruth.Post(correction, values("verdict", "accept", "words", "")), 200, "Accepted", "What you find")
	h.find(t, "8.3.4", "differ", "Four lines, none signed.", "Sign each exception.")
	says(t, h.ruth.Get(bay.Independent()), 200, "has no answer of the trust")
	finding := h.lead.Get(bay.IndependentResponse("8.3.4")).Values("finding")[0]
	answer := values("finding", finding, "version", "0", "agreed", "yes", "words", "The SIRO signs.", "owner", h.tomID, "due-day", "1", "due-month", "6", "due-year", "2027")
	without := values("finding", finding, "version", "0", "agreed", "yes", "words", "The SIRO signs.", "owner-name", "", "due-day", "", "due-month", "", "due-year", "")
	says(t, h.lead.Post(bay.IndependentResponse("8.3.4"), without), 422, "Say who answers for it", "Enter the day", "The SIRO signs.")
	says(t, h.lead.Post(bay.IndependentResponse("8.3.4"), answer), 200, "is kept")
	says(t, h.ruth.Post(bay.IndependentFinish(), nil), 200, "is final")
	says(t, h.ruth.Post(bay.IndependentFinish(), nil), 409, "does not change any more")
	says(t, h.ruth.Post(bay.IndependentItem("8.3.4"), values("version", "9", "verdict", "agree", "tested", "x", "seen", "x", "found", "x")), 409)
	says(t, h.helga.Get(bay.IndependentItem("8.3.4")), 200, "Four lines, none signed.", "Tom Okafor", "1 June 2027", "What the trust claims")
	if p := h.dina.Get(bay.IndependentItem("8.3.4")); !p.Says("Four lines, none signed.") || p.Says("What the trust claims") {
		t.Errorf("the board's secretary is led to the answers, or misses what was found\n%s", p.Text())
	}

	// And it becomes an action, once.
	says(t, h.lead.Get(bay.IndependentPlan()), 200, "Sign each exception.")
	says(t, h.lead.Post(bay.IndependentPlan(), nil), 422, "Choose at least one")
	says(t, h.lead.Post(bay.IndependentPlan(), values("items", "8.3.4")), 200, "One recommendation is an action", "is an action of the plan")
	says(t, h.lead.Post(bay.IndependentPlan(), values("items", "8.3.4")), 409, "nothing left to plan")
	says(t, h.lead.Get(bay.Plan()), 200, "Sign each exception.", "Tom Okafor", "1 June 2027")

	var kinds []string
	for _, l := range h.Letters(t) {
		kinds = append(kinds, l.Subject)
		if strings.Contains(l.Text(), "SECRET") || strings.Contains(l.Text(), "8.3.4") {
			t.Errorf("a letter tells what was found:\n%s", l.Text())
		}
	}
	for _, want := range []string{"waits for the board", "appointed as independent assessor", "asks for evidence", "draft of the independent", "is final",
		"has decided about the independent assessor", "word from the independent assessor", "Evidence that you asked for", "has answered your draft", "has answered your correction",
		"You own an action"} {
		if !strings.Contains(strings.Join(kinds, "\n"), want) {
			t.Errorf("no letter %q among %q", want, kinds)
		}
	}
}

// find keeps a finding on the version that the page holds.
func (h house) find(t *testing.T, item, verdict, found, recommendation string) {
	t.Helper()
	p := h.ruth.Get(bay.IndependentItem(item))
	version := p.Values("version")
	if len(version) != 1 {
		t.Fatalf("%s cannot be written: %d\n%s", item, p.Status, p.Text())
	}
	says(t, h.ruth.Post(bay.IndependentItem(item), values("version", version[0], "verdict", verdict, "tested", "Walked through", "seen", "The list",
		"found", found, "recommendation", recommendation)), 200, item+" is kept")
}

// open gives the items that are not decided.
func (h house) open(t *testing.T) []string {
	t.Helper()
	var list []string
	items := regexp.MustCompile(regexp.QuoteMeta(bay.Independent()) + `/items/([0-9.]+)"`)
	for _, m := range items.FindAllStringSubmatch(h.ruth.Get(bay.Independent()).Source, -1) {
		if h.ruth.Get(bay.IndependentItem(m[1])).Says("nobody else reads them") && m[1] != "8.3.4" && m[1] != "7.3.5" {
			list = append(list, m[1])
		}
	}
	return list
}
