package assessmentdb

import (
	"context"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Standard reads what the page of one standard shows, for whoever may see the answers.
func (a Assessments) Standard(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, number string) (workingcopy.Sheet, error) {
	std, ok := pack.Standard(number)
	if !ok {
		return workingcopy.Sheet{}, fault.New(fault.NotFound, "There is no standard %s.", number)
	}
	return a.standard(ctx, s, k, std, workingcopy.PartOf(std), func(*pgx.Batch) {})
}

// standard reads the sheet of one standard, with as much of the others as the part names.
func (a Assessments) standard(ctx context.Context, s store.Scope, k workingcopy.Key, std framework.Standard, p workingcopy.Part, more func(*pgx.Batch)) (workingcopy.Sheet, error) {
	var carried []carry.Answer
	sh, err := a.sheet(ctx, s, k, p, func(b *pgx.Batch) {
		queueCarried(b, stillCarried, []any{k.ODS, k.Cycle, workingcopy.PartOf(std).Items}, &carried)
		more(b)
	})
	sh.About, sh.Carried = workingcopy.PartOf(std).Assertions, make(map[string]carry.Answer, len(carried))
	for _, c := range carried {
		sh.Carried[c.Item] = c
	}
	return sh, err
}

// Whole reads the whole working copy, for whoever may see the answers.
func (a Assessments) Whole(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack) (workingcopy.Sheet, error) {
	return a.sheet(ctx, s, k, workingcopy.PartOf(pack.Standards...), func(*pgx.Batch) {})
}

// stillCarried reads what was brought along and has no answer of this year.
const stillCarried = `select ` + carriedColumns + ` from carried_answers c where ods_code = $1 and cycle = $2 and item = any ($3)
	and not exists (select from answers a where a.ods_code = c.ods_code and a.cycle = c.cycle and a.item = c.item and ` + someWords + `)`

func (a Assessments) sheet(ctx context.Context, s store.Scope, k workingcopy.Key, p workingcopy.Part, more func(*pgx.Batch)) (workingcopy.Sheet, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return workingcopy.Sheet{}, err
	}
	var sh workingcopy.Sheet
	err := a.DB.Ask(ctx, s, func(b *pgx.Batch) {
		sh.Queue(b, k, p)
		more(b)
	})
	return sh, err
}
