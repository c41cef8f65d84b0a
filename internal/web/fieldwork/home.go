package fieldwork

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// homeView is how far the independent assessment has come, and what its reader can do next.
type homeView struct {
	visit
	standing  string
	next      []ui.Task
	facts     []ui.SummaryRow
	earlier   []ui.Task // findings of years before
	items     []ui.Task // what is in scope
	left      []string  // what stands between here and the next stage
	agreement string    // computed, with the sample named; empty before the trust may read it
	overall   []ui.SummaryRow
	notes     string // what is uncertain about the scales
	mayBegin  bool
	mayGoOn   bool // and not begin, for another assessor began
	mayIssue  bool
	mayFinish bool
	typed     homeTyped
}

// homeTyped is what was typed into a form of the page.
type homeTyped struct {
	because string
	errors  *fault.Error
}

func (p Place) showHome(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	return p.renderHome(w, r, v, homeTyped{})
}

func (p Place) renderHome(w http.ResponseWriter, r *http.Request, v visit, typed homeTyped) error {
	view := homeView{visit: v, standing: v.standing(), typed: typed}
	if v.Work != nil {
		if err := view.fill(); err != nil {
			return err
		}
	}
	pg := p.page(r, v, "Independent assessment")
	pg.Back = v.Begins()
	if v.May(access.Assess) {
		pg.Back = page.Link{Text: "Every year", Href: paths.ToTrustYears(v.At.ODS)}
	}
	pg.Errors, pg.Body = typed.errors, homePage(view)
	return page.Show(w, r, pg)
}

func (v *homeView) fill() error {
	scales, agreement, err := v.scales()
	if err != nil {
		return err
	}
	w, stage := v.Work, v.stage()
	v.facts = v.engagementFacts()
	v.next = v.tasks()
	v.mayBegin = v.mine() && stage == fieldwork.Ready
	v.mayGoOn = v.mayBegin && v.Work.Continues != ""
	if v.Copy == nil || !v.works() && !v.issued() {
		return nil
	}
	for _, e := range w.Earlier {
		v.earlier = append(v.earlier, v.earlierTask(e))
	}
	for _, s := range w.Scope {
		v.items = append(v.items, v.itemTask(s))
	}
	v.agreement = agreement.Words()
	v.overall, v.notes = v.overallRows(scales, agreement), scales.Note
	switch {
	case v.mine() && stage == fieldwork.Fieldwork:
		v.left = w.Left(scales, agreement)
		v.mayIssue = len(v.left) == 0
	case v.phase() == fieldwork.Drafted:
		v.left = w.Remaining(scales, agreement)
		v.mayFinish = v.works() && len(v.left) == 0
	}
	return nil
}

// standing says in a sentence or two how far it has come.
func (v visit) standing() string {
	switch v.stage() {
	case "":
		return "Nothing has been tested here for " + v.At.Cycle + ": no independent assessor is appointed."
	case fieldwork.Interrupted:
		return v.Work.Assessor.Name + " left on " + dayOf(v.Work.EndedAt) + ", in the middle. The next assessor goes on with the same copy, scope and requests. " + v.meanwhile()
	case fieldwork.Appointed:
		return v.Work.Assessor.Name + " is appointed. " + v.following() + v.waiting()
	case fieldwork.Ready:
		if v.Work.Continues != "" {
			return "The board has approved " + v.Work.Assessor.Name + ", and the assessor has declared that they are independent. Fieldwork can go on."
		}
		return "The board has approved " + v.Work.Assessor.Name + " and the scope, and the assessor has declared that they are independent. Fieldwork can begin."
	case fieldwork.Fieldwork:
		return "Fieldwork is under way since " + dayOf(v.begun()) + ", on a copy of that day. What the assessor notes is read by nobody else until the draft is issued."
	case fieldwork.Drafted:
		return "The draft was issued on " + dayOf(v.Work.IssuedAt) + ". The trust corrects facts and answers each recommendation; then it becomes final."
	}
	return "Final since " + dayOf(v.Work.FinalAt) + ". Nobody changes it any more. " + v.carried()
}

// begun is when fieldwork began, by whichever assessor.
func (v visit) begun() time.Time {
	if len(v.Work.Before) > 0 {
		return v.Work.Before[0].BegunAt
	}
	return v.Work.BegunAt
}

// following says whose work the assessor who is appointed goes on with.
func (v visit) following() string {
	if len(v.Work.Before) == 0 {
		return ""
	}
	return "They go on with the fieldwork that " + v.Work.Before[len(v.Work.Before)-1].Assessor.Name + " left. "
}

// meanwhile says what the trust does until the next assessor comes.
func (v visit) meanwhile() string {
	if v.issued() {
		return "The draft stands: the trust can correct facts and answer each recommendation meanwhile."
	}
	return "The trust can answer requests for evidence meanwhile."
}

// waiting says what is missing before fieldwork.
func (v visit) waiting() string {
	a, decided := v.Work.Approval()
	board, assessor := v.Work.Approved(), v.Work.Declared == fieldwork.Independent
	switch {
	case decided && !a.Approved:
		return a.By.Name + " did not approve for the board: " + english.Sentence(a.Words) + " The assessment lead can change the scope or take the appointment back."
	case !board && !assessor:
		return "Fieldwork waits for the approval of a board member, and for the assessor’s declaration."
	case !board:
		return "Fieldwork waits for the approval of a board member."
	}
	return "Fieldwork waits for the assessor’s declaration."
}

// carried says where a final goes.
func (v visit) carried() string {
	return "Each version of the assessment that is sent to the board from then on holds it."
}

// engagementFacts are who, with whose approval, and on what.
func (v visit) engagementFacts() []ui.SummaryRow {
	w := v.Work
	rows := []ui.SummaryRow{
		{Key: "Assessor", Value: w.Assessor.Name + ". " + w.Because},
		{Key: "Appointed by", Value: w.AppointedBy.Name + ", " + dayOf(w.AppointedAt)},
		{Key: "The board", Value: v.approvalWords()},
		{Key: "Independence", Value: v.declaredWords()},
	}
	if v.stage() == fieldwork.Interrupted {
		rows = append(rows, ui.SummaryRow{Key: "Left", Value: leftWords(w.Engagement)})
	}
	if v.Copy != nil {
		rows = append(rows, ui.SummaryRow{Key: "What is tested", Value: "A copy of the assessment as at " + w.Copy.Reference.Words()},
			ui.SummaryRow{Key: "Its fingerprint (SHA-256)", ValueHTML: fingerprint(w.Copy.SHA256)})
	}
	return rows
}

func (v visit) approvalWords() string {
	a, ok := v.Work.Approval()
	switch {
	case !ok && len(v.Work.Approvals) > 0:
		return "Asked again: the scope has changed since the last decision"
	case !ok:
		return "Not decided yet"
	case !a.Approved:
		return "Not approved by " + a.By.Name + ", " + dayOf(a.At) + ": " + a.Words
	case a.Words != "":
		return "Approved by " + a.By.Name + ", " + dayOf(a.At) + ": " + a.Words
	}
	return "Approved by " + a.By.Name + ", " + dayOf(a.At)
}

func (v visit) declaredWords() string {
	if v.Work.Declared != fieldwork.Independent {
		return "Not declared yet"
	}
	return "Declared by " + v.Work.Assessor.Name + ", " + dayOf(v.Work.DeclaredAt) + ". To be known: " + v.Work.DeclaredWords
}

// tasks are what the reader can do next, with where each stands.
func (v visit) tasks() []ui.Task {
	var list []ui.Task
	w, stage := v.Work, v.stage()
	early := stage == fieldwork.Appointed || stage == fieldwork.Ready
	if early && v.May(access.ApproveAssessor) && !w.Approved() {
		list = append(list, ui.Task{Heading: "Approve the assessor and the scope", Hint: "For the board, under your own name.", Href: v.At.IndependentApprove(), Status: "Waits for the board"})
	}
	if early && v.mine() && w.Declared == fieldwork.Undeclared {
		list = append(list, ui.Task{Heading: "Declare that you are independent", Hint: "Or decline.", Href: v.At.IndependentDeclare(), Status: "Waits for you"})
	}
	if stage == fieldwork.Interrupted && v.May(access.Appoint) {
		list = append(list, ui.Task{Heading: "Appoint another assessor", Hint: "The board approves, and the assessor declares, as before.", Href: v.At.IndependentAppoint(), Status: "Waits for you"})
	}
	if early && v.May(access.Appoint) && w.Continues == "" {
		list = append(list, ui.Task{Heading: "Change what the trust adds to the scope", Hint: "The board is asked again.", Href: v.At.IndependentScope()})
	}
	if v.Copy != nil {
		list = append(list, ui.Task{Heading: "Requests for evidence", Hint: v.evidenceHint(), Href: v.At.Evidence(), Status: v.evidenceStatus()})
	}
	if v.works() {
		list = append(list, ui.Task{Heading: "The whole copy", Hint: "What the trust answered to every question, to read around the items in scope.", Href: v.At.FieldworkCopy(v.pack().Ten()[0].Number)})
	}
	if v.works() && w.MayConclude(v.Actor.Person) == nil {
		status := "Not given yet"
		switch c := w.Conclusion; {
		case c != nil && c.By.ID == v.Actor.Person:
			status = "Kept"
		case c != nil:
			status = "Of the assessor before"
		}
		list = append(list, ui.Task{Heading: "The overall view", Hint: "Risk and confidence, in the words of the year’s scales.", Href: v.At.IndependentOverall(), Status: status})
	}
	if stage == fieldwork.Final && v.May(access.KeepPlan) {
		status := "Everything is planned"
		if n := len(w.Actions()); n > 0 {
			status = english.Capital(english.Count(n, "recommendation", "recommendations")) + " without an action"
		}
		list = append(list, ui.Task{Heading: "Make actions of what was found", Hint: "With the owner and the day of the trust’s answer.", Href: v.At.IndependentPlan(), Status: status})
	}
	return list
}

func (v visit) evidenceHint() string {
	if v.May(access.Assess) {
		return "What you ask the trust to show, and by when."
	}
	return "What the assessor asks the trust to show, and by when."
}

func (v visit) evidenceStatus() string {
	open, late := 0, 0
	for _, q := range v.Work.Requests {
		if q.Given == nil {
			open++
		}
		if q.Overdue(v.Today) {
			late++
		}
	}
	switch {
	case len(v.Work.Requests) == 0:
		return "None so far"
	case open == 0:
		return "All answered"
	case late > 0:
		return english.Capital(english.Number(open)) + " open, " + english.Number(late) + " overdue"
	}
	return english.Capital(english.Number(open)) + " open"
}

func (v visit) itemTask(s fieldwork.Scoped) ui.Task {
	q, _ := v.pack().Question(s.Item)
	f := v.Work.Finding(s.Item, false)
	t := ui.Task{Heading: s.Item + " " + q.Title, Href: v.At.IndependentItem(s.Item), Hint: "The trust’s own choice", Tag: verdictTag(f.Verdict)}
	if s.Mandated {
		t.Hint = "Mandated"
	}
	if left, ok := v.Work.LeftBefore(s.Item, false); ok && v.works() {
		t.Hint += ". Tested by " + left.By.Name + ", not taken over"
	}
	if f.Verdict == fieldwork.Differ && v.phase() == fieldwork.Drafted {
		if _, ok := v.Work.Response(f); !ok {
			t.Hint += ". The recommendation has no answer yet"
		}
	}
	if n := v.open(s.Item); n > 0 {
		t.Hint += ". " + english.Capital(english.Count(n, "correction", "corrections")) + " to decide"
	}
	return t
}

// open counts the corrections of an item that are not decided.
func (v visit) open(item string) int {
	n := 0
	for _, c := range v.Work.Corrections {
		if c.Item == item && !c.Answer.Given {
			n++
		}
	}
	return n
}

func (v visit) earlierTask(e fieldwork.Reopened) ui.Task {
	q, _ := v.pack().Question(e.Item)
	t := ui.Task{Heading: e.Item + " " + q.Title, Hint: "Found for " + string(e.From) + ": " + e.Recommendation, Href: v.At.IndependentEarlier(e.Item),
		Tag: verdictTag(v.Work.Finding(e.Item, true).Verdict)}
	if left, ok := v.Work.LeftBefore(e.Item, true); ok && v.works() {
		t.Hint += " Looked at by " + left.By.Name + ", not taken over"
	}
	return t
}

// verdictTag shows a verdict. The words say it; the colour only helps.
func verdictTag(v fieldwork.Verdict) *ui.Tag {
	t := ui.Tag{Text: v.Words(), Colour: "grey"}
	switch v {
	case fieldwork.Agree, fieldwork.Closed:
		t.Colour = "green"
	case fieldwork.Differ, fieldwork.Open:
		t.Colour = "red"
	case fieldwork.Untested:
		t.Colour = "yellow"
	}
	return &t
}

// day gives an instant's day in London in words.
func dayOf(t time.Time) string { return page.Today(t).Words() }

func reportYear(v visit) reportdb.Year {
	return reportdb.Year{Cycle: trust.Cycle(v.At.Cycle), Pack: v.Year.Pack, BaselineDue: v.Year.BaselineDue, Deadline: v.Year.Deadline}
}

// choiceSummary opens the list of what can be chosen.
func (v appointView) choiceSummary() string {
	if n := v.Mandated.Choices; n > 0 {
		return "Choose assertions: at least " + english.Count(n, "part", "parts") + " of the trust’s own choice"
	}
	return "Choose assertions that the trust adds"
}

// scopeWords says how many items the scope holds.
func (v visit) scopeWords() string {
	w := v.Work
	items := w.Scope
	if v.Copy == nil {
		items = fieldwork.ItemsOf(v.Year.Pack, v.Mandated.Parts, w.Choice)
	}
	must := 0
	for _, s := range items {
		if s.Mandated {
			must++
		}
	}
	return english.Capital(english.Count(len(items), "item is", "items are")) + " in scope: " + strconv.Itoa(must) + " mandated, " +
		strconv.Itoa(len(items)-must) + " of the trust’s own choice."
}

// mandatedParts gives what is mandated: as it was when fieldwork began, or as it is now.
func (v visit) mandatedParts() []string {
	if v.Copy == nil {
		return v.Mandated.Parts
	}
	var list []string
	for _, s := range v.Work.Scope {
		if s.Mandated {
			q, _ := v.pack().Question(s.Item)
			if slices.Contains(v.Mandated.Parts, q.Assertion) {
				if !slices.Contains(list, q.Assertion) {
					list = append(list, q.Assertion)
				}
				continue
			}
			list = append(list, s.Item)
		}
	}
	return list
}
