package library_test

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/library"
)

var today = day.Of(2027, time.March, 1)

// kept is proof in date, owned and in use, with one change.
func kept(change func(*library.Kept)) library.Kept {
	k := library.Kept{Proof: assessment.Proof{Title: "Restore test", Dated: today.AddMonths(-6), HoldsMonths: 12, Place: "Cabinet", Items: []string{"7.3.5"}},
		Owner: assessment.Author{ID: "p", Name: "Tom Okafor"}, Version: 1}
	change(&k)
	return k
}

func TestEachFilterFindsItsOwn(t *testing.T) {
	t.Parallel()
	until := func(d day.Day) func(*library.Kept) {
		return func(k *library.Kept) { k.Dated = d.AddMonths(-12) }
	}
	all := map[string]func(*library.Kept){
		"in date":                   func(*library.Kept) {},
		"lapses in 31 days":         until(today.AddDays(31)),
		"lapses in 30 days":         until(today.AddDays(30)),
		"lapses today":              until(today),
		"lapsed yesterday":          until(today.AddDays(-1)),
		"holds until replaced":      func(k *library.Kept) { k.HoldsMonths, k.Dated = 0, day.Of(1999, 1, 1) },
		"nobody was named":          func(k *library.Kept) { k.Owner = assessment.Author{} },
		"who was named has left":    func(k *library.Kept) { k.OwnerGone = true },
		"supports nothing":          func(k *library.Kept) { k.Items = nil },
		"supported last year's":     func(k *library.Kept) { k.Items, k.Years = nil, []string{"2025-26"} },
		"lapsed, in use no more":    func(k *library.Kept) { k.Items = nil; k.Dated = today.AddMonths(-13) },
		"withdrawn":                 func(k *library.Kept) { k.WithdrawnAt = time.Unix(1, 0) },
		"withdrawn after it lapsed": func(k *library.Kept) { k.WithdrawnAt = time.Unix(1, 0); k.Dated = today.AddMonths(-13) },
	}
	want := map[library.Filter]string{
		library.Soon: "lapses in 30 days, lapses today", library.Lapsed: "lapsed yesterday", library.Unowned: "nobody was named, who was named has left",
		library.Unused: "supports nothing, lapsed, in use no more", library.Withdrawn: "withdrawn, withdrawn after it lapsed",
		library.Elsewhen: "supported last year's",
	}
	for filter, names := range want {
		for name, change := range all {
			wanted := strings.Contains(", "+names+", ", ", "+name+", ")
			if got := filter.Fits(kept(change), today); got != wanted {
				t.Errorf("%q, %s: %v, want %v", filter, name, got, wanted)
			}
		}
	}
	for name, change := range all {
		if got, want := library.All.Fits(kept(change), today), !strings.HasPrefix(name, "withdrawn"); got != want {
			t.Errorf("all, %s: %v", name, got)
		}
	}
	if library.ParseFilter("nonsense") != library.Used {
		t.Error("a filter that is none is no longer the usual one")
	}
}

func TestAFileIsAvailableOnlyOnceItIsKnownToBeClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		state   library.FileState
		scanned bool
		want    bool
	}{
		{library.FileNew, false, true}, {library.FileNew, true, false}, {library.FileClean, false, true}, {library.FileClean, true, true},
		{library.FileInfected, false, false}, {library.FileInfected, true, false}, {library.FileDeleted, false, false}, {"", false, false},
	} {
		if got := (library.File{State: c.state}).Available(c.scanned); got != c.want {
			t.Errorf("%q, scanned here %v: %v", c.state, c.scanned, got)
		}
		if why := (library.File{State: c.state}).Withheld(c.scanned, "this file"); (why == "") != c.want {
			t.Errorf("%q, scanned here %v: withheld because %q", c.state, c.scanned, why)
		}
	}
}

func TestANameIsShownAsWordsThatCannotMislead(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"restore test.pdf": "restore test.pdf", "../../../etc/passwd": "passwd", `C:\Users\x\plan.docx`: "plan.docx", "a\x00b\r\n.pdf": "ab.pdf",
		"invoice\u202efdp.exe": "invoicefdp.exe", "": "file", "..": "file", "/": "file", "\xff.pdf": "\uFFFD.pdf", "  two   words .csv ": "two words .csv",
	} {
		if got := library.ShownName(name); got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
	if got := []rune(library.ShownName(strings.Repeat("é", 300) + ".pdf")); len(got) > 100 || !strings.HasSuffix(string(got), ".pdf") {
		t.Errorf("a long name has %d characters", len(got))
	}
}

func TestWhatIsGivenIsCheckedByTheRulesOfProof(t *testing.T) {
	t.Parallel()
	g := library.Given{Title: " Restore  test ", Dated: today, HoldsMonths: 12, File: &library.File{Name: "../a.pdf", Type: filetype.PDF}}
	got, err := g.Check(today)
	if err != nil || got.Title != "Restore test" || got.Place != "File kept here: a.pdf" {
		t.Errorf("%+v, %v", got, err)
	}
	g.File = nil
	if _, err := g.Check(today); fault.KindOf(err) != fault.Invalid {
		t.Errorf("proof without a file and without a place: %v", err)
	}
}

func TestTheRoomIsBoundedAndSaysSo(t *testing.T) {
	t.Parallel()
	r := library.Room{Used: 3 << 20, Most: library.UsualRoom}
	if r.Check() != nil || r.Words() != "3 MB of 1 GB for files are taken, which is the usual room for a trust" {
		t.Errorf("%v, %q", r.Check(), r.Words())
	}
	r = library.Room{Used: 11<<20 + 1, Most: 11 << 20, Own: true}
	if f := fault.As(r.Check()); f == nil || f.Fields[0].Name != "file" || !strings.Contains(f.Sentence, "11 MB") {
		t.Errorf("one byte too many: %v", f)
	}
	for megabytes, ok := range map[int]bool{0: false, -1: false, 1: true, 1 << 20: true, 1<<20 + 1: false} {
		if _, err := library.CheckQuota(megabytes); (err == nil) != ok {
			t.Errorf("%d MB: %v", megabytes, err)
		}
	}
}
