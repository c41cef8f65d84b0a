package preview

import (
	"image"
	"image/draw"
)

// shrink makes a picture of a size that is at most its own: each point is the mean of what lies below it, parts of points counted
// as parts. Coordinates are multiplied by the other picture's size, so that all parts are whole numbers. It holds a few rows
// at a time besides the two pictures.
func shrink(src image.Image, to Size) *image.RGBA {
	from := src.Bounds()
	w, h := from.Dx(), from.Dy()
	out := image.NewRGBA(image.Rect(0, 0, to.Wide, to.High))
	row := image.NewRGBA(image.Rect(0, 0, w, 1))
	sums := make([][4]uint64, to.Wide)
	at := -1 // the row of src that row holds
	for y := range to.High {
		clear(sums)
		for i := y * h / to.High; i*to.High < (y+1)*h; i++ {
			if i != at {
				draw.Draw(row, row.Rect, src, image.Pt(from.Min.X, from.Min.Y+i), draw.Src)
				at = i
			}
			addRow(sums, row.Pix, w, uint64(overlap(i, to.High, y, h)))
		}
		for x, sum := range sums {
			for c := range sum {
				out.Pix[y*out.Stride+4*x+c] = uint8((sum[c] + uint64(w)*uint64(h)/2) / (uint64(w) * uint64(h)))
			}
		}
	}
	return out
}

// addRow adds a row of w points to the sums, with a weight.
func addRow(sums [][4]uint64, pix []uint8, w int, weight uint64) {
	wide := len(sums)
	for x := range sums {
		sum := &sums[x]
		for i := x * w / wide; i*wide < (x+1)*w; i++ {
			part := weight * uint64(overlap(i, wide, x, w))
			p := pix[4*i : 4*i+4 : 4*i+4]
			sum[0] += part * uint64(p[0])
			sum[1] += part * uint64(p[1])
			sum[2] += part * uint64(p[2])
			sum[3] += part * uint64(p[3])
		}
	}
}

// overlap is how much of the i-th piece of length a lies in the j-th piece of length b.
func overlap(i, a, j, b int) int { return min((i+1)*a, (j+1)*b) - max(i*a, j*b) }
