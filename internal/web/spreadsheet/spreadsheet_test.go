package spreadsheet_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/edge/workbook"
	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

var at = northmoor.Year

// upload sends a file as the page's form does.
func upload(t *testing.T, n northmoor.Trust, who *site.Browser, file []byte) *site.Page {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "../../etc/=cmd.xlsx")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, n.URL+at.Spreadsheet(), &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return who.Do(req)
}

// worked gives the file as somebody takes it, with some cells changed.
func worked(t *testing.T, who *site.Browser, cells map[string]any) []byte {
	t.Helper()
	p := who.Get(at.SpreadsheetFile())
	if p.Status != http.StatusOK || !strings.Contains(p.Header.Get("Content-Disposition"), `filename="ZZ1-2026-27-assessment-2027-03-01.xlsx"`) {
		t.Fatalf("no file: %d %q", p.Status, p.Header.Get("Content-Disposition"))
	}
	f, err := excelize.OpenReader(strings.NewReader(p.Source))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, value := range cells {
		sheet, place, _ := strings.Cut(cell, "!")
		item, column, _ := strings.Cut(place, " ")
		found, err := f.SearchSheet(sheet, item)
		if err != nil || len(found) == 0 {
			t.Fatalf("no %s on %s: %v", item, sheet, err)
		}
		if err := f.SetCellValue(sheet, column+strings.TrimLeft(found[0], "ABCDEFGHIJKL"), value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// confirmed sends what a page of changes holds, with what is taken.
func confirmed(p *site.Page, taken ...string) url.Values {
	form := url.Values{"take": taken}
	for n := range p.Root.Descendants() {
		if name := site.Attr(n, "name"); name == "upload" || strings.HasPrefix(name, "seen-") {
			form.Set(name, site.Attr(n, "value"))
		}
	}
	return form
}

func TestAYearIsTakenChangedAndBroughtBack(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(at.Item("7.1.1"), northmoor.Answer("0", "reply", "no"))
	n.Tom.Post(at.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Monthly"))
	northmoor.Says(t, n.Priya.Get(at.Home()), "Work in a spreadsheet")
	northmoor.Says(t, n.Priya.Get(at.Spreadsheet()), "Download the assessment as a spreadsheet (XLSX)", "The file itself is not kept.")
	northmoor.Says(t, upload(t, n, n.Priya, worked(t, n.Priya, nil)), "The spreadsheet changes nothing", "Every answer in the file is as it is here.")

	file := worked(t, n.Priya, map[string]any{"Standard 7!7.1.1 D": "Yes", "Standard 7!7.3.4 G": "=1+1 is what it says", "Standard 8!8.1.1 D": "No", "Standard 9!9.1.1 D": ""})
	n.Tom.Post(at.Item("7.3.4"), northmoor.Answer("1", "reply", "yes", "text", "Tom was quicker"))
	p := upload(t, n, n.Priya, file)
	northmoor.Says(t, p, "The spreadsheet would change three answers", "One answer was changed by somebody else meanwhile", "Tom Okafor saved this at 09:00", "Tom was quicker",
		"=1+1 is what it says", "One answer is new", "One answer changes", "Nothing is saved yet.")
	northmoor.Says(t, n.Priya.Get(at.Spreadsheet()), "What you uploaded at 09:00 waits to be confirmed until 15:00.")
	if q := n.Priya.Post(at.SpreadsheetChanges(), confirmed(p)); q.Status != 422 || !q.Says("Choose at least one answer to save") {
		t.Errorf("nothing was chosen: %d", q.Status)
	}
	// Between the look and the click somebody saves one of them.
	n.Tom.Post(at.Item("8.1.1"), northmoor.Answer("0", "reply", "yes", "text", "An inventory"))
	q := n.Priya.Post(at.SpreadsheetChanges(), confirmed(p, "7.1.1", "8.1.1"))
	if q.Status != http.StatusConflict {
		t.Errorf("it was applied over a newer answer: %d", q.Status)
	}
	northmoor.Says(t, q, "Nothing was saved, because 8.1.1 was changed while you were looking.", "Two answers were changed by somebody else meanwhile", "An inventory")
	if got := northmoor.Row(t, n.Priya.Get(at.Standard("7")), "7.1.1"); !strings.Contains(got, "Not in place") {
		t.Errorf("half was applied: %s", got)
	}
	form := confirmed(q, "7.1.1")
	form.Set("choose-7.3.4", "file")
	form.Set("choose-8.1.1", "here")
	northmoor.Says(t, n.Priya.Post(at.SpreadsheetChanges(), form), "Two answers were saved from the spreadsheet.")
	if got := northmoor.Value(t, n.Priya.Get(at.Standard("7")), "7.3.4-text"); got != "=1+1 is what it says" {
		t.Errorf("7.3.4 is %q", got)
	}
	if got := northmoor.Value(t, n.Priya.Get(at.Standard("8")), "8.1.1-text"); got != "An inventory" {
		t.Errorf("8.1.1 is %q", got)
	}
	northmoor.Says(t, n.Priya.Get(at.SpreadsheetChanges()), "No spreadsheet waits")
	if p := n.Priya.Post(at.SpreadsheetChanges(), form); p.Status != http.StatusConflict || !p.Says("do not wait any more") {
		t.Errorf("the same form twice: %d", p.Status)
	}
}

func TestABadFileIsRefusedWithItsPlaceAndChangesNothing(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":         {nil, "This file is empty."},
		"a CSV":           {[]byte("Item,Answer\n7.1.1,Yes\n"), "This is not an XLSX file."},
		"too large":       {make([]byte, workbook.MaxFile+200_000), "This file is too large: at most 5 MB are read."},
		"another year":    {worked(t, n.Priya, map[string]any{"How to use this!Year B": "2025-26"}), "column B: this file is of another year (2025-26)"},
		"a moved heading": {worked(t, n.Priya, map[string]any{"Standard 7!Answer D": "Figure"}), "Sheet Standard 7, row 1, column D (Answer): the heading should be “Answer” and is “Figure”."},
	} {
		p := upload(t, n, n.Priya, c.file)
		if p.Status != 422 || p.Path != at.Spreadsheet() || !p.Says(c.want) || p.ByID("file") == nil {
			t.Errorf("%s: %d at %s: %s", name, p.Status, p.Path, p.Text())
		}
	}
	northmoor.Says(t, n.Priya.Get(at.SpreadsheetChanges()), "No spreadsheet waits")
	p := upload(t, n, n.Priya, worked(t, n.Priya, map[string]any{"Standard 7!7.1.1 D": "Perhaps", "Standard 7!7.3.4 D": "No"}))
	if p.Status != 422 {
		t.Errorf("a file with a wrong row: %d", p.Status)
	}
	northmoor.Says(t, p, "What is not taken, and where it stands", "Sheet Standard 7 Row 2 Column D (Answer) Item 7.1.1 Why “Perhaps” cannot be chosen.", "One answer is new")
	northmoor.Says(t, n.Priya.Post(at.SpreadsheetChanges(), url.Values{"do": {"drop"}}), "The upload is dropped. Nothing was saved.")
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, n.URL+at.Spreadsheet(), strings.NewReader(""))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if p := n.Priya.Do(req); p.Status != 422 || !p.Says("Choose the file that you worked in.") {
		t.Errorf("no file: %d", p.Status)
	}
}

func TestTheWordsThatDifferAreMarked(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(at.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Backups go to tape each week."))
	n.Tom.Post(at.Item("7.1.1"), northmoor.Answer("0", "reply", "no"))
	file := worked(t, n.Priya, map[string]any{"Standard 7!7.3.4 G": "Backups go to a vault each week.", "Standard 7!7.1.1 D": "Yes", "Standard 8!8.1.1 D": "No"})
	marked := func(p *site.Page, tag string) []string {
		var list []string
		for e := range p.Root.Descendants() {
			if e.Data == tag {
				list = append(list, site.Attr(e, "data-mark")+": "+northmoor.Words(e))
			}
		}
		return list
	}
	p := upload(t, n, n.Priya, file)
	if old, now := marked(p, "del"), marked(p, "ins"); !slices.Equal(old, []string{"gone: No", "gone: tape"}) || !slices.Equal(now, []string{"new: Yes", "new: a vault"}) {
		t.Errorf("marked are %q and %q", old, now)
	}
	n.Tom.Post(at.Item("7.3.4"), northmoor.Answer("1", "reply", "yes", "text", "Backups go to disk each week."))
	p = n.Priya.Get(at.SpreadsheetChanges())
	if both := marked(p, "ins"); !slices.Contains(both, "only here: disk") || !slices.Contains(both, "only here: a vault") || slices.Contains(marked(p, "del"), "gone: disk") {
		t.Errorf("of a conflict are marked %q", both)
	}
}

func TestWhoTakesAFile(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	northmoor.Says(t, n.Tom.Get(at.Spreadsheet()), "Nothing is handed out to you")
	if p := n.Tom.Get(at.SpreadsheetFile()); p.Status != http.StatusConflict {
		t.Errorf("Tom took a file without a part: %d", p.Status)
	}
	n.Priya.Post(at.HandOut("7.3"), url.Values{"person": {n.TomID}})
	northmoor.Says(t, n.Tom.Get(at.Spreadsheet()), "It holds what was given to you: 7.3. That is six questions, and nothing else can be changed by it.")
	n.Priya.Post(at.ItemOwner("8.1.1"), url.Values{"person": {n.TomID}})
	northmoor.Says(t, n.Tom.Get(at.Spreadsheet()), "It holds what was given to you: 7.3 and 8.1.1. That is seven questions,")
	northmoor.Says(t, upload(t, n, n.Tom, worked(t, n.Priya, map[string]any{"Standard 9!9.1.1 D": "No", "Standard 8!8.1.1 D": "No"})), "The spreadsheet would change one answer",
		"Sheet Standard 9 Row 2 Column A (Item) Item 9.1.1 Why 9.1.1 is not given to you.")
	p := upload(t, n, n.Tom, worked(t, n.Tom, map[string]any{"Standard 7!7.3.4 D": "No"}))
	northmoor.Says(t, p, "The spreadsheet would change one answer")
	for who, b := range map[string]*site.Browser{"the assessor": n.Ruth, "the secretary": n.Dev} {
		if p := b.Get(at.SpreadsheetFile()); p.Status != http.StatusForbidden {
			t.Errorf("%s: %d", who, p.Status)
		}
	}
	if p := n.Otto.Get(at.SpreadsheetFile()); p.Status != http.StatusNotFound {
		t.Errorf("another trust's lead: %d", p.Status)
	}
}
