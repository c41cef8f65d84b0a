package proof_test

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/edge/clamav"
	"cyberready/internal/jobs"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/testkit/clamd"
	"cyberready/internal/testkit/hostile"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/page"
)

const shows = "What the file shows"

func TestAPageShowsAPictureThatTheServerMade(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya, tom := s.SignInAs(t, "priya@demo.invalid"), s.SignInAs(t, "tom@demo.invalid")
	given1 := hostile.JPEG()
	id := given(t, s, priya, typed("title", "The door", "place", ""), `door "north" <1>.jpg`, given1)
	at := northmoor.ProofLook(id, 1)
	for _, b := range []*site.Browser{priya, tom} {
		p := b.Get(northmoor.ProofOne(id))
		img := p.Find(func(n *html.Node) bool { return n.Data == "img" })
		if img == nil {
			t.Fatalf("no picture on the page (%d)", p.Status)
		}
		for name, want := range map[string]string{"src": at, "width": "32", "height": "24",
			"alt": `What the file door "north" <1>.jpg shows: the picture that was given as the proof “The door”.`} {
			if got := site.Attr(img, name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		got := b.Get(at)
		if c, err := jpeg.DecodeConfig(strings.NewReader(got.Source)); err != nil || c.Width != 32 || c.Height != 24 || bytes.Contains(given1, []byte(got.Source)) {
			t.Errorf("%d: %+v (%v), and %d bytes of the file's %d", got.Status, c, err, len(got.Source), len(given1))
		}
		for header, want := range map[string]string{
			"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store", "Content-Disposition": "inline",
			"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'", "Content-Length": fmt.Sprint(len(got.Source)),
		} {
			if v := got.Header.Get(header); v != want {
				t.Errorf("%s: %q, want %q", header, v, want)
			}
		}
	}
	if n := count(t, s, `select count(*) from audit_events where verb = 'proof.taken' and object = $1`, id); n != 0 {
		t.Errorf("the trail says %d times that it was taken", n)
	}
}

func TestAPageShowsTheFirstLinesOfAText(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	id := given(t, s, priya, typed("place", ""), "mail.eml", []byte("From: a@example.org\r\nSubject: <b>Trained</b>\r\n\r\n& all well\r\n"+strings.Repeat("line\n", 50)+"the end"))
	p := priya.Get(northmoor.ProofOne(id))
	says(t, p, shows, "From: a@example.org", "<b>Trained</b>", "& all well", "These are the first lines.")
	if p.Says("the end") || !strings.Contains(p.Source, "&lt;b&gt;Trained") {
		t.Error("the text is shown to its end, or as markup")
	}
	if got := priya.Get(northmoor.ProofLook(id, 1)); got.Status != 404 {
		t.Errorf("a picture of a text: %d", got.Status)
	}
}

func TestNothingIsShownOfWhatCouldAct(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	for name, content := range map[string][]byte{"a.pdf": hostile.PDF(), "a.docx": hostile.DOCX()} {
		id := given(t, s, priya, typed("title", name, "place", ""), name, content)
		p := priya.Get(northmoor.ProofOne(id))
		says(t, p, "Files of this kind are not shown here")
		if got := priya.Get(northmoor.ProofLook(id, 1)); got.Status != 404 || strings.Contains(p.Source, "<img class=\"app-preview") {
			t.Errorf("%s: a picture is made, or asked for: %d", name, got.Status)
		}
	}
	place := given(t, s, priya, typed("title", "No file"), "", nil)
	if p := priya.Get(northmoor.ProofOne(place)); p.Says(shows) {
		t.Error("the page speaks of a file that is not there")
	}
}

func TestWhoMayNotTakeAFileAwaySeesNothingOfIt(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	id := given(t, s, s.SignInAs(t, "priya@demo.invalid"), typed("place", ""), "door.png", hostile.PNG())
	s.Person(t, "reader@example.org", "Board Reader", site.At("ZZT00", access.BoardMember))
	if got := s.SignIn(t, "reader@example.org").Get(northmoor.ProofLook(id, 1)); got.Status != 403 {
		t.Errorf("a board member gets %d", got.Status)
	}
}

func TestAPictureIsShownOnlyOnceItIsFoundClean(t *testing.T) {
	t.Parallel()
	daemon := clamd.Run(t)
	s := site.Demonstration(t, 1, site.WithScanner(daemon.Address))
	priya := s.SignInAs(t, "priya@demo.invalid")
	daemon.Down()
	id := given(t, s, priya, typed("place", ""), "door.png", hostile.PNG())
	if p, got := priya.Get(northmoor.ProofOne(id)), priya.Get(northmoor.ProofLook(id, 1)); p.Says(shows) || got.Status != 409 {
		t.Errorf("before the scanner has seen it: %d", got.Status)
	}
	daemon.Up()
	scanner, err := clamav.Open(daemon.Address)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.ScanFiles(proofdb.Proofs{DB: s.DB}, s.Files, scanner, s.Clock.Now, page.Today).Do(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p, got := priya.Get(northmoor.ProofOne(id)), priya.Get(northmoor.ProofLook(id, 1)); !p.Says(shows) || got.Status != 200 {
		t.Errorf("once it is clean: %d", got.Status)
	}
}
