package postgres

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// isPostmaster tells whether a living process is the Postgres that was started on a data directory. A zombie is not: its
// command line is empty.
func isPostmaster(pid int, data string) bool {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	if err != nil {
		return false
	}
	args := strings.Split(string(text), "\x00")
	i := slices.Index(args, "-D")
	return filepath.Base(args[0]) == "postgres" && i > 0 && i+1 < len(args) && args[i+1] == data
}
