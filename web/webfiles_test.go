package webfiles

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
)

// requireBuilt fails, and does not skip: without the built files nothing here says anything.
func requireBuilt(t *testing.T) {
	t.Helper()
	if err := Built(); err != nil {
		t.Fatal(err)
	}
}

// eachBuiltFile calls check with every file that the program carries.
func eachBuiltFile(t *testing.T, check func(name string, content []byte)) {
	t.Helper()
	requireBuilt(t)
	err := fs.WalkDir(dist, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := dist.ReadFile(path)
		check(path, content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoFileNamesAForeignHost(t *testing.T) {
	t.Parallel()
	address := regexp.MustCompile(`(?i)(https?:)?//[a-z0-9-]+\.[a-z0-9.-]+`)
	eachBuiltFile(t, func(name string, content []byte) {
		for _, found := range address.FindAllString(string(content), -1) {
			if found != "http://www.w3.org" { // the name of SVG, which nobody fetches
				t.Errorf("%s names %s", name, found)
			}
		}
	})
}

func TestNoFileFetchesAFont(t *testing.T) {
	t.Parallel()
	eachBuiltFile(t, func(name string, content []byte) {
		if bytes.Contains(content, []byte("@font-face")) {
			t.Errorf("%s declares a font", name)
		}
	})
}

// TestNoLogoOfTheNHS looks for the outlines of the logo as the design system draws it, in its header and its icons.
func TestNoLogoOfTheNHS(t *testing.T) {
	t.Parallel()
	outlines := logoOutlines(t)
	eachBuiltFile(t, func(name string, content []byte) {
		if strings.Contains(strings.ToLower(name), "logo") {
			t.Errorf("%s has the name of a logo", name)
		}
		for _, outline := range outlines {
			if bytes.Contains(content, []byte(outline)) {
				t.Errorf("%s draws the logo of the NHS", name)
			}
		}
	})
}

func logoOutlines(t *testing.T) []string {
	t.Helper()
	const nhsuk = "node_modules/nhsuk-frontend/dist/nhsuk/"
	path := regexp.MustCompile(`\bd="([^"]{100,})"`)
	var outlines []string
	for _, name := range []string{"components/header/template.njk", "assets/images/favicon.svg", "assets/images/nhsuk-icon-mask.svg"} {
		text, err := os.ReadFile(nhsuk + name)
		if err != nil {
			t.Fatalf("the design system is missing: make installs it in web/node_modules (%v)", err)
		}
		found := path.FindAllStringSubmatch(string(text), -1)
		if len(found) == 0 {
			t.Fatalf("%s draws no logo any more: look for it elsewhere", name)
		}
		for _, match := range found {
			// The letters: a logo without its box is still one.
			_, letters, _ := strings.Cut(match[1], "Zm")
			outlines = append(outlines, letters[:60])
		}
	}
	return outlines
}

func TestPagesFindTheirFiles(t *testing.T) {
	t.Parallel()
	requireBuilt(t)
	for plain, contentType := range map[string]string{
		"app.css":      "text/css; charset=utf-8",
		"app.js":       "text/javascript; charset=utf-8",
		"favicon.svg":  "image/svg+xml",
		"licences.txt": "text/plain; charset=utf-8",
	} {
		answer := get(t, URL(plain), nil)
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", plain, answer.StatusCode)
		}
		if got := answer.Header.Get("Content-Type"); got != contentType {
			t.Errorf("%s: type %q, want %q", plain, got, contentType)
		}
		if got := answer.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s: the browser may not keep it: %q", plain, got)
		}
	}
}

func TestUnknownNameIsNoAddress(t *testing.T) {
	t.Parallel()
	requireBuilt(t)
	defer func() {
		if recover() == nil {
			t.Error("an unknown name got an address")
		}
	}()
	URL("no-such.css")
}

func TestUnknownFileIsNotFound(t *testing.T) {
	t.Parallel()
	for _, address := range []string{Prefix, Prefix + "app.css", Prefix + "manifest.json", Prefix + ".gitkeep", Prefix + "../webfiles.go"} {
		if got := get(t, address, nil).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", address, got)
		}
	}
}

func TestStyleSheetTravelsCompressed(t *testing.T) {
	t.Parallel()
	requireBuilt(t)
	plain := get(t, URL("app.css"), nil)
	small := get(t, URL("app.css"), map[string]string{"Accept-Encoding": "br, gzip", "Range": "bytes=0-9"})
	if small.StatusCode != http.StatusOK {
		t.Fatalf("status %d: part of a compressed file is of no use", small.StatusCode)
	}
	if small.Header.Get("Content-Encoding") != "gzip" || small.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("not compressed: %v", small.Header)
	}
	if plain.Header.Get("ETag") == small.Header.Get("ETag") {
		t.Error("two forms of the file share one tag")
	}
	unpacked, err := gzip.NewReader(small.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := read(t, unpacked), read(t, plain.Body); !bytes.Equal(got, want) {
		t.Errorf("unpacked it has %d bytes, want %d", len(got), len(want))
	}
}

func TestAcceptEncoding(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{
		"":                  false,
		"br":                false,
		"gzip":              true,
		"deflate, GZIP;q=1": true,
		"gzip;q=0":          false,
		"gzip; q=0.000, br": false,
		"gzip;q=0.5":        true,
	} {
		if got := takesGzip(header); got != want {
			t.Errorf("takesGzip(%q) = %t", header, got)
		}
	}
}

func TestUnchangedFileIsNotSentAgain(t *testing.T) {
	t.Parallel()
	requireBuilt(t)
	tag := get(t, URL("app.js"), nil).Header.Get("ETag")
	for header, want := range map[string]int{
		tag:                 http.StatusNotModified,
		`"other", W/` + tag: http.StatusNotModified,
		`"other"`:           http.StatusOK,
	} {
		if got := get(t, URL("app.js"), map[string]string{"If-None-Match": header}).StatusCode; got != want {
			t.Errorf("If-None-Match %s: status %d, want %d", header, got, want)
		}
	}
}

func TestFilesAreOnlyRead(t *testing.T) {
	t.Parallel()
	requireBuilt(t)
	answer := httptest.NewRecorder()
	Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodPost, URL("app.js"), nil))
	if answer.Code != http.StatusMethodNotAllowed {
		t.Errorf("status %d, want 405", answer.Code)
	}
}

func get(t *testing.T, address string, header map[string]string) *http.Response {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	Handler().ServeHTTP(answer, request)
	return answer.Result()
}

func read(t *testing.T, r io.Reader) []byte {
	t.Helper()
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return all
}
