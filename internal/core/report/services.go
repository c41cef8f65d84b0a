package report

import (
	"slices"
	"strings"

	"cyberready/internal/core/critical"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Services are the critical services as they were when the report was made. It is empty where no list was kept, which Unknown
// then says. Names of services and suppliers, and Benefit, are the trust's own words.
type Services struct {
	Heading   string
	Sentences []Sentence
	Named     []Sentence  // which service is safe on paper for the shortest time, and who stands behind most: with their names
	Table     sheet.Table // each service
	Benefit   string      // what electronic records give patients; may be empty
}

// fullRestore is the item about the last full restore from backup.
const fullRestore = "7.3.5"

func (b *build) services() Services {
	l := b.s.Services()
	l.Services = slices.SortedStableFunc(slices.Values(l.Services), func(a, b critical.Service) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	n := len(l.Services)
	if n == 0 {
		return Services{}
	}
	s := Services{Heading: "Critical services", Benefit: l.Benefit.Words, Table: l.Table("Each service", nil, b.s.Reference), Sentences: []Sentence{counting(l.RestoredWords(b.s.Reference), ofServices)}}
	if b.results[fullRestore].Claimed && l.Restored(b.s.Reference) == 0 {
		s.Sentences = append(s.Sentences, plain("Our answer to "+fullRestore+" says that everything was restored within a year. That and this list do not fit together: one of them is wrong, or out of date."))
	}
	switch t := l.Timed(); {
	case t == 0:
		s.Sentences = append(s.Sentences, plain("Nobody has said for how long any of them is safe on paper."))
	case t == n:
		s.Sentences = append(s.Sentences, plain("We have said of each for how long it is safe on paper."))
	default:
		s.Sentences = append(s.Sentences, counting("For "+english.OutOf(n-t, n)+" nobody has said how long "+english.Plural(n-t, "it is", "they are")+" safe on paper.", ofServices))
	}
	if short, ok := l.Shortest(); ok {
		s.Named = append(s.Named, join(plain("The shortest time on paper: "+short.Name+", "), counting(english.Count(*short.PaperHours, "hour", "hours")+".", ofServices)))
	}
	if supplier, behind := l.Most(); behind > 0 {
		s.Named = append(s.Named, join(plain("The supplier behind the most: "+supplier+", behind "), counting(english.Number(behind)+".", ofServices)))
	}
	return s
}
