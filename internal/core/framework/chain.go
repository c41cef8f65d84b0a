package framework

import (
	"errors"
	"io/fs"
	"strings"
)

// Chain is a story of an attack, from the way in to the patient: which few questions decide each link is our reading.
type Chain struct {
	ID     string `json:"id"`    // "may-2017"
	Title  string `json:"title"` // "Could 12 May 2017 happen here?"
	Story  string `json:"story"` // two or three plain sentences
	Source string `json:"source"`
	Links  []Link `json:"links"` // in the order of the attack; at least two
}

// Link is one step of the attack, and what would stop it there.
type Link struct {
	ID       string    `json:"id"`
	Step     string    `json:"step"`     // of the attack: "Spread inside"
	Title    string    `json:"title"`    // what would stop it there: "Walled off inside"
	Holds    string    `json:"holds"`    // what is true then: "One infected machine cannot reach the rest."
	Happened string    `json:"happened"` // what was seen in May 2017; may be empty
	From     string    `json:"happened_source"`
	Deciding []Decider `json:"items"` // what it hangs on; at least one
}

// Decider is a question without which a link does not hold.
type Decider struct {
	Item string `json:"id"`
	Why  string `json:"why"`
}

// Appointments are what the attack of May 2017 cost, as its sources have it.
type Appointments struct {
	Known           int    `json:"known"` // known to have been cancelled
	KnownSource     string `json:"known_source"`
	Estimated       int    `json:"estimated"` // estimated in all
	EstimatedSource string `json:"estimated_source"`
	Trusts          int    `json:"trusts"` // over how many affected trusts
	TrustsSource    string `json:"trusts_source"`
}

// IsZero tells whether the pack names no figures.
func (a Appointments) IsZero() bool { return a == Appointments{} }

type chainsFile struct {
	Chains []chainFile      `yaml:"chains"`
	Lost   appointmentsFile `yaml:"appointments"`
}

type chainFile struct {
	ID     string     `yaml:"id"`
	Title  string     `yaml:"title"`
	Story  string     `yaml:"story"`
	Source []string   `yaml:"source"`
	Links  []linkFile `yaml:"links"`
}

type linkFile struct {
	ID       string        `yaml:"id"`
	Step     string        `yaml:"step"`
	Title    string        `yaml:"title"`
	Holds    string        `yaml:"holds"`
	Happened string        `yaml:"happened"`
	From     []string      `yaml:"happened_source"`
	Items    []deciderFile `yaml:"items"`
}

type deciderFile struct {
	ID  string `yaml:"id"`
	Why string `yaml:"why"`
}

type appointmentsFile struct {
	Known           int      `yaml:"known"`
	KnownSource     []string `yaml:"known_source"`
	Estimated       int      `yaml:"estimated"`
	EstimatedSource []string `yaml:"estimated_source"`
	Trusts          int      `yaml:"trusts"`
	TrustsSource    []string `yaml:"trusts_source"`
}

// chains reads chains.yaml, which a pack need not have, when every item of the pack is known.
func (c *checker) chains(fsys fs.FS, folder string, p *Pack) error {
	name := folder + "/chains.yaml"
	if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var f chainsFile
	at, err := readFile(fsys, name, &f, c.problems)
	if err != nil || at.node == nil {
		return err
	}
	ids := map[string]bool{}
	for i, one := range f.Chains {
		here := at.field("chains").entry(i)
		if ids[one.ID] {
			here.field("id").wrong("chain %s is given twice", one.ID)
		}
		ids[one.ID] = true
		p.Chains = append(p.Chains, c.chain(here, one))
	}
	if at.has("appointments") {
		p.Lost = c.appointments(at.field("appointments"), f.Lost)
	}
	return nil
}

func (c *checker) chain(at place, f chainFile) Chain {
	name := "chain " + f.ID
	for _, need := range []struct{ name, value string }{{"id", f.ID}, {"title", f.Title}, {"story", f.Story}} {
		required(at, name, need.name, need.value)
	}
	if len(f.Links) < 2 {
		at.field("links").wrong("%s has fewer than two links", name)
	}
	out := Chain{ID: f.ID, Title: f.Title, Story: f.Story, Source: c.sources(at, name, "source", f.Source)}
	ids := map[string]bool{}
	for i, l := range f.Links {
		here := at.field("links").entry(i)
		if ids[l.ID] {
			here.field("id").wrong("link %s is given twice", l.ID)
		}
		ids[l.ID] = true
		out.Links = append(out.Links, c.link(here, l))
	}
	return out
}

func (c *checker) link(at place, f linkFile) Link {
	name := "link " + f.ID
	for _, need := range []struct{ name, value string }{{"id", f.ID}, {"step", f.Step}, {"title", f.Title}, {"holds", f.Holds}} {
		required(at, name, need.name, need.value)
	}
	if len(f.Items) == 0 {
		at.wrong("%s names no item", name)
	}
	out := Link{ID: f.ID, Step: f.Step, Title: f.Title, Holds: f.Holds, Happened: f.Happened, From: c.told(at, name, "happened", f.Happened, f.From)}
	out.Deciding = c.deciders(at, name, f.Items)
	return out
}

// deciders reads the questions that decide something, each whole, once and with its reason.
func (c *checker) deciders(at place, name string, files []deciderFile) []Decider {
	var out []Decider
	named := map[string]bool{}
	for i, d := range files {
		here := at.field("items").entry(i)
		item, known := c.items[d.ID]
		switch {
		case !known:
			here.field("id").wrong("%s names item %s, which is not in this pack", name, d.ID)
		case item.PartOf != "":
			here.field("id").wrong("%s names %s, which is a part: name %s", name, d.ID, item.PartOf)
		case named[d.ID]:
			here.field("id").wrong("%s names item %s twice", name, d.ID)
		}
		named[d.ID] = true
		if strings.TrimSpace(d.Why) == "" {
			here.wrong("item %s of %s lacks why", d.ID, name)
		}
		out = append(out, Decider{Item: d.ID, Why: d.Why})
	}
	return out
}

func (c *checker) appointments(at place, f appointmentsFile) Appointments {
	if f.Known <= 0 || f.Trusts <= 0 || f.Estimated < f.Known {
		at.wrong("appointments need a known figure, an estimated one that is not smaller, and the number of trusts")
	}
	return Appointments{
		Known: f.Known, KnownSource: c.sources(at, "appointments", "known_source", f.KnownSource),
		Estimated: f.Estimated, EstimatedSource: c.sources(at, "appointments", "estimated_source", f.EstimatedSource),
		Trusts: f.Trusts, TrustsSource: c.sources(at, "appointments", "trusts_source", f.TrustsSource),
	}
}
