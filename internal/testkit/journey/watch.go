package journey

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// watch follows what a window does: which document it shows, what is on its way, and what goes wrong.
type watch struct {
	host string // the site's, with its port

	mu       sync.Mutex
	changed  chan struct{} // closed at the next change
	main     cdp.FrameID
	shown    cdp.LoaderID // the document
	loaded   bool
	statuses map[cdp.LoaderID]int64
	asked    map[network.RequestID]bool // what scripts asked for and has not been answered
	wrong    []string
	forgiven []string
}

func watchHost(host string) *watch {
	return &watch{host: host, changed: make(chan struct{}), statuses: map[cdp.LoaderID]int64{}, asked: map[network.RequestID]bool{}}
}

// hear takes an event of the window. It does not wait.
func (w *watch) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *page.EventFrameNavigated:
		if e.Frame.ParentID == "" {
			w.main, w.shown = e.Frame.ID, e.Frame.LoaderID
			w.loaded = e.Type == page.NavigationTypeBackForwardCacheRestore
			clear(w.asked) // they went with the old document
		}
	case *page.EventLifecycleEvent:
		if e.FrameID == w.main && e.LoaderID == w.shown && e.Name == "load" {
			w.loaded = true
		}
	case *network.EventRequestWillBeSent:
		w.hearRequest(e)
	case *network.EventResponseReceived:
		w.hearResponse(e)
	case *network.EventLoadingFinished:
		delete(w.asked, e.RequestID)
	case *network.EventLoadingFailed:
		delete(w.asked, e.RequestID)
		if e.BlockedReason != "" {
			w.complain("the browser stopped a %s: %s", e.Type, e.BlockedReason)
		}
	case *runtime.EventExceptionThrown:
		w.complain("a script threw: %s", thrown(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			w.complain("the console says: %s", consoleWords(e.Args))
		}
	case *log.EventEntryAdded:
		// What the network says is heard above, where a page's own status is no mistake.
		if e.Entry.Source != log.EntrySourceNetwork && (e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning) {
			w.complain("the console says: %s", e.Entry.Text)
		}
	}
	close(w.changed)
	w.changed = make(chan struct{})
}

func (w *watch) hearRequest(e *network.EventRequestWillBeSent) {
	if e.Type == network.ResourceTypeXHR || e.Type == network.ResourceTypeFetch {
		w.asked[e.RequestID] = true
	}
	to, err := url.Parse(e.Request.URL)
	own := err == nil && (to.Host == w.host || to.Scheme == "data" || to.Scheme == "about")
	if !own {
		w.complain("a request went to another host: %s", e.Request.URL)
	}
}

func (w *watch) hearResponse(e *network.EventResponseReceived) {
	switch e.Type {
	case network.ResourceTypeDocument:
		w.statuses[e.LoaderID] = e.Response.Status
	case network.ResourceTypeStylesheet, network.ResourceTypeScript, network.ResourceTypeImage, network.ResourceTypeFont:
		if e.Response.Status >= 400 {
			w.complain("a file of the page is missing: %d %s", e.Response.Status, e.Response.URL)
		}
	}
}

func (w *watch) complain(format string, args ...any) {
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

func consoleWords(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if len(a.Value) > 0 {
			words = append(words, string(a.Value))
		} else {
			words = append(words, a.Description)
		}
	}
	return strings.Join(words, " ")
}

// problems gives what went wrong and was not forgiven.
func (w *watch) problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []string
next:
	for _, p := range w.wrong {
		for _, f := range w.forgiven {
			if strings.Contains(p, f) {
				continue next
			}
		}
		list = append(list, p)
	}
	return list
}

func (w *watch) forgive(words string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forgiven = append(w.forgiven, words)
}

// document names the document that is shown.
func (w *watch) document() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.shown)
}

// status is that with which the document came.
func (w *watch) status() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int(w.statuses[w.shown])
}

// arrive waits until another document than the one before is loaded.
func (w *watch) arrive(ctx context.Context, before string) error {
	return w.until(ctx, func() bool { return string(w.shown) != before && w.loaded })
}

// quiet waits until the document is loaded and scripts have their answers.
func (w *watch) quiet(ctx context.Context) error {
	return w.until(ctx, func() bool { return w.loaded && len(w.asked) == 0 })
}

func (w *watch) until(ctx context.Context, fulfilled func() bool) error {
	for {
		w.mu.Lock()
		done, changed := fulfilled(), w.changed
		w.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func thrown(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}
