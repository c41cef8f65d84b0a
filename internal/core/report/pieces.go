package report

import (
	"slices"
	"strings"
	"time"
)

// Piece is a piece of a part: a figure, or what stands between two.
type Piece struct {
	Text   string
	Figure bool
}

// Pieces cuts a part so that its figures stand alone: "119 of 128", "two of the nine", "91.5%", "£1,200". Days, years, versions and
// numbers of items and standards are no figures.
func (p Part) Pieces() []Piece {
	words := splitWords(p.Text)
	var out []Piece
	add := func(text string, figure bool) {
		if n := len(out); n > 0 && !figure && !out[n-1].Figure {
			out[n-1].Text += text
		} else if text != "" {
			out = append(out, Piece{text, figure})
		}
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		if !w.number || notCounted(words, i) {
			add(w.text+w.after, false)
			continue
		}
		figure, after := w.text, w.after
		if last := ofAnother(words, i); last > i {
			for _, more := range words[i+1 : last+1] {
				figure, after = figure+after+more.text, more.after
			}
			i = last
		}
		add(figure, true)
		add(after, false)
	}
	return out
}

// ofAnother gives the last word of "119 of 128" or "two of the nine", where its first is; the first where it stands alone.
func ofAnother(words []word, i int) int {
	at := i + 1
	if at >= len(words) || words[i].after != " " || words[at].text != "of" || words[at].after != " " {
		return i
	}
	at++
	if at < len(words) && (words[at].text == "the" || words[at].text == "its") {
		at++
	}
	if at < len(words) && words[at].number {
		return at
	}
	return i
}

// word is a word with what stands after it: spaces and punctuation.
type word struct {
	text, after string
	number      bool
}

// inWords are the numbers that sentences write in words (english.Number).
var inWords = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

func splitWords(s string) []word {
	var words []word
	for len(s) > 0 {
		end := strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune(" \n;:()“”\"", r) })
		if end < 0 {
			end = len(s)
		}
		text := s[:end]
		bare := strings.TrimRight(text, ".,!?")
		rest := s[len(bare):]
		next := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune(" \n;:()“”\".,!?", r) })
		if next < 0 {
			next = len(rest)
		}
		words = append(words, word{text: bare, after: rest[:next], number: isNumber(bare)})
		s = rest[next:]
	}
	return words
}

func isNumber(w string) bool {
	if w == "" {
		return false
	}
	if first := w[0]; first == '-' || strings.HasPrefix(w, "£") || first >= '0' && first <= '9' {
		digits := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(w, "-"), "£"), "%")
		return digits != "" && strings.Count(digits, ".") < 2 && strings.Trim(digits, "0123456789.,") == ""
	}
	return slices.Contains(inWords, strings.ToLower(w))
}

// notCounted tells whether a number is that of a day, a year, a version or a standard.
func notCounted(words []word, i int) bool {
	before := func(n int) string {
		if i < n {
			return ""
		}
		return words[i-n].text
	}
	if i+1 < len(words) && month(words[i+1].text) || month(before(1)) {
		return true
	}
	for n := 1; ; n++ {
		switch w := before(n); {
		case w == "version", w == "standard", w == "standards", w == "Standard", w == "side", w == "ISO":
			return true
		case w == "and", w == "to", isDigit(w): // standards 1, 2 and 3
		default:
			return false
		}
	}
}

func isDigit(w string) bool { return w != "" && len(w) <= 2 && strings.Trim(w, "0123456789") == "" }

func month(w string) bool {
	for m := time.January; m <= time.December; m++ {
		if m.String() == w {
			return true
		}
	}
	return false
}
