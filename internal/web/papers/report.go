package papers

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/report"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// reportView is the report with what the page adds: where its items lead, what the reader can do next, and the line at
// the foot of each printed page.
type reportView struct {
	report.Report
	visit  page.Visit
	Items  bool        // ids of items lead to the answers: the reader may see them
	Newer  page.Link   // the newest version, when this is an older one
	Next   []page.Link // what the reader can do with it
	Foot   string
	Number int // of the version; 0 for a draft
	Files  files
}

// showReport shows the newest version, unless it was taken back: then whoever may see the answers sees the draft, and the
// board the version before it that stands, if there is one.
func (p Place) showReport(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	newest, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), 0, v.Today)
	switch {
	case err == nil && newest.RecalledOn.IsZero():
		return p.renderReport(w, r, sentView(v, newest))
	case err != nil && fault.KindOf(err) != fault.NotFound:
		return err
	case v.May(access.SeeAnswers):
		return p.showDraft(w, r)
	case err != nil:
		none := p.page(r, v, "No report yet")
		none.Body = noReport(v)
		return page.Show(w, r, none)
	}
	shown := newest
	for n := newest.Number - 1; n > 0; n-- {
		before, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), n, v.Today)
		if err != nil {
			return err
		}
		if before.RecalledOn.IsZero() {
			shown = before
			break
		}
	}
	return p.renderReport(w, r, sentView(v, shown))
}

// showDraft shows the report as it would be if it were sent today.
func (p Place) showDraft(w http.ResponseWriter, r *http.Request) error {
	v, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	view := reportView{Report: report.Build(report.Inputs{Snapshot: d.Snapshot}), visit: v, Items: true}
	view.Foot = foot(view.Report, v, "draft")
	if v.May(access.SendToBoard) {
		view.Next = append(view.Next, page.Link{Text: "Send it to the board", Href: v.At.Send()})
	}
	return p.renderReport(w, r, view)
}

// showVersion shows one version that was sent.
func (p Place) showVersion(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	version, err := versionIn(r)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, v.Today)
	if err != nil {
		return err
	}
	return p.renderReport(w, r, sentView(v, sent))
}

func (p Place) renderReport(w http.ResponseWriter, r *http.Request, view reportView) error {
	if n := len(view.Marks); view.visit.Site.Demo && n > 0 {
		view.Marks = view.Marks[:n-1] // the last one says that all is invented, and so does the frame of every page
	}
	view.Files = p.filesOf(view.visit, view.Number)
	if p.Marking != "" { // a PDF has it above each side
		view.Foot = p.Marking + ". " + view.Foot
	}
	pg := p.page(r, view.visit, view.Title)
	pg.Caption, pg.Bare, pg.Body = view.Trust, true, boardReport(view)
	return page.Show(w, r, pg)
}

func sentView(v page.Visit, sent reportdb.Sent) reportView {
	view := reportView{Report: report.Build(sent.Inputs()), visit: v, Items: v.May(access.SeeAnswers)}
	if sent.Number < sent.Newest {
		view.Newer = page.Link{Text: "Read version " + strconv.Itoa(sent.Newest) + ", the newest", Href: v.At.ReportOf(sent.Newest)}
	}
	view.Foot = foot(view.Report, v, "version "+strconv.Itoa(sent.Number)+", "+sent.Reference.Words()+", "+standingWord(sent.Version))
	view.Number = sent.Number
	view.Next = nextSteps(v, sent.Version, sent.Snapshot.Pack.TenNumbers())
	return view
}

// standingWord says in a word or two where a version stands.
func standingWord(v reportdb.Version) string {
	switch p := v.Publication; {
	case p != nil && p.Superseded():
		return "superseded"
	case p != nil && p.WithoutSignatures:
		return "published without the board's signature"
	case p != nil:
		return "published"
	case !v.RecalledOn.IsZero():
		return "taken back"
	}
	return "with the board"
}

// foot is the line at the foot of each printed page: what, which version, of when, and the first twelve digits of its
// hash.
func foot(r report.Report, v page.Visit, which string) string {
	s := r.Trust + ", " + v.At.Cycle + ", " + which
	if h := r.Made.SHA256; len(h) > 12 {
		s += ", SHA-256 " + h[:12]
	}
	if v.Site.Demo {
		s += ". Demonstration: all invented"
	}
	return s + "."
}

// nextSteps are what the reader can do with a version that lies before the board.
func nextSteps(v page.Visit, sent reportdb.Version, standards []string) []page.Link {
	if !sent.Open() {
		return nil
	}
	var next []page.Link
	if v.May(access.Rate) {
		if left := len(standards) - sent.Rated(standards); left > 0 {
			next = append(next, page.Link{Text: "Rate " + english.Count(left, "standard", "standards"), Href: v.At.Rate()})
		}
	}
	if sent.AskedToSign() {
		if mine, ok := sent.Mine(); !ok || mine.Decision == signoff.Question {
			next = append(next, page.Link{Text: "Sign, or say why not", Href: v.At.Sign()})
		}
	}
	if v.May(access.AskLead) {
		next = append(next, page.Link{Text: "Ask a question", Href: v.At.Questions()})
	}
	if sent.MayAgree() == nil {
		next = append(next, page.Link{Text: "Record what the board agreed", Href: v.At.Agree()})
	}
	if v.May(access.Publish) {
		next = append(next, page.Link{Text: "Publish or recall it", Href: v.At.Publish()})
	}
	return next
}

// effectClass is the class of an effect's tag.
func effectClass(e framework.Effect) string {
	switch e {
	case framework.StopsCare:
		return "app-tag--stops-care"
	case framework.DelaysCare:
		return "app-tag--delays-care"
	case framework.ExposesRecord:
		return "app-tag--exposes-records"
	}
	return "app-tag--weakens-proof"
}

// lead gives the verdict's first two sentences, which stand large; rest gives the others.
func (v reportView) lead() []report.Sentence {
	s := v.Verdict.Sentences
	return s[:min(2, len(s))]
}

func (v reportView) rest() []report.Sentence {
	s := v.Verdict.Sentences
	return s[min(2, len(s)):]
}
