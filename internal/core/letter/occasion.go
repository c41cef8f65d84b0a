package letter

import "slices"

// Kind is an occasion for a letter, in a stable word that is stored.
type Kind string

// occasion is all that is fixed about a kind of letter. Each is written down once, where it is added.
type occasion struct {
	kind Kind
	name string   // for a list: "a part was accepted"
	to   Audience // whom it is for
	even bool     // it goes to who caused it, too
	// gather is that what one person does within minutes goes into one letter: its words must be true of one thing and of several.
	gather bool
	// news is that nobody waits for who gets it, and no duty or right of theirs changes: they may turn it off.
	news  bool
	write func(Facts) Letter // greeting and address are put in by Write
}

var (
	occasions = map[Kind]occasion{}
	kinds     []Kind
)

// add writes an occasion down, and gives the word that it is stored under.
func add(o occasion) Kind {
	occasions[o.kind] = o
	kinds = append(kinds, o.kind)
	return o.kind
}

// Kinds lists every occasion.
func Kinds() []Kind { return slices.Clone(kinds) }

// News lists the occasions that a person may turn off. All others are told whatever they chose.
func News() []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return !occasions[k].news })
}

// News tells whether a person may turn the kind off.
func (k Kind) News() bool { return occasions[k].news }

// Words names the kind for a list: "invitation". One that there is no more is named by its word.
func (k Kind) Words() string {
	if o, ok := occasions[k]; ok {
		return o.name
	}
	return string(k)
}

// Audience says whom the kind is for.
func (k Kind) Audience() Audience { return occasions[k].to }

// EvenSelf tells whether it goes to who caused it, too: nobody else is told what they did themselves.
func (k Kind) EvenSelf() bool { return occasions[k].even }

// Gathers tells whether what one person does within minutes goes into one letter.
func (k Kind) Gathers() bool { return occasions[k].gather }

// Audience is whom a kind of letter is for.
type Audience int

// The audiences. Whoever stands in for a lead on that day is among the leads.
const (
	Named             Audience = iota // the people whom the notice names
	Address                           // the address that its object holds: they need no account
	Signatories                       // everybody who is asked to sign the version
	Leads                             // every assessment lead of the trust
	BoardMembers                      // every board member of the trust
	LeadsAndSecretary                 // every lead, and the board secretary
	LeadsAndBoard                     // every lead, every board member, and the board secretary
	Keepers                           // who owns a proof, who gave it, and every lead
	Talkers                           // who answers the item of a comment, who commented on it, and the leads where another does
)

// Notice is an occasion as it is queued, in the transaction of what it is about: ids, and never words or a link.
type Notice struct {
	Kind    Kind
	Trust   string   // ODS code; empty for what concerns no trust
	Cycle   string   // "2026-27"; may be empty
	Version int      // of the assessment; 0 when it is about none
	Object  string   // the id of what it is about: invitation, role, signature, cover, look, action, digest, hand-in, question by link, comment, extension, proof, office
	To      []string // ids of people; nil: those whom the kind is for
	By      string   // who caused it, where that is not who acts
}
