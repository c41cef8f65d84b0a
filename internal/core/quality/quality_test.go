package quality

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

var today = day.Of(2027, 3, 1)

// review reviews answers of 2026-27 on the first of March 2027.
func review(t *testing.T, answers []assessment.Answer, proofs ...assessment.Proof) []Remark {
	t.Helper()
	return Review(inputs(t, answers, proofs...))
}

func inputs(t *testing.T, answers []assessment.Answer, proofs ...assessment.Proof) Inputs {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := framework.Pairs(packs[0].Edition)
	if err != nil {
		t.Fatal(err)
	}
	in := Inputs{Pack: packs[0], Pairs: pairs, Answers: map[string]assessment.Answer{}, Proofs: proofs, Cycle: "2026-27", On: today}
	for _, a := range answers {
		in.Answers[a.Item] = a
	}
	in.Result = score.Assess(score.Inputs{Pack: in.Pack, Answers: in.Answers, Proofs: proofs, On: today})
	return in
}

func yes(item, text string) assessment.Answer {
	return assessment.Answer{Item: item, Version: 1, Words: assessment.Words{Reply: assessment.Yes, Text: text}}
}

func no(item string) assessment.Answer {
	return assessment.Answer{Item: item, Version: 1, Words: assessment.Words{Reply: assessment.No}}
}

func figure(a assessment.Answer, hundredths int) assessment.Answer {
	h := assessment.Hundredths(hundredths)
	a.Figure = &h
	return a
}

// proof is one that was made some months ago and holds a year.
func proof(months int, items ...string) assessment.Proof {
	return assessment.Proof{ID: "p", Title: "Yearly review", Dated: today.AddMonths(-months), HoldsMonths: 12, Items: items}
}

// of gives where a check asks.
func of(list []Remark, c Check) string {
	var items []string
	for _, r := range list {
		if r.Check == c {
			items = append(items, r.Item)
		}
	}
	return strings.Join(items, " ")
}

func twelve(n int) []string {
	return []string{"1.1.1", "1.1.3", "1.1.4", "1.1.5", "1.1.7", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.3.3", "1.3.4", "1.3.5"}[:n]
}

// Each check has an example that it catches, and a near miss that it lets pass.
func TestWhatEachCheckCatchesAndLetsPass(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		check   Check
		answers []assessment.Answer
		proofs  []assessment.Proof
		want    string
	}{
		"claimed without proof":              {Unproved, []assessment.Answer{yes("1.1.4", "In the asset register.")}, nil, "1.1.4"},
		"claimed, and its proof ran out":     {Unproved, []assessment.Answer{yes("1.1.4", "In the asset register.")}, []assessment.Proof{proof(13, "1.1.4")}, "1.1.4"},
		"claimed with proof":                 {Unproved, []assessment.Answer{yes("1.1.4", "In the asset register.")}, []assessment.Proof{proof(2, "1.1.4")}, ""},
		"proof is welcome, and not expected": {Unproved, []assessment.Answer{yes("1.1.1", "Z123, until May.")}, nil, ""},
		"not claimed":                        {Unproved, []assessment.Answer{no("1.1.4")}, nil, ""},

		"one proof for ten":  {OneForMany, nil, []assessment.Proof{proof(2, twelve(10)...)}, "1.1.1"},
		"one proof for nine": {OneForMany, nil, []assessment.Proof{proof(2, twelve(9)...)}, ""},

		"nothing left, and four counted": {Contradiction, []assessment.Answer{yes("8.1.4", "Nothing is left."), figure(yes("8.2.1", "Ranked."), 400)}, nil, "8.1.4"},
		"nothing left, and none counted": {Contradiction, []assessment.Answer{yes("8.1.4", "Nothing is left."), figure(yes("8.2.1", "Ranked."), 0)}, nil, ""},
		"something left, and counted":    {Contradiction, []assessment.Answer{yes("8.1.4", "Two, both isolated."), figure(yes("8.2.1", "Ranked."), 200)}, nil, ""},
		"no list, and all of it":         {Contradiction, []assessment.Answer{no("10.1.1"), yes("10.1.2", "By the lawyers.")}, nil, "10.1.1"},
		"no list, and no claim":          {Contradiction, []assessment.Answer{no("10.1.1"), no("10.1.2")}, nil, ""},

		"last year's date":                  {LastYear, []assessment.Answer{yes("1.1.7", "Reviewed in June 2025 by the board.")}, nil, "1.1.7"},
		"last year's date and a newer one":  {LastYear, []assessment.Answer{yes("1.1.7", "Reviewed in June 2025 and again in May 2026.")}, nil, ""},
		"this year's date":                  {LastYear, []assessment.Answer{yes("1.1.7", "Reviewed in June 2026.")}, nil, ""},
		"a number that only looks like one": {LastYear, []assessment.Answer{yes("1.1.7", "Contract 120259.")}, nil, ""},

		"a day that is still to come":   {StillToCome, []assessment.Answer{yes("1.1.7", "All sites by 3 May 2027.")}, nil, "1.1.7"},
		"a month that is still to come": {StillToCome, []assessment.Answer{yes("1.1.7", "Rolled out in June 2027")}, nil, "1.1.7"},
		"a day in figures":              {StillToCome, []assessment.Answer{yes("1.1.7", "Done on 03/05/2027")}, nil, "1.1.7"},
		"today":                         {StillToCome, []assessment.Answer{yes("1.1.7", "All sites since 1 March 2027.")}, nil, ""},
		"the next review":               {StillToCome, []assessment.Answer{yes("1.1.7", "All sites. Next review: May 2027.")}, nil, ""},
		"a plan that claims nothing": {StillToCome, []assessment.Answer{{Item: "1.1.7", Version: 1,
			Words: assessment.Words{Reply: assessment.No, Text: "Planned for May 2027."}}}, nil, ""},

		"exactly its threshold":        {AtTheBound, []assessment.Answer{figure(yes("8.3.7", ""), 9500)}, nil, "8.3.7"},
		"a hundredth above it":         {AtTheBound, []assessment.Answer{figure(yes("8.3.7", ""), 9501)}, nil, ""},
		"exactly the months that must": {AtTheBound, []assessment.Answer{figure(yes("4.2.3", "All."), 600)}, nil, "4.2.3"},
	} {
		if got := of(review(t, c.answers, c.proofs...), c.check); got != c.want {
			t.Errorf("%s: %q asks about %q, want %q", name, c.check.Title(), got, c.want)
		}
	}
}

// What is asked about one answer by itself is what a review of all asks about it, without what sets answers beside each other.
func TestOneAnswerIsReviewedAsAmongAll(t *testing.T) {
	t.Parallel()
	in := inputs(t, []assessment.Answer{yes("7.3.4", "Tested in 2025."), yes("7.3.6", "We buy it in May 2028."), yes("8.3.4", "All sites."), no("8.1.1")},
		proof(1, "7.3.4"))
	all := Review(in)
	for _, item := range []string{"7.3.4", "7.3.6", "8.3.4", "8.1.1", "1.1.1"} {
		want := slices.DeleteFunc(slices.Clone(all), func(r Remark) bool {
			return r.Item != item || r.Check == OneForMany || r.Check == Contradiction
		})
		if got := ReviewOne(in, item); !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", item, got, want)
		}
	}
	if of(all, LastYear) == "" || of(all, StillToCome) == "" || of(all, Unproved) == "" {
		t.Errorf("the answers are to be asked about in three ways: %+v", all)
	}
}

func TestEveryRemarkAsksAndSaysWhy(t *testing.T) {
	t.Parallel()
	list := review(t, []assessment.Answer{yes("1.1.4", "In June 2025."), figure(yes("8.3.7", ""), 9500), no("10.1.1"), yes("10.1.2", "By 3 May 2027."),
		yes("8.1.4", "Nothing is left."), figure(yes("8.2.1", "x"), 100)}, proof(2, twelve(12)...))
	seen, keys := map[Check]bool{}, map[string]bool{}
	for _, r := range list {
		seen[r.Check] = true
		if !strings.Contains(r.Asks, "?") && !strings.HasPrefix(r.Asks, "Where can") || r.Why == "" || r.Item == "" {
			t.Errorf("%+v asks nothing, says no why or leads nowhere", r)
		}
		if keys[r.Key] {
			t.Errorf("two remarks have the key %s", r.Key)
		}
		keys[r.Key] = true
		for _, accuses := range []string{"wrong", "false", "must", "failed", "error", "mistake"} {
			if strings.Contains(strings.ToLower(r.Asks), accuses) {
				t.Errorf("%q accuses", r.Asks)
			}
		}
	}
	for _, c := range Checks() {
		if c.Title() == string(c) || c.Why() == "" || !seen[c] && c != OneForMany {
			t.Errorf("%s has no title, no why, or was not asked", c)
		}
	}
	if !slices.IsSortedFunc(list, func(a, b Remark) int { return slices.Index(Checks(), a.Check) - slices.Index(Checks(), b.Check) }) {
		t.Error("the remarks are not in the order of the checks")
	}
}

func TestAnExplanationHoldsForWhatItWasGivenOf(t *testing.T) {
	t.Parallel()
	before := review(t, []assessment.Answer{yes("1.1.7", "Reviewed in June 2025.")})
	replies := Replies{before[0].Key: {Key: before[0].Key, Reply: "The measures have not changed.", At: time.Now(), By: assessment.Author{Name: "Priya Nair"}}}
	if open := replies.Open(before); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
	if given := replies.Given(before); len(given) != 1 || given[0].Reply != "The measures have not changed." || given[0].Asks != before[0].Asks {
		t.Errorf("given %+v", given)
	}
	changed := yes("1.1.7", "Reviewed in July 2025.")
	changed.Version = 2
	after := review(t, []assessment.Answer{changed})
	if open := replies.Open(after); len(open) != 1 {
		t.Error("an explanation of an older answer holds for a newer one")
	}
	if given := replies.Given(after); len(given) != 0 {
		t.Errorf("the board sees a question without its answer: %+v", given)
	}
}

func TestAReplyIsOneLine(t *testing.T) {
	t.Parallel()
	if got, err := CheckReply(" The same\r\n as before. "); err != nil || got != "The same as before." {
		t.Errorf("%q, %v", got, err)
	}
	for _, s := range []string{"", " \n ", strings.Repeat("é", MaxReply+1)} {
		if _, err := CheckReply(s); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is taken: %v", s, err)
		}
	}
}
