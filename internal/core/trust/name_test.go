package trust

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadableName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"NORTHMOOR UNIVERSITY NHS FOUNDATION TRUST":       "Northmoor University NHS Foundation Trust",
		"NORTHMOOR AND DALE NHS TRUST":                    "Northmoor and Dale NHS Trust",
		"UNIVERSITY HOSPITALS OF THE DALES NHS TRUST":     "University Hospitals of the Dales NHS Trust",
		"THE MOORLAND NHS TRUST":                          "The Moorland NHS Trust",
		"ST BRIDE'S UNIVERSITY HOSPITALS NHS TRUST":       "St Bride's University Hospitals NHS Trust",
		"DALE WOMEN'S AND CHILDREN'S NHS TRUST":           "Dale Women's and Children's NHS Trust",
		"GILES' AND ST NICHOLAS' NHS TRUST":               "Giles' and St Nicholas' NHS Trust",
		"ST BRIDE’S NHS TRUST":                            "St Bride’s NHS Trust",
		"O'NEILL NHS TRUST":                               "O'Neill NHS Trust",
		"MOOR-ON-DALE NHS TRUST":                          "Moor-on-Dale NHS Trust",
		"DALE UPON MOOR HOSPITALS NHS TRUST":              "Dale upon Moor Hospitals NHS Trust",
		"QUEEN ANNE HOSPITAL, KING'S MOOR, NHS TRUST":     "Queen Anne Hospital, King's Moor, NHS Trust",
		"MOOR, DALE AND FELL NHS TRUST":                   "Moor, Dale and Fell NHS Trust",
		"DALE HEALTH & SOCIAL CARE NHS TRUST":             "Dale Health & Social Care NHS Trust",
		"MOOR AND DALE NHS AND SOCIAL CARE TRUST":         "Moor and Dale NHS and Social Care Trust",
		"NHS DALE ICB - 01Z":                              "NHS Dale ICB - 01Z",
		"DALE VALLEY NHS TRUST (ZZ7)":                     "Dale Valley NHS Trust (ZZ7)",
		"DALE VALLEY NHS TRUST (EAST MOORS)":              "Dale Valley NHS Trust (East Moors)",
		"DALE VALLEY NHS TRUST (THE MOORS)":               "Dale Valley NHS Trust (The Moors)",
		"  DALE\n  VALLEY NHS TRUST ":                     "Dale Valley NHS Trust",
		"Dale  Community Services NHS Trust (East Moors)": "Dale Community Services NHS Trust (East Moors)",
		"ÉCLAIR NHS TRUST":                                "Éclair NHS Trust",
		"":                                                "",
	} {
		if got := ReadableName(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func FuzzReadableName(f *testing.F) {
	for _, s := range []string{"ST BRIDE'S-ON-DALE (ZZ1)", "O'", "'’-", "İ NHS", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := ReadableName(s)
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q becomes invalid text %q", s, got)
		}
		if strings.Join(strings.Fields(got), " ") != got {
			t.Errorf("%q becomes %q, with spaces to tidy", s, got)
		}
	})
}
