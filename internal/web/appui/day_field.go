// Package appui is the service's own words on top of the design system: pieces that several places show alike.
package appui

import (
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// DayText is a date as it was typed in three fields, named prefix-day, prefix-month and prefix-year. It is kept as typed,
// so that a form can show it again.
type DayText struct{ Day, Month, Year string }

// DayTextOf gives the three fields of a date; nothing for the zero Day.
func DayTextOf(d day.Day) DayText {
	if d.IsZero() {
		return DayText{}
	}
	y, m, dd := d.Date()
	return DayText{strconv.Itoa(dd), strconv.Itoa(int(m)), strconv.Itoa(y)}
}

// ReadDayText reads the three fields of a posted form.
func ReadDayText(r *http.Request, prefix string) DayText {
	get := func(part string) string { return strings.TrimSpace(r.PostFormValue(prefix + "-" + part)) }
	return DayText{get("day"), get("month"), get("year")}
}

// Parse gives the date; nothing typed is the zero Day. What is no date is an Invalid fault whose one field is
// prefix-day, the first of the three; what names the date in the sentence, such as "the date of the proof".
func (t DayText) Parse(prefix, what string) (day.Day, error) {
	if t == (DayText{}) {
		return day.Day{}, nil
	}
	y, errY := strconv.Atoi(t.Year)
	m, errM := strconv.Atoi(t.Month)
	d, errD := strconv.Atoi(t.Day)
	parsed, err := day.Valid(y, m, d)
	if errY != nil || errM != nil || errD != nil || err != nil {
		return day.Day{}, fault.InvalidField(prefix+"-day", "Enter %s as day, month and year, like 3 5 2026.", what)
	}
	return parsed, nil
}

// DayField is the design system's date input with those three fields. The message is that of any of the three.
func DayField(prefix, legend, hint string, t DayText, errs *fault.Error) ui.DateInput {
	message := ""
	for _, part := range []string{"-day", "-month", "-year"} {
		if message == "" {
			message = page.Message(errs, prefix+part)
		}
	}
	return ui.DateInput{
		ID: prefix, Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: legend}}, Hint: ui.Hint{Text: hint},
		ErrorMessage: ui.ErrorMessage{Text: message},
		Items: []ui.DateInputItem{
			{ID: prefix + "-day", Name: prefix + "-day", Value: t.Day, Label: ui.Label{Text: "Day"}, Width: 2},
			{ID: prefix + "-month", Name: prefix + "-month", Value: t.Month, Label: ui.Label{Text: "Month"}, Width: 2},
			{ID: prefix + "-year", Name: prefix + "-year", Value: t.Year, Label: ui.Label{Text: "Year"}, Width: 4},
		},
	}
}
