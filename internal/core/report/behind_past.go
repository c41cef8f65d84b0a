package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
)

// behindYear lists requirements as they stood a year ago, and now.
func (b *build) behindYear(f Figure) (Behind, bool) {
	kind, standard := cutFigure(f)
	last := b.s.LastYear
	headings := map[Figure]string{ofYearAgo: "In place a year ago", ofGained: "In place now, and not a year ago", ofLost: "In place a year ago, and not now",
		ofAdded: "Requirements that are new this year", ofDropped: "Requirements of a year ago that are no longer asked"}
	out := Behind{Heading: headings[f], Table: sheet.Table{Columns: sheet.Heads("Item", "Question", "A year ago", "Now")}}
	if s, ok := b.s.Pack.Standard(standard); kind == kindYear && ok {
		out.Heading = "Standard " + standard + ", " + english.Small(s.Title) + ": a year ago, and now"
	}
	if last == nil || out.Heading == "" {
		return out, false
	}
	out.Note = "A year ago is what we published for " + string(last.Cycle) + ", as at " + last.Reference.Words() + "."
	add := func(id string, was, now string) {
		q, _ := b.s.Pack.Question(id)
		out.Table.Rows = append(out.Table.Rows, sheet.Row(id, q.Title, was, now))
		out.Items = append(out.Items, id)
	}
	before := make(map[string]score.State, len(last.Items))
	for _, it := range last.Items {
		before[it.Item] = it.State
	}
	for _, it := range b.r.Items {
		if !it.Counted {
			continue
		}
		was, asked := before[it.ID]
		delete(before, it.ID)
		if kind == kindYear && it.Standard == standard || f == ofYearAgo && inPlace(was) || f == ofGained && asked && it.Claimed && !inPlace(was) ||
			f == ofLost && !it.Claimed && inPlace(was) || f == ofAdded && !asked {
			words := "Not asked"
			if asked {
				words = wasWords(was)
			}
			add(it.ID, words, stateWords(it))
		}
	}
	if f == ofYearAgo || f == ofDropped {
		for _, it := range last.Items { // in their own order
			if was, gone := before[it.Item]; gone && (f == ofDropped || inPlace(was)) {
				add(it.Item, wasWords(was), "No longer asked")
			}
		}
	}
	return out, true
}

func wasWords(s score.State) string {
	switch {
	case s == score.Unanswered:
		return "No answer"
	case inPlace(s):
		return "In place"
	}
	return "Not in place"
}

// behindSample lists what the independent assessor tested.
func (b *build) behindSample(f Figure) (Behind, bool) {
	r := b.s.Independent
	kind, standard := cutFigure(f)
	headings := map[Figure]string{ofSample: "The sample of the independent assessment", ofTested: "What the assessor tested", ofDiffered: "Where the assessor differs",
		ofUntested: "In the sample, and not tested", ofAltered: "Answers that have changed since they were tested", ofEarlier: "Findings of earlier years", ofRequests: "Requests for evidence"}
	out := Behind{Heading: headings[f], Table: sheet.Table{Columns: sheet.Heads("Item", "Question", "We claimed it", "The assessor", "Every trust must have it tested")}}
	if s, ok := b.s.Pack.Standard(standard); kind == kindSample && ok {
		out.Heading = "Standard " + standard + ", " + english.Small(s.Title) + ": what was in the sample"
	}
	if r == nil || out.Heading == "" {
		return out, false
	}
	if f == ofRequests {
		out.Table.Columns = sheet.Heads("What", "Requests")
		out.Table.Rows = [][]sheet.Cell{sheet.Row("The assessor asked for evidence", r.Asked), sheet.Row("We answered late or not at all", r.Late)}
		out.Note = "A final assessment keeps how many there were, and no single request."
		return out, true
	}
	if f == ofEarlier {
		out.Table.Columns = sheet.Heads("Item", "Question", "From", "What has become of it")
		for _, e := range r.Earlier {
			q, _ := b.s.Pack.Question(e.Item)
			out.Table.Rows = append(out.Table.Rows, sheet.Row(e.Item, q.Title, string(e.From), e.Verdict.Words()))
			out.Items = append(out.Items, e.Item)
		}
		return out, true
	}
	for _, s := range r.Sample {
		tested := s.Verdict == fieldwork.Agree || s.Verdict == fieldwork.Differ
		if f == ofSample || f == ofTested && tested || f == ofDiffered && s.Verdict == fieldwork.Differ || f == ofUntested && !tested ||
			kind == kindSample && b.results[s.Item].Standard == standard || f == ofAltered && b.altered(s) {
			q, _ := b.s.Pack.Question(s.Item)
			out.Table.Rows = append(out.Table.Rows, sheet.Row(s.Item, q.Title, yesNo(s.Claimed), s.Verdict.Words(), yesNo(s.Mandated)))
			out.Items = append(out.Items, s.Item)
		}
	}
	return out, true
}

// altered tells whether an answer has changed since it was tested.
func (b *build) altered(s fieldwork.Sampled) bool {
	one := *b.s.Independent
	one.Sample = []fieldwork.Sampled{s}
	return one.Changed(b.answers) > 0
}
