package national

import (
	"context"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// trustView is one trust as analysts see it.
type trustView struct {
	Tabs      []tab
	Bar       bar
	NotOpen   string
	Facts     ui.SummaryList
	Standings ui.SummaryList // official status and result here, each under its own name
	Counts    []sideRow
	Shades    []compare.Shade
	CountFile string
	Items     []standardItems
	ItemFile  string
	Statuses  grid
	Past      grid
	Drafts    string
	Extended  []string // more time that it was given, each in a sentence
	Plan      string   // where its published plan is; empty where nothing is published
}

// standardItems is the results by question in one standard.
type standardItems struct {
	Label string
	Rows  []itemRow
}

type itemRow struct {
	ID, Title string
	State     score.State
	Counted   bool
	Verdict   fieldwork.Verdict
}

// half is how wide the names of facts are beside their values.
const half = "one-half"

const (
	tableCounts       = "counts"
	tableQuestions    = "questions"
	tablePublications = "publications"
)

func (p Place) showTrust(w http.ResponseWriter, r *http.Request) error {
	a, err := p.ask(r)
	if err != nil {
		return err
	}
	file, err := wantsFile(r)
	if err != nil {
		return err
	}
	code, err := trust.ParseCode(chi.URLParam(r, "ods"))
	if err != nil {
		return noSuchFile
	}
	path := paths.ToNationalTrust(code)
	if a.invalid != nil {
		return p.refused(w, r, a, code, path, a.invalid)
	}
	pack, err := p.pack(r.Context(), &a)
	if err != nil {
		return err
	}
	a.filter = kept(a.filter)
	one, err := p.National.Trust(r.Context(), a.scope, a.filter, a.today, code)
	if err != nil {
		return p.refused(w, r, a, code, path, err)
	}
	if err := p.noteLook(r, a, code, file); err != nil {
		return err
	}
	v := page.VisitorOf(r.Context())
	if file {
		tables := trustTables(one, pack, invented([]string{trustNote(one)}, v))
		if t, ok := tables[r.URL.Query().Get(fieldTable)]; ok {
			return writeFile(w, code+" "+r.URL.Query().Get(fieldTable), string(one.Filter.Cycle), one.Day, t)
		}
		return noSuchFile
	}
	view := trustViewOf(one, pack)
	if view.Extended, err = p.extended(r.Context(), a, code); err != nil {
		return err
	}
	return page.Show(w, r, page.Page{Title: one.Trust.Name, Caption: caption(one.Ground) + " · " + code, Wide: true, Body: oneTrust(view)})
}

// extended says what more time the trust was given in the year.
func (p Place) extended(ctx context.Context, a asked, code string) ([]string, error) {
	y, err := p.Content.Year(ctx, a.scope, string(a.filter.Cycle), page.VisitorOf(ctx).Content)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil // a year that is known from imported files alone
	}
	var said []string
	for _, e := range y.For(code).Extended {
		said = append(said, e.Words(page.Today(e.At)))
	}
	return said, err
}

// trustNote says the day and whose figures these are: the denominator of a trust's own page is its requirements.
func trustNote(one nationaldb.OneTrust) string {
	said := "As at " + one.Day.Words() + ", " + string(one.Filter.Cycle) + ": " + one.Trust.Name + " (" + one.Trust.Code + ")."
	if h := one.Trust.Here; h != nil {
		said += " Published here: " + h.InPlaceWords() + " requirements in place."
	}
	return said
}

// trustTables gives the page's tables.
func trustTables(one nationaldb.OneTrust, pack framework.Pack, notes []string) map[string]sheet.Table {
	counts := sheet.Table{Title: "Requirements in place by standard", Notes: notes, Columns: []sheet.Column{
		{Title: "Standard"}, {Title: "In place", Numeric: true}, {Title: "Of", Numeric: true}, {Title: "Said not to apply", Numeric: true},
		{Title: "Exempt", Numeric: true}, {Title: "With proof in date", Numeric: true}}}
	for _, s := range compare.StandardsOf(pack) {
		if c, ok := one.Trust.Cell(s.Number); ok {
			counts.Rows = append(counts.Rows, []sheet.Cell{sheet.Text(s.Label()), sheet.Number(c.InPlace), sheet.Number(c.Mandatory),
				sheet.Number(c.DoesNotApply), sheet.Number(c.Exempt), sheet.Number(c.Proved)})
		}
	}
	questions := sheet.Table{Title: "Results question by question", Notes: notes, Columns: []sheet.Column{
		{Title: "Standard"}, {Title: "Question"}, {Title: "What it is"}, {Title: "Counts"}, {Title: "Result"}, {Title: "Independent assessor"}}}
	for _, s := range itemsOf(one, pack) {
		for _, i := range s.Rows {
			questions.Rows = append(questions.Rows, []sheet.Cell{sheet.Text(s.Label), sheet.Text(i.ID), sheet.Text(i.Title),
				sheet.Text(countsWords(i.Counted)), sheet.Text(english.Capital(string(i.State))), sheet.Text(verdictWords(i.Verdict))})
		}
	}
	return map[string]sheet.Table{tableCounts: counts, tableQuestions: questions,
		tableStatuses: trustStatuses(one, notes), tablePublications: trustPublications(one, notes)}
}

// verdictWords says what the assessor said of a question; nothing where it was in no sample.
func verdictWords(v fieldwork.Verdict) string {
	if v == fieldwork.Undecided {
		return ""
	}
	return v.Words()
}

// assessedWords says what the independent assessment came to.
func assessedWords(one nationaldb.OneTrust) string {
	if one.Assessed == nil {
		return "None in this publication"
	}
	var a fieldwork.Agreement
	for _, i := range one.Items {
		switch i.Verdict {
		case fieldwork.Undecided:
			continue
		case fieldwork.Agree:
			a.Agreed++
		case fieldwork.Differ:
			a.Differed++
		default:
			a.Untested++
		}
		a.InScope++
	}
	return "Final on " + one.Assessed.FinalOn.Words() + ". " + a.Words() + " “" + one.Assessed.Risk + "”; “" + one.Assessed.Confidence + "” confidence."
}

func countsWords(counted bool) string {
	if counted {
		return "Yes"
	}
	return "No"
}

func trustStatuses(one nationaldb.OneTrust, notes []string) sheet.Table {
	t := sheet.Table{Title: "Official DSPT status by year", Notes: notes, Columns: []sheet.Column{
		{Title: "Year"}, {Title: "Official DSPT status"}, {Title: "Day"}, {Title: "Where it is from"}}}
	for _, s := range one.Statuses {
		from := "Imported file as at that day"
		if s.Recorded {
			from = "Recorded by the trust"
		}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(string(s.Cycle)), sheet.Text(string(s.Status)), sheet.Date(s.On), sheet.Text(from)})
	}
	return t
}

func trustPublications(one nationaldb.OneTrust, notes []string) sheet.Table {
	t := sheet.Table{Title: "Published here", Notes: notes, Columns: []sheet.Column{
		{Title: "Year"}, {Title: "Kind"}, {Title: "Version", Numeric: true}, {Title: "Published here on"}, {Title: "Result here"}, {Title: "In place", Numeric: true},
		{Title: "Of", Numeric: true}, {Title: "Board's signature"}}}
	for _, p := range one.Publications {
		h := compare.Here{Signed: p.Signed}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(string(p.Cycle)), sheet.Text(english.Capital(p.Kind)), sheet.Number(p.Version), sheet.Date(p.PublishedOn),
			sheet.Text(string(p.Outcome)), sheet.Number(p.InPlace), sheet.Number(p.Mandatory), sheet.Text(h.SignatureWords())})
	}
	return t
}

// itemsOf puts the published questions under their standards, in the order of the pack. One that the pack no longer has
// keeps its number.
func itemsOf(one nationaldb.OneTrust, pack framework.Pack) []standardItems {
	states := map[string]nationaldb.ItemState{}
	for _, i := range one.Items {
		states[i.Item] = i
	}
	var list []standardItems
	for _, s := range compare.StandardsOf(pack) {
		block := standardItems{Label: s.Label()}
		for _, q := range pack.Questions() {
			if i, ok := states[q.ID]; ok && q.Standard == s.Number {
				block.Rows = append(block.Rows, itemRow{q.ID, q.Title, i.State, i.Counted, i.Verdict})
				delete(states, q.ID)
			}
		}
		if len(block.Rows) > 0 {
			list = append(list, block)
		}
	}
	other := standardItems{Label: "No longer asked"}
	for _, i := range one.Items {
		if _, left := states[i.Item]; left {
			other.Rows = append(other.Rows, itemRow{i.Item, "", i.State, i.Counted, i.Verdict})
		}
	}
	if len(other.Rows) > 0 {
		list = append(list, other)
	}
	return list
}

func trustViewOf(one nationaldb.OneTrust, pack framework.Pack) trustView {
	path := paths.ToNationalTrust(one.Trust.Code)
	file := func(table string) string { return fileOf(path, pinned(one.Ground), table, nil) }
	tables := trustTables(one, pack, nil)
	v := trustView{
		Tabs: tabs(one.Ground, ""), Shades: compare.Shades(), Facts: trustFacts(one), Standings: trustStandings(one),
		Bar:       bar{Action: path, Choices: one.Choices, Typed: one.Filter.Values(), Subject: "this trust", Count: trustNote(one)},
		CountFile: file(tableCounts), Items: itemsOf(one, pack), ItemFile: file(tableQuestions),
		Statuses: grid{ID: tableStatuses, Sheet: tables[tableStatuses], File: file(tableStatuses), None: "No official status is known."},
		Past:     grid{ID: tablePublications, Sheet: tables[tablePublications], File: file(tablePublications), None: "Nothing has been published here."},
	}
	v.Bar.Choices.Place = ""
	if one.Trust.Here != nil && !one.Filter.Past() {
		v.Plan = paths.ToNationalPlan(one.Trust.Code, string(one.Filter.Cycle))
	}
	if !one.OpenThen {
		v.NotOpen = notOpenWords(one)
	}
	for _, s := range compare.StandardsOf(pack) {
		if _, ok := one.Trust.Cell(s.Number); ok {
			v.Counts = append(v.Counts, sideRow{Label: s.Label(), Href: here(paths.ToNationalStandard(s.Number), one.Filter), Cells: []mapCell{sideCell(one.Trust, s)}})
		}
	}
	if !one.Filter.Past() {
		v.Drafts = draftWords(one)
	}
	return v
}

func notOpenWords(one nationaldb.OneTrust) string {
	said := "This trust was not open on " + one.Day.Words() + "."
	if c := one.Trust.Closed; !c.IsZero() {
		said = "This trust closed on " + c.Words() + "."
	}
	for _, s := range one.Successors {
		said += " " + s.Name + " (" + s.Code + ") took over on " + s.On.Words() + "."
	}
	return said
}

// draftWords says the three facts of the draft, and nothing else of it.
func draftWords(one nationaldb.OneTrust) string {
	d := one.Trust.Draft
	if d == nil {
		return "The assessment for " + string(one.Filter.Cycle) + " has not been begun here."
	}
	return "Begun on " + d.BegunOn.Words() + ". " + english.Capital(english.Count(d.Answered, "question", "questions")) + " answered. Last changed on " +
		d.ChangedOn.Words() + "."
}

func trustFacts(one nationaldb.OneTrust) ui.SummaryList {
	t := one.Trust
	rows := []ui.SummaryRow{
		{KeyWidth: half, Key: "ODS code", Value: t.Code}, {KeyWidth: half, Key: "Kind", Value: t.Kind.Label()}, {KeyWidth: half, Key: "Region", Value: orNotKnown(t.Region)},
		{KeyWidth: half, Key: "Integrated care board (ICB)", Value: orNotKnown(t.ICB)}, {KeyWidth: half, Key: "Major Trauma Centre", Value: compare.TraumaWords(t.MajorTrauma)},
	}
	for _, f := range []struct {
		key string
		of  *trust.Figure
	}{
		{"Outpatient appointments a week", one.Figures.WeeklyAppointments}, {"Beds", one.Figures.Beds}, {"Staff", one.Figures.Staff},
	} {
		if f.of != nil {
			rows = append(rows, ui.SummaryRow{KeyWidth: half, Key: f.key, Value: english.Figures(f.of.Value) + " (" + strconv.Itoa(f.of.Year) + ", " + f.of.Source + ")"})
		}
	}
	return ui.SummaryList{Rows: rows}
}

func trustStandings(one nationaldb.OneTrust) ui.SummaryList {
	t := one.Trust
	rows := []ui.SummaryRow{{KeyWidth: half, Key: "Official DSPT status", Value: t.Official.StatusWords()}}
	if t.Recorded.Status != "" {
		rows = append(rows, ui.SummaryRow{KeyWidth: half, Key: "Recorded by the trust", Value: string(t.Recorded.Status) + ", " + t.Recorded.On.Words()})
	}
	rows = append(rows, ui.SummaryRow{KeyWidth: half, Key: "Result here", Value: string(t.Result())})
	if h := t.Here; h != nil {
		late := ""
		if h.Late {
			late = ", after the deadline"
		}
		rows = append(rows,
			ui.SummaryRow{KeyWidth: half, Key: "Requirements in place", Value: h.InPlaceWords()},
			ui.SummaryRow{KeyWidth: half, Key: "Named proof that is in date", Value: english.Figures(h.Counts.Proved) + " of the " + english.Figures(h.Counts.InPlace) + " in place"},
			ui.SummaryRow{KeyWidth: half, Key: "Independent assessment", Value: assessedWords(one)},
			ui.SummaryRow{KeyWidth: half, Key: "Said not to apply or exempt", Value: waivedWords(h.Counts)},
			ui.SummaryRow{KeyWidth: half, Key: "Board's signature", Value: h.SignatureWords()},
			ui.SummaryRow{KeyWidth: half, Key: "Published here on", Value: h.PublishedOn.Words() + late + " (version " + strconv.Itoa(h.Version) + ", answers of " + h.Reference.Words() + ")"})
	}
	return ui.SummaryList{Rows: rows}
}

// waivedWords says aloud what counts as in place because it does not apply or is exempt.
func waivedWords(c score.Counts) string {
	if c.DoesNotApply+c.Exempt == 0 {
		return "None"
	}
	return english.Capital(english.Count(c.DoesNotApply, "said not to apply", "said not to apply")) + ", " + english.Number(c.Exempt) + " exempt"
}

func orNotKnown(s string) string {
	if s == "" {
		return "Not known"
	}
	return s
}
