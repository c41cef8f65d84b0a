package report

import (
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/office"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
)

// Since is how one version differs from an earlier one: what somebody who signed that one has to know before they sign this
// one. It names standards and requirements, and quotes no answer.
type Since struct {
	Summary   []string // the counts, and who holds which office
	Lost      []Listed // no longer in place
	Gained    []Listed // in place now, and not then
	Standards []SinceStandard
}

// SinceStandard is what changed in one standard.
type SinceStandard struct {
	Number string
	Line   string   // "Standard 7, continuity planning: 11 of 12 in place then, 12 of 12 now."
	Items  []Listed // everything that is different, with what it is
}

// Read is a version with what it came to.
type Read struct {
	Snapshot snapshot.Snapshot
	Result   score.Result
}

// Compare tells how a version differs from an earlier one of the same year, by standard and by question.
func Compare(before, now Read) Since {
	s := Since{Summary: []string{"In place then: " + english.OutOf(before.Result.InPlace, before.Result.Mandatory) + ". In place now: " +
		english.OutOf(now.Result.InPlace, now.Result.Mandatory) + "."}}
	then := asked(before)
	items := asked(now)
	for _, st := range now.Snapshot.Pack.Standards {
		one := SinceStandard{Number: st.Number, Line: sinceLine(before.Result, now.Result, st.Number, st.Title, st.Own)}
		for _, a := range st.Assertions {
			for _, q := range a.Items {
				if changed := then[q.ID].until(items[q.ID]); changed != "" {
					one.Items = append(one.Items, Listed{Item: q.ID, Title: q.Title, Note: changed})
					switch was, is := then[q.ID].item, items[q.ID].item; {
					case was.Claimed && !is.Claimed:
						s.Lost = append(s.Lost, Listed{Item: q.ID, Title: q.Title})
					case is.Claimed && !was.Claimed:
						s.Gained = append(s.Gained, Listed{Item: q.ID, Title: q.Title})
					}
				}
			}
		}
		if len(one.Items) > 0 {
			s.Standards = append(s.Standards, one)
		}
	}
	s.Summary = append(s.Summary, offices(before.Snapshot.Officers, now.Snapshot.Officers)...)
	if len(s.Standards) == 0 {
		s.Summary = append(s.Summary, "No answer and no proof has changed.")
	}
	return s
}

func sinceLine(before, now score.Result, number, title string, own bool) string {
	if own {
		return title + ", our own questions."
	}
	said := "Standard " + number + ", " + english.Small(title) + ": "
	return said + countsOf(before, number) + " in place then, " + countsOf(now, number) + " now."
}

func countsOf(r score.Result, standard string) string {
	for _, s := range r.Standards {
		if s.Number == standard {
			return english.Figures(s.InPlace) + " of " + english.Figures(s.Mandatory)
		}
	}
	return "none"
}

// oneAnswer is what stands to one question in a version.
type oneAnswer struct {
	item   score.Item
	words  assessment.Words
	proofs string // the titles and days of what is named
}

func asked(r Read) map[string]oneAnswer {
	m := make(map[string]oneAnswer, len(r.Result.Items))
	answers := r.Snapshot.AnswersByItem()
	for _, it := range r.Result.Items {
		m[it.ID] = oneAnswer{item: it, words: answers[it.ID].Words}
	}
	for _, p := range r.Snapshot.Proofs {
		for _, id := range p.Items {
			a := m[id]
			a.proofs += p.ID + " " + p.Title + " " + p.Dated.String() + "\n"
			m[id] = a
		}
	}
	return m
}

// until says how an answer differs from a later one; empty when it does not.
func (a oneAnswer) until(b oneAnswer) string {
	var said []string
	switch {
	case a.item.Claimed && !b.item.Claimed:
		said = append(said, "no longer in place")
	case !a.item.Claimed && b.item.Claimed:
		said = append(said, "in place now")
	case a.item.State == score.Unanswered && b.item.State != score.Unanswered:
		said = append(said, "answered now, and not in place")
	case !same(a.words, b.words):
		said = append(said, "the answer changed")
	}
	switch {
	case a.item.Proved && !b.item.Proved:
		said = append(said, "proof that is in date is no longer named")
	case !a.item.Proved && b.item.Proved:
		said = append(said, "proof that is in date is named now")
	case inOrder(a.proofs) != inOrder(b.proofs):
		said = append(said, "other proof is named")
	}
	return english.Sentence(strings.Join(said, "; "))
}

func inOrder(s string) string {
	list := strings.Split(s, "\n")
	slices.Sort(list)
	return strings.Join(list, "\n")
}

func same(a, b assessment.Words) bool {
	figures := (a.Figure == nil) == (b.Figure == nil) && (a.Figure == nil || *a.Figure == *b.Figure)
	return figures && a.Reply == b.Reply && a.Text == b.Text && a.Date == b.Date
}

// offices says which offices changed hands.
func offices(before, now []office.Holder) []string {
	var said []string
	for _, o := range office.All() {
		was, _ := office.Of(before, o)
		is, recorded := office.Of(now, o)
		if recorded && (was.Name != is.Name || was.Office == "") {
			said = append(said, o.Title()+" now: "+english.Sentence(is.Words()))
		}
	}
	return said
}
