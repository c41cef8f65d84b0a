package journey

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// shotsVar names the folder into which pictures of pages go. Without it none are taken.
const shotsVar = "CYBERREADY_SHOTS"

// inFileName makes a file's name of a path.
var inFileName = strings.NewReplacer("/", "_", "?", "_", "&", "_")

// Screenshot keeps a picture of the whole page under a name, which may hold its path, for people to look at.
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
	if err := os.WriteFile(filepath.Join(folder, inFileName.Replace(name)+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
