// Package journey lets a test use the site as a person does, in a real Chromium: by the words on the page.
//
//	b := journey.Open(t, s, journey.Phone, journey.WithoutScript)
//	b.Visit("/sign-in")
//	b.Fill("E-mail address", "priya@example.org")
//	b.Press("Sign in")
//	b.Sees("31 things left")
//
// Callers may rely on this. Each Open has cookies and storage of its own, and the tests of a package share one Chromium,
// so journeys can be parallel. A verb waits until the page is there and quiet, and a claim until it comes true; neither
// sleeps. Whatever fails tells the address and the text of the page. What nobody looked for fails the test too: an error
// in the console, something that the Content-Security-Policy stopped, a file of the page that is missing, a request to
// another host.
//
// A test that has to say which of several things it means adds words that stand near the one that it means:
// b.Choose("Yes", "7.3.5").
//
// A package that uses it ends its Chromium in TestMain: os.Exit(journey.Main(m)).
package journey

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
	webfiles "cyberready/web"
)

// patience is how long a verb or a claim waits. It is long, for a machine may be busy; what works takes milliseconds.
const patience = 40 * time.Second

// Size is that of the window.
type Size struct{ Width, Height int }

// The two sizes at which pages are looked at: the narrowest that WCAG 2.2 knows (1.4.10), and a desk's.
var (
	Phone   = Size{320, 640}
	Desktop = Size{1280, 900}
)

func (z Size) String() string { return fmt.Sprintf("%d by %d", z.Width, z.Height) }

// Option is how a browser is opened. Without any it is a desk's, and runs scripts.
type Option interface{ apply(*Browser) }

func (z Size) apply(b *Browser) { b.size = z }

type withoutScript struct{}

func (withoutScript) apply(b *Browser) { b.scripted = false }

// WithoutScript is a browser in which JavaScript is switched off.
var WithoutScript Option = withoutScript{}

// Browser is one person's window on the site.
type Browser struct {
	t        testing.TB
	site     *site.Site
	ctx      context.Context
	watch    *watch
	size     Size
	scripted bool
}

// Open opens a window on the site, with cookies of its own. It is closed when the test ends.
func Open(t testing.TB, s *site.Site, options ...Option) *Browser {
	t.Helper()
	if err := webfiles.Built(); err != nil {
		t.Fatal(err)
	}
	chromium, err := started()
	if err != nil {
		t.Fatal(err)
	}
	b := &Browser{t: t, site: s, size: Desktop, scripted: true}
	for _, o := range options {
		o.apply(b)
	}
	home, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	b.watch = watchHost(home.Host)
	ctx, cancel, err := openPage(chromium, b.watch.hear)
	if err != nil {
		t.Fatalf("open a window: %v", err)
	}
	b.ctx = ctx
	t.Cleanup(func() {
		for _, p := range b.watch.problems() {
			t.Errorf("%s", p)
		}
		cancel()
	})
	b.switchScripts(b.scripted)
	b.do("set up the window",
		// A window that is not in front behaves as if it were, so that journeys can be parallel.
		call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}),
	)
	b.Resize(b.size)
	return b
}

// SignIn opens a window in which somebody has signed in, and stands where their role begins. The sign-in itself is not seen:
// it has journeys of its own.
func SignIn(t testing.TB, s *site.Site, email string, options ...Option) *Browser {
	t.Helper()
	return openAs(t, s, s.SignIn(t, email), options)
}

// SignInAs is SignIn for the demonstration's own people, who come in by its door.
func SignInAs(t testing.TB, s *site.Site, email string, options ...Option) *Browser {
	t.Helper()
	return openAs(t, s, s.SignInAs(t, email), options)
}

// openAs opens a window that goes on with the session of a browser without a window.
func openAs(t testing.TB, s *site.Site, signedIn *site.Browser, options []Option) *Browser {
	t.Helper()
	b := Open(t, s, options...)
	for _, c := range signedIn.Cookies() {
		b.do("take over the session", call(network.SetCookie, network.SetCookieParams{
			Name: c.Name, Value: c.Value, URL: s.URL, HTTPOnly: new(true), SameSite: network.CookieSameSiteLax}))
	}
	b.Visit(paths.Home)
	b.Sees("Sign out")
	return b
}

// Scripted tells whether JavaScript runs.
func (b *Browser) Scripted() bool { return b.scripted }

func (b *Browser) switchScripts(on bool) {
	b.t.Helper()
	b.do("switch JavaScript", call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}))
}

// Resize changes the size of the window.
func (b *Browser) Resize(z Size) {
	b.t.Helper()
	b.size = z
	b.do(fmt.Sprintf("make the window %s", z), call(emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: int64(z.Width), Height: int64(z.Height), DeviceScaleFactor: 1}))
}

// Visit goes to an address of the site, as if it were typed.
func (b *Browser) Visit(path string) {
	b.t.Helper()
	b.moves("visit "+path, navigate(b.site.URL+path))
}

// Reload loads the page again.
func (b *Browser) Reload() {
	b.t.Helper()
	b.moves("reload", chromedp.Reload())
}

// Back goes back, as with the browser's own button.
func (b *Browser) Back() {
	b.t.Helper()
	b.moves("go back", travel(-1))
}

// Forward goes forward again.
func (b *Browser) Forward() {
	b.t.Helper()
	b.moves("go forward", travel(+1))
}

// do runs steps, and fails the test if one fails.
func (b *Browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fail("%s: %v", what, err)
	}
}

// moves runs a step that leads to another document, and waits until that is loaded.
func (b *Browser) moves(what string, step chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	before := b.watch.document()
	b.do(what, step)
	b.arrives(what, before)
}

func (b *Browser) arrives(what, before string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := b.watch.arrive(ctx, before); err != nil {
		b.fail("%s: no other page came", what)
	}
}

// quiet waits until the page is loaded and nothing that a script asked for is on its way.
func (b *Browser) quiet() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := b.watch.quiet(ctx); err != nil {
		b.fail("the page does not come to rest")
	}
}

// evaluate gives the value of an expression in the page. It works without JavaScript too, for the page's own scripts alone are
// switched off; but nothing in the expression may wait.
func evaluate[T any](b *Browser, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression))
}

// until asks again and again until ask is content, and otherwise gives its last reason.
func (b *Browser) until(ask func() error) error {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		err := ask()
		if err == nil || b.ctx.Err() != nil {
			return errors.Join(err, b.ctx.Err())
		}
		select {
		case <-deadline.C:
			return err
		case <-again.C:
		}
	}
}

// fail ends the test with what a person would see.
func (b *Browser) fail(format string, args ...any) {
	b.t.Helper()
	var page strings.Builder
	fmt.Fprintf(&page, format, args...)
	if where, err := evaluate[string](b, `location.href + "\n" + document.title`); err == nil {
		fmt.Fprintf(&page, "\nat %s", where)
	}
	fmt.Fprintf(&page, "\n(status %d, window %s, JavaScript %t)", b.watch.status(), b.size, b.scripted)
	if text, err := evaluate[string](b, `document.body.innerText`); err == nil {
		fmt.Fprintf(&page, "\n----\n%s\n----", text)
	}
	b.t.Fatal(page.String())
}
