package reportdb

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/question"
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
	Decisions    []meeting.Decision    // of this and earlier versions of the year
	Meetings     []meeting.Meeting     // when the bodies meet on the year's paper
	Quorum       int                   // how many must sign; 0: all who are asked
	Asked        []signoff.Signatory   // who is asked to sign it, as of now
	Given        []signoff.Signature   // of this and earlier versions of the year, void ones too
	Replacements []signoff.Replacement // of this version
	Publication  *signoff.Publication  // nil while it is not published
	Plan         *plan.Standing        // what its plan has made of the published result; nil: nothing

	reader    signoff.Reader
	ratings   []signoff.MemberRating
	questions []question.Question
}

// Open tells whether the board can still rate and sign it.
func (v Version) Open() bool { return v.Stage == assessment.WithBoard && v.Number == v.Newest }

// View gives what the reader may see of the ratings of a standard.
func (v Version) View(standard string) signoff.View {
	return signoff.See(v.reader, standard, v.ratings, v.Agreed)
}

// MayRate tells whether the reader may give or change a rating of a standard; the error is the sentence that they see.
func (v Version) MayRate(standard string) error {
	return signoff.MayRate(v.reader.Person, standard, v.ratings, v.Agreed, v.answeredTo(standard))
}

// Answered tells whether the reader could not tell how a standard stands, has been answered since, and may rate it now.
func (v Version) Answered(standard string) bool {
	own := v.View(standard).Own
	return own != nil && own.Answered(v.answeredTo(standard)) && v.MayRate(standard) == nil
}

func (v Version) answeredTo(standard string) time.Time {
	return question.AnsweredTo(v.questions, v.reader.Person, v.Number, standard)
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

// Compared is the earlier version with which the reader compares this one before signing: the newest that they signed, or
// else the one before it; 0 when there is none. The second result tells whether they signed it.
func (v Version) Compared() (version int, signed bool) {
	if n := signoff.LastSigned(v.Given, v.reader.Person, v.Number); n > 0 {
		return n, true
	}
	return v.Number - 1, false
}

// Standing is where the signing stands.
func (v Version) Standing() signoff.Standing {
	return signoff.StandingOf(v.Asked, v.Given, v.SHA256, v.Quorum)
}

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
		Plan:       v.Plan,
		RecalledOn: v.RecalledOn, Quorum: v.Quorum, Decisions: v.Decisions, Meetings: v.Meetings, Questions: v.Questions(),
	}
	for i, m := range v.ratings {
		if v.View(m.Standard).Spread != nil {
			b.Ratings = append(b.Ratings, signoff.MemberRating{
				Standard: m.Standard, Person: assessment.Author{ID: strconv.Itoa(i)}, Rating: m.Rating, At: m.At, AfterAnswer: m.AfterAnswer,
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
	var known []snapshot.Official
	var p position
	err := r.DB.InSnapshotAfter(ctx, s, positionOf(ods, cycle, &p), func(tx *store.Tx) (err error) {
		sent.Version, err = readVersion(ctx, tx, p, ods, cycle, version, func(b *pgx.Batch) {
			officialOf(ods, cycle, today).queue(b, &known)
		})
		if err == nil {
			sent.Frozen, err = thaw(ctx, tx, ods, cycle, sent.Number, sent.Version.SHA256)
		}
		return err
	})
	if sent.Plan != nil {
		now := sent.Plan.On(today)
		sent.Plan = &now
	}
	for _, o := range known {
		if !slices.Contains(sent.Snapshot.Official, o) {
			sent.Later = append(sent.Later, o)
		}
	}
	return sent, err
}

const noVersion = "Nothing has been sent to the board yet."

// readVersion reads a version and what stands beside it, in one round trip; 0 is the newest. What else the caller wants
// to know goes with it.
func readVersion(ctx context.Context, tx *store.Tx, p position, ods string, cycle trust.Cycle, version int, more func(*pgx.Batch)) (Version, error) {
	v := Version{Number: version, Newest: p.Version, Stage: p.Stage}
	if v.Number == 0 {
		v.Number = p.Version
	}
	var b pgx.Batch
	var seats []seat
	var holders []office.Holder
	v.queue(&b, ods, cycle)
	seatsOf(ods, cycle, v.Number).queue(&b, &seats)
	signaturesOf(ods, cycle, v.Number).queue(&b, &v.Given)
	ratingsOf(ods, cycle, v.Number).queue(&b, &v.ratings)
	agreedOf(ods, cycle, v.Number).queue(&b, &v.Agreed)
	questionsOf(ods, cycle, v.Number).queue(&b, &v.questions)
	decisionsOf(ods, cycle, v.Number).queue(&b, &v.Decisions)
	quorumOf(ods, cycle, v.Number).queue(&b, &v.Quorum)
	meetingsOf(ods, cycle).queue(&b, &v.Meetings)
	publicationOf(ods, cycle, v.Number).queue(&b, &v.Publication)
	planStandingOf(ods, cycle, v.Number).queue(&b, &v.Plan)
	officersOf(ods).queue(&b, &holders)
	more(&b)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return v, err
	}
	v.Asked, v.Replacements = asked(seats), replacements(seats)
	v.reader = readerOf(tx.Scope.Actor, holders)
	return v, nil
}

// nothingMore is for a caller who wants to know the version alone.
func nothingMore(*pgx.Batch) {}

// queue asks for the head of the version.
func (v *Version) queue(b *pgx.Batch, ods string, cycle trust.Cycle) {
	const sql = `select kind, sha256, reference_day, sent_at, (sent_at at time zone 'Europe/London')::date, sent_by::text, sent_by_name,
			(recalled_at at time zone 'Europe/London')::date, recalled_by
		from snapshots where ods_code = $1 and cycle = $2 and version = $3`
	b.Queue(sql, ods, cycle, v.Number).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&v.Kind, &v.SHA256, &v.Reference, &v.SentAt, &v.SentOn, &v.SentBy.ID, &v.SentBy.Name, &v.RecalledOn, &v.RecalledBy)
		if store.None(err) {
			return fault.New(fault.NotFound, noVersion)
		}
		if err != nil {
			return fmt.Errorf("read version: %w", err)
		}
		return nil
	})
}

// readerOf tells what a person is to the ratings of a board.
func readerOf(a access.Actor, holders []office.Holder) signoff.Reader {
	chair, ok := office.Of(holders, office.Chair)
	return signoff.Reader{
		Person:  a.Person,
		Rates:   a.Role == access.BoardMember,
		Records: a.Role == access.BoardSecretary || a.Role == access.BoardMember && ok && a.Person != "" && chair.PersonID == a.Person,
	}
}
