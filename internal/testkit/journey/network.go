package journey

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Offline takes the window off the network: the site cannot be reached.
func (b *Browser) Offline() { b.t.Helper(); b.reach("take the window off the network", true) }

// Online brings it back.
func (b *Browser) Online() { b.t.Helper(); b.reach("bring the window back", false) }

func (b *Browser) reach(what string, offline bool) {
	b.t.Helper()
	const unlimited = -1 // bytes a second
	rule := network.Conditions{Offline: offline, DownloadThroughput: unlimited, UploadThroughput: unlimited}
	state := network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: unlimited, UploadThroughput: unlimited}
	b.do(what,
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule,
				network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{&rule}})
			return err
		}),
		call(network.OverrideNetworkState, state), // what scripts are told
	)
}
