package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// readers has one reader for each format that was ever written. One that is superseded keeps the types it read into.
var readers = map[int]func([]byte) (Snapshot, error){
	1: readFormat1,
}

// Decode reads what Encode wrote, now or in an earlier release. It refuses a format that this release does not know and
// members that the format does not have: nothing of a signed record is dropped in silence.
func Decode(b []byte) (Snapshot, error) {
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
	s, err := read(b)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read snapshot of format %d: %w", head.Format, err)
	}
	return s, nil
}

func readFormat1(b []byte) (Snapshot, error) {
	var s Snapshot
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&s)
	return s, err
}
