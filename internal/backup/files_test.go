package backup_test

import (
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/blob"
)

// proofBelow gives the paths of the files of proof below a data directory, from there.
func proofBelow(t *testing.T, dataDir string) []string {
	t.Helper()
	root := filepath.Join(dataDir, blob.Folder, "files")
	list, err := filepath.Glob(filepath.Join(root, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if list[i], err = filepath.Rel(root, list[i]); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// Files of proof come back with the rows that name them, byte for byte; one that is lost or spoilt is named, and is no reason
// to have no backup.
func TestFilesOfProofAreInTheBackup(t *testing.T) {
	t.Parallel()
	s, _ := filled(t)
	k := key(t)
	all := proofBelow(t, s.DataDir)
	if len(all) < 4 {
		t.Fatalf("the demonstration has %d files", len(all))
	}
	path := filepath.Join(t.TempDir(), "backup")
	made, err := backup.Create(t.Context(), s, path, []age.Recipient{k.Recipient()})
	if err != nil || made.Files != len(all) || made.Missing != nil {
		t.Fatalf("%d files, missing %v (%v)", made.Files, made.Missing, err)
	}
	to := empty(t)
	r, err := backup.Restore(t.Context(), to, path, []age.Identity{k})
	if err != nil || r.Files != len(all) || len(proofBelow(t, to.DataDir)) != len(all) {
		t.Fatalf("%d files were restored (%v)", r.Files, err)
	}
	if err := backup.Compare(t.Context(), to, path, []age.Identity{k}); err != nil {
		t.Errorf("restored files differ: %v", err)
	}
	spoilt := filepath.Join(to.DataDir, blob.Folder, "files", all[0])
	if err := os.WriteFile(spoilt, []byte("spoilt"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := backup.Compare(t.Context(), to, path, []age.Identity{k}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a spoilt file is called the same: %v", err)
	}
	if err := os.Remove(filepath.Join(to.DataDir, blob.Folder, "files", all[1])); err != nil {
		t.Fatal(err)
	}
	made, err = backup.Create(t.Context(), backup.Source(to), filepath.Join(t.TempDir(), "again"), nil)
	if err != nil || made.Files != len(all)-2 || len(made.Missing) != 2 {
		t.Errorf("with one file spoilt and one lost: %d files, missing %v (%v)", made.Files, made.Missing, err)
	}
}
