package board

import (
	"net/http"
	"slices"
	"strconv"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/reportdb"
)

// maxWords is the longest note, dissent, reservation or reason, in characters.
const maxWords = 4000

// versionOf reads the version that a form was made for.
func versionOf(r *http.Request) (int, error) {
	n, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		return 0, fault.New(fault.Invalid, "The form does not say which version it is about. Open the page again.")
	}
	return n, nil
}

// proofNamed says what proof is named for a standard's claims, in a sentence or two: how many, and the newest by title.
func proofNamed(sent reportdb.Sent, s framework.Standard) string {
	claimed, proved := 0, 0
	items := map[string]bool{}
	for _, it := range sent.Result.Items {
		if it.Standard != s.Number || !it.Counted || !it.Claimed {
			continue
		}
		claimed++
		items[it.ID] = true
		if it.Proved {
			proved++
		}
	}
	switch {
	case claimed == 0:
		return "Nothing is claimed to be in place."
	case proved == 0:
		return "For the " + english.Count(claimed, "requirement", "requirements") + " in place, no proof that is in date is named."
	}
	said := "Proof that is in date is named for " + english.OutOf(proved, claimed) + " requirements in place"
	if claimed == 1 {
		said = "Proof that is in date is named for the one requirement in place"
	}
	return said + ": " + proofTitles(sent, items) + "."
}

// proofTitles names the three newest proofs that are in date, and how many more there are.
func proofTitles(sent reportdb.Sent, items map[string]bool) string {
	var named []assessment.Proof
	for _, p := range sent.Snapshot.Proofs {
		if p.InDate(sent.Snapshot.Reference) && slices.ContainsFunc(p.Items, func(id string) bool { return items[id] }) {
			named = append(named, p)
		}
	}
	slices.SortStableFunc(named, func(a, b assessment.Proof) int { return b.Dated.DaysSince(a.Dated) })
	const most = 3
	var titles []string
	for _, p := range named[:min(most, len(named))] {
		titles = append(titles, p.Title+" ("+p.Dated.Words()+")")
	}
	if more := len(named) - most; more > 0 {
		titles = append(titles, english.Number(more)+" more")
	}
	return english.List(titles)
}
