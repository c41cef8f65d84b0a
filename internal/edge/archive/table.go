package archive

import (
	"bytes"
	"fmt"
	"hash"
	"io"
)

// tableReader joins a table's parts.
type tableReader struct {
	a     *reader
	name  string
	part  int
	sum   hash.Hash
	bytes int64
	rows  int64
	err   error // sticks
}

func (r *tableReader) partName(n int) string {
	return fmt.Sprintf("%s%s/%06d", tablesFolder, r.name, n)
}

func (r *tableReader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	if r.part == 0 {
		r.part = 1
	}
	for {
		n, err := r.a.tar.Read(p)
		if n > 0 {
			r.sum.Write(p[:n])
			r.bytes += int64(n)
			r.rows += int64(bytes.Count(p[:n], []byte{'\n'})) // the text format escapes line ends inside values
			return n, nil
		}
		switch {
		case err == io.EOF:
			if r.err = r.a.advance(); r.err != nil {
				return 0, r.err
			}
			if r.part++; r.a.next == nil || r.a.next.Name != r.partName(r.part) {
				r.err = io.EOF
				return 0, io.EOF
			}
		case err != nil:
			r.err = damaged(err)
			return 0, r.err
		}
	}
}
