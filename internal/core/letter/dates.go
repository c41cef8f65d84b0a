package letter

import "fmt"

// DeadlineChanged goes to every lead and the board secretary, when an administrator gives a trust more time or takes it back.
var DeadlineChanged = add(occasion{
	kind: "deadline-changed", name: "a trust has more time", to: LeadsAndSecretary,
	write: func(f Facts) Letter {
		what := "assessment"
		if f.Part == "baseline" {
			what = "baseline"
		}
		l := Letter{
			Subject: "The day by which your trust publishes has changed",
			Paragraphs: []string{
				fmt.Sprintf("%s has changed the day by which %s publishes its %s %s here.", f.By, f.TrustName, f.Cycle, what),
				"Until now: " + f.Was + ". From now on: " + f.On + ".",
			},
			Action: Action{Text: "See the dates of your year"},
			Why:    "You get this message because you are an assessment lead of " + f.TrustName + ", stand in for one, or are its board secretary.",
		}
		if f.Reason != "" {
			l.Paragraphs = append(l.Paragraphs, "The reason given: “"+f.Reason+"” National staff read it, too.")
		}
		return l
	},
})

// MeetingSet goes to leads and the board, when it is set or moved when the board and its committee meet.
var MeetingSet = add(occasion{
	kind: "meeting-set", name: "a meeting was set or moved", to: LeadsAndBoard, gather: true,
	write: func(f Facts) Letter {
		l := Letter{
			Subject:    "When your board meets on the assessment has changed",
			Paragraphs: []string{fmt.Sprintf("%s has set or changed when the board of %s, or its audit committee, meets on the %s assessment.", f.By, f.TrustName, f.Cycle)},
			Action:     Action{Text: "See the meetings"},
			Why:        "You get this message because you are an assessment lead, a board member or the board secretary of " + f.TrustName + ", or stand in for a lead.",
		}
		if f.On != "" {
			l.Paragraphs = append(l.Paragraphs, "The board now meets on "+f.On+".")
		} else {
			l.Paragraphs = append(l.Paragraphs, "No meeting of the board is set at present.")
		}
		return l
	},
})
