package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// measure reads through a sheet and stops where it is too large, before anything of it is held in memory.
func measure(f *excelize.File, name string) error {
	rows, err := f.Rows(name)
	if err != nil {
		return damaged(err)
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		if n > maxRows {
			return refuse("Sheet %s, row %d: a sheet may have %d rows at most. Delete what stands below the questions, or take a new file.", name, n, maxRows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return damaged(err)
		}
		if len(cells) > maxColumns {
			return refuse("Sheet %s, row %d: there is something beyond column %s. Delete what stands beside the questions, or take a new file.", name, n, columnName(maxColumns))
		}
	}
	if err := rows.Error(); err != nil {
		return damaged(err)
	}
	return nil
}

// measureCells looks for cells far out that hold nothing: measure does not see them, and the library makes room for all that
// lie between.
func measureCells(file []byte) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return damaged(err)
	}
	for _, part := range z.File {
		if !strings.HasPrefix(strings.ToLower(part.Name), "xl/worksheets/") || !strings.HasSuffix(strings.ToLower(part.Name), ".xml") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return damaged(err)
		}
		widest, err := widestRow(r)
		r.Close()
		if err != nil {
			return damaged(err)
		}
		if widest > maxColumns {
			return refuse("A sheet of this file has cells beyond column %s. Copy your answers into a new file from this page.", columnName(maxColumns))
		}
	}
	return nil
}

// widestRow gives how many cells the widest row needs.
func widestRow(r io.Reader) (widest int, err error) {
	d := xml.NewDecoder(io.LimitReader(r, maxUnzip))
	inRow := 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return widest, nil
		}
		if err != nil {
			return widest, err
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "row":
			inRow = 0
		case start.Name.Local == "c":
			inRow++
			for _, a := range start.Attr {
				if a.Name.Local != "r" {
					continue
				}
				if column, _, err := excelize.CellNameToCoordinates(a.Value); err == nil {
					inRow = max(inRow, column)
				}
			}
			widest = max(widest, inRow)
		}
	}
}
