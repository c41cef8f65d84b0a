package main

import (
	"context"
	"time"

	"cyberready/internal/edge/keys"
)

// secrets gives the server's keys, once the database is known to be used with them. A demonstration's are in the program.
func (c serveCmd) secrets(ctx context.Context, d *database, o *opened) (keys.Keys, error) {
	k, err := keys.Demonstration(), error(nil)
	if !c.Demo {
		k, err = keys.Load(d.DataDir, c.Keys)
	}
	if err != nil {
		return k, err
	}
	return k, o.KnowKeys(ctx, k.IDs(), c.NewKey, time.Now())
}
