// Package sharedb keeps how people share the work on an assessment: who answers which part and by when, what they hand in and
// what is said of it, who stands behind an assertion, and what people say about an item to one another.
//
// A caller may rely on these:
//   - a part is an assertion or a single item; a contributor sees and does what is said here of those that were given to them alone;
//   - nobody accepts or confirms what they handed in themselves, in whatever role (assessment.HandIn.MayJudge);
//   - a confirmation is of answers that somebody looked at: no answer changes between the look and the confirmation;
//   - comments and who answers what change nothing that a report reads, so they are possible at every stage;
//   - each exported method asks scope.May first, is one transaction, and writes one audit event for each thing that it changes.
package sharedb

import "cyberready/internal/store"

// Sharing is the room's door.
type Sharing struct{ DB *store.DB }
