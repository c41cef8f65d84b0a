package assess

import (
	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

// sharedLink leads from a row to something that people share about its question.
type sharedLink struct {
	page.Link
	about  string // its place in the row
	stands bool   // in a row that a save swaps in: what the page shows there stays, for a save reads only what it changes
}

// shared leads from a question to what people share about it: comments, whom it was given to by itself, and what was asked by
// link. Who has no part in that gets nothing.
func shared(v page.Visit, sh workingcopy.Sheet, q framework.Question) []sharedLink {
	if !v.May(access.SeeSharing) || !sh.Concerns(v.Actor, q) {
		return nil
	}
	comments := "Comment"
	if n := sh.Comments[q.ID]; n > 0 {
		comments = "Comments " + english.Figures(n)
	}
	list := []sharedLink{{about: "comments", Link: page.Link{Text: comments, Href: v.At.Comments(q.ID)}}}
	if o, ok := sh.Owners[q.ID]; ok {
		list = append(list, sharedLink{about: "part", Link: page.Link{Text: itemOwnerWords(v, o, sh.HandIns[q.ID]), Href: v.At.Part(q.ID)}})
	} else if v.May(access.HandOut) {
		list = append(list, sharedLink{about: "part", Link: page.Link{Text: "Give to somebody", Href: v.At.ItemOwner(q.ID)}})
	}
	return append(list, sharedLink{about: "asked", Link: page.Link{Text: askWords(v, sh, q), Href: v.At.Asks(q.ID)}})
}

// leave lets what a save did not read stand as the page shows it: it takes back what was handed in, and nothing else.
func leave(list []sharedLink) []sharedLink {
	for i := range list {
		list[i].stands = list[i].about != "part"
	}
	return list
}

func itemOwnerWords(v page.Visit, o workingcopy.Owner, h assessment.HandIn) string {
	switch h.State() {
	case assessment.PartHandedIn:
		return h.By.Name + " has handed it in"
	case assessment.PartAccepted:
		return "Accepted from " + h.By.Name
	case assessment.PartSentBack:
		return "Sent back to " + o.Name
	}
	return "With " + o.Name + appui.DueWords(o.Due, v.Today)
}

// askWords says how it stands with what was asked by link about an item.
func askWords(v page.Visit, sh workingcopy.Sheet, q framework.Question) string {
	open, waiting := 0, 0
	for _, a := range sh.Asks {
		if a.Item != q.ID {
			continue
		}
		switch a.State(v.Today) {
		case assessment.AskWaiting:
			waiting++
		case assessment.AskOpen:
			open++
		}
	}
	switch {
	case waiting > 0:
		return "Answered by link: " + english.Figures(waiting)
	case open > 0:
		return "Asked by link: " + english.Figures(open)
	}
	return "Ask by link"
}
