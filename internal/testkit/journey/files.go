package journey

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// Attach chooses a file of this machine in the field with a label.
func (b *Browser) Attach(label, path string, near ...string) {
	b.t.Helper()
	field := b.wait(question{Ask: "value", Kind: "field", Words: label, Near: near})
	b.do(fmt.Sprintf("attach a file to %q", label), chromedp.SetUploadFiles(chromedp.CSS("#"+field.ID), []string{path}))
}
