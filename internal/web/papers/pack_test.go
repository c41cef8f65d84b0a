package papers_test

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/credential"
	"cyberready/internal/testkit/boardroom"
)

// Taking everything away asks for the second factor afresh, is for people of the trust, and stands in the trail.
func TestTakingThePackAsksAfresh(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	const address = boardroom.Base + "/report/1/pack"
	b.Clock.Pass(credential.FreshFor + time.Second)
	asked := b.Helen.Post(address, nil)
	b.Wants(asked, 403, "Confirm that it is you")
	if asked.Header.Get("Content-Type") == "application/zip" {
		t.Error("the pack was handed out all the same")
	}
	form := boardroom.Hidden(asked)
	form.Del("factor-passkey")
	form.Set("factor-code", b.Code(t, "helen@example.org"))
	taken := b.Helen.Post(address, form)
	if taken.Status != 200 || taken.Header.Get("Content-Type") != "application/zip" ||
		taken.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-2026-27-version-1.zip"` {
		t.Fatalf("%d %v\n%s", taken.Status, taken.Header, taken.Text())
	}
	b.Wants(b.Helen.Post(boardroom.Base+"/report/2/pack", nil), 404)
	b.Wants(b.Priya.Get("/trusts/ZZ1/trail"), 200, "took a version away as a file", "pack")
}

// The pack holds what the paper tells: what the board asked, was answered and decided, the plan and the chains.
func TestThePackHoldsWhatWasAskedPlannedAndDecided(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Helen.Post(boardroom.Base+"/questions", map[string][]string{"version": {"1"}, "standard": {""}, "question": {"Who mends it?"}})
	b.Priya.Post(boardroom.AnswerHref(b.Priya.Get(boardroom.Base+"/questions")), map[string][]string{"answer": {"The network team."}})
	b.Dev.Post(boardroom.Base+"/decision", map[string][]string{"version": {"1"}, "body": {"board"}, "outcome": {"noted"}, "held-day": {"14"}, "held-month": {"6"},
		"held-year": {"2027"}, "minute": {"TB/27/44"}, "present": {"All"}})
	taken := b.Helen.Post(boardroom.Base+"/report/1/pack", nil)
	files := map[string][]byte{}
	r, err := zip.NewReader(strings.NewReader(taken.Source), int64(len(taken.Source)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[path.Base(f.Name)], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	for _, words := range []string{"Who mends it?", "The network team.", "TB/27/44"} {
		if !strings.Contains(string(files["ZZ1-2026-27-version-1-signatures.json"]), words) {
			t.Errorf("what stands beside the record lacks %q", words)
		}
	}
	figures, err := excelize.OpenReader(bytes.NewReader(files["ZZ1-2026-27-version-1-figures.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer figures.Close()
	for sheet, words := range map[string]string{"Questions and answers": "The network team.", "Decided in meetings": "TB/27/44", "Could 12 May 2017 happen here": "Closed to the outside"} {
		if found, err := figures.SearchSheet(sheet, words); err != nil || len(found) == 0 {
			t.Errorf("the sheet %q lacks %q: %v; there are %q", sheet, words, err, figures.GetSheetList())
		}
	}
}
