package spreadsheet

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/worksheet"
	"cyberready/internal/store/worksheetdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// changesView is what an uploaded file would change.
type changesView struct {
	at      paths.Year
	id      string // of the upload
	found   bool
	waits   string
	notice  string // why nothing was saved
	closed  appui.Closed
	groups  []group
	refused ui.Table
	mend    string // what to do about that
	ignored string
	any     bool // there is something to confirm
	errors  *fault.Error
}

// group is changes of one sort.
type group struct {
	title, why string
	changes    []change
}

// change is an answer as it is, beside the one in the file.
type change struct {
	item, title, href string
	where             string // in the file
	seen              int    // the version that is shown as it is now
	clash, taken      bool
	alone             bool // there is nothing here to set beside it
	now, file         side
}

// side is one of two answers; what only it says is marked.
type side struct {
	who   string
	facts []appui.MarkedFact
	mark  appui.Mark
}

// looked is what somebody did on the page before it is shown again.
type looked struct {
	status int
	notice string
	chosen map[string]int // nil: everything that is no conflict
	errors *fault.Error
}

func (p Place) showChanges(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkInFile)
	if err != nil {
		return err
	}
	waiting, err := p.Worksheets.WaitingUpload(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Now)
	if err != nil {
		return err
	}
	return p.renderChanges(w, r, v, waiting, looked{})
}

func (p Place) renderChanges(w http.ResponseWriter, r *http.Request, v page.Visit, waiting worksheetdb.Waiting, l looked) error {
	view := newChangesView(v, waiting, l)
	return page.Show(w, r, page.Page{Title: view.title(), Caption: waiting.Trust + " · " + v.At.Cycle, Wide: true, Body: changes(view), Errors: l.errors,
		Status: l.status, Back: page.Link{Text: "Work in a spreadsheet", Href: v.At.Spreadsheet()}, Saved: p.Sessions.Said(r.Context())})
}

func newChangesView(v page.Visit, waiting worksheetdb.Waiting, l looked) changesView {
	view := changesView{at: v.At, id: waiting.ID, found: waiting.Found, notice: l.notice, closed: appui.ClosedAt(v, waiting.Stage), errors: l.errors}
	if !waiting.Found {
		return view
	}
	view.waits = waitingWords(v, waiting)
	sorted := map[worksheet.Sort][]change{}
	for _, c := range worksheet.Differ(waiting.Edits, waiting.Answers) {
		sorted[c.Sort] = append(sorted[c.Sort], newChange(v, c, l.chosen))
		view.any = true
	}
	for _, g := range sorts {
		if list := sorted[g.sort]; len(list) > 0 {
			view.groups = append(view.groups, group{title: english.Capital(english.Count(len(list), g.one, g.many)), why: g.why, changes: list})
		}
	}
	if len(waiting.Refused) > 0 {
		view.refused = refusedTable(waiting.Refused)
		view.mend = "Mend these in the file and upload it again, or go on without them."
		if v.Actor.Role == access.Contributor {
			view.mend += " A file changes only what was given to you: ask your assessment lead for more, or answer on the page of the question."
		}
	}
	if n := len(waiting.Ignored); n > 0 {
		view.ignored = english.Capital(english.Count(n, "sheet holds", "sheets hold")) + " no questions and " + english.Plural(n, "was", "were") + " not read: " + english.List(waiting.Ignored) + "."
	}
	return view
}

// sorts are the groups of the page, with their words.
var sorts = []struct {
	sort           worksheet.Sort
	one, many, why string
}{
	{worksheet.Clash, "answer was changed by somebody else meanwhile", "answers were changed by somebody else meanwhile",
		"You changed these in the file, and they were changed here after you took it. Choose for each; the history keeps what you do not choose here, and your file what is in it."},
	{worksheet.Added, "answer is new", "answers are new", "Nothing is answered here yet."},
	{worksheet.Changed, "answer changes", "answers change", "As it is here, and as the file has it."},
	{worksheet.TakenAway, "answer is taken away", "answers are taken away", "The file has empty cells in their place. The history keeps them."},
}

func newChange(v page.Visit, c worksheet.Change, chosen map[string]int) change {
	q, _ := v.Year.Pack.Question(c.Item)
	one := change{item: q.ID, title: q.Title, href: v.At.ItemOn(q.Standard, q.ID), where: "Sheet " + c.Sheet + ", row " + strconv.Itoa(c.Row),
		seen: c.Now.Version, clash: c.Sort == worksheet.Clash, alone: c.Sort == worksheet.Added, taken: c.Sort != worksheet.Clash}
	if chosen != nil {
		seen, was := chosen[q.ID]
		one.taken = was && seen == c.Now.Version // what was chosen on another answer is chosen anew
	}
	one.now, one.file = side{who: "As it is here", mark: appui.Gone}, side{who: "As your file has it", mark: appui.New}
	one.now.facts, one.file.facts = appui.Compare(q.Item, c.Now.Words, c.Words)
	switch c.Sort {
	case worksheet.Clash: // both are to be weighed, and nothing is gone yet
		one.now.mark, one.file.mark = appui.OnlyHere, appui.OnlyHere
	case worksheet.Added, worksheet.TakenAway: // there is nothing to compare with
		one.now.facts, one.file.facts = whole(q.Item, c.Now.Words), whole(q.Item, c.Words)
	}
	if c.Now.Version > 0 {
		one.now.who = c.Now.SavedBy.Name + " saved this " + page.Moment(c.Now.SavedAt, v.Now)
	}
	return one
}

// whole gives an answer with nothing marked; of one without words, that there is none.
func whole(item framework.Item, w assessment.Words) []appui.MarkedFact {
	var list []appui.MarkedFact
	for _, f := range appui.Said(item, w) {
		list = append(list, appui.MarkedFact{Name: f.Name, Spans: []appui.Span{{Text: f.Words}}})
	}
	if list == nil {
		list = []appui.MarkedFact{{Name: "Answer", Spans: []appui.Span{{Text: "None"}}}}
	}
	return list
}

func refusedTable(list []worksheet.Refused) ui.Table {
	t := ui.Table{Caption: ui.Heading{Text: "What is not taken, and where it stands", Size: "m"}, Responsive: true,
		Head: []ui.TableHeader{{Text: "Sheet"}, {Text: "Row"}, {Text: "Column"}, {Text: "Item"}, {Text: "Why"}}}
	for _, r := range list {
		column := "The whole row"
		if r.Column >= 0 && r.Column < worksheet.Columns {
			column = string(rune('A'+r.Column)) + " (" + worksheet.Headings[r.Column] + ")"
		}
		t.Rows = append(t.Rows, []ui.TableCell{{Text: r.Sheet}, {Text: strconv.Itoa(r.Row)}, {Text: column}, {Text: r.Item}, {Text: r.Why}})
	}
	return t
}

// manyRefused is how many rows that are not taken are folded away, so that what can be saved is not far below.
const manyRefused = 6

func (v changesView) refusedWords() string {
	return english.Capital(english.Count(len(v.refused.Rows), "row is", "rows are")) + " not taken: see which, and why"
}

func (v changesView) title() string {
	n := 0
	for _, g := range v.groups {
		n += len(g.changes)
	}
	switch {
	case !v.found:
		return "No spreadsheet waits"
	case n == 0 && len(v.refused.Rows) == 0:
		return "The spreadsheet changes nothing"
	}
	return "The spreadsheet would change " + english.Count(n, "answer", "answers")
}

// The names of the form's fields.
const (
	takeField = "take"  // the items that are taken
	seenField = "seen-" // before an item: the version that was shown beside it
)

func (c change) choices() ui.Radios {
	value := "here"
	if c.taken {
		value = "file"
	}
	return ui.Radios{IDPrefix: "choose-" + c.item, Name: "choose-" + c.item, Value: value, Small: true, Inline: true,
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which answer of " + c.item + " shall stand?", Size: "s"}},
		Items:    []ui.RadioItem{{Value: "here", Text: "The one that is here"}, {Value: "file", Text: "The one in my file"}}}
}

func (c change) box() ui.Checkboxes {
	var values []string
	if c.taken {
		values = []string{c.item}
	}
	return ui.Checkboxes{IDPrefix: "take-" + c.item, Name: takeField, Values: values, Small: true, Items: []ui.CheckboxItem{{Value: c.item, Text: "Save " + c.item + " as the file has it"}}}
}

// confirm saves what was chosen, or drops the upload.
func (p Place) confirm(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.WorkInFile)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	if r.PostFormValue("do") == "drop" {
		if err := p.Worksheets.DropUpload(r.Context(), v.Scope(), key(v)); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "The upload is dropped. Nothing was saved.")
		return page.Go(w, r, v.At.Spreadsheet())
	}
	chosen := chosenIn(r)
	if len(chosen) == 0 {
		return p.again(w, r, v, looked{chosen: chosen, errors: fault.InvalidField("changes", "Choose at least one answer to save, or drop the upload.")})
	}
	n, err := p.Worksheets.ApplyUpload(r.Context(), v.Scope(), key(v), v.Year.Pack, r.PostFormValue("upload"), chosen, v.Now, v.Today)
	var c *assessment.Conflict
	switch {
	case errors.As(err, &c):
		return p.again(w, r, v, looked{status: http.StatusConflict, chosen: chosen,
			notice: "Nothing was saved, because " + c.Theirs.Item + " was changed while you were looking. Look at what is here now, and confirm again."})
	case fault.KindOf(err) == fault.Conflict:
		return p.again(w, r, v, looked{status: http.StatusConflict, chosen: chosen, notice: fault.As(err).Sentence})
	case err != nil:
		return err
	}
	p.Sessions.Say(r.Context(), english.Capital(english.Count(n, "answer was", "answers were"))+" saved from the spreadsheet.")
	return page.Go(w, r, v.At.Home())
}

// again shows the page with how things stand now.
func (p Place) again(w http.ResponseWriter, r *http.Request, v page.Visit, l looked) error {
	waiting, err := p.Worksheets.WaitingUpload(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Now)
	if err != nil {
		return err
	}
	return p.renderChanges(w, r, v, waiting, l)
}

// chosenIn gives the items that were chosen, with the version that was shown beside each.
func chosenIn(r *http.Request) map[string]int {
	chosen := map[string]int{}
	add := func(item string) {
		if seen, err := strconv.Atoi(r.PostFormValue(seenField + item)); err == nil {
			chosen[item] = seen
		}
	}
	for _, item := range r.PostForm[takeField] {
		add(item)
	}
	for name := range r.PostForm {
		if item, is := strings.CutPrefix(name, "choose-"); is && r.PostFormValue(name) == "file" {
			add(item)
		}
	}
	return chosen
}
