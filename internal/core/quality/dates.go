package quality

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// lastYear asks about a text that names last year and nothing newer. A year of the toolkit runs over two calendar years;
// last year is the first calendar year of the year before: of 2026-27 it is 2025.
func lastYear(in Inputs, _ framework.Question, a assessment.Answer, _ score.Item) (Remark, bool) {
	first, err := strconv.Atoi(strings.SplitN(string(in.Cycle), "-", 2)[0])
	if err != nil {
		return Remark{}, false
	}
	last, years := strconv.Itoa(first-1), yearsIn(a.Text)
	newer := slices.ContainsFunc(years, func(y string) bool { return y > last })
	if !slices.Contains(years, last) || newer {
		return Remark{}, false
	}
	return Remark{Check: LastYear, About: last + " " + version(a),
		Asks: fmt.Sprintf("The text speaks of %s. Does it still describe how things are in %s?", last, in.Cycle)}, true
}

var (
	fourDigits = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	// "3 May 2028", "May 2028", "2028-05-03", "3/5/2028": how people write a day or a month.
	written = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+((?:19|20)\d\d)\b`)
	iso     = regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b`)
	slashed = regexp.MustCompile(`\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b`)
	// Words beside a day in the future that explain it: a review to come, the end of a licence.
	forward = regexp.MustCompile(`(?i)\b(next|until|till|expir\w*|valid|renew\w*|review\w*|ends?|due for)\b`)
	months  = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

func yearsIn(text string) []string {
	if !mayNameAYear(text) {
		return nil
	}
	return fourDigits.FindAllString(text, -1)
}

// mayNameAYear is a quick look: what it denies names no year of the last century or of this one. Most texts name none, and a
// review looks at all of them.
func mayNameAYear(text string) bool {
	return strings.Contains(text, "19") || strings.Contains(text, "20")
}

// stillToCome asks about a claim whose text names a day that is still to come, unless the same sentence says that it is
// the next review, or an end.
func stillToCome(in Inputs, _ framework.Question, a assessment.Answer, it score.Item) (Remark, bool) {
	if it.Alone != score.InPlace || a.Reply == assessment.No || !mayNameAYear(a.Text) {
		return Remark{}, false
	}
	for _, sentence := range sentences(a.Text) {
		if !mayNameAYear(sentence) || forward.MatchString(sentence) {
			continue
		}
		for _, d := range daysIn(sentence) {
			if d.After(in.On) {
				return Remark{Check: StillToCome, About: d.String() + " " + version(a),
					Asks: "This is claimed to be in place, and its text names " + d.Words() + ", which is still to come. Is it in place now?"}, true
			}
		}
	}
	return Remark{}, false
}

// sentences splits a text at full stops, semicolons and ends of lines.
func sentences(text string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(text, ". ", "\n"), func(r rune) bool { return r == '\n' || r == ';' })
}

// daysIn gives the days that a text names. A month without a day is its first day.
func daysIn(text string) []day.Day {
	var list []day.Day
	add := func(year, month, dayOfMonth string) {
		y, errY := strconv.Atoi(year)
		m, errM := strconv.Atoi(month)
		d, errD := strconv.Atoi(dayOfMonth)
		if day, err := day.Valid(y, m, d); err == nil && errY == nil && errM == nil && errD == nil {
			list = append(list, day)
		}
	}
	for _, m := range written.FindAllStringSubmatch(text, -1) {
		month := time.Month(slices.Index(months, strings.ToLower(m[2])) + 1)
		dayOfMonth := m[1]
		if dayOfMonth == "" {
			dayOfMonth = "1"
		}
		add(m[3], strconv.Itoa(int(month)), dayOfMonth)
	}
	for _, m := range iso.FindAllStringSubmatch(text, -1) {
		add(m[1], m[2], m[3])
	}
	for _, m := range slashed.FindAllStringSubmatch(text, -1) {
		add(m[3], m[2], m[1])
	}
	return list
}
