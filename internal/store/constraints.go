package store

import (
	"context"
	"errors"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"cyberready/internal/core/fault"
)

// What a person reads when a constraint refuses a row. Forms check the same before; this is the last word when two
// people are quicker than a check. A constraint that is not here is a defect of ours and stays an internal error.
var constraintSentences = map[string]*fault.Error{
	"people_email_key":       fault.InvalidField("email", "Somebody with this e-mail address is here already."),
	"roles_once":             fault.InvalidField("role", "This person holds this role already."),
	"signatories_person":     fault.New(fault.Conflict, "This person is asked to sign already."),
	"confirmations_standing": fault.New(fault.Conflict, "Somebody else has just confirmed this part."),
	"hand_ins_standing":      fault.New(fault.Conflict, "This part is handed in already."),
	"ask_replies_standing":   fault.New(fault.Conflict, "This has just been answered through the same link."),
	"assessments_pkey":       fault.New(fault.Conflict, "Somebody else has just begun this assessment."),
	"publications_pkey":      fault.New(fault.Conflict, "This version is published already."),
	"snapshots_pkey":         fault.New(fault.Conflict, "Somebody else has just sent this assessment."),
	"pack_changes_pkey":      fault.New(fault.Conflict, "Somebody else has just changed this edition."),
	"engagements_one":        fault.New(fault.Conflict, "Somebody else has just appointed an assessor for this year."),
	"mandated_scopes_pkey":   fault.New(fault.Conflict, "Somebody else has just entered another scope. Read it first."),
	"engagements_final":      fault.New(fault.Conflict, "The independent assessment is final, and does not change any more."),
	"passkeys_pkey":          fault.New(fault.Conflict, "This passkey is set up already."),
	"identities_pkey":        fault.New(fault.Conflict, "This single sign-on is linked to an account here already. Sign in with it, or choose another one."),
	"service_pkey":           fault.New(fault.Conflict, "This database is marked already."),
}

// Fault turns an error of the database into what a person may see of it: a constraint's sentence, or that the database is
// away. Any other error comes back as it is. InTx does this by itself; the session store calls it.
func Fault(err error) error {
	if err == nil || fault.As(err) != nil {
		return err
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) { // whatever the server says to a connection that it does not take
		return unavailable(err)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if known, ok := constraintSentences[pg.ConstraintName]; ok && strings.HasPrefix(pg.Code, "23") {
			f := *known
			return f.Because(err)
		}
		switch {
		case strings.HasPrefix(pg.Code, "08"), strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "53"):
			return unavailable(err)
		}
		return err
	}
	var network *net.OpError
	if errors.As(err, &network) || pgconn.SafeToRetry(err) ||
		errors.Is(err, net.ErrClosed) || (strings.Contains(err.Error(), "conn closed") && !errors.Is(err, context.Canceled)) ||
		strings.Contains(err.Error(), "unexpected EOF") {
		return unavailable(err)
	}
	return err
}

func unavailable(err error) error {
	return fault.New(fault.Unavailable, "We cannot reach the database just now. Please try again in a minute.").Because(err)
}
