package worksheet

import (
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// words are the replies as the list of an answer's cell offers them.
var words = map[assessment.Reply]string{
	assessment.Yes: "Yes", assessment.No: "No", assessment.DoesNotApply: "Does not apply", assessment.Exempt: "Exempt",
}

// Word gives a reply as a cell holds it; nothing for an item that is not answered.
func Word(r assessment.Reply) string { return words[r] }

// choices gives what an item can be answered with.
func choices(i framework.Item) []string {
	var list []string
	if i.Ask != "" {
		list = append(list, words[assessment.Yes], words[assessment.No])
	}
	if i.DoesNotApply != "" {
		list = append(list, words[assessment.DoesNotApply])
	}
	if i.Exemptible {
		list = append(list, words[assessment.Exempt])
	}
	return list
}

// replyOf reads a reply, whatever its capitals and the space around it; false for what is none.
func replyOf(s string) (assessment.Reply, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return assessment.Unanswered, true
	}
	for reply, word := range words {
		if strings.EqualFold(s, word) {
			return reply, true
		}
	}
	return "", false
}

// offered says what can be chosen: "Yes, No or Does not apply".
func offered(i framework.Item) string {
	list := choices(i)
	if len(list) == 0 {
		return "nothing"
	}
	last := len(list) - 1
	if last == 0 {
		return list[0]
	}
	return strings.Join(slices.Clone(list[:last]), ", ") + " or " + list[last]
}
