package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/store"
)

// holdProof writes down in which version each proof in scope was frozen. One that was changed since the copy was read keeps no file, for
// the file would be another than the copy names.
func holdProof(b *pgx.Batch, k Key, engagement string, proofs []assessment.Proof) {
	const sql = `insert into fieldwork_proofs (ods_code, engagement_id, given_in, proof_id, version, owner_name, sha256)
		select ods_code, $2, '', id, version, owner_name, case when title = $4 and dated = $5 and place = $6 then sha256 end
		from proofs where ods_code = $1 and id = $3`
	for _, p := range proofs {
		b.Queue(sql, k.ODS, engagement, p.ID, p.Title, p.Dated, p.Place)
	}
}

const holdGiven = `insert into fieldwork_proofs (ods_code, engagement_id, given_in, proof_id, version, owner_name, sha256)
	select ods_code, $2, $3, id, version, owner_name, sha256 from proofs where ods_code = $1 and id = any ($4::uuid[])`

// TakeProof gives the file of a proof of the copy, or of the answer to a request, for the assessor alone, and writes down that it is
// taken. scanned says that files are scanned here: then one that is not known to be clean is a Conflict.
func (f Fieldwork) TakeProof(ctx context.Context, s store.Scope, k Key, givenIn, id string, scanned bool, now time.Time) (fieldwork.Held, error) {
	var held fieldwork.Held
	err := f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) (err error) {
		if held, err = w.MayTake(s.Actor.Person, givenIn, id); err != nil {
			return err
		}
		if why := held.File.Withheld(scanned, "this file"); why != "" {
			return fault.New(fault.Conflict, "%s", why)
		}
		e := event(k, audit.ProofTaken, id)
		e.Note = fmt.Sprintf("version %d, for the independent assessment", held.Version)
		return tx.Record(ctx, e, now)
	})
	return held, err
}
