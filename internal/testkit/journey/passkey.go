package journey

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// WithPasskeys puts a device into the window that keeps passkeys, and whose owner shows their face whenever it asks.
func (b *Browser) WithPasskeys() {
	b.t.Helper()
	b.do("put in a device for passkeys",
		call(webauthn.Enable, webauthn.EnableParams{}),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{
				Options: &webauthn.VirtualAuthenticatorOptions{
					Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
					HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
				}})
			return err
		}))
}

// ComesBack is what the window sees when its person comes back to it from elsewhere.
func (b *Browser) ComesBack() {
	b.t.Helper()
	if _, err := evaluate[bool](b, `window.dispatchEvent(new Event('focus'))`); err != nil {
		b.fail("come back to the window: %v", err)
	}
}
