package assess

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/web/page"
)

// showRow answers a script that was told of a change: the row as it is now, what that changes around it, and the words for somebody
// who is just typing in the old one.
func (p Place) showRow(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	sh, err := p.Assessments.ReviewedStandard(r.Context(), v.Scope(), key(v), v.Year.Pack, q.Standard, v.Today)
	if err != nil {
		return err
	}
	result := sh.Result(v.Year.Pack, v.Today)
	now := newRow(v, sh, itemOf(result, q.ID))
	if now.alone = r.FormValue("from") == fromItem; now.alone {
		return page.Part(w, r, http.StatusOK, changedRow(now, changedWords(v, now)))
	}
	a, _ := v.Year.Pack.Assertion(q.Assertion)
	return page.Part(w, r, http.StatusOK, changedAmong(now, changedWords(v, now), newPart(v, sh.Sheet, result, a), newProgress(v, result, q.Standard)))
}

// changedWords says who was quicker.
func changedWords(v page.Visit, r row) string {
	if r.answer.SavedBy.ID == v.Person {
		return "You have just changed this answer in another window."
	}
	return r.answer.SavedBy.Name + " has just changed this answer."
}

// liveAt is the stream that a page follows; empty when nothing can change it now, or when the visitor's looks are written down one
// by one.
func liveAt(v page.Visit, editable bool) string {
	if !editable || v.Actor.Role == access.BreakGlass {
		return ""
	}
	return v.At.Live()
}

// rowAt is where a script reads a row again.
func (r row) rowAt() string {
	if r.alone {
		return r.at.ItemRow(r.question.ID) + "?from=" + fromItem
	}
	return r.at.ItemRow(r.question.ID)
}
