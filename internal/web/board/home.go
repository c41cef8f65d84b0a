package board

import (
	"net/http"
	"slices"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/question"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// homeView is where somebody of the board begins: what is waiting for them, the report, earlier ones, the next dates.
type homeView struct {
	visit page.Visit
	reportdb.Home
	Standing string // how things stand, in a sentence or two
	Tasks    []ui.Task
	Mine     []question.Question // the visitor's own
	Others   int                 // further questions of the board
	Ask      bool                // the visitor can ask now
	Dates    []ui.SummaryRow
}

func (p Place) showHome(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	h, err := p.Reports.Home(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil {
		return err
	}
	standards := v.Year.Pack.TenNumbers()
	view := homeView{visit: v, Home: h, Standing: standing(h), Tasks: boardTasks(v, h, standards), Dates: dates(v, h)}
	if h.Sent != nil {
		view.Mine = openFirst(h.Sent.MyQuestions())
		view.Others = len(h.Sent.Questions()) - len(view.Mine)
		view.Ask = h.Sent.Open() && v.May(access.AskLead)
	}
	pg := p.page(r, v, "The board")
	if v.May(access.Agree) { // a board member or the secretary: this is where they begin
		pg.Title, pg.Back = homeTitle(waiting(v, h, standards)), page.Link{}
	}
	pg.Body = boardHome(view)
	return page.Show(w, r, pg)
}

// waiting counts what the visitor is asked for and has not done.
func waiting(v page.Visit, h reportdb.Home, standards []string) int {
	n := 0
	if h.Assessor != "" && v.May(access.ApproveAssessor) {
		n++
	}
	if h.Sent == nil || !h.Sent.Open() {
		return n
	}
	if v.May(access.Rate) && h.Sent.Rated(standards) < len(standards) {
		n++
	}
	if mine, ok := h.Sent.Mine(); h.Sent.AskedToSign() && (!ok || mine.Decision == signoff.Question && !waitingForAnswer(*h.Sent)) {
		n++
	}
	if h.Sent.MayAgree() == nil && agreedOf(*h.Sent, standards) < len(standards) {
		n++
	}
	if v.May(access.RecordDecision) && decisionDue(v, h) {
		n++
	}
	return n
}

// decisionDue tells whether the board has met on the newest version and nobody has recorded what it decided.
func decisionDue(v page.Visit, h reportdb.Home) bool {
	met := slices.ContainsFunc(h.Diary.Meetings, func(m meeting.Meeting) bool {
		return m.Body == meeting.Board && m.MeetsOn.Before(v.Today) && !m.MeetsOn.Before(h.Sent.SentOn)
	})
	recorded := slices.ContainsFunc(h.Sent.Decisions, func(d meeting.Decision) bool {
		return d.Body == meeting.Board && d.Version == h.Sent.Number
	})
	return met && !recorded
}

func homeTitle(n int) string {
	if n == 0 {
		return "Nothing is waiting for you"
	}
	return english.Capital(english.Count(n, "thing is", "things are")) + " waiting for you"
}

// standing says how the year's assessment stands with the board.
func standing(h reportdb.Home) string {
	switch {
	case !h.Begun:
		return "This year’s assessment has not been begun."
	case h.Sent == nil:
		return "The assessment is being filled in. Nothing has been sent to the board yet."
	case h.Stage == assessment.WithBoard:
		return "Version " + strconv.Itoa(h.Sent.Number) + " was sent to the board by " + h.Sent.SentBy.Name + " on " + h.Sent.SentOn.Words() + "."
	case h.Stage == assessment.Published:
		return "Version " + strconv.Itoa(h.Sent.Number) + " is published here. Nothing more is asked of the board for it."
	case !h.Sent.RecalledOn.IsZero():
		return "Version " + strconv.Itoa(h.Sent.Number) + " was taken back by " + h.Sent.RecalledBy + " on " + h.Sent.RecalledOn.Words() +
			". A new version comes when it is ready; what you rated or signed is kept and no longer counts."
	}
	return "Version " + strconv.Itoa(h.Sent.Number) + " is published here, and the next version is being filled in."
}

// boardTasks are what the visitor can do with the newest version, each with where it stands.
func boardTasks(v page.Visit, h reportdb.Home, standards []string) []ui.Task {
	var tasks []ui.Task
	if h.Assessor != "" && v.May(access.ApproveAssessor) {
		tasks = append(tasks, ui.Task{Heading: "Approve the independent assessor", Hint: h.Assessor + " and what is assessed wait for the board.",
			Href: v.At.IndependentApprove(), Tag: &ui.Tag{Text: "Waiting for you", Colour: "blue"}})
	}
	if h.Sent == nil {
		return tasks
	}
	s := *h.Sent
	tasks = append(tasks, ui.Task{Heading: "Read the report", Hint: "Five minutes, on one page. As at " + s.Reference.Words() + ".",
		Href: v.At.ReportOf(s.Number), Status: reportStatus(s)})
	if !s.Open() {
		if v.May(access.RecordDecision) && s.RecalledOn.IsZero() {
			tasks = append(tasks, decisionTask(v, s))
		}
		return tasks
	}
	if v.May(access.Rate) {
		n := s.Rated(standards)
		tasks = append(tasks, ui.Task{Heading: "Rate the standards yourself", Hint: "You rate before you see how others did. Nobody sees your name beside it.",
			Href: v.At.Rate(), Tag: doneTag(n, len(standards), english.Figures(n)+" of "+english.Figures(len(standards)))})
	}
	for _, n := range standards {
		if v.May(access.Rate) && s.Answered(n) {
			tasks = append(tasks, ui.Task{Heading: "Rate standard " + n + " again", Hint: "You could not tell. Since then your question has been answered.",
				Href: v.At.RateOne(n), Tag: &ui.Tag{Text: "Your question is answered", Colour: "blue"}})
		}
	}
	if s.AskedToSign() {
		tasks = append(tasks, signTask(v, s))
	}
	if s.MayAgree() == nil {
		n := agreedOf(s, standards)
		tasks = append(tasks, ui.Task{Heading: "Record what the board agreed", Hint: "The agreed rating of each standard, with dissent.",
			Href: v.At.Agree(), Tag: doneTag(n, len(standards), english.Figures(n)+" of "+english.Figures(len(standards)))})
	}
	if v.May(access.KeepSignatories) {
		st := s.Standing()
		tasks = append(tasks, ui.Task{Heading: "Who is asked to sign", Hint: st.Words(), Href: v.At.Signatories(),
			Tag: doneTag(st.Signed, max(st.Asked, 1), english.Figures(st.Signed)+" of "+english.Figures(st.Asked))})
	}
	if v.May(access.AnswerBoard) {
		if n := question.Waiting(s.Questions()); n > 0 {
			tasks = append(tasks, ui.Task{Heading: "Answer the board", Hint: "Whoever asked may wait for your answer before they sign.", Href: v.At.Questions(),
				Tag: &ui.Tag{Text: english.Figures(n) + " " + english.Plural(n, "question", "questions"), Colour: "blue"}})
		}
	}
	if v.May(access.RecordDecision) {
		tasks = append(tasks, decisionTask(v, s))
	}
	if v.May(access.Publish) {
		tasks = append(tasks, ui.Task{Heading: "Publish, or recall", Hint: "You publish exactly what the board has read.", Href: v.At.Publish(), Status: "Not published"})
	}
	return tasks
}

// decisionTask is the record of what the board decided on a version.
func decisionTask(v page.Visit, s reportdb.Version) ui.Task {
	task := ui.Task{Heading: "Record what a meeting decided", Hint: "Date, minute, who was present, and what was decided.", Href: v.At.Decision(),
		Tag: &ui.Tag{Text: "Not recorded", Colour: "blue"}}
	for _, d := range meeting.Standing(s.Decisions, s.Number) {
		task.Tag, task.Hint = nil, d.Said()
		task.Status = d.Outcome.Label()
	}
	return task
}

func reportStatus(s reportdb.Version) string {
	if s.Publication != nil {
		return "Published"
	}
	return "Version " + strconv.Itoa(s.Number)
}

func signTask(v page.Visit, s reportdb.Version) ui.Task {
	task := ui.Task{Heading: "Sign, or say why not", Hint: "You sign as yourself, for this version only.", Href: v.At.Sign()}
	mine, given := s.Mine()
	switch {
	case !given:
		task.Tag = &ui.Tag{Text: "Waiting for you", Colour: "blue"}
	case mine.Decision == signoff.Question && waitingForAnswer(s):
		task.Tag = &ui.Tag{Text: "You asked a question", Colour: "yellow"}
	case mine.Decision == signoff.Question:
		task.Tag = &ui.Tag{Text: "Your question is answered", Colour: "blue"}
	default:
		task.Status = "You: " + decided(mine.Decision)
	}
	return task
}

// waitingForAnswer tells whether a question that the reader asked in place of a signature has no answer yet.
func waitingForAnswer(s reportdb.Version) bool {
	return slices.ContainsFunc(s.MyQuestions(), func(q question.Question) bool {
		return q.Signing && q.Version == s.Number && q.Open()
	})
}

// decided says a decision about oneself: "signed with reservations".
func decided(d signoff.Decision) string {
	switch d {
	case signoff.Signed:
		return "signed"
	case signoff.Reservations:
		return "signed with reservations"
	case signoff.Declined:
		return "declined to sign"
	}
	return "asked a question"
}

func doneTag(n, of int, words string) *ui.Tag {
	switch n {
	case 0:
		return &ui.Tag{Text: words, Colour: "blue"}
	case of:
		return &ui.Tag{Text: words, Colour: "green"}
	}
	return &ui.Tag{Text: words, Colour: "aqua-green"}
}

// agreedOf counts the standards whose agreed rating is recorded.
func agreedOf(s reportdb.Version, standards []string) int {
	n := 0
	for _, number := range standards {
		if _, ok := signoff.AgreedOn(s.Agreed, number); ok {
			n++
		}
	}
	return n
}

// dates gives the year's dates that are still to come, with how long that is.
func dates(v page.Visit, h reportdb.Home) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, e := range v.Year.Days(h.Diary.Meetings, nil) {
		if !e.On.Before(v.Today) {
			rows = append(rows, ui.SummaryRow{Key: e.Title, Value: e.Words(v.Today)})
		}
	}
	return rows
}

// fewPast is how many earlier reports stand open; the rest is folded away.
const fewPast = 3

// pastTasks lists what was published, each with its count and how it was signed.
func pastTasks(v page.Visit, list []reportdb.Past) []ui.Task {
	var tasks []ui.Task
	for _, p := range list {
		at := v.At
		at.Cycle = string(p.Cycle)
		tasks = append(tasks, ui.Task{
			Heading: string(p.Cycle) + ", " + string(p.Kind) + ", version " + strconv.Itoa(p.Version), Href: at.ReportOf(p.Version),
			Hint:   "Published on " + p.On.Words() + lateWord(p.Late) + ". " + pastState(p) + ".",
			Status: english.Figures(p.Counts.InPlace) + " of " + english.Figures(p.Counts.Mandatory) + " in place",
		})
	}
	return tasks
}

func otherQuestions(n int) string {
	return english.Capital(english.Count(n, "other question of the board", "other questions of the board"))
}

func lateWord(late bool) string {
	if late {
		return " (late)"
	}
	return ""
}

func pastState(p reportdb.Past) string {
	s := "Signed by the board"
	if p.WithoutSignatures {
		s = "Without the board’s signature"
	}
	if p.Superseded() {
		s += "; superseded on " + p.SupersededOn.Words()
	}
	return s
}
