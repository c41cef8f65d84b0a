// Package migrations holds the schema as numbered SQL files, embedded in the program. Each has a way up and a way down,
// each is one transaction, and every constraint that a person can meet has a name (store/constraints.go turns it into a
// sentence). Tables that belong to a trust have its ODS code first in their key, and forced row-level security.
package migrations

import "embed"

// Files are NNNNNN_name.up.sql and NNNNNN_name.down.sql.
//
//go:embed *.sql
var Files embed.FS
