package letter

import (
	"fmt"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
)

// Given is what somebody is asked to answer, as it stands when the letter leaves.
type Given struct {
	Parts       int
	First, Last day.Day // of the days by which; zero: none was set
}

// when says by when it is all to be done, to go on after a sentence.
func (g Given) when() string {
	switch {
	case g.First.IsZero():
		return ". No day was set"
	case g.First == g.Last:
		return ", by " + g.Last.Words()
	}
	return ". The first is due on " + g.First.Words() + ", the last on " + g.Last.Words()
}

// PartGiven goes to who is asked to answer parts of the assessment: one letter for what is given within minutes. It names no
// part: its home does.
var PartGiven = add(occasion{
	kind: "part-given", name: "a part was given", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "You are asked to answer a part of an assessment",
			Paragraphs: []string{
				fmt.Sprintf("%s asks you to answer %s of the %s assessment of %s%s.", f.By, english.Count(f.Given.Parts, "part", "parts"), f.Cycle, f.TrustName, f.Given.when()),
				"Your page lists what is yours, with what each question asks for. If something of it is not yours to answer, tell " + f.By + ".",
			},
			Action: Action{Text: "See your parts"},
			Why:    "You get this message because " + f.By + " gave this to you.",
		}
	},
})

// PartPassedOn goes to who had a part that was given to somebody else, or taken back.
var PartPassedOn = add(occasion{
	kind: "part-passed-on", name: "a part is somebody else’s now", gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A part of an assessment is not yours to answer any more",
			Paragraphs: []string{
				fmt.Sprintf("%s has given to somebody else, or taken back, what you were asked to answer of the %s assessment of %s.", f.By, f.Cycle, f.TrustName),
				"What you wrote stays. Your page lists what is still yours.",
			},
			Action: Action{Text: "See your parts"},
			Why:    "You get this message because you had been asked to answer it.",
		}
	},
})

// HandedIn goes to every lead, when somebody hands parts in.
var HandedIn = add(occasion{
	kind: "handed-in", name: "a part was handed in", to: Leads, gather: true,
	write: func(f Facts) Letter {
		return Letter{
			Subject: "A part of your assessment was handed in",
			Paragraphs: []string{
				fmt.Sprintf("%s has handed in something of the %s assessment of %s.", f.By, f.Cycle, f.TrustName),
				"It waits for a lead, who accepts it or sends it back with a word why.",
			},
			Action: Action{Text: "See what waits"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
	},
})

// Commented goes to who answers an item, and to whoever wrote about it before; to the leads where somebody else comments.
var Commented = add(occasion{
	kind: "commented", name: "somebody commented on an item", to: Talkers, gather: true, news: true,
	write: func(f Facts) Letter {
		l := Letter{
			Subject:    "There is a new comment for you",
			Paragraphs: []string{fmt.Sprintf("%s has commented on the %s assessment of %s:", f.By, f.Cycle, f.TrustName)},
			Action:     Action{Text: "Choose which messages you get"},
			Why:        "You get this message because these items are yours, because you commented on them, or because you are an assessment lead of " + f.TrustName + ", or stand in for one.",
		}
		for _, i := range f.Items {
			l.Lines = append(l.Lines, Action{Text: "Item " + i.ID, URL: i.URL})
		}
		return l
	},
})
