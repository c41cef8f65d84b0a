package trail

import (
	"regexp"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/english"
	"cyberready/internal/web/page"
)

// line is one event as people read it.
type line struct{ when, who, what, from string }

func lineOf(e audit.Entry) line {
	return line{when: page.Today(e.At).Words() + ", " + page.Clock(e.At), who: who(e), what: what(e), from: e.From}
}

// who names the person and the role in which they acted.
func who(e audit.Entry) string {
	name := e.PersonName
	switch {
	case e.Person == "":
		name = "The service itself"
	case name == "":
		name = "Somebody without a name here"
	}
	if e.Role != "" {
		name += ", " + english.Small(access.Role(e.Role).Words())
	}
	return name
}

// what says what was done, to what and of which year. Ids and fingerprints are for the file, not for reading.
func what(e audit.Entry) string {
	words := e.Verb.Sentence()
	if words == "" {
		words = string(e.Verb) // of a later release
	}
	var more []string
	for _, s := range []string{e.Object, e.Note, e.Cycle} {
		if s != "" && !unreadable.MatchString(s) {
			more = append(more, s)
		}
	}
	if len(more) > 0 {
		words += ": " + strings.Join(more, ", ")
	}
	return english.Capital(words)
}

var unreadable = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f-]{27}|^[0-9a-f]{64}$`)
