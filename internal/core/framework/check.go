package framework

import (
	"slices"
	"strings"

	"cyberready/internal/core/day"
)

// The words that content may use.
var (
	obligations = []string{"People", "Process", "Technology"}
	proofs      = []string{string(ProofRequired), string(ProofWelcome), string(ProofNone)}
	effects     = []string{string(StopsCare), string(DelaysCare), string(ExposesRecord), string(WeakensProof)}
	figures     = []string{string(Percent), string(Number), string(Date)}
	kinds       = []string{string(NDG)}
	forms       = []string{"ten standards", "CAF-aligned"}
	earlies     = []string{"", "baseline", "interim"}
	// links of the story "could 12 May 2017 happen here?"
	links = []string{"way in", "weakness", "spread", "detection", "restore", "communication", "care on paper", "supplier"}
)

// checker turns what is written into the values of this package and collects what is wrong with it.
type checker struct {
	head     packFile
	problems *problems
	ids      map[string]string // every id of the pack, and where it was first given
	items    map[string]itemFile
	parts    []part
}

// part is an item that says it is part of another, which may stand further down.
type part struct {
	at   place
	item itemFile
}

func (c *checker) pack(at place) Pack {
	f := c.head
	for _, need := range []struct{ name, value string }{{"edition", f.Edition}, {"label", f.Label}, {"source", f.Source}} {
		required(at, "pack", need.name, need.value)
	}
	known(at.field("kind"), "kind", f.Kind, kinds)
	p := Pack{Edition: f.Edition, Label: f.Label, Kind: Kind(f.Kind), Source: f.Source}
	for i, y := range f.Years {
		p.Years = append(p.Years, c.year(at.field("years").entry(i), y))
	}
	// in the order of the file, which a map does not keep
	for _, key := range at.field("sources").keys() {
		s := f.Sources[key]
		required(at.field("sources").field(key), "source "+key, "title", s.Title)
		p.Sources = append(p.Sources, Source(s))
	}
	return p
}

func (c *checker) year(at place, f yearFile) OfficialYear {
	required(at, "year", "label", f.Label)
	known(at.field("form"), "form", f.Form, forms)
	known(at.field("early"), "early", f.Early, earlies)
	y := OfficialYear{Label: f.Label, Version: f.Version, Form: f.Form, Early: f.Early, Note: f.Note}
	y.Deadline = date(at, "deadline", f.Deadline)
	if y.Deadline.IsZero() && f.Deadline == "" {
		at.wrong("year %s lacks deadline", f.Label)
	}
	y.EarlyDay = date(at, "early_date", f.EarlyDate)
	if (f.Early == "") != (f.EarlyDate == "") {
		at.wrong("year %s needs both early and early_date, or neither", f.Label)
	}
	y.Source = c.sources(at, "year "+f.Label, "source", f.Source)
	return y
}

func (c *checker) standard(at place, f standardFile) Standard {
	name := "standard " + f.Number
	c.id(at.field("number"), "standard", f.Number)
	for _, need := range []struct{ name, value string }{{"title", f.Title}, {"asks", f.Asks}} {
		required(at, name, need.name, need.value)
	}
	if f.Own {
		if f.Obligation != "" {
			at.field("obligation").wrong("%s is our own and stands under no obligation", name)
		}
	} else {
		known(at.field("obligation"), "obligation", f.Obligation, obligations)
	}
	s := Standard{Number: f.Number, Title: f.Title, Obligation: f.Obligation, Asks: f.Asks, Why: f.Why, Own: f.Own}
	s.Source = c.sources(at, name, "source", f.Source)
	s.WhySource = c.told(at, name, "why", f.Why, f.WhySource)
	for i, a := range f.Assertions {
		s.Assertions = append(s.Assertions, c.assertion(at.field("assertions").entry(i), a, f.Own))
	}
	for i, l := range f.LeftOut {
		here := at.field("left_out").entry(i)
		c.id(here.field("id"), "left out item", l.ID)
		required(here, "left out item "+l.ID, "why", l.Why)
		s.LeftOut = append(s.LeftOut, LeftOut(l))
	}
	return s
}

func (c *checker) assertion(at place, f assertionFile, own bool) Assertion {
	name := "assertion " + f.ID
	c.id(at.field("id"), "assertion", f.ID)
	for _, need := range []struct{ name, value string }{{"title", f.Title}, {"purpose", f.Purpose}, {"owner", f.Owner}} {
		required(at, name, need.name, need.value)
	}
	a := Assertion{ID: f.ID, Title: f.Title, Purpose: f.Purpose, Owner: f.Owner}
	a.Source = c.sources(at, name, "source", f.Source)
	for i, it := range f.Items {
		here := at.field("items").entry(i)
		a.Items = append(a.Items, c.item(here, it, own))
		if !strings.HasPrefix(it.ID, f.ID+".") {
			here.field("id").wrong("item %s stands under assertion %s", it.ID, f.ID)
		}
	}
	return a
}

// id checks that an id is given, and only once in the pack.
func (c *checker) id(here place, what, id string) {
	if id == "" {
		here.wrong("%s lacks its id", what)
		return
	}
	if first, twice := c.ids[id]; twice {
		here.wrong("%s %s is given twice, first at %s", what, id, first)
		return
	}
	c.ids[id] = here.where()
}

// sources turns names of the table into the titles that people read.
func (c *checker) sources(at place, name, field string, keys []string) string {
	if len(keys) == 0 {
		at.wrong("%s lacks %s", name, field)
	}
	var titles []string
	for i, k := range keys {
		s, ok := c.head.Sources[k]
		if !ok {
			at.field(field).entry(i).wrong("unknown source %q", k)
			continue
		}
		titles = append(titles, s.Title)
	}
	return strings.Join(titles, "; ")
}

// told gives the sources of a sentence about May 2017: the sentence needs one, and none stands without it.
func (c *checker) told(at place, name, field, sentence string, keys []string) string {
	if sentence == "" {
		if len(keys) > 0 {
			at.field(field+"_source").wrong("%s has %s_source without %s", name, field, field)
		}
		return ""
	}
	return c.sources(at, name, field+"_source", keys)
}

// checkParts runs last, when every item is known.
func (c *checker) checkParts() {
	for _, p := range c.parts {
		here := p.at.field("part_of")
		whole, ok := c.items[p.item.PartOf]
		switch {
		case !ok:
			here.wrong("item %s is part of %s, which is not in this pack", p.item.ID, p.item.PartOf)
		case whole.PartOf != "":
			here.wrong("item %s is part of %s, which is itself a part", p.item.ID, p.item.PartOf)
		case whole.Mandatory != p.item.Mandatory:
			p.at.field("mandatory").wrong("item %s must be mandatory exactly when %s is, of which it is part", p.item.ID, p.item.PartOf)
		}
	}
}

func required(at place, name, field, value string) {
	if strings.TrimSpace(value) == "" {
		at.field(field).wrong("%s lacks %s", name, field)
	}
}

func known(at place, field, word string, words []string) {
	if !slices.Contains(words, word) {
		at.wrong("unknown %s %q: use %s", field, word, strings.Join(words, ", "))
	}
}

func date(at place, field, written string) day.Day {
	d, err := day.Parse(written)
	if err != nil {
		at.field(field).wrong("%s must be a date such as 2027-06-30, not %q", field, written)
	}
	return d
}
