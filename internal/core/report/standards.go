package report

import (
	"strings"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/signoff"
)

const notRated = "Not rated yet"

func (b *build) standards() Standards {
	s := Standards{Heading: "The standards at a glance", Bars: chart.Bars{ID: "standards", Title: "The standards at a glance"}}
	if len(b.s.Peers.Standards) > 0 {
		s.Bars.Peers = b.s.Peers.Words()
	}
	rated := 0
	for _, st := range b.r.Standards {
		if st.Own {
			s.Notes = append(s.Notes, b.ownNote(st)...)
			continue
		}
		row := b.standardRow(st)
		if row.Rated {
			rated++
		}
		if row.Disagreement != "" {
			s.Disagreements = append(s.Disagreements, counting("Standard "+row.Number+": "+lowerThe(row.Disagreement), OfStandard(row.Number)))
		}
		s.Rows = append(s.Rows, row)
		s.Bars.Rows = append(s.Bars.Rows, row.Bar)
	}
	if n := len(s.Rows); n > 1 {
		s.Heading = english.Capital("the " + english.Number(n) + " standards at a glance")
		s.Bars.Title = s.Heading
	}
	s.Table = standardsTable(s)
	s.Notes = append(ratedNotes(rated, len(s.Rows)), s.Notes...)
	return s
}

// lowerThe continues a line with a sentence that begins with "The".
func lowerThe(s string) string {
	if rest, ok := strings.CutPrefix(s, "The "); ok {
		return "the " + rest
	}
	return s
}

func ratedNotes(rated, all int) []Sentence {
	switch missing := all - rated; {
	case missing == 0:
		return nil
	case rated == 0:
		return []Sentence{plain("The board has not yet given its own rating of any standard.")}
	default:
		return []Sentence{counting(english.Capital(english.Count(missing, "standard has", "standards have"))+" no agreed rating of the board yet.", ofRatings)}
	}
}

func (b *build) standardRow(st score.Standard) StandardRow {
	content, _ := b.s.Pack.Standard(st.Number)
	row := StandardRow{Number: st.Number, Title: content.Title, Counts: st.Counts, Rating: notRated}
	row.Bar = chart.Row{
		ID: "standard-" + st.Number, Label: st.Number + ". " + content.Title,
		Now: chart.Part{Count: st.InPlace, Of: st.Mandatory},
	}
	if last, ok := b.s.LastYear.Of(st.Number); ok {
		row.Bar.Last = &chart.Part{Count: last.InPlace, Of: last.Mandatory}
	}
	if band, ok := b.s.Peers.Of(st.Number); ok {
		row.Bar.Peers = &chart.Band{Low: band.Low, High: band.High}
	}
	row.Spread = signoff.SpreadOf(b.Board.Ratings, st.Number).Words()
	if agreed, ok := signoff.AgreedOn(b.Board.Agreed, st.Number); ok {
		row.Rated, row.Rating, row.Dissent = true, agreed.Rating.Label(), agreed.Dissent
		row.Disagreement = signoff.Disagreement(agreed.Rating, st.Counts)
	}
	return row
}

// standardsTable adds the board's rating to the table of the bars.
func standardsTable(s Standards) sheet.Table {
	t := chart.StandardsTable(s.Bars)
	t.Columns = append(t.Columns, sheet.Column{Title: "The board's rating"})
	for i, row := range s.Rows {
		t.Rows[i] = append(t.Rows[i], sheet.Text(row.Rating))
	}
	return t
}

// ownNote tells about the product's own standard, which counts nowhere.
func (b *build) ownNote(st score.Standard) []Sentence {
	content, _ := b.s.Pack.Standard(st.Number)
	in, all := 0, 0
	for _, it := range b.r.Items {
		if q, ok := b.s.Pack.Question(it.ID); ok && it.Standard == st.Number && q.PartOf == "" {
			all++
			if it.Claimed {
				in++
			}
		}
	}
	if all == 0 {
		return nil
	}
	title := strings.TrimSuffix(content.Title, ", our own")
	return []Sentence{counting("Beside the standards stand our own questions on "+english.Small(title)+", which count nowhere: "+
		english.OutOf(in, all)+english.Plural(max(1, in), " is", " are")+" in place.", ofOwn)}
}
