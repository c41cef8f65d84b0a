package board

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// othersView is what national, regional and ICB staff see of the trust, and nothing besides.
type othersView struct {
	visit page.Visit
	reportdb.OthersView
}

func (p Place) showOthersView(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeOthersView)
	if err != nil {
		return err
	}
	seen, err := p.Reports.OthersView(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), v.Today)
	if err != nil {
		return err
	}
	pg := p.page(r, v, "What others see of us")
	pg.Body = others(othersView{v, seen})
	return page.Show(w, r, pg)
}

// progressRows are the three facts of a draft.
func progressRows(v othersView) []ui.SummaryRow {
	if !v.Begun {
		return []ui.SummaryRow{{Key: "Begun", Value: "No"}}
	}
	return []ui.SummaryRow{
		{Key: "Begun", Value: "Yes, on " + v.BegunOn.Words()},
		{Key: "Questions answered", Value: english.Figures(v.Answered)},
		{Key: "Last change", Value: v.Changed.Words()},
	}
}

func publishedRows(p reportdb.Published) []ui.SummaryRow {
	c := p.Counts
	rows := []ui.SummaryRow{
		{Key: "Published", Value: p.On.Words() + lateWord(p.Late) + ", by " + p.By.Name},
		{Key: "Signature", Value: pastState(p.Past)},
		{Key: "Result here", Value: string(p.Outcome)},
		{Key: "In place", Value: english.Figures(c.InPlace) + " of " + english.Figures(c.Mandatory)},
		{Key: "Of these said not to apply", Value: english.Figures(c.DoesNotApply)},
		{Key: "Of these exempt", Value: english.Figures(c.Exempt)},
		{Key: "Of these with proof in date", Value: english.Figures(c.Proved)},
		{Key: "Of these verified by an independent assessor", Value: english.Figures(c.Verified)},
		{Key: "Parts not confirmed", Value: english.Figures(p.Unconfirmed)},
	}
	if a := p.Assessed; a != nil {
		rows = append(rows, ui.SummaryRow{Key: "Independent assessment", Value: "Final on " + a.FinalOn.Words() + ": “" + a.Risk + "”; “" + a.Confidence +
			"” confidence. Of each question in its sample, whether the assessor agrees; not what was written."})
	}
	if p.Reservations+p.Refusals > 0 {
		rows = append(rows, ui.SummaryRow{Key: "Reservations and refusals", Value: english.Figures(p.Reservations) + " and " + english.Figures(p.Refusals) +
			": how many, not their words"})
	}
	return rows
}

func countRows(pack framework.Pack, list []snapshot.StandardCounts) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, s := range pack.Standards {
		for _, c := range list {
			if c.Standard == s.Number {
				rows = append(rows, []ui.TableCell{{Text: s.Number + ". " + s.Title},
					{Text: english.Figures(c.InPlace) + " of " + english.Figures(c.Mandatory)}, {Text: english.Figures(c.Proved)}})
			}
		}
	}
	return rows
}

// itemRows lists the questions in the order of the pack; one that the pack of today no longer asks comes last.
func itemRows(pack framework.Pack, list []reportdb.PublishedItem, verdicts []reportdb.Verdict) [][]ui.TableCell {
	said := map[string]string{}
	for _, v := range verdicts {
		said[v.Item] = v.Verdict.Words()
	}
	state := map[string]score.State{}
	for _, it := range list {
		state[it.Item] = it.State
	}
	var rows [][]ui.TableCell
	add := func(id, title string) {
		if s, ok := state[id]; ok {
			rows = append(rows, []ui.TableCell{{Text: id}, {Text: title}, {Text: english.Capital(string(s))}, {Text: said[id]}})
			delete(state, id)
		}
	}
	for _, q := range pack.Questions() {
		add(q.ID, q.Title)
	}
	for _, it := range list {
		add(it.Item, "No longer asked")
	}
	return rows
}

func officialRows(list []snapshot.Official) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, o := range list {
		from := "Published by NHS England"
		if o.SubmittedBy != "" {
			from = "Recorded by the trust; submitted by " + o.SubmittedBy
		}
		rows = append(rows, []ui.TableCell{{Text: string(o.Cycle)}, {Text: string(o.Status)}, {Text: o.On.Words()}, {Text: from}})
	}
	return rows
}

func publishedTitle(p reportdb.Published) string {
	return p.Kind.Label() + ", version " + strconv.Itoa(p.Version)
}
