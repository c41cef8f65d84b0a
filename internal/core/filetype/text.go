package filetype

import (
	"bufio"
	"io"
)

// checkText accepts text in UTF-8 or one of the eight-bit encodings: no control characters but those of lines and tabs.
func checkText(r io.ReaderAt, size int64) error {
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 64<<10)
	for {
		b, err := in.ReadByte()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' || b == 0x7f {
			return refuse("We do not recognise this kind of file. Give " + Accepted + ".")
		}
	}
}
