// Package worksheet is the assessment as a workbook to work in: what it says of each item, what comes back in it, and how
// that differs from the answers.
//
// A caller may rely on these:
//   - it is pure: it reads and writes no file. edge/workbook puts a Book into one and gets a File out of one;
//   - a workbook that comes back unchanged asks for no change, whatever is in the answers;
//   - each row carries the version of the answer that it shows. What a person left alone never overwrites a newer answer, and
//     what they changed meets a newer answer as a conflict, with both to be seen;
//   - what cannot be read or cannot be an answer is refused with its sheet, row and column, and nothing is guessed. What can be
//     an answer decides assessment.Answer.Apply, as for every save.
package worksheet

import (
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
)

// The columns of a sheet, by their place. People write in Answer, Figure, Date and Text.
const (
	Item = iota
	Part
	Question
	Answer
	Figure
	Date
	Text
	Needs
	Guidance
	Proof
	Duty
	Version
	Columns // how many there are
)

// Headings are the columns' titles, in the first row of every sheet of questions.
var Headings = [Columns]string{"Item", "Part", "Question", "Answer", "Figure", "Date", "In your words", "What the answer needs",
	"What would satisfy this", "Proof that is named", "Mandatory", "Version"}

// About says whose a workbook is. It stands on the opening sheet, and must be the same when it comes back.
type About struct {
	ODS     string // code of the trust
	Cycle   string // label of the year, "2026-27"
	Edition string // of the questions
}

// The words on the opening sheet beside which it stands.
const (
	aboutTrust = "Trust code"
	aboutYear  = "Year"
	aboutPack  = "Questions"
	aboutForm  = "Form"
	form       = "cyberready workbook 1" // says what a workbook is made like; another form gets another number
)

// Book is a workbook to be written.
type Book struct {
	Opening Opening
	Sheets  []Sheet
}

// Opening is the sheet that says how to use the others.
type Opening struct {
	Name  string // of the sheet
	Title string
	Lines []string
	Facts [][2]string // whose it is: read again when it comes back
}

// Sheet is the questions of one standard.
type Sheet struct {
	Name  string // of the sheet, at most 31 characters
	Title string // printed above it
	Rows  []Row
}

// Row is one question with its answer.
type Row struct {
	framework.Question
	Part     string
	Ask      string
	Answer   assessment.Answer
	Choices  []string // what can be chosen as the answer; nothing where a figure alone decides
	Needs    string
	Guidance string
	Proof    string
}

// TakesFigure tells whether there is a percentage or number to give.
func (r Row) TakesFigure() bool { return r.Figure != nil && r.Figure.Kind != framework.Date }

// TakesDate tells whether there is a date to give.
func (r Row) TakesDate() bool { return r.Figure != nil && r.Figure.Kind == framework.Date }

// TakesText tells whether there is something to say in words.
func (r Row) TakesText() bool {
	return r.Explain != "" || r.DoesNotApply != "" || r.Exemptible || r.Answer.Text != ""
}

// Made says of what a workbook is made.
type Made struct {
	About   About
	Trust   string // name
	Pack    framework.Pack
	Answers map[string]assessment.Answer
	Proofs  []assessment.Proof
	By      string
	On      day.Day
	Demo    bool // invented trusts only
}

// Compose gives the workbook of everything in the pack.
func Compose(m Made) Book {
	b := Book{Opening: opening(m)}
	for _, s := range m.Pack.Standards {
		sheet := Sheet{Name: "Standard " + s.Number, Title: "Standard " + s.Number + ": " + s.Title}
		if s.Own {
			sheet = Sheet{Name: "Our own", Title: s.Title + ", outside every count"}
		}
		for _, a := range s.Assertions {
			for _, i := range a.Items {
				q, _ := m.Pack.Question(i.ID)
				sheet.Rows = append(sheet.Rows, row(m, q, a))
			}
		}
		b.Sheets = append(b.Sheets, sheet)
	}
	return b
}

func row(m Made, q framework.Question, a framework.Assertion) Row {
	r := Row{Question: q, Part: a.ID + " " + a.Title, Ask: q.Ask, Answer: m.Answers[q.ID], Choices: choices(q.Item), Needs: needs(q.Item),
		Guidance: guidance(q.Item)}
	if r.Ask == "" {
		r.Ask = q.Title
	}
	var named []string
	for _, p := range m.Proofs {
		for _, id := range p.Items {
			if id == q.ID {
				named = append(named, proofWords(p, m.On))
			}
		}
	}
	r.Proof = strings.Join(named, "\n")
	return r
}

func proofWords(p assessment.Proof, on day.Day) string {
	switch until := p.Until(); {
	case until.IsZero():
		return p.Title
	case p.InDate(on):
		return p.Title + ", holds until " + until.Words()
	default:
		return p.Title + ", out of date since " + until.Words()
	}
}

// needs says what an answer must carry.
func needs(i framework.Item) string {
	var list []string
	if f := i.Figure; f != nil {
		words := f.Label
		switch {
		case f.Kind == framework.Percent:
			words += ", in per cent"
		case f.Kind == framework.Number && f.Unit != "":
			words += ", in " + f.Unit
		}
		if f.Bounded() {
			words += "; " + f.BoundWords()
		}
		list = append(list, english.Sentence(words))
	}
	if i.Explain != "" {
		list = append(list, english.Sentence("With Yes, in your words: "+english.Small(i.Explain)))
	}
	if i.DoesNotApply != "" {
		list = append(list, english.Sentence("It does not apply only if this is so: "+english.Small(i.DoesNotApply))+" Then say why in your words.")
	}
	if i.Exemptible {
		list = append(list, "With Exempt, say in your words what exempts the trust.")
	}
	return strings.Join(list, "\n")
}

func guidance(i framework.Item) string {
	list := []string{english.Sentence(i.Satisfies)}
	switch {
	case i.Proof == framework.ProofNone || i.ProofSuch == "":
	case i.Proof == framework.ProofWelcome:
		list = append(list, english.Sentence("Proof, for example (welcome, not expected): "+i.ProofSuch))
	default:
		list = append(list, english.Sentence("Proof, for example: "+i.ProofSuch))
	}
	list = append(list, english.Sentence("If it is missing: "+string(i.Effect)+". "+i.EffectReason))
	return strings.Join(list, "\n")
}

func opening(m Made) Opening {
	invented := ""
	if m.Demo {
		invented = " Demonstration: this trust and its people are invented."
	}
	return Opening{
		Name:  "How to use this",
		Title: "Readiness assessment of " + m.Trust + ", " + m.About.Cycle,
		Lines: []string{
			"Taken by " + m.By + " on " + m.On.Words() + "." + invented,
			"Each sheet is a standard, each row a question. Write in the light cells: the answer, the figure or date, and your words. Choose the answer from the list in its cell.",
			"Leave a cell empty where there is no answer yet. To take an answer away, empty its cells.",
			"The other cells are locked so that the file can be read again. Do not move, add or delete columns, merge cells or write formulas. You may delete rows and sheets that you do not need: what is not in the file stays as it is.",
			"Upload the file on the page where you took it from. It shows what would change, and what others have answered since. Nothing is saved before you confirm it there.",
			"A figure in per cent is written as 94.5% or 94.5, a date as 3 May 2026. Proof is named on the pages, not here.",
			"This file tells where the trust is weak. Keep it where only those can open it who work on it, and delete it when it is uploaded.",
		},
		Facts: [][2]string{{aboutTrust, m.About.ODS}, {aboutYear, m.About.Cycle}, {aboutPack, m.About.Edition}, {aboutForm, form}},
	}
}
