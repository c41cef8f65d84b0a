package postgres

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
)

func TestUnreachableDataDirectoryIsRefusedWithAnotherToChoose(t *testing.T) {
	t.Parallel()
	closed := filepath.Dir(dataDir(t))
	checkout := filepath.Join(closed, "ready")
	p := place{filepath.Join(checkout, "data", "postgres")}
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	who := account{uid: os.Getuid() + 1, gid: os.Getgid() + 1, name: "nobody", other: true}
	f := fault.As(who.checkReach(p))
	if f == nil {
		t.Fatal("it is not refused")
	}
	for _, want := range []string{"user nobody", closed + " is closed to others", "--data-dir /var/lib/cyberready/ready"} {
		if !strings.Contains(f.Sentence, want) {
			t.Errorf("it says %q, want %q in it", f.Sentence, want)
		}
	}
	if os.Geteuid() == 0 {
		_, err := Start(t.Context(), testOptions(filepath.Join(checkout, "data")))
		if fault.As(err) == nil || !strings.Contains(err.Error(), closed+" is closed to others") {
			t.Errorf("Start gives %v", err)
		}
		if dir, barrier := DefaultDir(checkout); dir != "/var/lib/cyberready/ready" || barrier != closed {
			t.Errorf("the default directory is %s because of %q", dir, barrier)
		}
	}
	if err := (account{uid: os.Getuid()}).checkReach(p); err != nil {
		t.Errorf("the program's own user is refused: %v", err)
	}
}

func TestDefaultDirIsInTheCheckout(t *testing.T) {
	t.Parallel()
	checkout := filepath.Dir(dataDir(t))
	if dir, barrier := DefaultDir(checkout); dir != filepath.Join(checkout, "data") || barrier != "" {
		t.Errorf("got %s because of %q", dir, barrier)
	}
}

func TestPlaceThatOthersCanWriteToIsRefused(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	p, err := makePlace(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(p.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := makePlace(dir); fault.As(err) == nil {
		t.Errorf("got %v", err)
	}
}
