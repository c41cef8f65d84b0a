package board

import (
	"net/http"
	"slices"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// sendView is the page on which a lead sends the assessment to the board: what is left, and what to decide.
type sendView struct {
	visit       page.Visit
	Result      score.Result
	Verdict     string
	Unanswered  []framework.Question // mandatory, without an answer
	Unconfirmed []openPart
	People      []reportdb.Candidate
	Chosen      reportdb.Sending
	Errors      *fault.Error
}

// openPart is a part of a standard that nobody stands behind yet.
type openPart struct {
	framework.Assertion
	Standard string // its number
}

func (p Place) showSend(w http.ResponseWriter, r *http.Request) error {
	return p.renderSend(w, r, nil)
}

func (p Place) renderSend(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SendToBoard)
	if err != nil {
		return err
	}
	d, err := p.Reports.Draft(r.Context(), v.Scope(), v.At.ODS, reportYear(v), v.Today)
	if err != nil {
		return err
	}
	if d.Stage != assessment.Draft {
		pg := p.page(r, v, "It has been sent")
		pg.Body = sentAlready(v, d)
		return page.Show(w, r, pg)
	}
	people, err := p.Reports.Candidates(r.Context(), v.Scope(), v.At.ODS)
	if err != nil {
		return err
	}
	view := sendView{visit: v, Result: reportdb.Result(d.Snapshot), People: people, Errors: errs}
	view.Verdict = report.Build(report.Inputs{Snapshot: d.Snapshot, Result: &view.Result}).Verdict.String()
	view.left(d.Snapshot.Pack)
	view.Chosen = reportdb.Sending{Kind: signoff.Final}
	if due := v.Year.Due(signoff.Baseline); !due.IsZero() && !v.Today.After(due) {
		view.Chosen.Kind = signoff.Baseline
	}
	if errs != nil {
		view.Chosen = sendingOf(r)
	}
	pg := p.page(r, v, "Send to the board")
	pg.Errors, pg.Body = errs, send(view)
	return page.Show(w, r, pg)
}

// left fills in what is not answered and what nobody stands behind yet.
func (v *sendView) left(pack framework.Pack) {
	for _, g := range v.Result.Gaps {
		if q, ok := pack.Question(g.Item); ok && g.State == score.Unanswered {
			v.Unanswered = append(v.Unanswered, q)
		}
	}
	for _, s := range v.Result.Standards {
		for _, a := range s.Assertions {
			if content, ok := pack.Assertion(a.ID); ok && !s.Own && a.Counting && !a.Confirmed {
				v.Unconfirmed = append(v.Unconfirmed, openPart{content, s.Number})
			}
		}
	}
}

func sendingOf(r *http.Request) reportdb.Sending {
	return reportdb.Sending{
		Kind: signoff.Kind(r.PostFormValue("kind")), Signatories: r.PostForm["signatories"], Accepted: r.PostFormValue("accepted") == "yes",
	}
}

func (p Place) send(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SendToBoard)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	_, err = p.Reports.Send(r.Context(), v.Scope(), v.At.ODS, reportYear(v), sendingOf(r), p.Now(), v.Today)
	if refused := page.Refused(err); refused != nil {
		return p.renderSend(w, r, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "It has been sent to the board. Nobody can change it now, and you can still recall it.")
	return page.Go(w, r, v.At.Publish())
}

// kindItems offers the year's kinds with their days.
func kindItems(v page.Visit) []ui.RadioItem {
	var items []ui.RadioItem
	if due := v.Year.Due(signoff.Baseline); !due.IsZero() {
		items = append(items, ui.RadioItem{Value: string(signoff.Baseline), Text: "Baseline, due on " + due.Words(),
			Hint: ui.Hint{Text: signoff.Baseline.Meaning()}})
	}
	return append(items, ui.RadioItem{Value: string(signoff.Final), Text: "Final, due on " + v.Year.Due(signoff.Final).Words(),
		Hint: ui.Hint{Text: "National results take the final ones."}})
}

func personItems(v sendView) []ui.CheckboxItem {
	var items []ui.CheckboxItem
	for _, c := range v.People {
		item := ui.CheckboxItem{Value: c.Person, Text: c.Name, Hint: ui.Hint{Text: c.Post}, Checked: slices.Contains(v.Chosen.Signatories, c.Person)}
		if c.Lead {
			item.Hint.Text = english.Sentence(c.Post) + " Also leads the assessment: the report will say so."
		}
		items = append(items, item)
	}
	return items
}

func unansweredWords(n int) string {
	return english.Capital(english.Count(n, "mandatory item has no answer and counts as not in place.", "mandatory items have no answer and count as not in place."))
}

func unconfirmedWords(n int) string {
	return english.Capital(english.Count(n, "part is not confirmed by its owner.", "parts are not confirmed by their owners.")) + " This stops nothing, and the report says so."
}
