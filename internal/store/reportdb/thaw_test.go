package reportdb

import "testing"

func TestTheSnapshotsThatWereUsedLastAreKept(t *testing.T) {
	t.Parallel()
	r := recent{most: 2}
	r.put(Frozen{SHA256: "a"})
	r.put(Frozen{SHA256: "b"})
	if _, ok := r.get("a"); !ok {
		t.Fatal("a is gone")
	}
	r.put(Frozen{SHA256: "c"}) // in the place of b, which was used before a
	for hash, want := range map[string]bool{"a": true, "b": false, "c": true} {
		if f, ok := r.get(hash); ok != want || ok && f.SHA256 != hash {
			t.Errorf("%s: %v", hash, ok)
		}
	}
}
