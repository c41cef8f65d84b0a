package board

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/signoff"
	"cyberready/internal/web/ui"
)

// ratingItems are the five choices.
func ratingItems() []ui.RadioItem {
	var items []ui.RadioItem
	for _, r := range signoff.Ratings() {
		items = append(items, ui.RadioItem{Value: string(r), Text: r.Choice()})
	}
	return items
}

// ratingWords gives a rating within a sentence: "largely in place", "could not tell from what was shown".
func ratingWords(r signoff.Rating) string {
	if r == signoff.CannotTell {
		return "could not tell from what was shown"
	}
	return english.Small(r.Choice())
}

func hiddenWords(n int) string {
	return english.Capital(english.Count(n, "other member has", "other members have")) + " rated this. You see how when you have rated it yourself."
}

func anyToRate(rows []rateRow) bool {
	for _, r := range rows {
		if r.Locked == "" {
			return true
		}
	}
	return false
}

func saveText(v rateView) string {
	if v.One {
		return "Save and go to the next"
	}
	return "Save my ratings"
}

// agreedItems are the same choices in a board's words.
func agreedItems() []ui.RadioItem {
	items := ratingItems()
	for i := range items {
		if items[i].Value == string(signoff.CannotTell) {
			items[i].Text = "The board could not tell from what it was shown"
		}
	}
	return items
}
