package framework

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// The shapes of the files. They hold what is written; checker turns it into the values of this package.

type packFile struct {
	Edition string                `yaml:"edition"`
	Label   string                `yaml:"label"`
	Kind    string                `yaml:"kind"`
	Source  string                `yaml:"source"`
	Grounds map[string]string     `yaml:"grounds"`
	Years   []yearFile            `yaml:"years"`
	Sources map[string]sourceFile `yaml:"sources"`
}

type yearFile struct {
	Label     string   `yaml:"label"`
	Version   string   `yaml:"version"`
	Form      string   `yaml:"form"`
	Early     string   `yaml:"early"`
	EarlyDate string   `yaml:"early_date"`
	Deadline  string   `yaml:"deadline"`
	Note      string   `yaml:"note"`
	Source    []string `yaml:"source"`
}

type sourceFile struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
}

type standardFile struct {
	Number     string          `yaml:"number"`
	Title      string          `yaml:"title"`
	Obligation string          `yaml:"obligation"`
	Own        bool            `yaml:"own"`
	Asks       string          `yaml:"asks"`
	Why        string          `yaml:"why"`
	WhySource  []string        `yaml:"why_source"`
	Source     []string        `yaml:"source"`
	Assertions []assertionFile `yaml:"assertions"`
	LeftOut    []leftOutFile   `yaml:"left_out"`
}

type leftOutFile struct {
	ID  string `yaml:"id"`
	Why string `yaml:"why"`
}

type assertionFile struct {
	ID      string     `yaml:"id"`
	Title   string     `yaml:"title"`
	Purpose string     `yaml:"purpose"`
	Owner   string     `yaml:"owner"`
	Source  []string   `yaml:"source"`
	Items   []itemFile `yaml:"items"`
}

type itemFile struct {
	ID           string      `yaml:"id"`
	PartOf       string      `yaml:"part_of"`
	Title        string      `yaml:"title"`
	Ask          string      `yaml:"ask"`
	Figure       *figureFile `yaml:"figure"`
	Explain      string      `yaml:"explain"`
	Proof        string      `yaml:"proof"`
	ProofSuch    string      `yaml:"proof_examples"`
	Sensitive    bool        `yaml:"sensitive"`
	Satisfies    string      `yaml:"satisfies"`
	Gap          string      `yaml:"gap"`
	Mandatory    bool        `yaml:"mandatory"`
	Basis        string      `yaml:"mandatory_basis"`
	DoesNotApply string      `yaml:"does_not_apply"`
	ExemptKinds  []string    `yaml:"exempt_official"`
	RiskAccepted bool        `yaml:"risk_accepted"`
	Effect       string      `yaml:"care_effect"`
	EffectReason string      `yaml:"care_reason"`
	Chain        []string    `yaml:"chain"`
	May2017      string      `yaml:"may_2017"`
	May2017From  []string    `yaml:"may_2017_source"`
	Owner        string      `yaml:"owner"`
	CAF          []string    `yaml:"caf"`
	Note         string      `yaml:"note"`
	Source       []string    `yaml:"source"`
}

type figureFile struct {
	Label        string   `yaml:"label"`
	Subject      string   `yaml:"subject"`
	Kind         string   `yaml:"kind"`
	Unit         string   `yaml:"unit"`
	Min          *int     `yaml:"min"`
	Max          *int     `yaml:"max"`
	MaxAgeMonths int      `yaml:"max_age_months"`
	Decides      bool     `yaml:"decides"`
	Source       []string `yaml:"threshold_source"`
}

// lineIn finds the line in what the YAML reader says: "line 12: field … not found", "yaml: line 5: …".
var lineIn = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// unknownField and duplicateKey are the reader's own words for two mistakes; ours name no Go type.
var (
	unknownField = regexp.MustCompile(`^field (\S+) not found in type \S+$`)
	duplicateKey = regexp.MustCompile(`^mapping key "([^"]*)" already defined at line (\d+)$`)
	wrongKind    = regexp.MustCompile("^cannot unmarshal (!!\\w+)(?: `([^`]*)`)? into (\\S+)$")
)

// readFile decodes a file strictly into v and gives its lines. What the YAML reader refuses becomes problems; only a file
// that cannot be opened is an error. A file that is no YAML at all has a place without a node: nothing more can be said.
func readFile(fsys fs.FS, name string, v any, found *problems) (place, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return place{}, fmt.Errorf("read pack: %w", err)
	}
	at := place{file: name, problems: found}
	var tree yaml.Node
	if err := yaml.Unmarshal(b, &tree); err != nil {
		at.refuse(err.Error())
		return at, nil
	}
	if len(tree.Content) == 0 {
		at.refuse("the file is empty")
		return at, nil
	}
	at.node = tree.Content[0]
	strict := yaml.NewDecoder(bytes.NewReader(b))
	strict.KnownFields(true)
	var bad *yaml.TypeError
	switch err := strict.Decode(v); {
	case errors.As(err, &bad):
		for _, e := range bad.Errors {
			at.refuse(e)
		}
	case err != nil:
		at.refuse(err.Error())
	}
	return at, nil
}

// place is a node of a file: it knows the lines of its fields.
type place struct {
	file     string
	node     *yaml.Node
	problems *problems
}

// refuse adds a problem in the YAML reader's words, with the line that they name.
func (at place) refuse(says string) {
	line := 1
	if m := lineIn.FindStringSubmatch(says); m != nil {
		line, _ = strconv.Atoi(m[1])
		says = m[2]
	}
	if m := unknownField.FindStringSubmatch(says); m != nil {
		says = "unknown field " + m[1]
	} else if m := duplicateKey.FindStringSubmatch(says); m != nil {
		says = fmt.Sprintf("%s is given twice, first on line %s", m[1], m[2])
	} else if m := wrongKind.FindStringSubmatch(says); m != nil {
		says = fmt.Sprintf("%q does not fit here", m[2])
	}
	at.problems.add(at.file, line, "%s", says)
}

// field gives the place of a field's value, or this place where the field is missing.
func (at place) field(name string) place {
	if at.node != nil && at.node.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(at.node.Content); i += 2 {
			if at.node.Content[i].Value == name {
				return place{at.file, at.node.Content[i+1], at.problems}
			}
		}
	}
	return at
}

// has tells whether the field is written at all.
func (at place) has(name string) bool { return at.field(name).node != at.node }

// keys gives the names of a mapping's fields in the order of the file.
func (at place) keys() []string {
	if at.node == nil || at.node.Kind != yaml.MappingNode {
		return nil
	}
	var names []string
	for i := 0; i < len(at.node.Content); i += 2 {
		names = append(names, at.node.Content[i].Value)
	}
	return names
}

// entry gives the place of the nth entry of a list.
func (at place) entry(n int) place {
	if at.node != nil && at.node.Kind == yaml.SequenceNode && n < len(at.node.Content) {
		return place{at.file, at.node.Content[n], at.problems}
	}
	return at
}

// wrong adds a problem at this place.
func (at place) wrong(format string, args ...any) {
	line := 1
	if at.node != nil {
		line = at.node.Line
	}
	at.problems.add(at.file, line, format, args...)
}

// where gives "file:line".
func (at place) where() string {
	if at.node == nil {
		return at.file
	}
	return fmt.Sprintf("%s:%d", at.file, at.node.Line)
}
