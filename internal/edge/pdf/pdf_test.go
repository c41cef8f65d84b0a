package pdf_test

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/core/signoff"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/testkit/papers"
	"cyberready/internal/testkit/pdfread"
)

const (
	marking = "OFFICIAL-SENSITIVE"
	foot    = "Northmoor and Dale NHS Foundation Trust, 2026-27, version 1, 14 June 2027, with the board, SHA-256 0123456789ab. Demonstration: all invented."
)

func open(t *testing.T, processes int) *pdf.Press {
	t.Helper()
	p := pdf.Open("", processes)
	if err := p.Ready(); err != nil {
		t.Fatalf("make installs what this needs: %v", err)
	}
	t.Cleanup(p.Close)
	return p
}

func paper(t *testing.T, p *pdf.Press, in report.Inputs) []byte {
	t.Helper()
	made, err := p.Report(t.Context(), pdf.Paper{Report: report.Build(in), Marking: marking, Foot: foot, On: in.Snapshot.Reference})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// golden makes and reads the paper of each golden trust once for all tests.
func golden(t *testing.T) map[string]pdfread.File {
	t.Helper()
	madeOnce.Do(func() {
		p := open(t, 1)
		made = map[string]pdfread.File{}
		for name, in := range papers.All(t) {
			made[name] = pdfread.Read(t, paper(t, p, in))
		}
	})
	return made
}

var (
	madeOnce sync.Once
	made     map[string]pdfread.File
)

var sideOf = regexp.MustCompile(`Page\d+of\d+`)

// body gives what a file says without what stands on every side, so that a sentence may go on from one to the next.
func body(f pdfread.File) string {
	var all strings.Builder
	for _, side := range f.Sides { // each by itself: the next may begin with a figure
		for _, repeated := range []string{marking, foot} {
			side = strings.ReplaceAll(side, pdfread.Words(repeated), "")
		}
		all.WriteString(sideOf.ReplaceAllString(side, ""))
	}
	return all.String()
}

// What a reader by ear needs: tags, a title, a language, headings that leave no level out, and a text for each picture.
func TestEveryPaperCanBeListenedTo(t *testing.T) {
	t.Parallel()
	made := golden(t)
	for name, in := range papers.All(t) {
		r := report.Build(in)
		f := made[name]
		if !f.Marked || f.UA != "1" || f.Language != "en-GB" || f.Title != r.Trust+": "+r.Title {
			t.Errorf("%s: tagged %v, PDF/UA %q, language %q, title %q", name, f.Marked, f.UA, f.Language, f.Title)
		}
		headings, level := 0, 0
		for _, role := range f.Roles {
			if len(role) == 2 && role[0] == 'H' {
				headings++
				if next := int(role[1] - '0'); next > level+1 {
					t.Errorf("%s: H%d follows H%d", name, next, level)
				} else {
					level = next
				}
			}
		}
		if headings != len(f.Contents) || headings < 10 {
			t.Errorf("%s: %d headings and %d bookmarks", name, headings, len(f.Contents))
		}
		var want []string
		for _, row := range r.Standards.Rows {
			want = append(want, row.Bar.Words())
		}
		for _, c := range r.Chains {
			drawn := chart.Chain(c.Picture)
			want = append(want, drawn.Title+". "+drawn.Desc)
		}
		if in.SHA256 != "" {
			want = append(want, "QR code with the SHA-256 of the record, and nothing else")
		}
		if !slices.Equal(f.Figures, want) {
			t.Errorf("%s: pictures say %q\nwant %q", name, f.Figures, want)
		}
	}
}

// Nothing that the page says is missing on paper: neither the product's own sentences nor people's words.
func TestEverySentenceIsOnPaper(t *testing.T) {
	t.Parallel()
	made := golden(t)
	for name, in := range papers.All(t) {
		r := report.Build(in)
		f := made[name]
		said := body(f)
		open, items := unfolded(r)
		wanted := append(slices.Collect(open.Sentences), items...)
		wanted = append(wanted, r.Trust, r.Title, in.SHA256)
		for _, row := range r.Standards.Rows {
			wanted = slices.DeleteFunc(wanted, func(s string) bool { return s == row.Bar.Words() }) // a picture's text
			wanted = append(wanted, row.Dissent)
		}
		for _, s := range r.Signing.Signatures {
			wanted = append(wanted, s.Name, s.Words)
		}
		wanted = append(wanted, slices.Concat(r.Signing.Waiting, r.Signing.Replaced)...)
		for _, l := range slices.Concat(r.Sure.NotApplying, r.Sure.Exempt) {
			wanted = append(wanted, l.Note)
		}
		for _, o := range r.Accountable.Offices {
			wanted = append(wanted, o.Holder)
		}
		for _, s := range wanted {
			if !strings.Contains(said, pdfread.Words(s)) {
				t.Errorf("%s: the paper lacks %q", name, s)
			}
		}
		for i, side := range f.Sides {
			if !strings.HasPrefix(side, marking) || !strings.Contains(side, pdfread.Words(foot)) {
				t.Errorf("%s: side %d lacks its marking or its foot", name, i+1)
			}
		}
	}
}

// unfolded gives the report without the answers that stand behind a fold of the page, and their numbers: on paper the numbers
// stand for them.
func unfolded(r report.Report) (report.Report, []string) {
	var items []string
	strip := func(part report.Topics) report.Topics {
		groups := slices.Clone(part.Groups)
		for i, g := range groups {
			groups[i].List = slices.Clone(g.List)
			for j := range groups[i].List {
				one := &groups[i].List[j]
				for _, it := range one.Items {
					items = append(items, it.Item)
				}
				one.Items = nil
			}
		}
		part.Groups = groups
		return part
	}
	r.Basics, r.Assurance, r.Answered = strip(r.Basics), strip(r.Assurance), strip(r.Answered)
	return r, items
}

// Page one of every golden trust is one side at 12 point: it ends with how sure we are, and the contents begin the next.
func TestPageOneIsOneSide(t *testing.T) {
	t.Parallel()
	made := golden(t)
	for name, in := range papers.All(t) {
		r := report.Build(in)
		f := made[name]
		last := pdfread.Words(r.Sure.Heading + ": " + r.Sure.Sentences[0].String())
		if !strings.Contains(f.Sides[0], last) || !strings.HasPrefix(f.Sides[1], marking+"Inthispaper") {
			t.Errorf("%s: the first page takes more than one side:\n%s\n%.200s", name, f.Sides[0], f.Sides[1])
		}
		if f.Points[0] != 12 {
			t.Errorf("%s: most of the first page is set in %v point", name, f.Points[0])
		}
	}
}

func TestTheSamePaperIsTheSameBytes(t *testing.T) {
	t.Parallel()
	one, other := open(t, 1), open(t, 1)
	in := papers.Typical(t)
	first := paper(t, one, in)
	paper(t, other, papers.Failing(t)) // something else in between
	if !bytes.Equal(first, paper(t, other, in)) || !bytes.Equal(first, paper(t, one, in)) {
		t.Error("the same record, ratings and signatures gave other bytes")
	}
	in.Board.Signatures = in.Board.Signatures[:2]
	if bytes.Equal(first, paper(t, one, in)) {
		t.Error("a signature less gave the same bytes")
	}
}

// Whatever people type comes out as what they typed.
func TestHostileTextIsText(t *testing.T) {
	t.Parallel()
	p := open(t, 1)
	for _, typed := range []string{
		`#import "common.typ": * #read("/etc/passwd") #include "report.typ"`,
		`*bold* _thin_ = Heading <label> @reference $ x^2 $ ` + "`code`" + ` // remark /* remark */`,
		`{ } [ ] ( ) \ \n \u{41} #{panic("x")} #let report = 1`,
		`"quoted" 'single' \" end`,
		"emoji 😀 🔥 ⚠ 👩‍⚕️ 🇬🇧",
		"naïve café Łódź Ψυχή Привет ½ ≥ 98 %",
		strings.Repeat("verylongword", 60),
		"<script>alert(1)</script> &amp; https://example.org/?q=1#x",
		"two\nlines\r\nand\ttabs",
	} {
		in := papers.Typical(t)
		in.Board.Signatures[1].Words = typed
		in.Board.Signatories[2].Name, in.Board.Signatures[2].Name = typed, typed
		in.Board.Agreed[7].Dissent = typed
		in.Snapshot.Trust.Name = typed
		made := pdfread.Read(t, paper(t, p, in))
		said := body(made)
		if n := strings.Count(said, pdfread.Words(typed)); n < 3 {
			t.Errorf("%q stands %d times on paper", typed, n)
		}
		if strings.Contains(said, "root:") || len(made.Contents) < 10 {
			t.Errorf("%q did something:\n%s", typed, said)
		}
	}
}

func TestTextFromRightToLeftIsText(t *testing.T) {
	t.Parallel()
	in := papers.Typical(t)
	const typed = "שלום"
	in.Board.Signatures[1].Words = "\u202e" + typed + " مرحبا"
	said := body(pdfread.Read(t, paper(t, open(t, 1), in)))
	turned := []rune(typed)
	slices.Reverse(turned)
	if !strings.Contains(said, typed) && !strings.Contains(said, string(turned)) {
		t.Errorf("%q is not on paper", typed)
	}
}

// A character that no font has is a white square, and the paper says what that means.
func TestWhatCannotBeShownSaysSo(t *testing.T) {
	t.Parallel()
	p := open(t, 1)
	in := papers.Typical(t)
	const explained = "The sign □ stands for a character that this paper’s fonts cannot show."
	if pdfread.Read(t, paper(t, p, in)).Says(explained) {
		t.Error("a paper of common characters explains a sign that it does not have")
	}
	in.Board.Signatures[1].Words = "begin 漢 ก \x00\x07\ufeff\ufffe\u200d\U000e0001 end"
	f := pdfread.Read(t, paper(t, p, in))
	if !f.Says("begin □ □ end") || !f.Says(explained) {
		t.Errorf("the paper says:\n%s", body(f))
	}
}

func TestAPressThatLostItsProcessGoesOn(t *testing.T) {
	t.Parallel()
	p := open(t, 1)
	in := papers.Typical(t)
	want := paper(t, p, in)
	for range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // ends the process in the middle of its work
		if _, err := p.Report(ctx, pdf.Paper{Report: report.Build(in), On: papers.Sent}); err == nil {
			t.Error("a paper that nobody waits for was made")
		}
		if !bytes.Equal(want, paper(t, p, in)) {
			t.Error("after that the paper is another one")
		}
	}
}

func TestManyPapersAtOnce(t *testing.T) {
	t.Parallel()
	p := open(t, 2)
	in := papers.Excellent(t)
	want := paper(t, p, in)
	t.Run("at once", func(t *testing.T) {
		for range 8 {
			t.Run("one", func(t *testing.T) {
				t.Parallel()
				if !bytes.Equal(want, paper(t, p, in)) {
					t.Error("another paper")
				}
			})
		}
	})
}

func TestWithoutWhatItNeedsAPressSaysWhatToDo(t *testing.T) {
	t.Parallel()
	p := pdf.Open(t.TempDir(), 1)
	defer p.Close()
	for name, press := range map[string]*pdf.Press{"nothing is installed": p, "no press": nil} {
		err := press.Ready()
		if fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.As(err).Sentence, "Print the page instead") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := p.Report(t.Context(), pdf.Paper{Report: report.Build(papers.Empty(t)), On: papers.Sent}); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("it makes a paper: %v", err)
	}
}

// A refusal is on paper in full, whatever follows.
func TestARefusalIsOnPaper(t *testing.T) {
	t.Parallel()
	in := papers.Failing(t)
	in.Board.Signatures = signoff.Recall(in.Board.Signatures, in.SHA256)
	if f := pdfread.Read(t, paper(t, open(t, 1), in)); !f.Says("“Thirty answers are missing.”") {
		t.Error("the refusal is not on paper")
	}
}

// What was planned, asked and decided is on paper in full.
func TestThePlanTheQuestionsAndTheDecisionsAreOnPaper(t *testing.T) {
	t.Parallel()
	r := report.Build(papers.Typical(t))
	r.Improvement = report.Improvement{Heading: "What we are doing about it", Sentences: []report.Sentence{{{Text: "One action is planned."}}}, Actions: []report.PlannedAction{
		{Title: "Try a restore", Items: []string{"7.3.5"}, Owner: "Lee Stone", Due: "3 May 2027", State: "Late by two days", Late: true, Money: "£12,000, not funded",
			Moved: "Moved from 1 May 2027: the tape was lost.", CareCost: "One quiet Sunday"}},
		Risks: []report.Listed{{Item: "8.1.3", Title: "Old scanners", Note: "Kept until 2028."}}}
	r.Questions = report.Questions{Heading: "What the board asked", Summary: report.Sentence{{Text: "One of two is answered."}}, List: []report.QuestionLine{
		{About: "Standard 7", Asked: "Helen Marsh asked", Words: "Who tries it?", Answers: []report.AnswerLine{{Said: "Priya Nair answered", Words: "We do."}}},
		{About: "Standard 8", Asked: "Amir Das asked", Words: "How many?", Open: true}}}
	r.Decided = report.Decided{Heading: "What the board decided", Note: "Not a signature.", List: []report.DecidedLine{
		{Said: "The board approved version 1.", Minute: "27/14", Present: "All but one", Words: "On one condition.", Recorded: "Dev Rao recorded it."}}}
	made, err := open(t, 1).Report(t.Context(), pdf.Paper{Report: r, On: papers.Sent})
	if err != nil {
		t.Fatal(err)
	}
	f := pdfread.Read(t, made)
	for _, words := range []string{"One action is planned.", "Try a restore", "Late by two days", "£12,000, not funded", "the tape was lost", "Lee Stone, by 3 May 2027",
		"One quiet Sunday", "Old scanners", "Kept until 2028.", "Helen Marsh asked", "“Who tries it?”", "“We do.”", "“How many?”", "Nobody has answered it yet.",
		"The board approved version 1.", "Minute 27/14. Present: All but one", "“On one condition.”", "Dev Rao recorded it."} {
		if !f.Says(words) {
			t.Errorf("the paper lacks %q", words)
		}
	}
}
