package chain

import "cyberready/internal/core/english"

// Rule is how the weakest link is found, for the reader.
const Rule = "The weakest link is the one in the worst state: not in place, then not known, then claimed only. Of several it is the one " +
	"with the most that is missing, and then the first. Which questions decide a link is our reading."

// Verdict tells in two or three sentences how the chain stands. None of them says that it could not happen.
func (c Chain) Verdict() []string {
	said := []string{c.counted()}
	switch {
	case c.count(NotInPlace) > 0:
		said = append(said, "So it can happen here.")
	case c.count(Unknown) > 0:
		said = append(said, "So nobody can say from this record how it would go.")
	case c.count(Claimed) > 0:
		said = append(said, "So it can still happen here: what is only claimed names no proof that is in date.")
	default:
		said = append(said, "That does not show that it cannot happen here. It shows where an attack would meet us prepared.")
	}
	if w, ok := c.Weakest(); ok {
		said = append(said, "The weakest link is “"+english.Small(w.Title)+"”.")
	}
	return said
}

// counted says how many links are in which state: "Of the six links two are proved, three are claimed only and one is not in
// place."
func (c Chain) counted() string {
	all := len(c.Links)
	var parts []string
	for _, s := range []State{Proved, Claimed, NotInPlace, Unknown} {
		n := c.count(s)
		switch {
		case n == 0:
		case n == all && s == Unknown:
			return "The record cannot say how any of the " + english.Number(all) + " links stands."
		case n == all:
			return "All " + english.Number(all) + " links are " + english.Small(s.Label()) + "."
		case s == Unknown:
			parts = append(parts, "of "+english.Number(n)+" the record cannot say")
		default:
			parts = append(parts, english.Count(n, "is", "are")+" "+english.Small(s.Label()))
		}
	}
	return "Of the " + english.Number(all) + " links " + english.List(parts) + "."
}

// Words says one link in a sentence: "Walled off inside: not in place."
func (l Link) Words() string { return l.Title + ": " + english.Small(l.State.Label()) + "." }
