package pgtest

// hasRoom is false: macOS has no file system in memory to begin with.
func hasRoom(string) bool { return false }
