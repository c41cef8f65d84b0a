package store_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// aTrust fills ZZ1 with a lead, somebody who stands in for her, a member and the secretary of the board, a contributor, and one
// whose role has ended. It gives their ids by name.
func aTrust(t *testing.T, db *store.DB) map[string]string {
	t.Helper()
	people := map[string]string{"priya": "lead", "cover": "contributor", "helen": "board-member", "dev": "board-secretary", "tom": "contributor", "gone": "lead"}
	ids := map[string]string{}
	err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		do := func(sql string, args ...any) {
			t.Helper()
			if _, err := tx.Exec(t.Context(), sql, args...); err != nil {
				t.Fatal(err)
			}
		}
		do(`insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor NHS Trust')`)
		for name, role := range people {
			ids[name] = store.NewID()
			do(`insert into people (id, email, name, added_at) values ($1, $2, $3, $4)`, ids[name], name+"@example.org", name, now)
			do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', 'ZZ1', $4, 'x')`, store.NewID(), ids[name], role, now)
		}
		do(`update roles set ended_at = $2 where person_id = $1`, ids["gone"], now)
		do(`insert into covers (ods_code, id, lead_id, cover_id, from_day, until_day, named_at, named_by_name) values ('ZZ1', $1, $2, $3, $4::date - 3, $4::date, $4, 'x')`,
			store.NewID(), ids["priya"], ids["cover"], now)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// told gives who has a letter of a kind, and ends what is told.
func told(t *testing.T, db *store.DB, s store.Scope, n letter.Notice) []string {
	t.Helper()
	type row struct {
		Name string `db:"name"`
	}
	var names []string
	err := db.InTx(t.Context(), s, func(tx *store.Tx) error {
		if err := tx.Tell(t.Context(), n, now); err != nil {
			return err
		}
		rows, err := store.List[row](t.Context(), tx, `delete from mails m using people p where p.id = m.person_id and m.kind = $1 returning p.name`, n.Kind)
		for _, r := range rows {
			names = append(names, r.Name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func TestWhomAKindOfLetterIsFor(t *testing.T) {
	t.Parallel()
	db := open(t)
	ids := aTrust(t, db)
	system := store.System("test")
	for _, c := range []struct {
		kind letter.Kind
		by   string // who causes it
		to   []string
		want string
	}{
		{kind: letter.EvidenceAsked, want: "cover priya"},
		{kind: letter.AssessorProposed, want: "helen"},
		{kind: letter.AssessmentPublic, want: "cover dev helen priya"},
		{kind: letter.SigningAsked, want: ""}, // nobody is asked to sign
		{kind: letter.HandInAccepted, want: ""},
		{kind: letter.HandInAccepted, to: []string{ids["tom"]}, want: "tom"},
		{kind: letter.EvidenceAsked, to: []string{ids["tom"]}, want: "tom"},
		{kind: letter.EvidenceAsked, by: "priya", want: "cover"}, // nobody is told what they did themselves
		{kind: letter.SigningReceipt, by: "helen", to: []string{ids["helen"]}, want: "helen"},
	} {
		s := system.As(access.Actor{Person: ids[c.by], Name: c.by}, store.Origin{})
		if got := strings.Join(told(t, db, s, letter.Notice{Kind: c.kind, Trust: "ZZ1", Cycle: "2026-27", To: c.to}), " "); got != c.want {
			t.Errorf("%s to %v by %q: %q, want %q", c.kind, c.to, c.by, got, c.want)
		}
	}
}
