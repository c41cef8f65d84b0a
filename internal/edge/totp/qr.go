package totp

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the white frame that a reader needs around a QR code, in modules (ISO/IEC 18004).
const quiet = 4

// QR draws a QR code as SVG: black on white whatever the page's colours, sharp at any size, and without any style that
// the Content-Security-Policy would stop.
func QR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("draw QR code: %w", err)
	}
	n := code.Bounds().Dx()
	size := n + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, size, size, size, size)
	for y := range n {
		for x := 0; x < n; x++ {
			run := 0
			for x+run < n && dark(code.At(x+run, y)) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return []byte(b.String()), nil
}

func dark(c interface{ RGBA() (r, g, b, a uint32) }) bool {
	r, _, _, _ := c.RGBA()
	return r == 0
}
