// Package english writes numbers, counts and lists as plain British English says them.
//
// Sentences of the report are put together from it, so that each is right for none, one and many. It decides words
// and nothing else; every function gives the same text for the same input.
package english

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var words = [...]string{
	"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
}

// Number gives a whole number within a sentence: in words up to twelve ("none" for 0), in figures above it, with a
// comma before each three digits ("1,204"). A negative number is in figures.
func Number(n int) string {
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return Figures(n)
}

// Figures gives a whole number in figures, with a comma before each three digits.
func Figures(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Count gives a number with its noun: "no gaps", "one gap", "two gaps", "31 gaps".
func Count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + many
	case 1:
		return "one " + one
	}
	return Number(n) + " " + many
}

// Plural gives one for 1 and many for every other number; it also picks the verb: Plural(n, "is", "are").
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// OutOf gives a part of a whole in one manner for both: "two of twelve", "106 of 112", "2 of 112". With none it says
// "none of 112".
func OutOf(n, of int) string {
	if n == 0 {
		return "none of " + Number(of)
	}
	if of < len(words) {
		return Number(n) + " of " + Number(of)
	}
	return Figures(n) + " of " + Figures(of)
}

// List joins parts as a sentence does: "a", "a and b", "a, b and c".
func List(parts []string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// Capital raises the first letter, for the beginning of a sentence.
func Capital(s string) string {
	r, width := utf8.DecodeRuneInString(s)
	if width == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[width:]
}

// Small lowers the first letter, for a title within a sentence, unless its first word is an abbreviation ("IT
// protection", "MFA", "AutoRun").
func Small(s string) string {
	first, _, _ := strings.Cut(s, " ")
	capitals := 0
	for _, r := range first {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	if first != "A" && (capitals != 1 || utf8.RuneCountInString(first) == 1) {
		return s
	}
	r, width := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[width:]
}

// Sentence gives text as a sentence: a capital first and a full stop at the end, unless it ends in one already.
func Sentence(s string) string {
	s = Capital(strings.TrimSpace(s))
	if s == "" || strings.ContainsRune(".!?…", lastRune(s)) {
		return s
	}
	return s + "."
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
