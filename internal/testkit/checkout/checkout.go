// Package checkout finds the folder of the project's source that a test or a tool runs in.
package checkout

import (
	"fmt"
	"os"
	"path/filepath"
)

// Dir gives the folder with go.mod, at or above the working directory. Go runs a test in its package's folder.
func Dir() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find checkout: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("find checkout: no go.mod at or above %s", start)
		}
	}
}
