package pgtest

import "syscall"

// hasRoom tells whether a file system is there, is large enough, and lets programs run, as copied binaries must.
func hasRoom(dir string) bool {
	const noexec = 8 // ST_NOEXEC
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return false
	}
	return s.Bavail*uint64(s.Bsize) >= roomNeeded && s.Flags&noexec == 0
}
