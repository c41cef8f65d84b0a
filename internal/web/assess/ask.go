package assess

import (
	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
)

// ask is one thing that a reviewer would ask of a question's answer, with the reply that was given.
type ask struct {
	words, why string
	reply, by  string    // empty: nobody has replied
	more       page.Link // where one replies, or sees it among the others
}

// asksOf gives what is asked about an item.
func asksOf(v page.Visit, sh assessmentdb.Review, item string) []ask {
	var list []ask
	for _, r := range sh.Remarks {
		if r.Item != item {
			continue
		}
		one := ask{words: r.Asks, why: r.Why, more: page.Link{Text: "See it among all such questions", Href: v.At.ReviewOf(item)}}
		if v.May(access.Explain) {
			one.more.Text = "Reply to it"
		}
		if e, given := sh.Replies[r.Key]; given {
			one.reply, one.by = e.Reply, e.By.Name+", "+page.When(e.At, v.Now)
			if v.May(access.Explain) {
				one.more.Text = "Change the reply"
			}
		}
		list = append(list, one)
	}
	return list
}

// askTitle says how much is asked, without opening it.
func (r row) askTitle() string {
	open := 0
	for _, a := range r.asks {
		if a.reply == "" {
			open++
		}
	}
	said := "A reviewer would ask " + english.Count(len(r.asks), "question", "questions") + " about this"
	switch {
	case open == 0:
		return said + ": " + english.Plural(len(r.asks), "it is explained", "all are explained")
	case open < len(r.asks):
		return said + ", " + english.Number(open) + " not explained yet"
	}
	return said
}
