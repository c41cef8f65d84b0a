package report

import "strings"

// Sentence is one or more sentences in parts, of which those that hold figures say what the figures count, so that each can be
// followed to the answers that it came from. Paper and spreadsheets read it as a text.
type Sentence []Part

// Part is a piece of a sentence.
type Part struct {
	Text string
	Of   Figure // what its figures count; empty where it has none
}

// String gives the whole as a text.
func (s Sentence) String() string {
	if len(s) == 1 {
		return s[0].Text
	}
	var b strings.Builder
	for _, p := range s {
		b.WriteString(p.Text)
	}
	return b.String()
}

// MarshalText writes a sentence as a text, so that a paper's data hold no parts.
func (s Sentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Texts gives sentences as texts.
func Texts(list []Sentence) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, s.String())
	}
	return out
}

// Paragraph joins sentences with spaces, without the empty ones.
func Paragraph(list ...Sentence) Sentence {
	var all Sentence
	for _, s := range list {
		if len(s) == 0 {
			continue
		}
		if len(all) > 0 {
			all = append(all, Part{Text: " "})
		}
		all = append(all, s...)
	}
	return all
}

// plain is a text without figures of ours; the empty text is no sentence.
func plain(text string) Sentence { return counting(text, "") }

// counting is a text whose figures all count the same.
func counting(text string, of Figure) Sentence {
	if text == "" {
		return nil
	}
	return Sentence{{text, of}}
}

// join puts pieces together as they are.
func join(pieces ...Sentence) Sentence {
	var all Sentence
	for _, p := range pieces {
		all = append(all, p...)
	}
	return all
}

// plains are texts without figures.
func plains(texts []string) []Sentence {
	list := make([]Sentence, 0, len(texts))
	for _, t := range texts {
		list = append(list, plain(t))
	}
	return list
}

// and lists pieces: "a, b and c".
func and(pieces []Sentence) Sentence {
	var all Sentence
	for i, s := range pieces {
		switch {
		case i == 0:
		case i == len(pieces)-1:
			all = append(all, Part{Text: " and "})
		default:
			all = append(all, Part{Text: ", "})
		}
		all = append(all, s...)
	}
	return all
}
