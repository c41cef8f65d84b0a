package fieldworkdb

import (
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/library"
	"cyberready/internal/core/trust"
)

// The rows of a fieldwork. $1 is the trust, $2 the engagement that began it; of what an assessor writes, $3 is the engagement that is read.
const (
	scopeSQL   = `select item, mandated from fieldwork_items where ods_code = $1 and engagement_id = $2 order by ` + byNumber
	earlierSQL = `select item, from_cycle, found, recommendation, owner_name, due from reopened_findings
		where ods_code = $1 and engagement_id = $2 order by ` + byNumber
	requestsSQL = `select r.id::text as id, r.item, r.words, r.due, r.asked_at, (r.asked_at at time zone 'Europe/London')::date as asked_on, r.asked_by_name,
			a.words as answer, a.answered_at, (a.answered_at at time zone 'Europe/London')::date as answered_on, coalesce(a.answered_by_name, '') as answered_by_name
		from evidence_requests r left join evidence_answers a on a.ods_code = r.ods_code and a.request_id = r.id
		where r.ods_code = $1 and r.engagement_id = $2 order by r.due, r.asked_at, r.id`
	namedSQL = `select a.request_id::text as request_id, p.id::text as id, p.title, p.place from evidence_answers a
		join proofs p on p.ods_code = a.ods_code and p.id = any (a.proofs)
		where a.ods_code = $1 and a.engagement_id = $2 order by a.request_id, p.title, p.id`
	heldSQL = `select p.proof_id::text as proof_id, p.given_in, p.version, p.owner_name, f.sha256, f.bytes, f.type, f.state
		from fieldwork_proofs p left join proof_files f on f.ods_code = p.ods_code and f.sha256 = p.sha256
		where p.ods_code = $1 and p.engagement_id = $2 order by p.given_in, p.proof_id`
	findingsSQL = `select distinct on (f.reopened, f.item) ` + findingColumns + `
		where f.ods_code = $1 and coalesce(e.continues, e.id) = $2 and (f.engagement_id = $3 or f.issued)
		order by f.reopened, f.item, e.appointed_at desc, e.id desc, f.version desc`
	handedSQL = `select distinct on (f.reopened, f.item) ` + findingColumns + `
		where f.ods_code = $1 and coalesce(e.continues, e.id) = $2 and f.engagement_id <> $3 and not f.issued and f.verdict <> ''
		order by f.reopened, f.item, e.appointed_at desc, e.id desc, f.version desc`
	findingColumns = `f.item, f.reopened, f.version, f.verdict, f.tested, f.seen, f.found, f.recommendation, f.tested_by_name, f.issued, f.written_at,
			f.written_by::text as written_by, f.written_by_name
		from findings f join engagements e on e.ods_code = f.ods_code and e.id = f.engagement_id`
	conclusionSQL = `select c.version, c.risk, c.confidence, c.words, c.issued, c.written_at, c.written_by::text as written_by, c.written_by_name
		from conclusions c join engagements e on e.ods_code = c.ods_code and e.id = c.engagement_id
		where c.ods_code = $1 and coalesce(e.continues, e.id) = $2 and (c.engagement_id = $3 or c.issued)
		order by e.appointed_at desc, e.id desc, c.version desc limit 1`
	correctionsSQL = `select c.id::text as id, c.item, c.words, c.asked_at, (c.asked_at at time zone 'Europe/London')::date as asked_on,
			c.asked_by::text as asked_by, c.asked_by_name, a.accepted, coalesce(a.words, '') as answer,
			coalesce(a.answered_by_name, '') as answered_by_name, (a.answered_at at time zone 'Europe/London')::date as answered_on
		from corrections c left join correction_answers a on a.ods_code = c.ods_code and a.correction_id = c.id
		where c.ods_code = $1 and c.engagement_id = $2 order by c.asked_at, c.id`
	responsesSQL = `select distinct on (item) item, version, finding_version, agreed, words, coalesce(owner_id::text, '') as owner_id, owner_name, due,
			given_at, (given_at at time zone 'Europe/London')::date as given_on, given_by::text as given_by, given_by_name
		from management_responses where ods_code = $1 and engagement_id = $2 order by item, version desc`
	plannedSQL = `select item, action_id::text as action_id from finding_actions where ods_code = $1 and engagement_id = $2`

	// Items as people count: 7.3.5 before 7.3.10 before 8.1.
	byNumber = `(select array_agg(coalesce(nullif(regexp_replace(part, '[^0-9]', '', 'g'), ''), '0')::int order by place)
		from unnest(string_to_array(item, '.')) with ordinality as one (part, place)), item`
)

type reopenedRow struct {
	Item, Found, Recommendation, OwnerName string
	FromCycle                              trust.Cycle
	Due                                    day.Day
}

type requestRow struct {
	ID, Item, Words, AskedByName, AnsweredByName string
	Due, AskedOn, AnsweredOn                     day.Day
	AskedAt                                      time.Time
	Answer                                       *string
	AnsweredAt                                   *time.Time
}

func (r requestRow) value() fieldwork.Request {
	q := fieldwork.Request{ID: r.ID, Item: r.Item, Words: r.Words, Due: r.Due, By: r.AskedByName, At: r.AskedAt, On: r.AskedOn}
	if r.AnsweredAt != nil {
		q.Given = &fieldwork.Evidence{Words: *r.Answer, By: r.AnsweredByName, At: *r.AnsweredAt, On: r.AnsweredOn}
	}
	return q
}

type namedRow struct{ RequestID, ID, Title, Place string }

// heldRow is a proof with its file as an outer join finds it; the policies leave out files that are not for the reader.
type heldRow struct {
	ProofID, GivenIn, OwnerName string
	Version                     int
	SHA256                      *string `db:"sha256"`
	Bytes                       *int64
	Type                        *filetype.Type
	State                       *library.FileState
}

func (r heldRow) value() fieldwork.Held {
	h := fieldwork.Held{Proof: r.ProofID, GivenIn: r.GivenIn, Version: r.Version, Owner: r.OwnerName}
	if r.SHA256 != nil {
		h.File = &library.File{SHA256: *r.SHA256, Bytes: *r.Bytes, Type: *r.Type, State: *r.State}
	}
	return h
}

type plannedRow struct{ Item, ActionID string }

type findingRow struct {
	Item, Tested, Seen, Found, Recommendation, TestedByName, WrittenBy, WrittenByName string
	Reopened, Issued                                                                  bool
	Version                                                                           int
	Verdict                                                                           fieldwork.Verdict
	WrittenAt                                                                         time.Time
}

func (r findingRow) value() fieldwork.Finding {
	return fieldwork.Finding{Item: r.Item, Reopened: r.Reopened, Version: r.Version, Verdict: r.Verdict, Tested: r.Tested, Seen: r.Seen, Found: r.Found,
		Recommendation: r.Recommendation, TestedBy: r.TestedByName, Issued: r.Issued, By: assessment.Author{ID: r.WrittenBy, Name: r.WrittenByName}, At: r.WrittenAt}
}

type conclusionRow struct {
	Version                                           int
	Risk, Confidence, Words, WrittenBy, WrittenByName string
	Issued                                            bool
	WrittenAt                                         time.Time
}

func (r conclusionRow) value() fieldwork.Conclusion {
	return fieldwork.Conclusion{Version: r.Version, Risk: r.Risk, Confidence: r.Confidence, Words: r.Words, Issued: r.Issued,
		By: assessment.Author{ID: r.WrittenBy, Name: r.WrittenByName}, At: r.WrittenAt}
}

type correctionRow struct {
	ID, Item, Words, AskedBy, AskedByName, Answer, AnsweredByName string
	AskedAt                                                       time.Time
	AskedOn, AnsweredOn                                           day.Day
	Accepted                                                      *bool
}

func (r correctionRow) value() fieldwork.Correction {
	c := fieldwork.Correction{ID: r.ID, Item: r.Item, Words: r.Words, By: assessment.Author{ID: r.AskedBy, Name: r.AskedByName}, At: r.AskedAt, On: r.AskedOn}
	if r.Accepted != nil {
		c.Answer = fieldwork.CorrectionAnswer{Given: true, Accepted: *r.Accepted, Words: r.Answer, By: r.AnsweredByName, On: r.AnsweredOn}
	}
	return c
}

type responseRow struct {
	Item, Words, OwnerID, OwnerName, GivenBy, GivenByName string
	Version, FindingVersion                               int
	Agreed                                                bool
	Due, GivenOn                                          day.Day
	GivenAt                                               time.Time
}

func (r responseRow) value() fieldwork.Response {
	return fieldwork.Response{Item: r.Item, Version: r.Version, Finding: r.FindingVersion, Agreed: r.Agreed, Words: r.Words,
		Owner: assessment.Author{ID: r.OwnerID, Name: r.OwnerName}, Due: r.Due, By: assessment.Author{ID: r.GivenBy, Name: r.GivenByName},
		At: r.GivenAt, On: r.GivenOn}
}
