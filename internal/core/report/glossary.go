package report

import (
	"slices"
	"strings"
)

// Term is a word that a reader may not know, with its meaning.
type Term struct {
	Word    string
	Meaning string
}

// terms are explained at the end of a report that uses them. A word that is not here and is not everyday English must
// be explained where it stands; a test holds that.
var terms = []Term{
	{"Anti-malware", "Protection against harmful software."},
	{"AutoRun", "A setting that starts a program as soon as a memory stick is plugged in."},
	{"Caldicott Guardian", "The senior person who protects what patients have told us in confidence."},
	{"DSPT", "The Data Security and Protection Toolkit, in which each trust submits its official assessment every year."},
	{"Encryption", "Scrambling data so that only those with the key can read it."},
	{"Firewall", "A gate between networks that lets through only what it is told to."},
	{"ICO", "The Information Commissioner's Office, the regulator of data protection."},
	{"Infrastructure", "The servers and network equipment that everything else runs on."},
	{"ISO", "The International Organization for Standardization. ISO 27001 is its standard for keeping information secure."},
	{"MFA", "Multi-factor authentication: a second step at sign-in besides the password, such as a code on a phone."},
	{"NHSmail", "The national email service of the NHS."},
	{"Penetration test", "A test in which hired experts try to break in and report how they did it."},
	{"Phishing", "Emails that try to trick people into giving away a password or opening something harmful."},
	{"SIRO", "The senior information risk owner: the board member who answers for the risk to information."},
	{"TCP", "The way in which computers on a network exchange data, through numbered doors called ports."},
	{"WannaCry", "The attack of May 2017, which spread by itself from computer to computer through much of the NHS."},
}

// glossary gives the terms that the report's own sentences use.
func (r Report) glossary() []Term {
	var said strings.Builder
	for s := range r.Sentences {
		said.WriteString(s)
		said.WriteByte('\n')
	}
	exact := said.String()
	small := strings.ToLower(exact)
	var used []Term
	for _, t := range terms {
		found := strings.Contains(exact, t.Word)
		if !abbreviation(t.Word) {
			found = found || strings.Contains(small, strings.ToLower(t.Word))
		}
		if found {
			used = append(used, t)
		}
	}
	return used
}

// abbreviation tells whether a word begins with two capitals and is looked for exactly as it is written.
func abbreviation(word string) bool { return strings.ToUpper(word[:2]) == word[:2] }

// Sentences yields every text of the report that is the product's own or the pack's, in reading order. Other people's
// words are not among them: what is planned, reasons for not applying, dissent, reservations, refusals, questions and names.
func (r Report) Sentences(yield func(string) bool) {
	ok := true
	say := func(texts ...string) {
		for _, s := range texts {
			ok = ok && yield(s)
		}
	}
	tell := func(list ...Sentence) {
		for _, s := range list {
			say(s.String())
		}
	}
	say(r.Marks...)
	tell(r.Verdict.Sentences...)
	for _, f := range r.Facts {
		say(f.Label, f.Value)
		tell(f.Note)
	}
	say(r.Decisions.Heading)
	for _, d := range r.Decisions.List {
		say(d.Ask)
		tell(d.About...)
		tell(d.Cost)
		say(d.IfNot)
	}
	tell(r.Decisions.Note)
	say(r.Standards.Heading)
	for _, row := range r.Standards.Rows {
		say(row.Title, row.Bar.Words(), row.Rating, row.Spread)
	}
	tell(slices.Concat(r.Standards.Disagreements, r.Standards.Notes)...)
	say(r.Gaps.Heading)
	tell(r.Gaps.Summary)
	tell(r.Gaps.Intro...)
	for _, g := range r.Gaps.Groups {
		say(g.Tag)
		for _, gap := range g.Gaps {
			say(gap.Title, gap.Line, gap.Reason, gap.Harm, gap.Owner)
		}
	}
	say(r.Improvement.Heading)
	tell(r.Improvement.Sentences...)
	for _, a := range r.Improvement.Actions {
		say(a.Due, a.State, a.Money)
	}
	for _, c := range r.Chains {
		say(c.Heading, c.Story)
		tell(c.Verdict...)
		say(c.Mend)
		say(c.Notes...)
		for _, m := range c.Mending {
			say(m.Title, m.Note)
		}
		for _, l := range c.Links {
			say(l.Step, l.Line, l.Holds, l.Happened)
			for _, it := range l.Items {
				say(it.Title, it.Note)
			}
		}
	}
	say(r.Investment.Heading)
	tell(r.Investment.Sentences...)
	r.Basics.sentences(say, tell)
	say(r.Services.Heading)
	tell(r.Services.Sentences...)
	say(r.People.Heading)
	tell(r.People.Sentences...)
	for _, row := range r.People.Table.Rows {
		say(row[0].Words(), row[2].Words())
	}
	say(r.Accountable.Heading, r.Accountable.Summary)
	for _, o := range r.Accountable.Offices {
		say(o.Office, o.AnswersFor)
	}
	say(r.Change.Heading)
	tell(r.Change.Summary)
	for _, l := range r.Change.Gained {
		say(l.Title)
	}
	for _, l := range r.Change.Lost {
		say(l.Title, l.Note)
	}
	tell(r.Peers)
	say(r.Sure.Heading)
	tell(r.Sure.Sentences...)
	for _, l := range r.Sure.Unconfirmed {
		say(l.Title, l.Note)
	}
	for _, l := range slices.Concat(r.Sure.NotApplying, r.Sure.Exempt, r.Sure.Accepted, r.Sure.Asked, r.Sure.Lapsed, r.Improvement.Risks) {
		say(l.Title)
	}
	say(r.Belief.Heading)
	tell(r.Belief.Sentence)
	for _, row := range r.Belief.Table.Rows {
		say(row[3].Words(), row[4].Words(), row[5].Words())
	}
	say(r.Independent.Heading)
	tell(r.Independent.Sentences...)
	for _, d := range r.Independent.Differs {
		say(d.Title, d.Claimed)
	}
	r.Assurance.sentences(say, tell)
	say(r.Unknown.Heading)
	tell(r.Unknown.Lines...)
	for _, u := range r.Unknown.Unanswered {
		say(u.Title, u.Tag, u.Owner)
	}
	r.Answered.sentences(say, tell)
	say(r.Questions.Heading)
	tell(r.Questions.Summary)
	for _, q := range r.Questions.List {
		say(q.About, q.Asked)
	}
	say(r.Decided.Heading, r.Decided.Note)
	for _, d := range r.Decided.List {
		say(d.Said, d.Recorded)
	}
	say(r.Signing.Heading)
	tell(r.Signing.Lines...)
	for _, s := range r.Signing.Signatures {
		say(s.Said, s.LeadNote)
	}
	say(r.Signing.Publication...)
	say(r.NotSubmission, r.Made.Heading)
	tell(r.Made.Lines...)
}

// sentences says every text of these topics.
func (t Topics) sentences(say func(...string), tell func(...Sentence)) {
	say(t.Heading)
	tell(t.Intro...)
	for _, g := range t.Groups {
		say(g.Title)
		for _, one := range g.List {
			say(one.Title, one.Ask, one.State)
			tell(one.Says...)
			say(one.Cannot)
			for _, it := range one.Items {
				say(it.Title, it.Note)
			}
		}
	}
}
