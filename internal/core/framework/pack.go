// Package framework holds what an assessment is made against: a pack of standards, their assertions and items.
//
// A pack is content, not code: YAML files under packs/, read and checked at start (Load). An administrator may change
// whether an item is mandatory without a release; that makes revision n of the edition (Pack.With). A frozen
// snapshot carries its effective pack whole, so that no published result ever depends on these files.
package framework

// Pack is one edition of the standards with its items, at one revision.
//
// Look things up with Item, Question, Assertion, Standard and Questions: they use an index that Load, With and reading
// from JSON build once. A Pack is read only and may be shared; a changed one is a new value.
type Pack struct {
	Edition   string         `json:"edition"`               // "ndg-2023-24"
	Label     string         `json:"label"`                 // "the ten standards, on the 2023-24 items": said wherever a year that runs on it is named
	Kind      Kind           `json:"kind"`                  // which rules of the score apply
	Revision  int            `json:"revision"`              // 0 as released, n after n changes by administrators
	Source    string         `json:"source"`                // where the content comes from, and what is uncertain about it
	Standards []Standard     `json:"standards"`             // in reading order; the product's own standard ("x") last
	Years     []OfficialYear `json:"years"`                 // dates of the official toolkit, oldest first
	Sources   []Source       `json:"sources"`               // everything that the Source fields name, by the same titles
	Chains    []Chain        `json:"chains,omitzero"`       // stories of an attack, each a chain of links; older snapshots have none
	Lost      Appointments   `json:"appointments,omitzero"` // what the attack of May 2017 cost in appointments

	Boards ForBoards `json:"boards,omitzero"` // what boards are told to ask

	index *index
}

// Kind says by which rules a pack is scored.
type Kind string

// NDG is the form of the ten National Data Guardian standards: items, assertions, standards.
const NDG Kind = "ndg"

// Standard is one of the ten, or the product's own ("x"), which is shown and counts nowhere.
type Standard struct {
	Number     string      `json:"number"`     // "1" to "10", or "x"
	Title      string      `json:"title"`      // "Continuity planning"
	Obligation string      `json:"obligation"` // People, Process or Technology; empty for our own
	Asks       string      `json:"asks"`       // two plain sentences on what it asks
	Why        string      `json:"why"`        // what happened in May 2017 without it; may be empty
	WhySource  string      `json:"why_source"` // who says so; empty when Why is
	Source     string      `json:"source"`
	Own        bool        `json:"own"` // the product's own, not one of the ten: outside every count
	Assertions []Assertion `json:"assertions"`
	LeftOut    []LeftOut   `json:"left_out"` // official numbers that the pack does not ask, each with its reason
}

// LeftOut is an official item that the pack does not ask.
type LeftOut struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}

// Assertion is a group of items that one owner confirms in one action.
type Assertion struct {
	ID      string `json:"id"`      // "7.3"; our own begin with x
	Title   string `json:"title"`   // at most ten words
	Purpose string `json:"purpose"` // one plain sentence
	Owner   string `json:"owner"`   // the post that usually owns it
	Source  string `json:"source"`
	Items   []Item `json:"items"`
}

// Item is one question: one answer row, one version number.
type Item struct {
	ID           string   `json:"id"`             // "7.3.5"; our own begin with x
	PartOf       string   `json:"part_of"`        // "8.3.7" for 8.3.7b: the second question of one item, counted once, in place when all its parts are
	Title        string   `json:"title"`          // noun phrase, for lists and gaps
	Gap          string   `json:"gap"`            // one sentence for a board member, said when it is not in place
	Ask          string   `json:"ask"`            // yes/no question whose Yes means in place; empty only where a bounded figure alone decides
	Figure       *Figure  `json:"figure"`         // the figure that decides or informs
	Explain      string   `json:"explain"`        // label of the text that a Yes must carry; empty if none is needed
	Proof        Expected `json:"proof"`          // whether named proof is expected
	ProofSuch    string   `json:"proof_examples"` // what such proof is
	Sensitive    bool     `json:"sensitive"`      // the proof is better not uploaded
	Mandatory    bool     `json:"mandatory"`      // for trusts, in the effective pack
	Basis        string   `json:"mandatory_basis"`
	DoesNotApply string   `json:"does_not_apply"`  // the plain condition under which it may be said not to apply; empty: never
	Exemptible   bool     `json:"exemptible"`      // an administrator has allowed exemption; false in every released pack
	ExemptKinds  []string `json:"exempt_official"` // what waives it in official forms for other organisations: information only
	RiskAccepted bool     `json:"risk_accepted"`   // the item's own wording takes a recorded, accepted risk as being in place
	Effect       Effect   `json:"care_effect"`     // our reading
	EffectReason string   `json:"care_reason"`     // one sentence why
	Chain        []string `json:"chain"`           // links of "could 12 May 2017 happen here?"
	Satisfies    string   `json:"satisfies"`       // what would satisfy this
	May2017      string   `json:"may_2017"`        // what happened without it; may be empty
	May2017From  string   `json:"may_2017_source"` // who says so; empty when May2017 is
	Owner        string   `json:"owner"`           // the post that usually answers
	CAF          []string `json:"caf"`             // outcome references, empty until sourced
	Note         string   `json:"note"`            // what is uncertain about our reading; may be empty
	Source       string   `json:"source"`
}

// Expected says whether named proof is expected with a claim.
type Expected string

// The three degrees of expectation.
const (
	ProofRequired Expected = "required"
	ProofWelcome  Expected = "welcome"
	ProofNone     Expected = "none"
)

// Effect is what failing an item can do to care: our reading, the only thing by which gaps are ranked (DESIGN §3).
type Effect string

// The four effects, gravest first.
const (
	StopsCare     Effect = "stops care"
	DelaysCare    Effect = "delays care"
	ExposesRecord Effect = "exposes records"
	WeakensProof  Effect = "weakens proof"
)

// Rank orders effects, 0 the gravest; an unknown effect comes last.
func (e Effect) Rank() int {
	for i, known := range []Effect{StopsCare, DelaysCare, ExposesRecord, WeakensProof} {
		if e == known {
			return i
		}
	}
	return 4
}

// Figure is the one figure that an item asks for.
type Figure struct {
	Label        string     `json:"label"`
	Subject      string     `json:"subject"` // what is compared, as a sentence begins: "the last full restore"; empty without a bound
	Kind         FigureKind `json:"kind"`
	Unit         string     `json:"unit"`           // days, people, systems; empty for dates and percentages
	Min          *int       `json:"min"`            // whole units; in place at or above
	Max          *int       `json:"max"`            // whole units; in place at or below
	MaxAgeMonths int        `json:"max_age_months"` // in place while the date is at most so many months before the reference date (LastDay); 0: no bound
	Decides      bool       `json:"decides"`        // compared with its bound; otherwise it informs, even beside a bound
	Source       string     `json:"threshold_source"`
}

// FigureKind is what a figure is.
type FigureKind string

// The three kinds of figure.
const (
	Percent FigureKind = "percent"
	Number  FigureKind = "number"
	Date    FigureKind = "date"
)
