package letter_test

import (
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/reminder"
)

func facts(k letter.Kind) letter.Facts {
	return letter.Facts{
		Kind: k, Name: "Helen <Marsh>", By: "Priya Nair", TrustName: "Northmoor & Dale NHS Trust", Cycle: "2026-27", Version: 3,
		Role: "Board member", Place: "Northmoor & Dale NHS Trust", Decision: "Declined", SHA256: strings.Repeat("ab", 32),
		Due: []letter.Due{{Kind: reminder.Action, TrustName: "Northmoor & Dale NHS Trust", Cycle: "2026-27", ID: "x", On: day.Of(2027, 3, 8),
			Today: day.Of(2027, 3, 1), URL: "https://readiness.example/action"}},
		On: "1 March 2027", Until: "8 March 2027", Lead: "Tom Okafor", Reason: "A lost answer", URL: "https://readiness.example/invitations/SECRET?a=1&b=2",
	}
}

func TestEveryLetterSaysWhoAndWhyAndNoSecretInItsSubject(t *testing.T) {
	t.Parallel()
	seen := map[string]letter.Kind{}
	for _, k := range letter.Kinds() {
		f := facts(k)
		l := letter.Write(f)
		if l.Subject == "" || len(l.Paragraphs) == 0 || k.Words() == string(k) {
			t.Errorf("%s has no words", k)
			continue
		}
		if other := seen[l.Subject]; other != "" {
			t.Errorf("%s and %s have one subject", k, other)
		}
		seen[l.Subject] = k
		for _, secret := range []string{"SECRET", "https", f.TrustName, f.Decision, f.SHA256, f.Reason, f.Name, f.By} {
			if strings.Contains(l.Subject, secret) {
				t.Errorf("%s: the subject has %q", k, secret)
			}
		}
		if k != letter.SigningReceipt && !strings.Contains(strings.Join(l.Paragraphs, " ")+l.Why, f.By) {
			t.Errorf("%s does not say who caused it", k)
		}
		if !strings.HasPrefix(l.Why, "You get this message because ") {
			t.Errorf("%s does not say why one gets it: %q", k, l.Why)
		}
	}
}

// What is stored of a letter is a word, which no second occasion may have.
func TestEachOccasionIsWrittenDownOnce(t *testing.T) {
	t.Parallel()
	words, names := map[letter.Kind]bool{}, map[string]bool{}
	for _, k := range letter.Kinds() {
		if words[k] || names[k.Words()] {
			t.Errorf("%s, %q, is there twice", k, k.Words())
		}
		words[k], names[k.Words()] = true, true
	}
	if k := letter.Kind("of an older service"); k.Words() != string(k) || letter.Write(letter.Facts{Kind: k}).Subject != "" {
		t.Errorf("a kind that there is not has words")
	}
}

func TestTextAndHTMLSayTheSame(t *testing.T) {
	t.Parallel()
	tags := regexp.MustCompile(`<[^>]*>`)
	unescape := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'")
	for _, k := range letter.Kinds() {
		l := letter.Write(facts(k))
		page := unescape.Replace(tags.ReplaceAllString(l.HTML(), "\n"))
		for _, line := range l.Lines {
			if !strings.Contains(l.Text(), line.Text) || !strings.Contains(l.Text(), line.URL) || !strings.Contains(page, line.Text) || !strings.Contains(l.HTML(), line.URL) {
				t.Errorf("%s: one of the two lacks the line %q", k, line.Text)
			}
		}
		for _, p := range append(l.Paragraphs, l.Greeting, l.Why) {
			if !strings.Contains(l.Text(), p) || !strings.Contains(page, p) {
				t.Errorf("%s: one of the two lacks %q", k, p)
			}
		}
		if l.Action.Text == "" && strings.Contains(l.Text()+l.HTML(), "https://") {
			t.Errorf("%s: there is nothing to do, and yet a link", k)
		}
		if l.Action.Text != "" && (!strings.Contains(l.Text(), l.Action.URL) || !strings.Contains(page, l.Action.URL)) {
			t.Errorf("%s: one of the two lacks the link", k)
		}
	}
}

// Nothing is fetched when a letter is read, and what people typed stays words.
func TestALetterFetchesNothingAndRunsNothing(t *testing.T) {
	t.Parallel()
	for _, k := range letter.Kinds() {
		f := facts(k)
		f.Reason, f.By = `<img src="https://x.example/p.gif">`, `<script>alert(1)</script>`
		h := letter.Write(f).HTML()
		for _, bad := range []string{"<img", "<script", "<link", "url(", "<iframe", "<style", "@import"} {
			if strings.Contains(strings.ToLower(h), bad) {
				t.Errorf("%s: the page has %s", k, bad)
			}
		}
		if strings.Contains(h, "<Marsh>") {
			t.Errorf("%s: a name became a tag", k)
		}
	}
}

// A digest names what is due and when, from the day on which it leaves, and nothing that an attacker could use.
func TestADigestInWords(t *testing.T) {
	t.Parallel()
	today := day.Of(2027, 6, 23)
	for want, d := range map[string]letter.Due{
		"Part 7.3 of the assessment, 2026-27: due on 30 June 2027, in 7 days.":                                                           {Kind: reminder.Assignment, ID: "7.3", On: today.AddDays(7)},
		"An action of the improvement plan, 2026-27: due tomorrow, 24 June 2027.":                                                        {Kind: reminder.Action, ID: "x", On: today.AddDays(1)},
		"An action of the improvement plan, 2026-27: was due on 22 June 2027.":                                                           {Kind: reminder.Action, ID: "x", On: today.AddDays(-1)},
		"Proof that is named for 7.3.5 and perhaps others, 2026-27: lapses today.":                                                       {Kind: reminder.Proof, Place: "7.3.5", On: today},
		"Proof that is named for 7.3.5 and perhaps others, 2026-27: has lapsed on 21 June 2027.":                                         {Kind: reminder.Proof, Place: "7.3.5", On: today.AddDays(-2)},
		"The paper for the board, 2026-27: due on 23 July 2027, in 30 days.":                                                             {Kind: reminder.Date, ID: "paper board", On: today.AddDays(30)},
		"Evidence that the independent assessor asks for, 2026-27: due tomorrow, 24 June 2027.":                                          {Kind: reminder.Evidence, ID: "x", On: today.AddDays(1)},
		"A date that your trust keeps in its year, 2026-27: is tomorrow, 24 June 2027.":                                                  {Kind: reminder.Date, ID: "x", Place: "named", On: today.AddDays(1)},
		"The first day of the independent assessor’s fieldwork, 2026-27: was on 22 June 2027.":                                           {Kind: reminder.Date, ID: "x", Place: "fieldwork-start", On: today.AddDays(-1)},
		"The board’s meeting, 2026-27: is on 30 June 2027, in 7 days.":                                                                   {Kind: reminder.Date, ID: "meeting board", On: today.AddDays(7)},
		"Publishing the year’s assessment, 2026-27: due on 30 June 2027, in 7 days.":                                                     {Kind: reminder.Deadline, ID: "final", On: today.AddDays(7)},
		"Publishing the baseline, 2026-27: due tomorrow, 24 June 2027.":                                                                  {Kind: reminder.Deadline, ID: "baseline", On: today.AddDays(1)},
		"Version 2, which you are asked to sign, 2026-27: due today.":                                                                    {Kind: reminder.Signing, ID: "2", On: today},
		"A risk that is knowingly kept, which is yours as senior information risk owner, 2026-27: needs you by 30 June 2027, in 7 days.": {Kind: reminder.Risk, ID: "x", On: today.AddDays(7)},
	} {
		d.TrustName, d.Cycle, d.Today, d.URL = "Northmoor", "2026-27", today, "https://readiness.example/there"
		l := letter.Write(letter.Facts{Kind: letter.Reminders, By: "The service", Due: []letter.Due{d}, URL: "https://readiness.example/account/reminders"})
		if l.Lines[0].Text != want {
			t.Errorf("%q\nwant\n%q", l.Lines[0].Text, want)
		}
		if l.Paragraphs[0] != "These wait for you at Northmoor:" {
			t.Errorf("it begins with %q", l.Paragraphs[0])
		}
		if strings.Contains(l.Why, "cannot be turned off") != d.Kind.Duty() {
			t.Errorf("%s: %s", d.Kind, l.Why)
		}
	}
}

func TestADigestOfTwoTrustsNamesThemOnEachLine(t *testing.T) {
	t.Parallel()
	day := day.Of(2027, 6, 23)
	due := func(trust string) letter.Due {
		return letter.Due{Kind: reminder.Action, TrustName: trust, Cycle: "2026-27", On: day, Today: day, URL: "https://readiness.example/there"}
	}
	l := letter.Write(letter.Facts{Kind: letter.Reminders, By: "The service", Due: []letter.Due{due("Northmoor"), due("Westmark")}})
	if l.Paragraphs[0] != "These wait for you:" || l.Lines[1].Text != "An action of the improvement plan, Westmark, 2026-27: due today." {
		t.Errorf("%q %q", l.Paragraphs, l.Lines)
	}
}
