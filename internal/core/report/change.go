package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
)

// Change is what is different from a year ago, requirement by requirement. It is empty when there is no year to compare
// with, which Unknown then says.
type Change struct {
	Heading string
	Summary Sentence
	Gained  []Listed // in place now and not a year ago
	Lost    []Listed // in place a year ago and not now; the note is the reason
}

func (b *build) change() Change {
	last := b.s.LastYear
	if last == nil {
		return Change{}
	}
	before := make(map[string]score.State, len(last.Items))
	for _, it := range last.Items {
		before[it.Item] = it.State
	}
	c := Change{Heading: "What has changed in a year"}
	added := 0
	for _, it := range b.r.Items {
		if !it.Counted {
			continue
		}
		was, asked := before[it.ID]
		delete(before, it.ID)
		q, _ := b.s.Pack.Question(it.ID)
		switch {
		case !asked:
			added++
		case it.Claimed && !inPlace(was):
			c.Gained = append(c.Gained, Listed{Item: it.ID, Title: q.Title})
		case !it.Claimed && inPlace(was):
			c.Lost = append(c.Lost, b.lost(score.Gap{Item: it.ID, State: it.State, Finding: it.Finding}))
		}
	}
	c.Summary = join(changeSummary(len(c.Gained), len(c.Lost)), requirementsChanged(added, len(before)),
		plain(" This compares with what we published for "+string(last.Cycle)+", as at "+last.Reference.Words()+"."))
	return c
}

// lost tells why something is no longer in place.
func (b *build) lost(g score.Gap) Listed {
	shown := b.gap(g)
	return Listed{Item: shown.Item, Title: shown.Title, Note: shown.Reason}
}

func changeSummary(gained, lost int) Sentence {
	switch {
	case gained == 0 && lost == 0:
		return plain("The same requirements are in place as a year ago.")
	case lost == 0:
		return counting(english.Capital(english.Count(gained, "requirement is", "requirements are"))+
			" in place that "+english.Plural(gained, "was", "were")+" not a year ago; none has been lost.", ofGained)
	case gained == 0:
		return counting(english.Capital(english.Count(lost, "requirement that was", "requirements that were"))+
			" in place a year ago no longer "+english.Plural(lost, "is", "are")+"; none has been gained.", ofLost)
	}
	return join(counting(english.Capital(english.Count(gained, "requirement is", "requirements are"))+" in place that "+
		english.Plural(gained, "was", "were")+" not a year ago; ", ofGained), counting(english.Number(lost)+" that "+
		english.Plural(lost, "was in place no longer is.", "were in place no longer are."), ofLost))
}

// requirementsChanged says that the two years did not ask the same.
func requirementsChanged(added, dropped int) Sentence {
	var s Sentence
	if added > 0 {
		s = join(s, counting(" "+english.Capital(english.Count(added, "requirement is", "requirements are"))+" new this year.", ofAdded))
	}
	if dropped > 0 {
		s = join(s, counting(" "+english.Capital(english.Count(dropped, "requirement of that year is", "requirements of that year are"))+" no longer asked.", ofDropped))
	}
	return s
}
