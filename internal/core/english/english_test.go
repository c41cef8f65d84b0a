package english

import "testing"

func TestNumbersReadAsASentenceSaysThem(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "none", 1: "one", 12: "twelve", 13: "13", 999: "999", 1204: "1,204", 60000: "60,000", -3: "-3", 1000000: "1,000,000"} {
		if got := Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCountsAgreeWithTheirNoun(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "no gaps", 1: "one gap", 2: "two gaps", 90: "90 gaps"} {
		if got := Count(n, "gap", "gaps"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Plural(0, "is", "are"); got != "are" {
		t.Errorf("nought takes the plural: got %q", got)
	}
}

func TestAPartAndItsWholeAreWrittenInOneManner(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, of int
		want  string
	}{{1, 2, "one of two"}, {2, 12, "two of twelve"}, {2, 112, "2 of 112"}, {106, 112, "106 of 112"}, {0, 112, "none of 112"}, {0, 2, "none of two"}} {
		if got := OutOf(c.n, c.of); got != c.want {
			t.Errorf("OutOf(%d, %d) = %q, want %q", c.n, c.of, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	for want, parts := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := List(parts); got != want {
			t.Errorf("List(%v) = %q, want %q", parts, got, want)
		}
	}
}

func TestTitlesWithinASentenceKeepTheirAbbreviations(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Full restore from backup":       "full restore from backup",
		"IT protection":                  "IT protection",
		"AutoRun switched off":           "AutoRun switched off",
		"A full survey":                  "a full survey",
		"":                               "",
		"Élan":                           "élan",
		"Second step at login (MFA)":     "second step at login (MFA)",
		"NHS email that meets the rules": "NHS email that meets the rules",
	} {
		if got := Small(in); got != want {
			t.Errorf("Small(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestASentenceEndsOnce(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"two gaps": "Two gaps.", "done.": "Done.", "why?": "Why?", "  ": ""} {
		if got := Sentence(in); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSizesAreReadInStepsOf1024(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 1023: "1,023 bytes", 1024: "1 KB", 1536: "1.5 KB", 25 << 20: "25 MB", 1<<20 - 1: "1 MB", 1 << 30: "1 GB", 3 << 40: "3 TB", 10<<20 - 1: "10 MB"} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}
