package papers_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/edge/pdf"
	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/pdfread"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web"
	"cyberready/internal/web/page"
)

const paperPath = boardroom.Base + "/report/1/report.pdf"

func TestTheReportCanBeTakenAsPDF(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Sign(b.Amir, "signed-with-reservations", "The restore must be tried. #panic()")
	if !slices.Contains(b.Helen.Get(boardroom.Base+"/report").Links(), paperPath) {
		t.Error("the report does not lead to its PDF")
	}
	file := b.Helen.Get(paperPath)
	if file.Status != 200 || file.Header.Get("Content-Type") != "application/pdf" ||
		file.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-2026-27-version-1.pdf"` || file.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v\n%s", file.Status, file.Header, file.Text())
	}
	f := pdfread.Read(t, []byte(file.Source))
	for _, words := range []string{site.Marking, "Northmoor and Dale has 125 of 128 requirements in place.", "The restore must be tried. #panic()",
		boardroom.TrustName + ", 2026-27, version 1, 14 June 2027, with the board, SHA-256"} {
		if !f.Says(words) {
			t.Errorf("the paper does not say %q", words)
		}
	}
	if again := b.Priya.Get(paperPath); again.Source != file.Source {
		t.Error("another reader of the same record gets other bytes")
	}
	for _, version := range []string{"0", "2", "x"} {
		b.Wants(b.Helen.Get(boardroom.Base+"/report/"+version+"/report.pdf"), 404)
	}
	if links := b.Priya.Get(boardroom.Base + "/report/draft").Links(); slices.ContainsFunc(links, func(l string) bool { return strings.HasSuffix(l, ".pdf") }) {
		t.Error("a draft leads to a PDF")
	}
}

// Without Node the page says so and offers the print view; so does the address of the file.
func TestWithoutNodeThePageOffersThePrintView(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	bare := web.New(web.Options{DB: b.DB, Content: b.Content, Site: page.Site{PublicURL: b.URL}, Keys: b.Keys, Now: b.Clock.Now, Press: pdf.Open(t.TempDir(), 1)})
	defer bare.Close()
	get := func(path string) (int, string) {
		r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, b.URL+path, nil)
		for _, c := range b.Helen.Cookies() {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		bare.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	const sentence = "This server has nothing to make PDF files with. Print the page instead"
	if status, body := get(boardroom.Base + "/report"); status != 200 || !strings.Contains(body, sentence) || strings.Contains(body, paperPath) || !strings.Contains(body, "data-print") {
		t.Errorf("the report answers %d without saying that there is no PDF", status)
	}
	if status, body := get(paperPath); status != 503 || !strings.Contains(body, sentence) || !strings.Contains(body, boardroom.Base+"/report/1") {
		t.Errorf("the PDF's address answers %d:\n%s", status, body)
	}
}
