package preview

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is shown of a text, our own choice.
const (
	MostLines  = 40
	mostLetter = 200      // letters of a line
	mostText   = 32 << 10 // bytes that are read
)

// Text is the beginning of a text.
type Text struct {
	Lines []string
	More  bool // there is more than this, in lines or in letters
}

// FirstLines gives the beginning of a text, in UTF-8 or, where it is not that, in Windows-1252. What could reorder or hide what
// stands on the page is shown as a mark.
func FirstLines(from io.Reader) (Text, error) {
	b, err := io.ReadAll(io.LimitReader(from, mostText+1))
	if err != nil {
		return Text{}, err
	}
	t := Text{More: len(b) > mostText}
	if t.More {
		b = b[:bytes.LastIndexByte(b[:mostText], '\n')+1]
		if len(b) == 0 {
			return t, nil // one endless line is nothing to read
		}
	}
	words := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(decoded(b))
	for line := range strings.Lines(strings.TrimRight(words, "\n")) {
		if len(t.Lines) == MostLines {
			t.More = true
			break
		}
		letters := []rune(strings.TrimSuffix(line, "\n"))
		if len(letters) > mostLetter {
			letters, t.More = append(letters[:mostLetter-1], '…'), true
		}
		t.Lines = append(t.Lines, strings.Map(plain, string(letters)))
	}
	return t, nil
}

// upper are the letters 0x80 to 0x9f of Windows-1252; those that it does not have are marks.
const upper = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ"

func decoded(b []byte) string {
	if b = bytes.TrimPrefix(b, []byte("\ufeff")); utf8.Valid(b) {
		return string(b)
	}
	table := []rune(upper)
	var s strings.Builder
	for _, c := range b {
		if c >= 0x80 && c <= 0x9f {
			s.WriteRune(table[c-0x80])
		} else {
			s.WriteRune(rune(c))
		}
	}
	return s.String()
}

// plain lets letters and spaces be, and marks what is none.
func plain(r rune) rune {
	if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
		return unicode.ReplacementChar
	}
	return r
}
