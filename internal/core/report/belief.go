package report

import (
	"strconv"

	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
)

// Belief says how far the counts can be believed: what is claimed, proved and verified, side by side for each standard. Claimed is what
// we say, proved what names proof that is in date, verified what an independent assessor agreed with. They are never mixed into one.
type Belief struct {
	Heading  string
	Sentence Sentence // how far the counts can be believed
	Table    sheet.Table
}

func (b *build) belief() Belief {
	out := Belief{Heading: "Claimed, proved, verified", Sentence: b.beliefSentence()}
	out.Table = sheet.Table{Title: "Claimed, proved and verified, by standard", Columns: []sheet.Column{{Title: "Standard"}, {Title: "Claimed"},
		{Title: "Proved", Numeric: true}, {Title: "Verified, of the sample"}, {Title: "Age of its proof"}, {Title: "Since last year"}}}
	for _, st := range b.r.Standards {
		if st.Own {
			continue
		}
		content, _ := b.s.Pack.Standard(st.Number)
		out.Table.Rows = append(out.Table.Rows, []sheet.Cell{sheet.Text(st.Number + ". " + content.Title),
			sheet.Text(english.Figures(st.InPlace) + " of " + english.Figures(st.Mandatory)), sheet.Number(st.Proved), sheet.Text(b.verifiedWords(st)),
			sheet.Text(b.proofAge(st.Number)), sheet.Text(b.direction(st))})
	}
	return out
}

// beliefSentence tells the board how far to believe the counts. The sample of an assessment is not drawn by chance, so nothing is said
// about how many of the rest would hold.
func (b *build) beliefSentence() Sentence {
	c, r := b.r.Counts, b.s.Independent
	proof := counting(english.OutOf(c.Proved, c.InPlace)+english.Plural(c.InPlace, " claim names", " claims name")+" proof that is in date", ofProved)
	if c.Proved == 0 {
		proof = plain("no claim names proof that is in date")
	}
	switch {
	case c.InPlace == 0:
		return plain("Nothing is claimed, so there is nothing to believe or to doubt.")
	case r == nil:
		return join(plain("These counts are our own word: "), proof, plain(", and nobody independent has tested any of them."))
	}
	a := r.Agreement()
	switch {
	case a.Tested() == 0:
		return join(plain("These counts are our own word: "), proof, plain(". An independent assessor was here, and tested nothing."))
	case a.Differed == 0:
		return join(plain("Where it was tested, our word held: an independent assessor agreed with "), counting(b.allTested(a.Tested()), ofTested),
			plain(". What was not tested is our own word: "), proof, plain("."))
	}
	return join(plain("Where it was tested, our word did not always hold: an independent assessor differed on "),
		counting(english.OutOf(a.Differed, a.Tested())+english.Plural(a.Tested(), " item", " items"), ofTested),
		plain(". The sample was not drawn by chance, so nobody can say how many of the rest would hold; "), proof, plain("."))
}

func (b *build) allTested(n int) string {
	if n == 1 {
		return "the one item that was tested"
	}
	return "all " + english.Number(n) + " items that were tested"
}

// verifiedWords says how many claims of a standard an assessor agreed with, of how many of its items were in the sample.
func (b *build) verifiedWords(st score.Standard) string {
	r := b.s.Independent
	in := 0
	if r != nil {
		for _, s := range r.Sample {
			if b.results[s.Item].Standard == st.Number {
				in++
			}
		}
	}
	if in == 0 {
		return "Not tested"
	}
	return english.Figures(st.Verified) + " of " + english.Figures(in)
}

// proofAge says how old the proof of a standard's claims is: of each claim the newest that is in date.
func (b *build) proofAge(standard string) string {
	youngest, oldest := -1, -1
	for _, it := range b.r.Items {
		if it.Standard != standard || !it.Counted || !it.Claimed || !it.Proved {
			continue
		}
		age := -1
		for _, id := range append([]string{it.ID}, b.s.Pack.Parts(it.ID)...) {
			for _, p := range b.proofs[id] {
				if months := b.months(p); p.InDate(b.s.Reference) && (age < 0 || months < age) {
					age = months
				}
			}
		}
		if age < 0 {
			continue
		}
		if oldest < age {
			oldest = age
		}
		if youngest < 0 || youngest > age {
			youngest = age
		}
	}
	switch {
	case oldest < 0:
		return "None"
	case oldest == 0:
		return "Under a month"
	case youngest == oldest:
		return english.Capital(english.Count(oldest, "month", "months"))
	case youngest == 0:
		return "Up to " + english.Count(oldest, "month", "months")
	}
	return english.Capital(english.Number(youngest)) + " to " + english.Count(oldest, "month", "months")
}

// direction says how a standard's three counts moved since last year.
func (b *build) direction(st score.Standard) string {
	last, ok := b.s.LastYear.Of(st.Number)
	if !ok {
		return "Nothing to compare"
	}
	var moved []string
	for _, one := range []struct {
		by   int
		what string
	}{{st.InPlace - last.InPlace, "claimed"}, {st.Proved - last.Proved, "proved"}, {st.Verified - last.Verified, "verified"}} {
		switch {
		case one.by > 0:
			moved = append(moved, strconv.Itoa(one.by)+" more "+one.what)
		case one.by < 0:
			moved = append(moved, strconv.Itoa(-one.by)+" fewer "+one.what)
		}
	}
	if len(moved) == 0 {
		return "The same"
	}
	return english.List(moved)
}
