package assessment

import (
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// earliest is the first day that anything here can be dated: nothing that an item asks for is older.
var earliest = day.Of(1990, 1, 1)

// MaxFigure is the largest number that a figure can be, in its own unit: more devices than any trust has.
const MaxFigure = 10_000_000

// check tells what cannot be an answer to the item. All fields that are wrong are named at once.
func (w Words) check(item framework.Item, today day.Day) error {
	var wrong fault.Findings
	w.checkReply(item, &wrong)
	if n := utf8.RuneCountInString(w.Text); n > MaxText {
		wrong.Add("text", "Shorten the text to %s characters: it has %s.", count(MaxText), count(n))
	}
	w.checkFigure(item.Figure, &wrong)
	w.checkDate(item.Figure, today, &wrong)
	return wrong.Fault()
}

func (w Words) checkReply(item framework.Item, wrong *fault.Findings) {
	switch w.Reply {
	case Unanswered:
	case Yes, No:
		if item.Ask == "" {
			wrong.Add("reply", "Give the %s instead: this item has no Yes or No.", figureNoun(item.Figure))
		}
	case DoesNotApply:
		if item.DoesNotApply == "" {
			wrong.Add("reply", "Answer this item: it applies to every trust.")
		} else if w.Text == "" {
			wrong.Add("text", "Say why this does not apply.")
		}
	case Exempt:
		if !item.Exemptible {
			wrong.Add("reply", "Answer this item: no exemption from it is allowed.")
		} else if w.Text == "" {
			wrong.Add("text", "Say what exempts the trust from this.")
		}
	default:
		wrong.Add("reply", "Choose one of the answers that are shown.")
	}
}

func (w Words) checkFigure(f *framework.Figure, wrong *fault.Findings) {
	if w.Figure == nil {
		return
	}
	switch v := *w.Figure; {
	case f == nil || f.Kind == framework.Date:
		wrong.Add("figure", "Remove the figure: this item does not ask for one.")
	case v < 0:
		wrong.Add("figure", "Enter 0 or more.")
	case f.Kind == framework.Percent && v > 100*100:
		wrong.Add("figure", "Enter a percentage from 0 to 100.")
	case v > MaxFigure*100:
		wrong.Add("figure", "Enter a number up to %s.", count(MaxFigure))
	}
}

func (w Words) checkDate(f *framework.Figure, today day.Day, wrong *fault.Findings) {
	if w.Date.IsZero() {
		return
	}
	switch {
	case f == nil || f.Kind != framework.Date:
		wrong.Add("date-day", "Remove the date: this item does not ask for one.")
	case w.Date.After(today):
		wrong.Add("date-day", "Enter the day on which it was last done. %s is in the future.", w.Date.Words())
	case w.Date.Before(earliest):
		wrong.Add("date-day", "Enter a date from 1990 on.")
	}
}

func figureNoun(f *framework.Figure) string {
	if f != nil && f.Kind == framework.Date {
		return "date"
	}
	return "figure"
}

// count writes a whole number with its thousands parted.
func count(n int) string { return (Hundredths(n) * 100).Words() }
