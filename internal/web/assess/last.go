package assess

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

// lastAnswer is last year's answer to a question that has none of this year. It counts nowhere.
type lastAnswer struct {
	title string // "Last year’s answer, of 2025-26"
	said  []appui.Fact
	by    string
	words form // as fields hold it
	used  bool // it stands in the fields, not saved yet
}

func lastOf(sh workingcopy.Sheet, q framework.Question) *lastAnswer {
	c, ok := sh.Carried[q.ID]
	if !ok {
		return nil
	}
	return &lastAnswer{title: "Last year’s answer, of " + string(c.From), said: appui.Said(q.Item, c.Words),
		by: c.By.Name + ", " + page.Today(c.At).Words() + ".", words: formOf(assessment.Answer{Words: c.Words})}
}

// startFromLast puts last year's answer into the fields: an edit that starts from it, on the version that is there.
func (r *row) startFromLast() {
	if r.last == nil || !r.editable {
		return
	}
	base := r.shown.base
	r.shown = r.last.words
	r.shown.base = base
	r.last.used = true
	r.saved = "Not saved yet. Change what has changed, and save it."
}

// saveClass hides the button where a script saves by itself; what nobody has typed yet is saved by the button alone.
func (r row) saveClass() string {
	if r.last != nil && r.last.used {
		return ""
	}
	return "app-without-script"
}
