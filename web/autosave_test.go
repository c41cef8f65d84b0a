package webfiles_test

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"cyberready/internal/testkit/chrome"
	webfiles "cyberready/web"
)

// row is the server's side of one form that saves by itself: its text, its version, and what is wrong with the server.
type row struct {
	mu      sync.Mutex
	text    string
	version int
	broken  int           // answer this many saves with 503
	slow    time.Duration // wait before answering
	saves   []string
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"

func (r *row) serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(webfiles.Prefix, webfiles.Handler())
	mux.HandleFunc("GET /page", func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="en-GB"><head><title>Row</title>
			<link rel="stylesheet" href="%s"><script type="module" src="%s"></script></head>
			<body data-person="%s">%s<a id="away" href="/elsewhere">Away</a><p id="progress">0 saved</p>
			<form data-sign-out action="/elsewhere"><button id="out">Sign out</button></form></body></html>`,
			webfiles.URL("app.css"), webfiles.URL("app.js"), q.FormValue("as"), r.markup(http.StatusOK))
	})
	mux.HandleFunc("GET /elsewhere", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE html><html lang="en-GB"><title>Elsewhere</title><body><p id="elsewhere">Elsewhere</p></body></html>`)
	})
	mux.HandleFunc("POST /save", r.save)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func (r *row) save(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	time.Sleep(r.slow)
	text := q.FormValue("text")
	status := http.StatusOK
	switch {
	case r.broken > 0:
		r.broken--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case text == r.text: // nothing to write, whatever the version
	case q.FormValue("version") != fmt.Sprint(r.version):
		status = http.StatusConflict
	case text == "wrong":
		status = http.StatusUnprocessableEntity
	default:
		r.text = text
		r.version++
		r.saves = append(r.saves, text)
	}
	w.WriteHeader(status)
	fmt.Fprint(w, r.markup(status))
	fmt.Fprintf(w, `<p id="progress" hx-swap-oob="true">%d saved</p>`, len(r.saves))
}

func (r *row) markup(status int) string {
	return fmt.Sprintf(`<div id="row"><form id="form" data-autosave method="post" action="/save"
		hx-post="/save" hx-target="#row" hx-swap="outerHTML"><input type="hidden" name="version" value="%d">
		<label for="text">Text</label> <input id="text" name="text" value="%s"><p data-autosave-state>Version %d</p>
		<button class="app-without-script" id="save">Save</button></form><p id="reason" data-live>%d: %s</p></div>`,
		r.version, html.EscapeString(r.text), r.version, status, html.EscapeString(r.text))
}

func (r *row) saved() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.saves...)
}

// window is a browser's window on the row.
type window struct {
	t   *testing.T
	ctx context.Context
	url string
	row *row
}

// open starts a browser of its own for the test, on the row's page as Priya sees it.
func open(t *testing.T, r *row) window {
	t.Helper()
	if err := webfiles.Built(); err != nil {
		t.Fatal(err)
	}
	program, err := chrome.Find()
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program),
		chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	const patience = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	w := window{t: t, ctx: ctx, url: r.serve(t), row: r}
	w.visit("priya")
	return w
}

func (w window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, steps...); err != nil {
		w.t.Fatal(err)
	}
}

func (w window) visit(person string) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.url+"/page?as="+person), chromedp.WaitVisible("#text"))
	w.until("document.body.classList.contains('js-enabled')")
}

// until waits for a condition in the page's own language.
func (w window) until(condition string) {
	w.t.Helper()
	const patience = 15 * time.Second
	if _, err := chromedp.Run(w.ctx, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(patience))); err != nil {
		page, _ := chromedp.Run(w.ctx, chromedp.Evaluate[string](`document.body.innerText + "\n" + JSON.stringify({...sessionStorage})`))
		w.t.Fatalf("waiting for %s: %v\n%s", condition, err, page)
	}
}

func (w window) says(id, text string) {
	w.t.Helper()
	w.until(fmt.Sprintf("document.querySelector(%q).textContent.includes(%q)", id, text))
}

func (w window) shows(text string) {
	w.t.Helper()
	w.until(fmt.Sprintf("document.querySelector('#text').value === %q", text))
}

// write types over what is in the field.
func (w window) write(text string) {
	w.t.Helper()
	w.until("(document.querySelector('#text').select(), document.activeElement.id === 'text')")
	w.do(chromedp.KeyEvent(text))
}

// leave moves the focus out of the form.
func (w window) leave() {
	w.t.Helper()
	w.do(chromedp.Focus("#away"))
}

func (w window) keeps() string {
	w.t.Helper()
	kept, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`Object.entries(sessionStorage).filter(([key]) => key.startsWith("kept-words")).join("\n")`))
	if err != nil {
		w.t.Fatal(err)
	}
	return kept
}

func (w window) wantSaves(want ...string) {
	w.t.Helper()
	if got := w.row.saved(); strings.Join(got, "|") != strings.Join(want, "|") {
		w.t.Errorf("saved %q, want %q", got, want)
	}
}

func TestAutosave(t *testing.T) {
	t.Parallel()

	t.Run("leaving the form saves it and swaps the row", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1})
		w.write("weekly tape")
		w.leave()
		w.says("#reason", "200: weekly tape")
		w.says("#form", "Version 2")
		w.says("#progress", "1 saved")
		if kept := w.keeps(); kept != "" {
			t.Errorf("the window still keeps %s", kept)
		}
		w.wantSaves("weekly tape")
		w.until("document.querySelectorAll('style, [style]').length === 0")
	})

	t.Run("leaving an unchanged form sends nothing", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1})
		w.do(chromedp.Focus("#text"))
		w.leave()
		w.write("b")
		w.leave()
		w.says("#reason", "200: b")
		w.wantSaves("b")
	})

	t.Run("typing on while it saves loses nothing and takes the new version", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1, slow: 500 * time.Millisecond})
		w.write("first")
		w.leave()
		w.write("second")
		w.says("#reason", "200: first")
		w.says("#form", "Version 2")
		w.says("#progress", "1 saved")
		w.shows("second")
		w.leave()
		w.says("#reason", "200: second")
		w.wantSaves("first", "second")
	})

	t.Run("when the server cannot save, the words are kept and sent again", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1, broken: 1})
		w.write("not lost")
		w.leave()
		w.says("#form", "We cannot save just now")
		w.until("getComputedStyle(document.querySelector('#save')).display !== 'none'")
		if kept := w.keeps(); !strings.Contains(kept, "kept-words/priya/form") || !strings.Contains(kept, "not lost") {
			t.Errorf("the window keeps %q", kept)
		}
		w.says("#reason", "200: not lost")
		if kept := w.keeps(); kept != "" {
			t.Errorf("the window still keeps %s", kept)
		}
	})

	t.Run("words not saved come back with the page, and are saved then", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1, broken: 2})
		w.write("for later")
		w.leave()
		w.says("#form", "We cannot save just now")
		w.visit("priya") // going away sends them once more, in vain
		w.says("#reason", "200: for later")
		w.shows("for later")
	})

	t.Run("another person in the same window does not see them", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1, broken: 2})
		w.write("Priya's words")
		w.leave()
		w.says("#form", "We cannot save just now")
		w.visit("tom")
		w.shows("a")
		if kept := w.keeps(); kept != "" {
			t.Errorf("the window still keeps %s", kept)
		}
	})

	t.Run("signing out clears what the window keeps", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1, broken: 9})
		w.write("Priya's words")
		w.leave()
		w.says("#form", "We cannot save just now")
		w.do(chromedp.Click("#out"), chromedp.WaitVisible("#elsewhere"))
		if kept := w.keeps(); kept != "" {
			t.Errorf("the window still keeps %s", kept)
		}
	})

	t.Run("following a link saves what was typed", func(t *testing.T) {
		t.Parallel()
		w := open(t, &row{text: "a", version: 1})
		w.write("on my way")
		w.do(chromedp.Click("#away"), chromedp.WaitVisible("#elsewhere"))
		w.visit("priya")
		w.shows("on my way")
		w.wantSaves("on my way")
	})

	t.Run("a wrong answer and a lost race show the row that says so", func(t *testing.T) {
		t.Parallel()
		r := &row{text: "a", version: 1}
		w := open(t, r)
		w.write("wrong")
		w.leave()
		w.says("#reason", "422")
		r.mu.Lock()
		r.text, r.version = "Tom's", 7
		r.mu.Unlock()
		w.write("mine")
		w.leave()
		w.says("#reason", "409: Tom's")
		if kept := w.keeps(); !strings.Contains(kept, "mine") {
			t.Errorf("the window keeps %q", kept)
		}
	})
}
