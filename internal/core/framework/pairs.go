package framework

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

// Pair is two answers that do not go together, as an experienced reviewer knows. It is content: packs/EDITION/pairs.yaml.
type Pair struct {
	First, Second Side
	Asks          string // the question, as a sentence that accuses nobody
	Why           string // why it is asked
}

// Side is one of the two answers: of an item, with all that is said here.
type Side struct {
	Item  string   `yaml:"item"`
	Reply string   `yaml:"reply"` // "yes" or "no"; empty: any
	Above *int     `yaml:"above"` // the figure is more than so many whole units
	Says  []string `yaml:"says"`  // the text holds one of these, whatever their case
}

type pairsFile struct {
	Pairs []pairFile `yaml:"pairs"`
}

type pairFile struct {
	First  Side   `yaml:"first"`
	Second Side   `yaml:"second"`
	Asks   string `yaml:"asks"`
	Why    string `yaml:"why"`
}

// Pairs gives the pairs that were released with an edition, checked; none for an edition that has none.
func Pairs(edition string) ([]Pair, error) {
	all, err := embeddedPairs()
	return all[edition], err
}

var embeddedPairs = sync.OnceValues(func() (map[string][]Pair, error) {
	packs, err := Embedded()
	if err != nil {
		return nil, err
	}
	files, err := fs.Sub(released, "packs")
	if err != nil {
		return nil, fmt.Errorf("open embedded packs: %w", err)
	}
	return loadPairs(files, packs)
})

// loadPairs reads the pairs of packs, and tells what is wrong with them by file and line.
func loadPairs(fsys fs.FS, packs []Pack) (map[string][]Pair, error) {
	all := map[string][]Pair{}
	var found problems
	for _, p := range packs {
		name := p.Edition + "/pairs.yaml"
		if _, err := fs.Stat(fsys, name); err != nil {
			continue
		}
		var f pairsFile
		at, err := readFile(fsys, name, &f, &found)
		if err != nil {
			return nil, err
		}
		for i, one := range f.Pairs {
			here := at.field("pairs").entry(i)
			required(here, "pair", "asks", one.Asks)
			required(here, "pair", "why", one.Why)
			checkSide(here.field("first"), p, one.First)
			checkSide(here.field("second"), p, one.Second)
			all[p.Edition] = append(all[p.Edition], Pair(one))
		}
	}
	return all, found.err()
}

func checkSide(at place, p Pack, s Side) {
	item, ok := p.Item(s.Item)
	switch {
	case !ok:
		at.wrong("there is no item %q", s.Item)
	case !slices.Contains([]string{"", "yes", "no"}, s.Reply):
		at.wrong("reply is yes, no or left out")
	case s.Above != nil && (item.Figure == nil || item.Figure.Kind == Date):
		at.wrong("%s has no number that could be above anything", s.Item)
	case s.Reply == "" && s.Above == nil && len(s.Says) == 0:
		at.wrong("say what is answered: reply, above or says")
	}
}
