package chrome

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/chromedp/chromedp"
)

func TestFindTakesTheFirstWayThatLeadsToABrowser(t *testing.T) {
	t.Parallel()
	gives := func(path string, err error) way {
		return way{"somewhere", func(context.Context) (string, error) { return path, err }}
	}
	broken := errors.New("broken")
	for _, test := range []struct {
		name string
		ways []way
		want string
	}{
		{"the first", []way{gives("a", nil), gives("b", nil)}, "a"},
		{"one that does not apply", []way{gives("", nil), gives("b", nil)}, "b"},
		{"one that fails", []way{gives("", broken), gives("b", nil)}, "b"},
		{"none", []way{gives("", broken), gives("", nil)}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := find(t.Context(), test.ways)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.want == "" && (!errors.Is(err, errNone) || !errors.Is(err, broken)) {
				t.Errorf("it says %v, want what to do and why", err)
			}
		})
	}
}

func TestFoundBrowserShowsAPage(t *testing.T) {
	t.Parallel()
	path, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	showsAPage(t, path)
}

func showsAPage(t *testing.T, path string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `<!DOCTYPE html><title>ready</title><p id="text">words</p><script>document.title = "steady"</script>`)
	}))
	defer server.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("disable-dev-shm-usage", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	title, err := chromedp.Run(ctx, chromedp.Title())
	if err != nil || title != "steady" {
		t.Errorf("%s shows %q, %v", path, title, err)
	}
	height, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.getElementById("text").getBoundingClientRect().height`))
	if err != nil || height == 0 {
		t.Errorf("text has height %v, %v: is there a font?", height, err)
	}
}

func TestUnpackTakesTheBrowserOutOfThePackage(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	archive := filepath.Join(home, "package.tgz")
	write(t, archive, gzipped(t, tarred(t, map[string]string{
		"package/LICENSE":                "licence",
		"package/build/index.js":         "not needed",
		"package/bin/chromium.br":        brotlied(t, "browser"),
		"package/bin/al2023.tar.br":      brotlied(t, tarred(t, map[string]string{"lib/libnss3.so": "library"})),
		"package/bin/fonts.tar.br":       brotlied(t, tarred(t, map[string]string{"fonts/a.ttf": "font"})),
		"package/bin/swiftshader.tar.br": brotlied(t, tarred(t, map[string]string{"libEGL.so": "graphics"})),
	})))
	if err := unpack(archive, home); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"LICENSE": "licence", "chromium": "browser", "lib/libnss3.so": "library", "fonts/a.ttf": "font", "libEGL.so": "graphics"} {
		if got, err := os.ReadFile(filepath.Join(home, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	if info, err := os.Stat(filepath.Join(home, "chromium")); err != nil || info.Mode().Perm()&0o111 == 0 {
		t.Errorf("the browser cannot be run: %v, %v", info, err)
	}

	write(t, archive, gzipped(t, tarred(t, map[string]string{"package/bin/al2023.tar.br": brotlied(t, tarred(t, map[string]string{"../outside": "x"}))})))
	if err := unpack(archive, home); err == nil {
		t.Error("a file outside the folder was written")
	}
}

func TestVerifyRefusesAnotherFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "package.tgz")
	write(t, path, "abc")
	const abc = "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==" // FIPS 180-2, C.1
	if err := verify(path, abc); err != nil {
		t.Error(err)
	}
	if err := verify(path, npmChecksum); err == nil {
		t.Error("a wrong checksum passes")
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func tarred(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for name, content := range files {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func brotlied(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
