package preview

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"cyberready/internal/core/filetype"
	"cyberready/internal/testkit/hostile"
)

// halves is red on the left, blue on the right, and white in its upper left quarter.
func halves(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 30, 30, 255}
			switch {
			case x >= w/2:
				c = color.RGBA{30, 30, 200, 255}
			case y < h/2:
				c = color.RGBA{255, 255, 255, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func encoded(t *testing.T, kind filetype.Type, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := formats[kind].encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func made(t *testing.T, kind filetype.Type, file []byte) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := Picture(&b, bytes.NewReader(file), kind); err != nil {
		t.Fatal(err)
	}
	img, err := formats[kind].decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	size, err := Measure(bytes.NewReader(file), kind)
	if got := (Size{img.Bounds().Dx(), img.Bounds().Dy()}); err != nil || got != size {
		t.Errorf("it is %v, and was measured as %v (%v)", got, size, err)
	}
	return img
}

// colourAt tells what colour a point has about: "red", "blue" or "white".
func colourAt(img image.Image, x, y int) string {
	r, _, b, _ := img.At(x, y).RGBA()
	switch {
	case r > 0xa000 && b > 0xa000:
		return "white"
	case r > b:
		return "red"
	}
	return "blue"
}

func TestAPictureIsMadeAnewWithinItsLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ wide, high, wantWide, wantHigh int }{
		{64, 48, 64, 48}, {1200, 1600, 1200, 1600}, {3000, 2000, 1200, 800}, {1000, 3200, 500, 1600}, {2000, 1, 1200, 1}, {1, 4000, 1, 1600},
	} {
		for _, kind := range []filetype.Type{filetype.PNG, filetype.JPEG} {
			img := made(t, kind, encoded(t, kind, halves(c.wide, c.high)))
			if b := img.Bounds(); b.Dx() != c.wantWide || b.Dy() != c.wantHigh {
				t.Errorf("%s of %d by %d: %d by %d, want %d by %d", kind, c.wide, c.high, b.Dx(), b.Dy(), c.wantWide, c.wantHigh)
			}
			if w, h := c.wantWide, c.wantHigh; w > 8 && h > 8 {
				if got := colourAt(img, 4, 4) + colourAt(img, 4, h-4) + colourAt(img, w-4, 4); got != "whiteredblue" {
					t.Errorf("%s of %d by %d shows %s", kind, c.wide, c.high, got)
				}
			}
		}
	}
}

// Each point of the smaller picture is the mean of what lies below it, parts of points counted as parts.
func TestShrinkingIsTheMean(t *testing.T) {
	t.Parallel()
	src := image.NewGray(image.Rect(5, 5, 8, 6)) // three points that do not begin at 0
	copy(src.Pix, []uint8{0, 90, 240})
	out := shrink(src, Size{Wide: 2, High: 1})
	if a, b := out.Pix[0], out.Pix[4]; a != 30 || b != 190 { // (0 + 90/2) / 1.5 and (90/2 + 240) / 1.5
		t.Errorf("%d and %d, want 30 and 190", a, b)
	}
}

func exif(order binary.AppendByteOrder, mark string, orientation uint16) []byte {
	b := append([]byte("Exif\x00\x00"+mark), order.AppendUint16(nil, 42)...)
	b = order.AppendUint16(order.AppendUint32(b, 8), 2)
	for _, e := range [][2]uint16{{0x0100, 7}, {0x0112, orientation}} {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, e[0]), 3), 1)
		b = order.AppendUint16(order.AppendUint16(b, e[1]), 0)
	}
	return append(b, "GPS: 51.5 N, a ward\x00"...)
}

func withExif(photo, exif []byte) []byte {
	segment := append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2)), exif...)
	return bytes.Join([][]byte{photo[:2], segment, photo[2:]}, nil)
}

// The photograph is white in one corner. Exif says where the picture's first row and column belong.
func TestAPhotographStandsUprightAndSaysNotWhereItWasTaken(t *testing.T) {
	t.Parallel()
	photo := encoded(t, filetype.JPEG, halves(64, 32))
	const w, h = 64, 32
	for orientation, white := range map[uint16]image.Point{
		1: {4, 4}, 2: {w - 4, 4}, 3: {w - 4, h - 4}, 4: {4, h - 4}, 5: {4, 4}, 6: {h - 4, 4}, 7: {h - 4, w - 4}, 8: {4, w - 4}, 0: {4, 4}, 9: {4, 4},
	} {
		for mark, order := range map[string]binary.AppendByteOrder{"MM": binary.BigEndian, "II": binary.LittleEndian} {
			file := withExif(photo, exif(order, mark, orientation))
			img := made(t, filetype.JPEG, file)
			if onSide := img.Bounds().Dx() == h; onSide != (orientation >= 5 && orientation <= 8) || colourAt(img, white.X, white.Y) != "white" {
				t.Errorf("%s %d: %v, %s at %v", mark, orientation, img.Bounds(), colourAt(img, white.X, white.Y), white)
			}
			var b bytes.Buffer
			if err := Picture(&b, bytes.NewReader(file), filetype.JPEG); err != nil || bytes.Contains(b.Bytes(), []byte("Exif")) || bytes.Contains(b.Bytes(), []byte("GPS")) {
				t.Errorf("%s %d: the camera's words are still there (%v)", mark, orientation, err)
			}
		}
	}
}

// Hostile pictures would be refused when they are given. Should one be kept all the same, its picture is harmless.
func TestOfAHostilePictureOnlyPointsAreLeft(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, f := range hostile.Files() {
		kind := filetype.PNG
		if strings.HasSuffix(f.Name, ".jpg") {
			kind = filetype.JPEG
		} else if !strings.HasSuffix(f.Name, ".png") {
			continue
		}
		seen++
		var b bytes.Buffer
		err := Picture(&b, bytes.NewReader(f.Content), kind)
		if err != nil {
			if b.Len() > 0 || !errors.Is(err, ErrUnreadable) && !errors.Is(err, ErrTooLarge) {
				t.Errorf("%s: %v, and %d bytes", f.Why, err, b.Len())
			}
			continue
		}
		if got, err := filetype.Recognise(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || got != kind {
			t.Errorf("%s: a picture is made that is %q (%v)", f.Why, got, err)
		}
	}
	if seen < 10 {
		t.Errorf("only %d hostile pictures", seen)
	}
}

func chunk(kind string, content []byte) []byte {
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(content))), kind...)
	b = append(b, content...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// says makes a PNG say that it has another size.
func says(file []byte, wide, high uint32) []byte {
	head := bytes.Clone(file[16:29])
	binary.BigEndian.PutUint32(head, wide)
	binary.BigEndian.PutUint32(head[4:], high)
	return bytes.Join([][]byte{file[:8], chunk("IHDR", head), file[33:]}, nil)
}

func TestTooManyPointsAreRefusedBeforeAnythingIsUnpacked(t *testing.T) {
	t.Parallel()
	small := encoded(t, filetype.PNG, halves(8, 8))
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"one row too many":         {says(small, 4000, 4001), ErrTooLarge},
		"one endless row":          {says(small, 1<<31-1, 1), ErrTooLarge},
		"4,000 million points":     {says(small, 1<<16, 1<<16), ErrTooLarge},
		"more points than it has":  {says(small, 3000, 3000), ErrUnreadable},
		"fewer points than it has": {says(small, 4, 4), ErrUnreadable},
		"cut in its middle":        {small[:len(small)/2], ErrUnreadable},
		"nothing":                  {nil, ErrUnreadable},
	} {
		var b bytes.Buffer
		if err := Picture(&b, bytes.NewReader(c.file), filetype.PNG); !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: %v and %d bytes, want %v", name, err, b.Len(), c.want)
		}
	}
	if err := Picture(io.Discard, strings.NewReader("%PDF-1.4"), filetype.PDF); !errors.Is(err, ErrNoPicture) {
		t.Errorf("a PDF: %v", err)
	}
}

func TestAReaderThatGivesUpEndsIt(t *testing.T) {
	t.Parallel()
	over := errors.New("time is over")
	photo := encoded(t, filetype.JPEG, halves(3000, 3000))
	for _, n := range []int{100, len(photo) - 100} {
		in := io.MultiReader(bytes.NewReader(photo[:n]), iotest.ErrReader(over))
		if err := Picture(io.Discard, in, filetype.JPEG); !errors.Is(err, over) || !errors.Is(err, ErrUnreadable) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

func FuzzWhatACameraSaysNeverBreaksUs(f *testing.F) {
	f.Add(withExif(hostile.JPEG(), exif(binary.BigEndian, "MM", 6)))
	f.Add(withExif(hostile.JPEG(), exif(binary.LittleEndian, "II", 3))[:40])
	f.Add([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 0})
	f.Fuzz(func(t *testing.T, head []byte) {
		if got := turnOf(head); got < 1 || got > 8 {
			t.Errorf("a picture is held in way %d", got)
		}
	})
}

func BenchmarkAPhotograph(b *testing.B) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, halves(4000, 3000), nil); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Picture(io.Discard, bytes.NewReader(file.Bytes()), filetype.JPEG); err != nil {
			b.Fatal(err)
		}
	}
}
