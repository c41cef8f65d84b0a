package papers_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/chrome"
	webfiles "cyberready/web"
)

// firstPageAlone leaves of a report what its first page has to hold, with everything that any trust's can have above it.
const firstPageAlone = `
	for (const part of document.querySelectorAll('.app-report > *')) {
		if (!part.matches('.app-report__first, .app-report__footer')) { part.remove() }
	}
	const strip = document.createElement('div')
	strip.className = 'app-demo-strip'
	strip.textContent = 'Demonstration. All trusts, people and answers are invented.'
	document.body.prepend(strip)
	document.querySelector('.app-report__first').style.breakAfter = 'auto'
	true`

// The first page never exceeds one A4 side: not for a trust with nearly everything missing, three long decisions and the
// marks of a late publication without the board's signature.
func TestTheReportsFirstPageIsOneSideOfPaper(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Exec(t, `update answers set reply = 'no', figure = 0, figure_date = '2024-01-01' where item not like '1.%'`)
	b.Exec(t, `update answers set reply = 'yes', figure = 999900 where item like '5.%'`)
	b.Send()
	b.Sign(b.Amir, "declined", "I was not shown the proof.")
	for _, standard := range []string{"6", "7", "8"} {
		b.Dev.Post(boardroom.Base+"/agree", url.Values{"version": {"1"}, "agreed-" + standard: {"fully"}})
	}
	b.Clock.Set(time.Date(2027, 7, 3, 9, 0, 0, 0, time.UTC))
	b.Priya = b.SignIn(t, "priya@example.org")
	b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}, "without": {"yes"}})
	report := b.Priya.Get(boardroom.Base + "/report")
	b.Wants(report, 200, "Published late", "Published without the board's signature", "Standard 8: the board rated it fully in place")

	pdf := printed(t, report.Source, firstPageAlone)
	if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 1 {
		t.Errorf("the first page takes %d sides", n)
	}
	if whole := bytes.Count(printed(t, report.Source, "true"), []byte("/Type /Page\n")); whole < 3 {
		t.Errorf("the whole report takes %d sides: the count of sides cannot be trusted", whole)
	}
}

// printed prints a page as a browser does, after a script has changed it.
func printed(t *testing.T, source, script string) []byte {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(webfiles.Prefix, webfiles.Handler())
	mux.HandleFunc("GET /page", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(source)) })
	server := httptest.NewServer(mux)
	defer server.Close()

	program, err := chrome.Find()
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.DisableGPU)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	var pdf []byte
	err = chromedp.Do(ctx, chromedp.Navigate(server.URL+"/page"), chromedp.WaitVisible("h1"),
		chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script)); err != nil {
				return err
			}
			done, err := cdp.Call(ctx, tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
			pdf = done.Data
			return err
		}))
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}
