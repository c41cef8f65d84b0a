package journey

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// shotsVar names the folder into which pictures of pages go. Without it none are taken.
const shotsVar = "CYBERREADY_SHOTS"

// Screenshot keeps a picture of the whole page under a name, for people to look at.
func (b *Browser) Screenshot(name string) {
	b.t.Helper()
	folder := os.Getenv(shotsVar)
	if folder == "" {
		return
	}
	b.quiet()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	const best = 100 // PNG
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(best))
	if err != nil {
		b.fail("take a picture: %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
