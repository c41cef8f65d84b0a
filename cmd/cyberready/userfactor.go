package main

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
)

type userResetFactor struct {
	Email   string `arg:"" help:"E-mail address."`
	Reason  string `required:"" help:"Why; the person reads it."`
	Checked string `required:"" enum:"in person,telephone,video" help:"How you made sure who asks: ${enum}."`
	Words   string `name:"with" required:"" help:"With whom you spoke, and how you knew them."`
}

func (userResetFactor) Help() string {
	return "For somebody who lost their phone or passkey and their recovery codes, and for an only administrator. It makes a new password, too. Example:\n" +
		"  cyberready user reset-factor priya@example.org --reason 'phone stolen' --checked telephone --with 'rang the switchboard; her secretary was there'"
}

func (c userResetFactor) Run(ctx context.Context, d *database, s *streams) error {
	password, err := passhash.NewPassword()
	if err != nil {
		return err
	}
	hash, err := passhash.Make(ctx, password)
	if err != nil {
		return err
	}
	return onPerson(ctx, d, c.Email, func(a accountdb.Accounts, p accountdb.Person) error {
		r := accountdb.Resetting{Person: p.ID, Reason: c.Reason, Checked: credential.Check(c.Checked), CheckedWords: c.Words, PasswordHash: hash}
		if err := a.ResetFactor(ctx, store.System("user reset-factor"), r, time.Now()); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s has no second factor any more and sets one up at the next sign-in. New password, shown this once: %s\n", p.Email, password)
		return nil
	})
}
