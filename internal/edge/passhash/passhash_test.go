package passhash

import (
	"context"
	"testing"

	"github.com/alexedwards/argon2id"
)

func TestOnlyTheRightPasswordMatches(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h, err := Make(ctx, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "correct horse batter": false, "": false} {
		if got, err := Matches(ctx, password, h); err != nil || got != want {
			t.Errorf("%q matches: %v (%v), want %v", password, got, err, want)
		}
	}
	if got, err := Matches(ctx, "", ""); err != nil || got {
		t.Errorf("an account that is not there let somebody in: %v (%v)", got, err)
	}
}

func TestAnAccountThatIsNotThereTakesTheSameWork(t *testing.T) {
	t.Parallel()
	h, err := Make(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	real, _, _, err := argon2id.DecodeHash(h)
	if err != nil {
		t.Fatal(err)
	}
	none, _, _, err := argon2id.DecodeHash(decoy)
	if err != nil {
		t.Fatal(err)
	}
	if *none != *real {
		t.Errorf("it is compared by %+v, and real ones by %+v", *none, *real)
	}
}

func TestAWaiterGivesUpWithItsRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	turns <- struct{}{}
	turns <- struct{}{}
	defer func() { <-turns; <-turns }()
	cancel()
	if _, err := Make(ctx, "x"); err == nil {
		t.Error("hashed although the request was over")
	}
}
