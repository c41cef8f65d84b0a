package framework

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Scales are the words in which an independent assessor concludes. They are content: packs/EDITION/scales.yaml.
type Scales struct {
	Risk       Scale
	Confidence Scale
	Note       string // what is uncertain about them
	Source     string // an address
}

// Scale is one question and its words, from the best to the worst.
type Scale struct {
	Asks   string
	Levels []Level
}

// Level is one word of a scale.
type Level struct {
	Word  string `yaml:"word"`
	Means string `yaml:"means"`
	From  int    `yaml:"from"` // the least share in percent at which the service itself would say it; 0 for the last
}

// Has tells whether a word is of the scale.
func (s Scale) Has(word string) bool {
	return slices.ContainsFunc(s.Levels, func(l Level) bool { return l.Word == word })
}

// At gives the level that so many of so many come to; the last level of none at all.
func (s Scale) At(n, of int) Level {
	for _, l := range s.Levels {
		if of > 0 && n*100 >= l.From*of {
			return l
		}
	}
	return s.Levels[len(s.Levels)-1]
}

type scalesFile struct {
	Note       string    `yaml:"note"`
	Source     string    `yaml:"source"`
	Risk       scaleFile `yaml:"risk"`
	Confidence scaleFile `yaml:"confidence"`
}

type scaleFile struct {
	Asks   string  `yaml:"asks"`
	Levels []Level `yaml:"levels"`
}

// ScalesOf gives the scales that were released with an edition, checked.
func ScalesOf(edition string) (Scales, error) {
	all, err := embeddedScales()
	if err != nil {
		return Scales{}, err
	}
	s, ok := all[edition]
	if !ok {
		return s, fmt.Errorf("the edition %s has no scales for an independent assessment", edition)
	}
	return s, nil
}

var embeddedScales = sync.OnceValues(func() (map[string]Scales, error) {
	packs, err := Embedded()
	if err != nil {
		return nil, err
	}
	files, err := fs.Sub(released, "packs")
	if err != nil {
		return nil, fmt.Errorf("open embedded packs: %w", err)
	}
	return loadScales(files, packs)
})

// loadScales reads the scales of packs, and tells what is wrong with them by file and line.
func loadScales(fsys fs.FS, packs []Pack) (map[string]Scales, error) {
	all := map[string]Scales{}
	var found problems
	for _, p := range packs {
		var f scalesFile
		at, err := readFile(fsys, p.Edition+"/scales.yaml", &f, &found)
		if err != nil {
			return nil, err
		}
		required(at, "scales", "note", f.Note)
		if !strings.HasPrefix(f.Source, "https://") {
			at.field("source").wrong("give an address that begins with https://")
		}
		checkScale(at.field("risk"), f.Risk)
		checkScale(at.field("confidence"), f.Confidence)
		all[p.Edition] = Scales{Risk: Scale(f.Risk), Confidence: Scale(f.Confidence), Note: f.Note, Source: f.Source}
	}
	return all, found.err()
}

func checkScale(at place, s scaleFile) {
	required(at, "scale", "asks", s.Asks)
	if len(s.Levels) < 2 {
		at.wrong("a scale has at least two levels")
		return
	}
	for i, l := range s.Levels {
		here := at.field("levels").entry(i)
		required(here, "level", "word", l.Word)
		required(here, "level", "means", l.Means)
		last := i == len(s.Levels)-1
		switch {
		case last && l.From != 0:
			here.wrong("the last level holds from 0 on")
		case i > 0 && l.From >= s.Levels[i-1].From, l.From < 0, l.From > 100:
			here.wrong("levels stand from the best to the worst, each from a lower share on than the one before")
		}
	}
}
