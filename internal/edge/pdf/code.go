package pdf

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// code gives a text as a QR code in rows of 0 and 1, without the white frame.
func code(text string) ([]string, error) {
	c, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("draw QR code: %w", err)
	}
	n := c.Bounds().Dx()
	rows := make([]string, 0, n)
	for y := range n {
		row := make([]byte, n)
		for x := range n {
			row[x] = '0'
			if r, _, _, _ := c.At(x, y).RGBA(); r == 0 {
				row[x] = '1'
			}
		}
		rows = append(rows, string(row))
	}
	return rows, nil
}
