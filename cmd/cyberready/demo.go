package main

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/framework"
	"cyberready/internal/demo"
	"cyberready/internal/edge/blob"
	"cyberready/internal/store"
	"cyberready/internal/web/home"
	"cyberready/internal/web/page"
)

// fillDemonstration fills an empty database with the demonstration, keeps one that is there, and gives the people whom
// one can sign in as.
func fillDemonstration(ctx context.Context, ownerURL string, pack framework.Pack, files *blob.Files, mark store.Mark, s *streams) ([]home.Card, error) {
	if mark == store.Unmarked {
		now := time.Now()
		err := demo.Load(ctx, ownerURL, demo.Options{Pack: pack, Trusts: demo.Usual, Files: files, Now: now, Today: page.Today(now)}, s.out)
		if err != nil {
			return nil, fmt.Errorf("fill database: %w", err)
		}
	}
	var cards []home.Card
	for _, c := range demo.Cast {
		cards = append(cards, home.Card{Email: c.Email, Name: c.Name, What: c.What})
	}
	return cards, nil
}
