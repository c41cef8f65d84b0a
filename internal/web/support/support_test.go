package support

import "testing"

func TestAContactIsALinkWhereItCanBe(t *testing.T) {
	t.Parallel()
	for text, href := range map[string]string{
		"help@example.org":                "mailto:help@example.org",
		" https://example.org/help ":      "https://example.org/help",
		"020 7946 0000, extension 2":      "",
		"javascript:alert(1)":             "",
		"Help <help@example.org>":         "",
		"help@example.org?bcc=x@evil.org": "",
		"":                                "",
	} {
		if got := contact(text); got.Href != href {
			t.Errorf("%q leads to %q, want %q", text, got.Href, href)
		}
	}
}
