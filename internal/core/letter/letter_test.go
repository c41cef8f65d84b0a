package letter_test

import (
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/core/letter"
)

func facts(k letter.Kind) letter.Facts {
	return letter.Facts{
		Kind: k, Name: "Helen <Marsh>", By: "Priya Nair", TrustName: "Northmoor & Dale NHS Trust", Cycle: "2026-27", Version: 3,
		Role: "Board member", Place: "Northmoor & Dale NHS Trust", Decision: "Declined", SHA256: strings.Repeat("ab", 32),
		On: "1 March 2027", Until: "8 March 2027", Lead: "Tom Okafor", Reason: "A lost answer", URL: "https://readiness.example/invitations/SECRET?a=1&b=2",
	}
}

func TestEveryLetterSaysWhoAndWhyAndNoSecretInItsSubject(t *testing.T) {
	t.Parallel()
	seen := map[string]letter.Kind{}
	for _, k := range letter.Kinds {
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

func TestTextAndHTMLSayTheSame(t *testing.T) {
	t.Parallel()
	tags := regexp.MustCompile(`<[^>]*>`)
	unescape := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'")
	for _, k := range letter.Kinds {
		l := letter.Write(facts(k))
		page := unescape.Replace(tags.ReplaceAllString(l.HTML(), "\n"))
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
	for _, k := range letter.Kinds {
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
