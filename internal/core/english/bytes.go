package english

import (
	"strconv"
	"strings"
)

// Bytes gives a size as people read it, in steps of 1,024: "900 bytes", "1.5 KB", "25 MB", "1 GB".
func Bytes(n int64) string {
	if n < 1024 {
		return Figures(int(n)) + " " + Plural(int(n), "byte", "bytes")
	}
	size, unit := float64(n), ""
	for _, u := range []string{"KB", "MB", "GB", "TB"} {
		if size, unit = size/1024, u; size < 1023.5 {
			break
		}
	}
	decimals := 0
	if size < 9.95 {
		decimals = 1
	}
	return strings.TrimSuffix(strconv.FormatFloat(size, 'f', decimals, 64), ".0") + " " + unit
}
