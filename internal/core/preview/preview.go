// Package preview makes what a page may show of a file that somebody gave: a picture that is made anew, or the first lines of a
// text. Nothing of the file itself is in it: of a picture only its points, scaled down, without place, camera or comment; of a
// text only characters, for a template to escape. Of PDF and Office files nothing is made.
//
// A caller may rely on these: how much memory is taken is known from the file's beginning, and more than MostPoints are refused
// before anything is unpacked. How long it takes is the reader's to bound: let it fail when time is over.
package preview

import (
	"bufio"
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"cyberready/internal/core/filetype"
)

// Limits, all our own choice.
const (
	MostPoints = 16_000_000 // of the picture that was given: 128 MB unpacked at the very most of a PNG, some 240 MB of a JPEG
	MostWide   = 1200       // of the picture that is made
	MostHigh   = 1600
)

// quality of the JPEG that is made, of 100: text in a photograph stays readable.
const quality = 85

var (
	// ErrTooLarge says that a picture unpacks to more than MostPoints.
	ErrTooLarge = errors.New("the picture has too many points to be shown")
	// ErrUnreadable says that a picture cannot be read to its end, or that its reader gave up.
	ErrUnreadable = errors.New("the picture cannot be read")
	// ErrNoPicture says that a file is of no type of which a picture is made.
	ErrNoPicture = errors.New("the file is no picture")
)

// headBytes is how far into a picture its size and which way is up are looked for. What cameras write before it is shorter.
const headBytes = 256 << 10

// format is how pictures of one type are read and made.
type format struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	encode func(io.Writer, image.Image) error
}

var formats = map[filetype.Type]format{
	filetype.PNG: {png.DecodeConfig, png.Decode, png.Encode},
	filetype.JPEG: {jpeg.DecodeConfig, jpeg.Decode, func(w io.Writer, img image.Image) error {
		return jpeg.Encode(w, img, &jpeg.Options{Quality: quality})
	}},
}

// OfPicture tells whether a picture is made of files of a type.
func OfPicture(t filetype.Type) bool {
	_, ok := formats[t]
	return ok
}

// OfText tells whether lines are shown of files of a type.
func OfText(t filetype.Type) bool { return t == filetype.Text }

// Size is how large a picture is, in points.
type Size struct{ Wide, High int }

func (s Size) turned() Size { return Size{Wide: s.High, High: s.Wide} }

// fit is a size within the limits, of the same shape, and never larger.
func (s Size) fit() Size {
	if s.Wide > MostWide {
		s = Size{Wide: MostWide, High: max(1, s.High*MostWide/s.Wide)}
	}
	if s.High > MostHigh {
		s = Size{Wide: max(1, s.Wide*MostHigh/s.High), High: MostHigh}
	}
	return s
}

// Measure tells from a picture's beginning how large the picture will be that Picture makes of it. It fails as Picture does.
func Measure(from io.Reader, t filetype.Type) (Size, error) {
	_, size, _, err := measure(bufio.NewReaderSize(from, headBytes), t)
	return size, err
}

func measure(from *bufio.Reader, t filetype.Type) (format, Size, turn, error) {
	f, ok := formats[t]
	if !ok {
		return f, Size{}, 0, ErrNoPicture
	}
	head, err := from.Peek(headBytes)
	if err != nil && err != io.EOF {
		return f, Size{}, 0, errors.Join(ErrUnreadable, err)
	}
	c, err := f.config(bytes.NewReader(head))
	switch {
	case err != nil:
		return f, Size{}, 0, errors.Join(ErrUnreadable, err)
	case c.Width <= 0 || c.Height <= 0:
		return f, Size{}, 0, ErrUnreadable
	case c.Width > MostPoints/c.Height:
		return f, Size{}, 0, ErrTooLarge
	}
	up := upright
	if t == filetype.JPEG {
		up = turnOf(head)
	}
	size := Size{Wide: c.Width, High: c.Height}
	if up.onItsSide() {
		size = size.turned()
	}
	return f, size.fit(), up, nil
}

// Picture makes a picture of the same type, upright. Nothing is written when it fails: ErrTooLarge, ErrUnreadable or ErrNoPicture.
func Picture(to io.Writer, from io.Reader, t filetype.Type) error {
	in := bufio.NewReaderSize(from, headBytes)
	f, size, up, err := measure(in, t)
	if err != nil {
		return err
	}
	img, err := f.decode(in)
	if err != nil {
		return errors.Join(ErrUnreadable, err)
	}
	if up.onItsSide() {
		size = size.turned()
	}
	return f.encode(to, up.upright(shrink(img, size)))
}
