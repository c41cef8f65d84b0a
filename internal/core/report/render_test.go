package report_test

import (
	"fmt"
	"strings"

	"cyberready/internal/core/report"
	"cyberready/internal/core/sheet"
)

// text renders a report as plain text, everything that it says and nothing more, so that it can be read and compared.
func text(r report.Report) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	heading := func(h string) { say("\n## %s\n", h) }
	for _, m := range r.Marks {
		say("[%s]", m)
	}
	say("%s\n# %s\n%s\n", r.Trust, r.Title, r.Caption)
	say("%s\n", r.Verdict)
	for _, f := range r.Facts {
		say("%s: %s | %s", f.Label, f.Value, f.Note)
	}
	heading(r.Decisions.Heading)
	for i, d := range r.Decisions.List {
		say("%d. %s", i+1, d.Ask)
		for _, a := range d.About {
			say("   %s", a)
		}
		if len(d.Cost) > 0 {
			say("   %s", d.Cost)
		}
		if d.IfNot != "" {
			say("   %s", d.IfNot)
		}
		say("   (%d: %s)", len(d.Items), strings.Join(d.Items[:min(5, len(d.Items))], " "))
	}
	if len(r.Decisions.Note) > 0 {
		say("%s", r.Decisions.Note)
	}
	heading(r.Standards.Heading)
	for i, row := range r.Standards.Rows {
		say("%s | %s", row.Bar.Words(), row.Rating)
		if row.Spread != "" {
			say("   %s", row.Spread)
		}
		if row.Dissent != "" {
			say("   Dissent: %q", row.Dissent)
		}
		for j, c := range r.Standards.Table.Rows[i] {
			if j == 0 {
				continue
			}
			b.WriteString("   [" + c.Words() + "]")
		}
		say("")
	}
	lines(say, r.Standards.Disagreements)
	lines(say, r.Standards.Notes)
	heading(r.Gaps.Heading)
	say("%s", r.Gaps.Summary)
	lines(say, r.Gaps.Intro)
	for _, g := range r.Gaps.Groups {
		say("\n%s:", g.Tag)
		for _, gap := range g.Gaps {
			say("- %s %s (%s %s; %s)\n  %s", gap.Line, gap.Reason, gap.Item, gap.Title, gap.Owner, gap.Harm)
			for _, p := range gap.Plan {
				say("  > %s", p)
			}
		}
	}
	if r.Improvement.Heading != "" {
		heading(r.Improvement.Heading)
		lines(say, r.Improvement.Sentences)
		for _, a := range r.Improvement.Actions {
			say("- %s (%s; %s; due %s; %s; %s)", a.Title, strings.Join(a.Items, " "), a.Owner, a.Due, a.State, a.Money)
			if a.Moved != "" {
				say("  %s", a.Moved)
			}
			say("  Cost to care: %s", a.CareCost)
		}
		listed(say, r.Improvement.Lists())
	}
	if r.Investment.Heading != "" {
		heading(r.Investment.Heading)
		lines(say, r.Investment.Sentences)
		tabled(say, r.Investment.Table)
	}
	for _, c := range r.Chains {
		heading(c.Heading)
		say("%s\n%s", c.Story, report.Paragraph(c.Verdict...))
		if c.Mend != "" {
			say("%s", c.Mend)
		}
		for _, m := range c.Mending {
			say("- %s (%s): %s", m.Title, m.Item, m.Note)
		}
		for i, l := range c.Links {
			say("%d. %s. %s %s %s [%s]", i+1, l.Step, l.Line, l.Holds, l.Happened, l.From)
			for _, it := range l.Items {
				say("   %s (%s): %s", it.Title, it.Item, it.Note)
			}
		}
		lines(say, c.Notes)
	}
	topics(say, r.Basics)
	if r.Services.Heading != "" {
		heading(r.Services.Heading)
		lines(say, r.Services.Sentences)
		lines(say, r.Services.Named)
		tabled(say, r.Services.Table)
		say("%q", r.Services.Benefit)
	}
	if r.People.Heading != "" {
		heading(r.People.Heading)
		lines(say, r.People.Sentences)
		tabled(say, r.People.Table)
	}
	heading(r.Accountable.Heading)
	for _, o := range r.Accountable.Offices {
		say("%s: %s. %s", o.Office, o.Holder, o.AnswersFor)
	}
	if r.Accountable.Summary != "" {
		say("%s", r.Accountable.Summary)
	}
	if r.Change.Heading != "" {
		heading(r.Change.Heading)
		say("%s", r.Change.Summary)
		listed(say, r.Change.Lists())
	}
	if len(r.Peers) > 0 {
		say("\n%s", r.Peers)
	}
	heading(r.Sure.Heading)
	lines(say, r.Sure.Sentences)
	listed(say, r.Sure.Lists())
	heading(r.Belief.Heading)
	say("%s", r.Belief.Sentence)
	tabled(say, r.Belief.Table)
	if r.Independent.Heading != "" {
		heading(r.Independent.Heading)
		lines(say, r.Independent.Sentences)
		say("%q", r.Independent.Words)
		for _, d := range r.Independent.Differs {
			say("- %s %s. %s %q\n  Recommended: %q\n  %s", d.Item, d.Title, d.Claimed, d.Found, d.Recommend, d.Answer)
		}
		listed(say, r.Independent.Lists())
	}
	topics(say, r.Assurance)
	heading(r.Unknown.Heading)
	lines(say, r.Unknown.Lines)
	for _, u := range r.Unknown.Unanswered {
		say("- %s %s (%s; %s)", u.Item, u.Title, u.Tag, u.Owner)
	}
	topics(say, r.Answered)
	if r.Questions.Heading != "" {
		heading(r.Questions.Heading)
		say("%s", r.Questions.Summary)
		for _, q := range r.Questions.List {
			say("- %s. %s %q", q.About, q.Asked, q.Words)
			for _, a := range q.Answers {
				say("  %s %q", a.Said, a.Words)
			}
			if q.Open {
				say("  No answer yet.")
			}
		}
	}
	if r.Decided.Heading != "" {
		heading(r.Decided.Heading)
		say("%s", r.Decided.Note)
		for _, d := range r.Decided.List {
			say("- %s Minute %q. Present: %q. %q %s", d.Said, d.Minute, d.Present, d.Words, d.Recorded)
		}
	}
	heading(r.Signing.Heading)
	lines(say, r.Signing.Lines)
	for _, s := range r.Signing.Signatures {
		say("- %s (%s) %s. %s %s", s.Name, s.Post, s.Said, s.LeadNote, s.Words)
	}
	for _, w := range r.Signing.Waiting {
		say("- waiting for %s", w)
	}
	lines(say, r.Signing.Replaced)
	lines(say, r.Signing.Publication)
	say("%s", r.NotSubmission)
	heading(r.Made.Heading)
	lines(say, r.Made.Lines)
	say("%s", r.Made.SHA256)
	if len(r.Glossary) > 0 {
		heading("Words used here")
	}
	for _, t := range r.Glossary {
		say("%s: %s", t.Word, t.Meaning)
	}
	return b.String()
}

func lines[T any](say func(string, ...any), list []T) {
	for _, l := range list {
		say("%v", l)
	}
}

func listed(say func(string, ...any), lists []report.List) {
	for _, list := range lists {
		say("%s:", list.Heading)
		for _, l := range list.Items {
			say("%s", strings.TrimSpace("- "+l.Item+" "+l.Title+". "+l.Note))
		}
	}
}

func topics(say func(string, ...any), t report.Topics) {
	if t.Heading == "" {
		return
	}
	say("\n## %s\n", t.Heading)
	lines(say, t.Intro)
	for _, g := range t.Groups {
		if g.Title != "" {
			say("\n%s:", g.Title)
		}
		for _, one := range g.List {
			say("- %s", strings.TrimSpace(one.Title+" "+one.Ask))
			say("  %s", strings.TrimSpace(strings.Join(append(report.Texts(one.Says), one.Cannot), " ")))
			for _, it := range one.Items {
				say("  · %s %s. %s", it.Item, it.Title, it.Note)
			}
		}
	}
}

func tabled(say func(string, ...any), t sheet.Table) {
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Words())
		}
		say("  %s", strings.Join(cells, " | "))
	}
}
