package reportdb

import (
	"context"
	"fmt"
	"sync"

	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// thaw reads a frozen version back, without its bytes. They are hashed again: a snapshot that does not fit its hash is
// never shown.
//
// The caller has read the hash in the same transaction, so the person may see the version. What the hash names cannot
// change; a decoded snapshot is therefore kept, and shared: it is read only.
func thaw(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, version int, hash string) (Frozen, error) {
	if f, ok := thawed.get(hash); ok {
		return f, nil
	}
	var document []byte
	const sql = `select document from snapshots where ods_code = $1 and cycle = $2 and version = $3`
	if err := tx.QueryRow(ctx, sql, ods, cycle, version).Scan(&document); err != nil {
		return Frozen{}, fmt.Errorf("read snapshot: %w", err)
	}
	if sum := snapshot.Hash(document); sum != hash {
		return Frozen{}, fmt.Errorf("snapshot %s %s version %d has the hash %s and not %s", ods, cycle, version, sum, hash)
	}
	s, err := snapshot.Decode(document)
	if err != nil {
		return Frozen{}, err
	}
	f := Frozen{Snapshot: s, SHA256: hash, Result: Result(s)}
	thawed.put(f)
	return f, nil
}

// thawed keeps the snapshots that were read last. It serves every database of the process: a hash is a hash.
var thawed = recent{most: 24}

// recent keeps so many of what was used last.
type recent struct {
	mu   sync.Mutex
	most int
	list []Frozen // the last used at the end
}

func (r *recent) get(hash string) (Frozen, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, f := range r.list {
		if f.SHA256 == hash {
			copy(r.list[i:], r.list[i+1:])
			r.list[len(r.list)-1] = f
			return f, true
		}
	}
	return Frozen{}, false
}

func (r *recent) put(f Frozen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.list) == r.most {
		copy(r.list, r.list[1:])
		r.list[len(r.list)-1] = f
		return
	}
	r.list = append(r.list, f)
}
