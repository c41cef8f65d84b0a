package journey

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"cyberready/internal/testkit/chrome"
)

// startPatience is for a first start from a cold disk.
const startPatience = time.Minute

// end closes the Chromium of this process, if there is one.
var end = func() {}

// started gives the one Chromium of this process. It speaks to this machine only.
var started = sync.OnceValues(func() (context.Context, error) {
	program, err := chrome.Find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
		chromedp.WSURLReadTimeout(startPatience),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, endProgram := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, endTab := chromedp.NewContext(ctx)
	end = func() { endTab(); endProgram() }
	if err := chromedp.Do(ctx); err != nil {
		end()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return ctx, nil
})

// openPage opens an empty page with cookies and storage of its own, and gives the step that closes it. There is no window around it
// where the browser can do without: a window's toolbar is a page as well, and costs half a second of processor time.
func openPage(chromium context.Context, hear func(event any)) (context.Context, context.CancelFunc, error) {
	browser := chromedp.FromContext(chromium).Browser
	room, err := cdp.Call(chromium, browser, target.CreateBrowserContext, target.CreateBrowserContextParams{DisposeOnDetach: new(true)})
	if err != nil {
		return nil, nil, err
	}
	blank := target.CreateTargetParams{URL: "about:blank", BrowserContextID: room.BrowserContextID}
	bare, framed := blank, blank
	bare.Hidden, bare.Background, framed.NewWindow = new(true), new(true), new(true)
	tab, err := cdp.Call(chromium, browser, target.CreateTarget, bare)
	if err != nil { // an older browser
		tab, err = cdp.Call(chromium, browser, target.CreateTarget, framed)
	}
	if err != nil {
		return nil, nil, err
	}
	ctx, end := chromedp.NewContext(chromium, chromedp.WithTargetID(tab.TargetID), chromedp.WithListener(hear))
	closePage := func() {
		end()
		_, _ = cdp.Call(chromium, browser, target.DisposeBrowserContext, target.DisposeBrowserContextParams(room))
	}
	if err := chromedp.Do(ctx); err != nil { // not under a deadline: the page lives as long as the context of its first step
		closePage()
		return nil, nil, err
	}
	return ctx, closePage, nil
}

// atOnce is how many journeys run at the same time for each processor, unless -parallel says otherwise. A journey waits for its page
// most of the time, and its page for the journey: one for each processor would leave half of it idle.
const atOnce = 2

// Main runs the tests of a package and ends their Chromium.
func Main(m *testing.M) int {
	const parallel = "test.parallel"
	flag.Parse()
	if f := flag.Lookup(parallel); f.Value.String() == f.DefValue {
		if err := flag.Set(parallel, strconv.Itoa(atOnce*runtime.GOMAXPROCS(0))); err != nil {
			panic(err) // the flag is testing's own
		}
	}
	code := m.Run()
	end()
	return code
}

// call makes a step of a command of the browser.
func call[P any](command cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

func navigate(address string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		answer, err := cdp.Call(ctx, t, page.Navigate, page.NavigateParams{URL: address})
		if err == nil && answer.ErrorText != "" {
			err = fmt.Errorf("%s: %s", address, answer.ErrorText)
		}
		return err
	})
}

// travel moves in the history of the window.
func travel(steps int64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		history, err := cdp.Call(ctx, t, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		to := history.CurrentIndex + steps
		if to < 0 || to >= int64(len(history.Entries)) {
			return fmt.Errorf("the history has %d entries and stands at %d", len(history.Entries), history.CurrentIndex)
		}
		_, err = cdp.Call(ctx, t, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: history.Entries[to].ID})
		return err
	})
}
