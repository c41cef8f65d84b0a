package framework

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/rows.txt anew; read it whole before you commit it")

// The released content as people meet it: one block an item, to be read whole whenever it changes.
func TestEveryItemAsItsPageRow(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := ndg(t)
	fmt.Fprintf(&out, "%s\n%s\n", p.Label, p.Source)
	for _, s := range p.Standards {
		fmt.Fprintf(&out, "\n\nSTANDARD %s  %s  (%s)\n%s\n", s.Number, s.Title, s.Obligation, s.Asks)
		if s.Why != "" {
			fmt.Fprintf(&out, "May 2017: %s [%s]\n", s.Why, s.WhySource)
		}
		for _, a := range s.Assertions {
			fmt.Fprintf(&out, "\nAssertion %s  %s\n%s Owner: %s. [%s]\n", a.ID, a.Title, a.Purpose, a.Owner, a.Source)
			for _, it := range a.Items {
				row(&out, it)
			}
		}
		for _, l := range s.LeftOut {
			fmt.Fprintf(&out, "\n%s is left out: %s\n", l.ID, l.Why)
		}
	}
	const golden = "testdata/rows.txt"
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Error("the content differs from testdata/rows.txt: read what changed, then run go test -update")
	}
}

func row(out *bytes.Buffer, it Item) {
	say := func(label, words string) {
		if words != "" {
			fmt.Fprintf(out, "    %-10s %s\n", label, words)
		}
	}
	mark := "o"
	if it.Mandatory {
		mark = "M"
	}
	fmt.Fprintf(out, "\n  %-7s %s  %s\n", it.ID, mark, it.Title)
	if it.PartOf != "" {
		say("part of", it.PartOf)
	}
	say("ask", it.Ask)
	if f := it.Figure; f != nil {
		unit := string(f.Kind)
		if f.Unit != "" {
			unit += ", " + f.Unit
		}
		say("figure", fmt.Sprintf("%s (%s)", f.Label, unit))
		if f.Bounded() {
			say("bound", f.Subject+": "+f.BoundWords())
		}
	}
	say("explain", it.Explain)
	proof := string(it.Proof)
	if it.Sensitive {
		proof += ", better not uploaded"
	}
	if it.ProofSuch != "" {
		proof += ": " + it.ProofSuch
	}
	say("proof", proof)
	say("satisfies", it.Satisfies)
	say("gap", it.Gap)
	say("effect", fmt.Sprintf("%s: %s", it.Effect, it.EffectReason))
	say("story", strings.Join(it.Chain, ", "))
	if it.May2017 != "" {
		say("May 2017", fmt.Sprintf("%s [%s]", it.May2017, it.May2017From))
	}
	say("n/a", it.DoesNotApply)
	say("exempt", it.ExemptWords())
	if it.RiskAccepted {
		say("risk", "an accepted risk counts as in place, by the item's own wording")
	}
	say("note", it.Note)
	say("", it.MandatoryWords()+". Owner: "+it.Owner+".")
	say("source", it.Source)
}

func TestMandatoryItemsPerStandard(t *testing.T) {
	t.Parallel()
	counted, questions := map[string]int{}, 0
	for _, q := range ndg(t).Questions() {
		questions++
		if q.Counts() {
			counted[q.Standard]++
		}
	}
	total := 0
	for n, want := range map[string]int{"1": 21, "2": 2, "3": 9, "4": 16, "5": 3, "6": 13, "7": 12, "8": 17, "9": 30, "10": 5, "x": 0} {
		total += counted[n]
		if counted[n] != want {
			t.Errorf("standard %s counts %d items, want %d", n, counted[n], want)
		}
	}
	if total != 128 || questions != 159 {
		t.Errorf("%d items count, in %d questions; want 128 in 159", total, questions)
	}
}

// reference finds what belongs in a source field and not in a sentence.
var reference = regexp.MustCompile(`\bS[1-8]\b|\.md\b|\.yaml\b|https?://|\bN[12]\b|\bP[123]\b|\[|\]|  `)

func TestSentencesReadPlainly(t *testing.T) {
	t.Parallel()
	words := func(id, what, s string, most int) {
		if n := len(strings.Fields(s)); n > most {
			t.Errorf("%s: %s has %d words, at most %d are read: %q", id, what, n, most, s)
		}
	}
	stops := 0
	questions := ndg(t).Questions()
	for _, q := range questions {
		sentence := func(what, s string) {
			if s != "" && !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %s is no sentence: %q", q.ID, what, s)
			}
		}
		sentence("gap", q.Gap)
		sentence("satisfies", q.Satisfies)
		sentence("care_reason", q.EffectReason)
		sentence("may_2017", q.May2017)
		sentence("note", q.Note)
		if q.Ask != "" && !strings.HasSuffix(q.Ask, "?") {
			t.Errorf("%s asks no question: %q", q.ID, q.Ask)
		}
		words(q.ID, "title", q.Title, 8)
		words(q.ID, "gap", q.Gap, 28)
		words(q.ID, "ask", q.Ask, 36)
		all := strings.Join([]string{q.Title, q.Ask, q.Gap, q.Satisfies, q.Explain, q.EffectReason, q.May2017, q.Note, q.ProofSuch, q.DoesNotApply}, "\n")
		if m := reference.FindString(all); m != "" {
			t.Errorf("%s: %q belongs in a source field", q.ID, m)
		}
		if strings.Contains(all, "SIRO") && !strings.Contains(strings.ToLower(all), "senior information risk owner") {
			t.Errorf("%s speaks of the SIRO and never says who that is", q.ID)
		}
		if q.Effect == StopsCare {
			stops++
		}
		if q.Exemptible {
			t.Errorf("%s is exemptible as released", q.ID)
		}
	}
	if stops*4 > len(questions) {
		t.Errorf("%d of %d items stop care: the effect means nothing when it is said of more than a quarter", stops, len(questions))
	}
	for _, s := range ndg(t).Standards {
		for _, a := range s.Assertions {
			words(a.ID, "title", a.Title, 10)
		}
	}
}

func TestEverySourceIsUsed(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	used := map[string]bool{}
	use := func(titles string) {
		for _, title := range strings.Split(titles, "; ") {
			used[title] = true
		}
	}
	for _, s := range p.Standards {
		use(s.Source)
		use(s.WhySource)
		for _, a := range s.Assertions {
			use(a.Source)
		}
	}
	for _, q := range p.Questions() {
		use(q.Source)
		use(q.May2017From)
		if q.Figure != nil {
			use(q.Figure.Source)
		}
	}
	for _, y := range p.Years {
		use(y.Source)
	}
	for _, c := range p.Chains {
		use(c.Source)
		for _, l := range c.Links {
			use(l.From)
		}
	}
	for _, topics := range [][]Topic{p.Boards.Basics, p.Boards.Questions, p.Boards.Principles} {
		for _, one := range topics {
			use(one.Source)
		}
	}
	use(p.Lost.KnownSource)
	use(p.Lost.EstimatedSource)
	use(p.Lost.TrustsSource)
	for _, s := range p.Sources {
		if !used[s.Title] {
			t.Errorf("nothing names %q", s.Title)
		}
	}
}

func TestTheReleasedPackIsSoundAndNamed(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	if p.Edition != "ndg-2023-24" || p.Label != "the ten standards, on the 2023-24 items" || p.Revision != 0 || len(p.Standards) != 11 {
		t.Errorf("got %s, %q, revision %d, %d standards", p.Edition, p.Label, p.Revision, len(p.Standards))
	}
	if y, ok := p.Year("2022-23"); !ok || y.EarlyDay.String() != "2023-02-28" || y.Deadline.String() != "2023-06-30" {
		t.Errorf("2022-23 came out as %+v", y)
	}
	if _, ok := p.Year("2035-36"); ok {
		t.Error("the pack knows a year that nobody has announced")
	}
}
