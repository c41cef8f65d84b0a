package demo

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"

	"cyberready/internal/core/access"
	"cyberready/internal/core/office"
)

type person struct {
	id, name string
}

// Card is somebody whom one can sign in as.
type Card struct {
	Email, Name, Post, What string
	role                    access.Role
	reach                   access.Reach
}

// Cast is one person for each role, all of Northmoor and Dale but the last two.
var Cast = []Card{
	{"priya@demo.invalid", "Priya Nair", "Head of IT", "Assessment lead, Northmoor and Dale", access.Lead, access.ReachTrust},
	{"tom@demo.invalid", "Tom Okafor", "Estates manager", "Contributor (estates), Northmoor and Dale", access.Contributor, access.ReachTrust},
	{"helen@demo.invalid", "Helen Marsh", "Non-executive director", "Board member, Northmoor and Dale", access.BoardMember, access.ReachTrust},
	{"dev@demo.invalid", "Dev Rao", "Board secretary", "Board secretary, Northmoor and Dale", access.BoardSecretary, access.ReachTrust},
	{"ruth@demo.invalid", "Ruth Adeyemi", "Auditor", "Independent assessor, Northmoor and Dale", access.Assessor, access.ReachTrust},
	{"sam@demo.invalid", "Sam Keane", "Analyst", "National analyst", access.Analyst, access.ReachNation},
	{"ada@demo.invalid", "Ada Whitlock", "Service administrator", "Runs the service", access.Administrator, access.ReachService},
}

// others are further people of Northmoor and Dale's board, without a door of their own.
var others = []struct{ name, post string }{
	{"Grace Holt", "Chief executive"}, {"Marcus Webb", "Senior information risk owner"}, {"Alan Pryce", "Chair"},
}

// cast is who acts at the first trust.
type cast struct {
	priya, tom, helen, dev, ruth, sam person
	board                             []member // who is asked to sign
}

type member struct {
	person
	post string
}

// newID makes an id out of the fixed seed; real ids are UUIDs of version 7.
func newID(rng *rand.Rand) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], rng.Uint64())
	binary.BigEndian.PutUint64(b[8:], rng.Uint64())
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return uuid.UUID(b).String()
}

// writePeople writes the cast, a lead for every other trust, and who holds which office. None of them has a password:
// the demonstration's door asks for none.
func (l *loader) writePeople(trusts []invented) (cast, error) {
	rng := rand.New(rand.NewPCG(seed, 2))
	first := trusts[0]
	added := l.o.Now.AddDate(-2, -3, 0)
	var c cast
	var people, roles, passwords, officers [][]any
	add := func(p person, email, post string) {
		came := l.o.Now.AddDate(0, 0, -1-len(people)*3%60).Add(-time.Duration(len(people)*37%480) * time.Minute)
		people = append(people, []any{p.id, email, p.name, post, added, came})
	}
	give := func(p person, role access.Role, reach access.Reach, ods string) {
		roles = append(roles, []any{newID(rng), p.id, string(role), string(reach), ods, "", added, "the demonstration"})
	}
	for _, card := range Cast {
		p := person{newID(rng), card.Name}
		add(p, card.Email, card.Post)
		passwords = append(passwords, []any{p.id, "", added}) // no password opens this account
		ods := ""
		if card.reach == access.ReachTrust {
			ods = first.Code
		}
		give(p, card.role, card.reach, ods)
		switch card.Name {
		case "Priya Nair":
			c.priya = p
		case "Tom Okafor":
			c.tom = p
		case "Helen Marsh":
			c.helen = p
			c.board = append(c.board, member{p, card.Post})
		case "Dev Rao":
			c.dev = p
		case "Ruth Adeyemi":
			c.ruth = p
		case "Sam Keane":
			c.sam = p
		}
	}
	for _, o := range others {
		p := person{newID(rng), o.name}
		add(p, strings.ToLower(strings.ReplaceAll(o.name, " ", "."))+"@demo.invalid", o.post)
		give(p, access.BoardMember, access.ReachTrust, first.Code)
		c.board = append(c.board, member{p, o.post})
	}
	for i, t := range trusts {
		if i > 0 {
			add(t.lead, "lead."+strings.ToLower(t.Code)+"@demo.invalid", "Head of IT")
			give(t.lead, access.Lead, access.ReachTrust, t.Code)
		}
		for _, o := range office.All() {
			name, id := personName(rng), any(nil)
			if i > 0 && rng.IntN(12) == 0 {
				name = "" // vacant
			}
			if i == 0 {
				name, id = c.holder(o)
			}
			officers = append(officers, []any{t.Code, newID(rng), string(o), name, id, l.o.Today.AddDays(-rng.IntN(1500)), added, t.lead.name})
		}
	}
	trusts[0].lead = c.priya
	for _, t := range []struct {
		name    string
		columns []string
		rows    [][]any
	}{
		{"people", []string{"id", "email", "name", "post", "added_at", "last_came_at"}, people},
		{"credentials", []string{"person_id", "password_hash", "changed_at"}, passwords},
		{"roles", []string{"id", "person_id", "role", "reach", "ods_code", "place", "given_at", "given_by"}, roles},
		{"officers", []string{"ods_code", "id", "office", "holder", "person_id", "since", "recorded_at", "recorded_by"}, officers},
	} {
		if err := l.copy(t.name, t.columns, t.rows); err != nil {
			return c, err
		}
	}
	return c, nil
}

// holder gives who holds an office at Northmoor and Dale; the Caldicott Guardian's is vacant.
func (c cast) holder(o office.Office) (name string, id any) {
	for _, m := range c.board {
		if (o == office.ChiefExecutive && m.post == "Chief executive") || (o == office.Chair && m.post == "Chair") ||
			(o == office.SIRO && m.post == "Senior information risk owner") {
			return m.name, m.id
		}
	}
	return "", nil
}
