// Package accountdb keeps people and their roles, how they show who they are, and where they are signed in. What it returns
// never holds a secret, but for Candidate and Factors, which only signing in and one's own page read.
package accountdb

import (
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
)

// Accounts is the room's door.
type Accounts struct{ DB *store.DB }

// Person is somebody with an account.
type Person struct {
	ID         string     `db:"id"`
	Email      string     `db:"email"`
	Name       string     `db:"name"`
	Post       string     `db:"post"`
	AddedAt    time.Time  `db:"added_at"`
	DisabledAt *time.Time `db:"disabled_at"`
	Epoch      int        `db:"epoch"` // a session of an older epoch is over
}

// Hat is one role of a person, with the place's name as people call it.
type Hat struct {
	access.Actor
	PlaceName string
}

const personColumns = `id, email, name, post, added_at, disabled_at, epoch`
