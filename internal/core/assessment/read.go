package assessment

import (
	"regexp"
	"strconv"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// figurePattern takes what people write: "94.5", "94.50 %", "1,220".
var figurePattern = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?\s*%?$`)

// ParseHundredths reads a figure as people write it. It takes commas between thousands and a percent sign, and refuses
// more than two decimal places, as a fault about the field figure.
func ParseHundredths(s string) (Hundredths, error) {
	m := figurePattern.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, fault.InvalidField("figure", "Enter a number, such as 94.5.")
	}
	whole, decimals := strings.ReplaceAll(m[1], ",", ""), strings.TrimRight(m[2], "0")
	if len(decimals) > 2 {
		return 0, fault.InvalidField("figure", "Enter at most two decimal places, such as 94.25.")
	}
	n, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return 0, fault.InvalidField("figure", "Enter a number up to %s.", count(MaxFigure))
	}
	return Hundredths(n), nil
}

// String gives the figure as a form field holds it: "94.5", "1220". ParseHundredths reads it back.
func (h Hundredths) String() string { return strings.ReplaceAll(h.Words(), ",", "") }

// Words gives the figure as people read it, without trailing zeros and with its thousands parted: "94.5", "1,220".
func (h Hundredths) Words() string { return framework.Figure{}.Amount(int64(h)) }

// ParseDate reads the three fields of a date. None filled in is the zero Day. What is wrong is said about the field that
// is wrong: PREFIX-day, PREFIX-month or PREFIX-year. A month can be written as its number or name.
func ParseDate(prefix, dayOfMonth, month, year string) (day.Day, error) {
	dayOfMonth, month, year = strings.TrimSpace(dayOfMonth), strings.TrimSpace(month), strings.TrimSpace(year)
	if dayOfMonth == "" && month == "" && year == "" {
		return day.Day{}, nil
	}
	var wrong fault.Findings
	d, err := strconv.Atoi(dayOfMonth)
	if err != nil || d < 1 || d > 31 {
		wrong.Add(prefix+"-day", "Enter a day from 1 to 31.")
	}
	m := monthNumber(month)
	if m == 0 {
		wrong.Add(prefix+"-month", "Enter a month from 1 to 12.")
	}
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 {
		wrong.Add(prefix+"-year", "Enter a year with four digits, such as 2026.")
	}
	if err := wrong.Fault(); err != nil {
		return day.Day{}, err
	}
	date, err := day.Valid(y, m, d)
	if err != nil {
		return day.Day{}, fault.InvalidField(prefix+"-day", "Enter a real date: there is no such day.").Because(err)
	}
	return date, nil
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// monthNumber reads 5, 05, May or september; 0 when it is no month.
func monthNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 12 {
		return n
	}
	s = strings.ToLower(s)
	for i, m := range months {
		if strings.HasPrefix(s, m) {
			return i + 1
		}
	}
	return 0
}
