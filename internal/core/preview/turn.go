package preview

import (
	"bytes"
	"encoding/binary"
	"image"
)

// turn is which way a camera was held: the tag Orientation of Exif 2.32 (CIPA DC-008), 1 to 8. What tells it is left out of the
// picture that is made, so the picture itself is turned.
type turn int

const upright turn = 1

func (t turn) onItsSide() bool { return t >= 5 }

// upright turns a picture as it was meant.
func (t turn) upright(src *image.RGBA) image.Image {
	if t == upright {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if t.onItsSide() {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			p := t.place(x, y, w, h)
			copy(out.Pix[out.PixOffset(p.X, p.Y):], src.Pix[src.PixOffset(x, y):src.PixOffset(x, y)+4])
		}
	}
	return out
}

// place is where a point of a picture that is w wide and h high belongs.
func (t turn) place(x, y, w, h int) image.Point {
	right, bottom := w-1-x, h-1-y
	switch t {
	case 2:
		return image.Pt(right, y)
	case 3:
		return image.Pt(right, bottom)
	case 4:
		return image.Pt(x, bottom)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(bottom, x)
	case 7:
		return image.Pt(bottom, right)
	case 8:
		return image.Pt(y, right)
	}
	return image.Pt(x, y)
}

// turnOf looks into the beginning of a JPEG; upright where it does not say anything that can be read.
func turnOf(head []byte) turn {
	for b := head[min(2, len(head)):]; len(b) >= 4 && b[0] == 0xff && b[1] != 0xda; {
		n := 2 + int(binary.BigEndian.Uint16(b[2:]))
		if n < 4 || n > len(b) {
			break
		}
		if exif, ok := bytes.CutPrefix(b[4:n], []byte("Exif\x00\x00")); ok && b[1] == 0xe1 {
			return turnIn(exif)
		}
		b = b[n:]
	}
	return upright
}

// turnIn reads the first directory of a TIFF header.
func turnIn(tiff []byte) turn {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(tiff) < 8 {
		return upright
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return upright
	}
	const entry, orientation, short = 12, 0x0112, 3
	b := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(b) < entry {
			break
		}
		if t := turn(order.Uint16(b[8:])); order.Uint16(b) == orientation && order.Uint16(b[2:]) == short && t >= 1 && t <= 8 {
			return t
		}
		b = b[entry:]
	}
	return upright
}
