package nationaldb

import (
	"context"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// OneTrust is one trust as analysts see it.
type OneTrust struct {
	Ground
	Trust        compare.Trust
	OpenThen     bool // it was open on the day
	Items        []ItemState
	Assessed     *Assessed     // of the publication; nil: none
	Publications []Publication // of all years by the day, the newest first
	Statuses     []YearStatus  // official, of all years by the day, the newest first
	Successors   []Successor   // of a closed trust
	Figures      Figures
}

// ItemState is the state of one question in a publication.
type ItemState struct {
	Item    string
	State   score.State
	Counted bool
	Verdict fieldwork.Verdict // of the independent assessment; empty: not in its sample, or there is none
}

// Assessed is the independent assessment that a publication holds: what it came to, and not what was written in it.
type Assessed struct {
	FinalOn    day.Day
	Risk       string
	Confidence string
}

// Publication is one that a trust made, in any year.
type Publication struct {
	Cycle       trust.Cycle
	Kind        string
	Version     int
	PublishedOn day.Day
	Outcome     score.Outcome
	Mandatory   int
	InPlace     int
	Signed      bool
}

// YearStatus is an official status of a year: as a file of a day gives it, or as the trust recorded it.
type YearStatus struct {
	Cycle    trust.Cycle
	Status   trust.Status
	On       day.Day
	Recorded bool // by the trust itself
}

// Successor is the trust that took over, and since when.
type Successor struct {
	Code string
	Name string
	On   day.Day
}

// Figures is how large a trust is, each with its year and source; nil where it is not known.
type Figures struct{ WeeklyAppointments, Beds, Staff *trust.Figure }

const (
	oneNow  = `select s.* from trust_years s where ` + ofYear + ` and s.ods_code = @ods`
	oneThen = `select s.*` + then + ` and s.ods_code = @ods`

	itemStates = `select i.item, i.state, i.counted, coalesce(f.verdict, '') as verdict from publication_items i
		left join publication_findings f on f.ods_code = i.ods_code and f.cycle = i.cycle and f.version = i.version and f.item = i.item
		where i.ods_code = $1 and i.cycle = $2 and i.version = $3`
	itsAssessed = `select final_on, risk, confidence from publication_assessments where ods_code = $1 and cycle = $2 and version = $3`

	itsPublications = `select cycle, kind, version, published_on,
			app_outcome(ods_code, cycle, version, outcome, $2) as outcome, mandatory, in_place, signed from publications
		where ods_code = $1 and published_on <= $2 order by cycle desc, version desc`

	itsStatuses = `(select distinct on (cycle) cycle, status, as_at as "on", false as recorded from published_results
			where ods_code = @ods and as_at <= @day order by cycle, as_at desc)
		union all
		(select distinct on (cycle) cycle, status, status_day, true from official_statuses o
			where ods_code = @ods and ` + knownBy + ` order by cycle, recorded_at desc, id desc)
		order by cycle desc, recorded`

	itsSuccessors = `select s.successor as code, coalesce(t.name, s.successor) as name, s.on_day as "on"
		from trust_successors s left join trusts t on t.ods_code = s.successor where s.ods_code = $1 order by s.on_day, s.successor`

	itsFigures = `select weekly_appointments, weekly_appointments_year, weekly_appointments_source, beds, beds_year, beds_source,
		staff, staff_year, staff_source from trusts where ods_code = $1`
)

var (
	trustNow  = details(oneNow, "")
	trustThen = details(oneThen, "")
)

// Trust reads one trust. One that is not within reach, or not in the register, is NotFound.
func (n National) Trust(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, ods string) (OneTrust, error) {
	var one OneTrust
	var err error
	one.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) error {
		if err := readOne(ctx, tx, g, ods, &one); err != nil {
			return err
		}
		return readAround(ctx, tx, g, &one)
	})
	return one, err
}

// readOne reads the trust as at the day. One that was not open then is shown as the register has it now, with nothing
// published.
func readOne(ctx context.Context, tx *store.Tx, g *Ground, ods string, one *OneTrust) error {
	args := store.Args{"cycle": g.Filter.Cycle, "day": g.Day, "ods": ods}
	found, err := trusts(ctx, tx, trustNow, args, g.Filter)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fault.New(fault.NotFound, "We cannot find that page.")
	}
	one.Trust = found[0]
	one.OpenThen = one.Trust.Closed.IsZero() || !g.Day.After(one.Trust.Closed)
	if g.Filter.Past() {
		then, err := trusts(ctx, tx, trustThen, args, g.Filter)
		if err != nil {
			return err
		}
		if one.OpenThen = len(then) > 0; one.OpenThen {
			one.Trust = then[0]
		} else {
			one.Trust.Here, one.Trust.Official = nil, compare.Stated{}
		}
	}
	found[0] = one.Trust
	if err := cells(ctx, tx, g, found, ""); err != nil {
		return err
	}
	one.Trust = found[0]
	return nil
}

func readAround(ctx context.Context, tx *store.Tx, g *Ground, one *OneTrust) (err error) {
	t := one.Trust
	if t.Here != nil {
		if one.Items, err = store.List[ItemState](ctx, tx, itemStates, t.Code, g.Filter.Cycle, t.Here.Version); err != nil {
			return wrap("read questions", err)
		}
		assessed, err := store.List[Assessed](ctx, tx, itsAssessed, t.Code, g.Filter.Cycle, t.Here.Version)
		if err != nil {
			return wrap("read independent assessment", err)
		}
		if len(assessed) > 0 {
			one.Assessed = &assessed[0]
		}
	}
	if one.Publications, err = store.List[Publication](ctx, tx, itsPublications, t.Code, g.Day); err != nil {
		return wrap("read publications", err)
	}
	if one.Statuses, err = store.List[YearStatus](ctx, tx, itsStatuses, store.Args{"ods": t.Code, "day": g.Day}); err != nil {
		return wrap("read official statuses", err)
	}
	if one.Successors, err = store.List[Successor](ctx, tx, itsSuccessors, t.Code); err != nil {
		return wrap("read successors", err)
	}
	one.Figures, err = figures(ctx, tx, t.Code)
	return wrap("read figures", err)
}

func figures(ctx context.Context, tx *store.Tx, ods string) (Figures, error) {
	var value, year [3]*int
	var from [3]string
	err := tx.QueryRow(ctx, itsFigures, ods).Scan(&value[0], &year[0], &from[0], &value[1], &year[1], &from[1], &value[2], &year[2], &from[2])
	if err != nil {
		return Figures{}, err
	}
	figure := func(i int) *trust.Figure {
		if value[i] == nil || year[i] == nil {
			return nil
		}
		return &trust.Figure{Value: *value[i], Year: *year[i], Source: from[i]}
	}
	return Figures{figure(0), figure(1), figure(2)}, nil
}
