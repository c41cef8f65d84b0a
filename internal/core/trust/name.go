package trust

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// smallWords stay small within a name: Stoke-on-Trent, Newcastle upon Tyne.
var smallWords = map[string]bool{
	"and": true, "at": true, "by": true, "for": true, "in": true, "of": true, "on": true, "the": true, "to": true,
	"upon": true, "with": true,
}

// initials stay in capitals.
var initials = map[string]bool{"NHS": true, "ICB": true, "CSU": true, "CCG": true, "UK": true}

// ReadableName gives a name for people from the register's capitals: "ST BRIDE'S AND NORTHMOOR NHS FOUNDATION
// TRUST" becomes "St Bride's and Northmoor NHS Foundation Trust". A name that already has small letters was written with care and
// is kept; only its spaces are tidied. Capitals inside a word (McDonald) cannot be known and are not guessed.
func ReadableName(source string) string {
	words := strings.Fields(source)
	if strings.ContainsFunc(source, unicode.IsLower) {
		return strings.Join(words, " ")
	}
	for i, w := range words {
		words[i] = readableWord(w, i == 0)
	}
	return strings.Join(words, " ")
}

// readableWord treats the parts of a hyphenated word one by one: STOKE-ON-TRENT. A word in brackets of its own is a
// code, as in "DALE VALLEY NHS TRUST (ZZ7)", and stays.
func readableWord(w string, first bool) string {
	if strings.HasPrefix(w, "(") && strings.HasSuffix(w, ")") {
		return w
	}
	parts := strings.Split(w, "-")
	for i, p := range parts {
		parts[i] = readablePart(p, first && i == 0)
	}
	return strings.Join(parts, "-")
}

func readablePart(p string, first bool) string {
	bare := strings.TrimFunc(p, unicode.IsPunct)
	if initials[bare] || strings.ContainsFunc(bare, unicode.IsDigit) {
		return p
	}
	lower := strings.ToLower(p)
	if !first && smallWords[strings.ToLower(bare)] && bare == p {
		return lower
	}
	return capitalAfterShortPrefix(capital(lower))
}

// capital raises the first letter, past an opening bracket or quotation mark.
func capital(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
		}
	}
	return s
}

// capitalAfterShortPrefix tells O'Neill from Bride's: one letter before the apostrophe and more than one after it.
func capitalAfterShortPrefix(s string) string {
	at := strings.IndexAny(s, "'’")
	if at < 0 || utf8.RuneCountInString(s[:at]) != 1 {
		return s
	}
	_, width := utf8.DecodeRuneInString(s[at:])
	rest := s[at+width:]
	if utf8.RuneCountInString(rest) < 2 {
		return s
	}
	return s[:at+width] + capital(rest)
}
