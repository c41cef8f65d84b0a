// Package maildb keeps the letters that wait, left or could not leave. They are put in by store.Tx.Tell, with the
// transaction of what they are about.
//
// A caller may rely on these:
//   - a row holds ids and no words: what a letter says is read when it leaves, so that it is true then;
//   - no link and no secret is ever in a row; the last error is a sentence of ours and never the mail server's;
//   - a letter ends in one of three states: sent, dropped because it is about something that is over, or dead, which an
//     administrator sees and can try again. Nothing else ends one.
package maildb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/office"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store"
)

// Mails is the room's door.
type Mails struct{ DB *store.DB }

// Envelope is a letter that is about to leave: to whom, and all that its words and its link are made of.
type Envelope struct {
	ID         string
	Email      string
	Facts      letter.Facts
	Trust      string   // ODS code
	Object     string   // the id of what it is about
	Generation int      // of the link of an invitation, or of a question
	Due        []DueAt  // of a digest
	Items      []string // ids of items, of a letter about comments
	State      string   // "waiting", "sent", "dead" or "dropped"
	Over       string   // why there is nothing to send any more; empty: it is to be sent
	QueuedAt   time.Time
	StateAt    time.Time
}

type envelopeRow struct {
	ID        string           `db:"id"`
	Kind      letter.Kind      `db:"kind"`
	Trust     string           `db:"ods_code"`
	Cycle     string           `db:"cycle"`
	Version   int              `db:"version"`
	Object    string           `db:"object"`
	By        string           `db:"by_name"`
	State     string           `db:"state"`
	QueuedAt  time.Time        `db:"queued_at"`
	StateAt   time.Time        `db:"state_at"`
	Name      string           `db:"name"`
	Email     string           `db:"email"`
	Disabled  bool             `db:"disabled"`
	TrustName string           `db:"trust_name"`
	Role      access.Role      `db:"role"`
	Reach     access.Reach     `db:"reach"`
	PlaceName string           `db:"place_name"`
	Generated int              `db:"generation"`
	Closed    bool             `db:"closed"`
	Expires   *time.Time       `db:"expires_at"`
	Decision  signoff.Decision `db:"decision"`
	SHA256    string           `db:"sha256"`
	On        day.Day          `db:"on_day"`
	Until     day.Day          `db:"until_day"`
	UntilTime string           `db:"until_time"`
	Lead      string           `db:"lead_name"`
	Reason    string           `db:"reason"`
	Part      string           `db:"part"`
	AskUntil  day.Day          `db:"ask_until"`
	AskOver   bool             `db:"ask_over"`
	Office    office.Office    `db:"office"`
	Extended  string           `db:"extended"`
	Unwanted  bool             `db:"unwanted"`
}

// What a letter's object is, is told by which table holds its id. Days and times are London's. A letter of an invitation, or of a question by link, has an address instead of a person.
const envelopes = `select m.id::text, m.kind, m.ods_code, m.cycle, m.version, coalesce(m.object::text, '') as object, m.by_name, m.state,
	m.queued_at, m.state_at, coalesce(p.name, q.name, '') as name, coalesce(p.email, i.email, q.email, '') as email,
	p.disabled_at is not null as disabled, coalesce(t.name, '') as trust_name,
	coalesce(r.role, i.role, '') as role, coalesce(r.reach, i.reach, '') as reach, coalesce(t.name, g.name, b.name, '') as place_name,
	coalesce(i.generation, q.generation, 0) as generation, i.accepted_at is not null or i.revoked_at is not null as closed,
	i.expires_at, coalesce(s.decision, '') as decision, coalesce(s.sha256, '') as sha256,
	coalesce(c.from_day, (coalesce(s.signed_at, m.queued_at) at time zone 'Europe/London')::date) as on_day,
	coalesce(c.until_day, (i.expires_at at time zone 'Europe/London')::date) as until_day,
	coalesce(to_char(l.ends_at at time zone 'Europe/London', 'HH24:MI'), '') as until_time,
	coalesce(a.name, '') as lead_name, coalesce(l.reason, case when x.until_day is not null then x.reason end, '') as reason,
	coalesce(h.part, n.item, '') as part, q.until_day as ask_until,
	q.id is not null and (q.withdrawn_at is not null or exists (select from ask_replies x where x.ods_code = q.ods_code and x.ask_id = q.id
		and x.generation = q.generation and x.verdict <> 'sent-back')) as ask_over,
	coalesce(f.office, '') as office, coalesce(x.kind, '') as extended,
	exists (select from reminder_choices u where u.person_id = m.person_id and u.kind = m.kind) as unwanted
	from mails m
	left join people p on p.id = m.person_id
	left join trusts t on t.ods_code = m.ods_code
	left join roles r on r.id = m.object
	left join invitations i on i.ods_code = m.ods_code and i.id = m.object
	left join regions g on coalesce(r.reach, i.reach) = 'region' and g.code = coalesce(r.place, i.place)
	left join icbs b on coalesce(r.reach, i.reach) = 'icb' and b.code = coalesce(r.place, i.place)
	left join signatures s on s.ods_code = m.ods_code and s.id = m.object
	left join covers c on c.ods_code = m.ods_code and c.id = m.object
	left join people a on a.id = c.lead_id
	left join break_glass l on l.ods_code = m.ods_code and l.id = m.object
	left join hand_ins h on h.ods_code = m.ods_code and h.id = m.object
	left join asks q on m.person_id is null and q.ods_code = m.ods_code and q.id = m.object
	left join officers f on f.ods_code = m.ods_code and f.id = m.object
	left join deadline_extensions x on x.ods_code = m.ods_code and x.id = m.object
	left join asks n on m.person_id is not null and n.ods_code = m.ods_code and n.id = m.object `

// Envelope reads a letter that is to leave now.
func (m Mails) Envelope(ctx context.Context, id string, now time.Time) (Envelope, error) {
	var e Envelope
	err := m.DB.InSnapshot(ctx, store.System("mail"), func(tx *store.Tx) error {
		row, err := store.One[envelopeRow](ctx, tx, envelopes+`where m.id::text = $1`, id)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no such letter.")
		}
		if err != nil {
			return err
		}
		e = row.envelope(now)
		return e.gather(ctx, tx, row, now)
	})
	if err != nil {
		return Envelope{}, fmt.Errorf("read letter: %w", err)
	}
	return e, nil
}

func (r envelopeRow) envelope(now time.Time) Envelope {
	f := letter.Facts{
		Kind: r.Kind, Name: r.Name, By: r.By, TrustName: r.TrustName, Cycle: r.Cycle, Version: r.Version, Role: r.Role.Words(),
		Place: r.place(), Decision: r.Decision.Label(), SHA256: r.SHA256, On: r.On.Words(), Until: r.Until.Words(), Lead: r.Lead, Reason: r.Reason,
		Part: r.Part,
	}
	if r.Office != "" {
		f.Role = r.Office.Name()
	}
	if r.Extended != "" {
		f.Part = r.Extended
	}
	if r.UntilTime != "" {
		f.Until = r.UntilTime
	}
	if !r.AskUntil.IsZero() {
		f.Until = r.AskUntil.Words()
	}
	e := Envelope{ID: r.ID, Email: r.Email, Facts: f, Trust: r.Trust, Object: r.Object, Generation: r.Generated, State: r.State,
		QueuedAt: r.QueuedAt, StateAt: r.StateAt}
	switch {
	case r.Email == "":
		e.Over = "There is nobody to send it to any more."
	case r.Unwanted && r.Kind.News():
		e.Over = "The person does not want messages of this kind."
	case r.Disabled:
		e.Over = "The account is disabled."
	case r.Closed:
		e.Over = "The invitation is used or taken back."
	case r.AskOver:
		e.Over = "The question is answered or withdrawn."
	case r.Expires != nil && !now.Before(*r.Expires):
		e.Over = "The invitation has expired."
	}
	return e
}

// place says where a role holds.
func (r envelopeRow) place() string {
	switch {
	case r.PlaceName != "":
		return r.PlaceName
	case r.Reach == access.ReachNation:
		return "the nation"
	}
	return "the service"
}
