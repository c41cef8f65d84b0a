package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// showTrips says what each round trip of a request takes by plain pgx, when it was asked for: where to look first. What
// writes is not sent again.
func (b *bench) showTrips(name string, conn *pgx.Conn, trips []trip) error {
	if !b.detail {
		return nil
	}
	fmt.Fprintf(b.say, "Round trips of %s:\n", name)
	took := make([]time.Duration, len(trips))
	const times = 200
	for range times {
		for i, t := range trips {
			start := time.Now()
			if err := t.send(b.ctx, conn); err != nil {
				return err
			}
			took[i] += time.Since(start)
		}
	}
	for i, t := range trips {
		for j, s := range t {
			at := "        "
			if j == 0 {
				at = fmt.Sprintf("%5d µs", (took[i] / times).Microseconds())
			}
			fmt.Fprintf(b.say, "%s  %.150s\n", at, strings.Join(strings.Fields(s.sql), " "))
		}
	}
	return nil
}
