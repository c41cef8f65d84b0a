package filetype

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

const pngBegins = "\x89PNG\r\n\x1a\n"

// mostPixels bounds what a picture unpacks to: 100 million, twice what large cameras make.
const mostPixels = 100_000_000

func tooManyPixels() error {
	return refuse("The picture unpacks to more than 100 million points. Make it smaller and give that.")
}

// mostWords bounds a piece of a picture that is no picture data, in bytes.
const mostWords = 8 << 20

// checkPNG walks through the chunks: each whole, words without markup, and nothing behind the end.
func checkPNG(r io.ReaderAt, size int64) error {
	const what = "PNG picture"
	in := bufio.NewReaderSize(io.NewSectionReader(r, 8, size-8), 64<<10)
	left := size - 8
	for first := true; ; first = false {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return ended(err, what)
		}
		n, kind := int64(binary.BigEndian.Uint32(head[:4])), string(head[4:])
		if left -= 12 + n; left < 0 || first && (kind != "IHDR" || n != 13) {
			return cutShort(what)
		}
		sum := crc32.NewIEEE()
		_, _ = sum.Write(head[4:])
		if kind == "IDAT" {
			if _, err := io.CopyN(sum, in, n); err != nil {
				return ended(err, what)
			}
		} else {
			if n > mostWords {
				return twoInOne()
			}
			b := make([]byte, n)
			if _, err := io.ReadFull(in, b); err != nil {
				return ended(err, what)
			}
			_, _ = sum.Write(b)
			if kind == "IHDR" && int64(binary.BigEndian.Uint32(b))*int64(binary.BigEndian.Uint32(b[4:])) > mostPixels {
				return tooManyPixels()
			}
			if holdsMarkup(b) {
				return twoInOne()
			}
		}
		var crc [4]byte
		if _, err := io.ReadFull(in, crc[:]); err != nil {
			return ended(err, what)
		}
		if binary.BigEndian.Uint32(crc[:]) != sum.Sum32() {
			return cutShort(what)
		}
		if kind == "IEND" {
			if left > 0 {
				return twoInOne()
			}
			return nil
		}
	}
}

// checkJPEG walks through the segments to the end of the picture, behind which nothing may stand.
func checkJPEG(r io.ReaderAt, size int64) error {
	in := &jpegReader{in: bufio.NewReaderSize(io.NewSectionReader(r, 2, size-2), 64<<10), at: 2}
	err := in.walk()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return cutShort("JPEG picture")
	}
	if err == nil && in.at < size {
		return twoInOne()
	}
	return err
}

type jpegReader struct {
	in *bufio.Reader
	at int64
}

func (j *jpegReader) byte() (byte, error) {
	b, err := j.in.ReadByte()
	if err == nil {
		j.at++
	}
	return b, err
}

func (j *jpegReader) walk() error {
	marker, err := j.marker()
	for seen := false; ; {
		switch {
		case err != nil:
			return err
		case marker == 0xd9:
			if !seen {
				return cutShort("JPEG picture")
			}
			return nil
		}
		var size [2]byte
		if _, err := io.ReadFull(j.in, size[:]); err != nil {
			return err
		}
		n := int(binary.BigEndian.Uint16(size[:]))
		if n < 2 {
			return cutShort("JPEG picture")
		}
		b := make([]byte, n-2)
		if _, err := io.ReadFull(j.in, b); err != nil {
			return err
		}
		j.at += int64(n)
		if holdsMarkup(b) {
			return twoInOne()
		}
		if frame(marker) {
			if len(b) < 5 {
				return cutShort("JPEG picture")
			}
			seen = true
			if int64(binary.BigEndian.Uint16(b[1:]))*int64(binary.BigEndian.Uint16(b[3:])) > mostPixels {
				return tooManyPixels()
			}
		}
		if marker == 0xda {
			marker, err = j.scan()
		} else {
			marker, err = j.marker()
		}
	}
}

// frame tells whether a marker begins a frame, which says how large the picture is.
func frame(m byte) bool { return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc }

// marker reads the marker that must come next.
func (j *jpegReader) marker() (byte, error) {
	b, err := j.byte()
	if err == nil && b != 0xff {
		return 0, cutShort("JPEG picture")
	}
	for err == nil && b == 0xff {
		b, err = j.byte()
	}
	return b, err
}

// scan passes over picture data to the next marker.
func (j *jpegReader) scan() (byte, error) {
	for {
		b, err := j.byte()
		if err != nil {
			return 0, err
		}
		for b == 0xff {
			if b, err = j.byte(); err != nil {
				return 0, err
			}
			if b != 0xff && b != 0 && !bytes.Contains([]byte{0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7}, []byte{b}) {
				return b, nil
			}
		}
	}
}

func ended(err error, what string) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return cutShort(what)
	}
	return err
}
