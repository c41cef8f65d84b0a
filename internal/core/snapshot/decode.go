package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/framework"
)

// readers has one reader for each format that was ever written. One that is superseded keeps the types it read into.
var readers = map[int]func([]byte) (Snapshot, error){
	1: readFormat1,
}

// Decode reads what Encode wrote, now or in an earlier release. It refuses a format that this release does not know and,
// outside the pack, members that the format does not have: nothing of a signed record is dropped in silence. Snapshots
// that carry the same pack share it; a pack is read only.
func Decode(b []byte) (Snapshot, error) {
	s, err := readers[CurrentFormat](b)
	if err == nil && s.Format == CurrentFormat {
		return s, nil
	}
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return Snapshot{}, fmt.Errorf("read snapshot: %w", err)
	}
	read, known := readers[head.Format]
	if !known {
		return Snapshot{}, fmt.Errorf("read snapshot: format %d is not known to this release, which reads up to %d",
			head.Format, CurrentFormat)
	}
	if s, err = read(b); err != nil {
		return Snapshot{}, fmt.Errorf("read snapshot of format %d: %w", head.Format, err)
	}
	return s, nil
}

// AuditHeadOf gives the end of the trust's audit chain out of a snapshot's bytes, without reading the rest: in the
// canonical form a quotation mark within a text always follows a backslash, so that only the member itself is found.
func AuditHeadOf(document []byte) (audit.Head, error) {
	_, rest, _ := bytes.Cut(document, []byte(`"audit_head":"`))
	text, _, _ := bytes.Cut(rest, []byte(`"`))
	return audit.ParseHead(string(text))
}

func readFormat1(b []byte) (Snapshot, error) {
	var read struct {
		Snapshot
		Pack json.RawMessage `json:"pack"` // instead of the snapshot's own
	}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return Snapshot{}, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Snapshot{}, errors.New("something follows the record")
	}
	if read.Pack == nil {
		return read.Snapshot, nil
	}
	var err error
	read.Snapshot.Pack, err = packs.of(read.Pack)
	return read.Snapshot, err
}

// packMemo keeps packs that were read, by their bytes: a pack is most of a snapshot, and all trusts of a year share one.
// It changes nothing but the time that reading takes.
type packMemo struct {
	mu   sync.Mutex
	read map[string]framework.Pack
}

var packs packMemo

// mostPacks bounds the memo: more editions and revisions than are ever read at once.
const mostPacks = 16

func (m *packMemo) of(b []byte) (framework.Pack, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p, ok := m.read[string(b)]; ok {
		return p, nil
	}
	var p framework.Pack
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("pack: %w", err)
	}
	if m.read == nil || len(m.read) >= mostPacks {
		m.read = map[string]framework.Pack{}
	}
	m.read[string(b)] = p
	return p, nil
}
