package reportdb

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Version is one version that was sent to the board, with all that stands beside it, as one person may see it.
type Version struct {
	Number     int
	Newest     int              // the last version that was sent
	Stage      assessment.Stage // of the assessment, now
	Kind       signoff.Kind
	SHA256     string
	Reference  day.Day
	SentAt     time.Time
	SentOn     day.Day // the day in London of SentAt
	SentBy     assessment.Author
	RecalledOn day.Day // zero: not taken back
	RecalledBy string

	Agreed       []signoff.Agreed
	Asked        []signoff.Signatory   // who is asked to sign it, as of now
	Given        []signoff.Signature   // of this and earlier versions of the year, void ones too
	Replacements []signoff.Replacement // of this version
	Publication  *signoff.Publication  // nil while it is not published

	reader  signoff.Reader
	ratings []signoff.MemberRating
}

// Open tells whether the board can still rate and sign it.
func (v Version) Open() bool { return v.Stage == assessment.WithBoard && v.Number == v.Newest }

// View gives what the reader may see of the ratings of a standard.
func (v Version) View(standard string) signoff.View {
	return signoff.See(v.reader, standard, v.ratings, v.Agreed)
}

// MayRate tells whether the reader may give or change a rating of a standard; the error is the sentence that they see.
func (v Version) MayRate(standard string) error {
	return signoff.MayRate(v.reader.Person, standard, v.ratings, v.Agreed)
}

// MayAgree tells whether the reader records what the board agreed: the secretary, and the board member who holds the
// office of chair. The error is the sentence that others see.
func (v Version) MayAgree() error { return mayAgree(v.reader) }

// AskedToSign tells whether the reader is asked to sign this version.
func (v Version) AskedToSign() bool {
	return slices.ContainsFunc(v.Asked, func(a signoff.Signatory) bool { return a.Person == v.reader.Person })
}

// Mine is the reader's latest decision on this version, and whether there is one.
func (v Version) Mine() (signoff.Signature, bool) {
	return signoff.Latest(v.Given, v.reader.Person, v.SHA256)
}

// Standing is where the signing stands.
func (v Version) Standing() signoff.Standing { return signoff.StandingOf(v.Asked, v.Given, v.SHA256) }

// Rated counts the standards that the reader has rated.
func (v Version) Rated(standards []string) int {
	n := 0
	for _, s := range standards {
		if v.View(s).Own != nil {
			n++
		}
	}
	return n
}

// board gives what stands beside the version as the report takes it: of the ratings only those that the reader may see,
// without whose they are and without their notes.
func (v Version) board() report.Board {
	b := report.Board{
		Agreed: v.Agreed, Signatories: v.Asked, Signatures: v.Given, Replacements: v.Replacements, Publication: v.Publication,
		RecalledOn: v.RecalledOn,
	}
	for i, m := range v.ratings {
		if v.View(m.Standard).Spread != nil {
			b.Ratings = append(b.Ratings, signoff.MemberRating{
				Standard: m.Standard, Person: assessment.Author{ID: strconv.Itoa(i)}, Rating: m.Rating, At: m.At,
			})
		}
	}
	return b
}

// Sent is a version with what was frozen in it.
type Sent struct {
	Version
	Frozen
	Later []snapshot.Official // official statuses that became known after it was made
}

// Inputs gives everything that the report is made from.
func (s Sent) Inputs() report.Inputs {
	return report.Inputs{Snapshot: s.Snapshot, SHA256: s.Version.SHA256, Result: &s.Result, Board: s.board(), Later: s.Later}
}

// Inputs reads a version that was sent, 0 being the newest, in one repeatable-read transaction. NotFound when
// there is no such version.
func (r Reports) Inputs(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, version int, today day.Day) (Sent, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Sent{}, err
	}
	var sent Sent
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		if sent.Version, err = readVersion(ctx, tx, ods, cycle, version); err != nil {
			return err
		}
		if sent.Frozen, err = thaw(ctx, tx, ods, cycle, sent.Number, sent.Version.SHA256); err != nil {
			return err
		}
		known, err := official(ctx, tx, ods, cycle, today)
		for _, o := range known {
			if !slices.Contains(sent.Snapshot.Official, o) {
				sent.Later = append(sent.Later, o)
			}
		}
		return err
	})
	return sent, err
}

const noVersion = "Nothing has been sent to the board yet."

// readVersion reads a version and what stands beside it; 0 is the newest.
func readVersion(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, version int) (Version, error) {
	p, err := where(ctx, tx, ods, cycle)
	if err != nil {
		return Version{}, err
	}
	v := Version{Number: version, Newest: p.Version, Stage: p.Stage}
	if v.Number == 0 {
		v.Number = p.Version
	}
	const sql = `select kind, sha256, reference_day, sent_at, (sent_at at time zone 'Europe/London')::date, sent_by::text, sent_by_name,
			(recalled_at at time zone 'Europe/London')::date, recalled_by
		from snapshots where ods_code = $1 and cycle = $2 and version = $3`
	err = tx.QueryRow(ctx, sql, ods, cycle, v.Number).Scan(&v.Kind, &v.SHA256, &v.Reference, &v.SentAt, &v.SentOn,
		&v.SentBy.ID, &v.SentBy.Name, &v.RecalledOn, &v.RecalledBy)
	if store.None(err) {
		return v, fault.New(fault.NotFound, noVersion)
	}
	if err != nil {
		return v, fmt.Errorf("read version: %w", err)
	}
	return v, beside(ctx, tx, ods, cycle, &v)
}

// beside reads what stands beside a version.
func beside(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, v *Version) error {
	seats, err := readSeats(ctx, tx, ods, cycle, v.Number)
	if err != nil {
		return err
	}
	v.Asked, v.Replacements = asked(seats), replacements(seats)
	if v.Given, err = readSignatures(ctx, tx, ods, cycle, v.Number); err != nil {
		return err
	}
	if v.ratings, err = readRatings(ctx, tx, ods, cycle, v.Number); err != nil {
		return err
	}
	if v.Agreed, err = readAgreed(ctx, tx, ods, cycle, v.Number); err != nil {
		return err
	}
	if v.Publication, err = readPublication(ctx, tx, ods, cycle, v.Number); err != nil {
		return err
	}
	v.reader, err = readerOf(ctx, tx, ods)
	return err
}

// readerOf tells what the person of the transaction is to the ratings of a board.
func readerOf(ctx context.Context, tx *store.Tx, ods string) (signoff.Reader, error) {
	a := tx.Scope.Actor
	chair, err := holdsChair(ctx, tx, ods, a.Person)
	return signoff.Reader{
		Person:  a.Person,
		Rates:   a.Role == access.BoardMember,
		Records: a.Role == access.BoardSecretary || a.Role == access.BoardMember && chair,
	}, err
}
