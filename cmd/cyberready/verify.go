package main

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
)

type verifyCmd struct {
	Audit       verifyAudit       `cmd:"" help:"Compute the audit trail's chains anew, and say what was changed, and where."`
	Publication verifyPublication `cmd:"" help:"Compute the SHA-256 of a version's file anew, and compare it with what was sent, signed and published."`
}

type verifyAudit struct {
	Trust string `placeholder:"ODS" help:"ODS code of one trust. Default: all trusts, and the service's own trail."`
}

func (verifyAudit) Help() string {
	return "Every event is compared with its link, every link with the one before, and every version that was sent to a board with the chain that " +
		"it was made from. Exit status 1 when anything is not as it was sealed. Events of the last seconds may not be sealed yet: they are counted.\n\n" +
		"Examples:\n  cyberready verify audit\n  cyberready verify audit --trust R0A"
}

// mostDamage is how many findings are printed; the rest is counted.
const mostDamage = 100

// sealedLate is how old an unsealed event is at most while a server seals.
const sealedLate = 10 * time.Minute

func (c verifyAudit) Run(ctx context.Context, d *database, s *streams) error {
	code := ""
	if c.Trust != "" {
		var err error
		if code, err = trust.ParseCode(c.Trust); err != nil {
			return err
		}
	}
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	err = c.verify(ctx, auditdb.Trail{DB: o.DB}, code, s)
	if e := o.Close(); err == nil {
		err = e
	}
	return err
}

func (verifyAudit) verify(ctx context.Context, trail auditdb.Trail, code string, s *streams) error {
	began, found := time.Now(), 0
	v, err := trail.Verify(ctx, store.System("verify audit"), code, func(d audit.Damage) {
		if found++; found <= mostDamage {
			fmt.Fprintln(s.out, d)
		}
	})
	if err != nil {
		return err
	}
	if found > mostDamage {
		fmt.Fprintf(s.out, "And %s more.\n", english.Figures(found-mostDamage))
	}
	if code != "" && v.Chains == 0 && v.Versions == 0 {
		return fault.New(fault.NotFound, "Nothing is written down about a trust with the code %s.", code)
	}
	fmt.Fprintf(s.out, "Checked %s in %s, and %s sent to boards, in %.1f s.\n", english.Count(v.Links, "sealed event", "sealed events"),
		english.Count(v.Chains, "chain", "chains"), english.Count(v.Versions, "version", "versions"), time.Since(began).Seconds())
	if v.Tail.Events > 0 {
		fmt.Fprintf(s.out, "Not sealed yet: %s in %s, the oldest of %s.\n", english.Count(v.Tail.Events, "event", "events"),
			english.Count(v.Tails, "chain", "chains"), audit.Instant(v.Tail.Oldest))
		if time.Since(v.Tail.Oldest) > sealedLate {
			fmt.Fprintln(s.out, "A server seals within seconds, unless it runs with --workers 0. Is one running?")
		}
	}
	if v.Head.Seq > 0 {
		fmt.Fprintf(s.out, "The chain of %s ends with %s\nKeep this line elsewhere: a chain that no longer has this link was made anew.\n", code, v.Head)
	}
	if found > 0 {
		return fault.New(fault.Conflict, "The audit trail is not as it was sealed: %s.", english.Count(found, "finding", "findings"))
	}
	fmt.Fprintln(s.out, "Everything is as it was sealed.")
	return nil
}
