package framework

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Topic is something that boards are told to ask about, and where the record answers it. Which questions of the pack answer
// it is our reading.
type Topic struct {
	ID       string    `json:"id"`
	Group    string    `json:"group"` // of questions that stand together; may be empty
	Title    string    `json:"title"` // "Phishing"; empty for a question, which is its own title
	Ask      string    `json:"ask"`   // the question; may be empty for a principle
	Source   string    `json:"source"`
	Record   []Part    `json:"record"` // what else of the record answers it
	Cannot   string    `json:"cannot"` // what no record can say; may be empty
	Who      string    `json:"who"`    // who can say what the record cannot: "the head of IT"
	Deciding []Decider `json:"items"`
}

// Part is a part of the record that answers beside the questions of the pack.
type Part string

// The parts.
const (
	PlanPart     Part = "plan"
	RisksPart    Part = "risks"
	OfficesPart  Part = "offices"
	ServicesPart Part = "services"
	BoardPart    Part = "board"    // signatures and what meetings decided
	OfficialPart Part = "official" // the official status
	PositionPart Part = "position" // the verdict of the report
	AuditPart    Part = "audit"    // what an independent assessor found
)

func parts() []Part {
	return []Part{PlanPart, RisksPart, OfficesPart, ServicesPart, BoardPart, OfficialPart, PositionPart, AuditPart}
}

// ForBoards is what boards are told to ask. Older snapshots have none.
type ForBoards struct {
	Basics     []Topic  `json:"basics"`     // those that every board is told to ask about by name
	People     []string `json:"people"`     // ids of the questions that count people and training
	Questions  []Topic  `json:"questions"`  // in the order of their groups
	Principles []Topic  `json:"principles"` // of the Cyber Governance Code of Practice
}

// IsZero tells whether the pack has nothing of it.
func (f ForBoards) IsZero() bool {
	return len(f.Basics)+len(f.People)+len(f.Questions)+len(f.Principles) == 0
}

type boardFile struct {
	Basics     []topicFile `yaml:"basics"`
	People     []string    `yaml:"people"`
	Questions  []topicFile `yaml:"questions"`
	Principles []topicFile `yaml:"principles"`
}

type topicFile struct {
	ID     string        `yaml:"id"`
	Group  string        `yaml:"group"`
	Title  string        `yaml:"title"`
	Ask    string        `yaml:"ask"`
	Source []string      `yaml:"source"`
	Record []string      `yaml:"record"`
	Cannot string        `yaml:"cannot"`
	Who    string        `yaml:"who"`
	Items  []deciderFile `yaml:"items"`
}

// board reads board.yaml, which a pack need not have, when every item of the pack is known.
func (c *checker) board(fsys fs.FS, folder string, p *Pack) error {
	name := folder + "/board.yaml"
	if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var f boardFile
	at, err := readFile(fsys, name, &f, c.problems)
	if err != nil || at.node == nil {
		return err
	}
	p.Boards = ForBoards{
		Basics: c.topics(at, "basics", f.Basics), Questions: c.topics(at, "questions", f.Questions),
		Principles: c.topics(at, "principles", f.Principles), People: f.People,
	}
	for i, id := range f.People {
		if _, known := c.items[id]; !known {
			at.field("people").entry(i).wrong("people names item %s, which is not in this pack", id)
		}
	}
	return nil
}

func (c *checker) topics(at place, list string, files []topicFile) []Topic {
	var out []Topic
	ids := map[string]bool{}
	group := ""
	for i, f := range files {
		here := at.field(list).entry(i)
		if ids[f.ID] {
			here.field("id").wrong("%s: %s is given twice", list, f.ID)
		}
		if f.Group != group && slices.ContainsFunc(out, func(t Topic) bool { return t.Group == f.Group }) {
			here.field("group").wrong("the group %q stands in two places", f.Group)
		}
		ids[f.ID], group = true, f.Group
		out = append(out, c.topic(here, f))
	}
	return out
}

func (c *checker) topic(at place, f topicFile) Topic {
	name := "topic " + f.ID
	required(at, name, "id", f.ID)
	required(at, name, "who", f.Who)
	if strings.TrimSpace(f.Title+f.Ask) == "" {
		at.wrong("%s lacks a title and a question", name)
	}
	if len(f.Items)+len(f.Record) == 0 && f.Cannot == "" {
		at.wrong("%s names nothing that answers it, and not what the record cannot say", name)
	}
	out := Topic{ID: f.ID, Group: f.Group, Title: f.Title, Ask: f.Ask, Source: c.sources(at, name, "source", f.Source), Cannot: f.Cannot, Who: f.Who,
		Deciding: c.deciders(at, name, f.Items)}
	for i, r := range f.Record {
		if !slices.Contains(parts(), Part(r)) {
			at.field("record").entry(i).wrong("%s names %q, which is no part of the record", name, r)
		}
		out.Record = append(out.Record, Part(r))
	}
	return out
}
