package journey

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
)

// serve serves one page, under the policy that the real pages have.
func serve(t *testing.T, body string) *site.Site {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src * data:")
			fmt.Fprintf(w, `<!DOCTYPE html><html lang="en-GB"><head><title>Page</title><link rel="icon" href="data:,"></head><body><main><h1>Page</h1>%s</main></body></html>`, body)
		case "/error.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `console.error("said aloud")`)
		case "/throw.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `throw new Error("thrown")`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return &site.Site{URL: strings.Replace(server.URL, "127.0.0.1", "localhost", 1)}
}

func TestWhatNobodyLookedForIsHeard(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, body, want string }{
		{"nothing", `<p>All is well.</p>`, ""},
		{"an error in the console", `<script src="/error.js"></script>`, "said aloud"},
		{"a script that throws", `<script src="/throw.js"></script>`, "thrown"},
		{"a script in the page", `<script>document.title = "changed"</script>`, "Content Security Policy"},
		{"a style in the page", `<p style="color: red">Red</p>`, "Content Security Policy"},
		{"a file that is missing", `<script src="/missing.js"></script>`, "missing: 404"},
		{"another host", `<img src="http://elsewhere.invalid/picture.png" alt="">`, "another host: http://elsewhere.invalid/picture.png"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := Open(t, serve(t, test.body))
			b.Visit("/")
			heard := b.watch.problems()
			b.Forgive("") // it is what this test wants
			found := slices.ContainsFunc(heard, func(p string) bool { return strings.Contains(p, test.want) })
			if test.want == "" && len(heard) > 0 || test.want != "" && !found {
				t.Errorf("heard %q, want %q", heard, test.want)
			}
		})
	}
}

func TestWhatBreaksAPageForSomebodyIsSeen(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, body, want string }{
		{"nothing", `<p>All is well.</p>`, ""},
		{"a picture without words", `<img src="data:,">`, "image-alt"},
		{"a field without a label", `<input type="text">`, "label"},
		{"a second h1", `<h1>Another</h1>`, "the page has 2 h1"},
		{"a page that scrolls sideways", `<table><tr><td>` + strings.Repeat("wide", 200) + `</td></tr></table>`, "scrolls sideways"},
		{"an id that is there twice", `<p id="same">One</p><p id="same">Two</p>`, "ids are there twice: same"},
		{"buttons too small for a finger", `<button>1</button><button>2</button>`, "target-size"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := Open(t, serve(t, test.body), Phone)
			b.Visit("/")
			seen := b.inspect()
			found := slices.ContainsFunc(seen, func(v string) bool { return strings.Contains(v, test.want) })
			if test.want == "" && len(seen) > 0 || test.want != "" && !found {
				t.Errorf("seen %q, want %q", seen, test.want)
			}
		})
	}
}
