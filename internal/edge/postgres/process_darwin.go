package postgres

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// isPostmaster tells whether a living process is the Postgres that was started on a data directory.
func isPostmaster(pid int, data string) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	out, err := exec.Command("ps", "-ww", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return false
	}
	program, flags, ok := strings.Cut(string(out), " -D ")
	return ok && filepath.Base(program) == "postgres" && strings.HasPrefix(flags, data+" ")
}
