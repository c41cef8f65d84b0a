package people

import (
	"strings"
	"time"

	"cyberready/internal/core/sheet"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
)

// peopleFile is who has access and who is invited, as a file. It says no more than the page: no address of a member.
func peopleFile(ods string, all accessdb.Members, open []invitedb.Invitation, now time.Time) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Name", "Post", "Roles", "Last came (UTC)", "State")}
	for _, m := range all.List {
		t.Rows = append(t.Rows, sheet.Row(m.Name, m.Post, rolesOf(m), came(m), stateOf(m)))
	}
	for _, i := range open {
		t.Rows = append(t.Rows, sheet.Row(i.Email, "", i.Role.Words(), "", "Invited. "+lineOf(i, "", now).state))
	}
	l := listOf(ods, "access", t, now)
	l.What = "who has access"
	return l
}

// dormantFile is who has not come for long, as a file.
func dormantFile(ods string, list []accessdb.Member, now time.Time) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Name", "Roles", "Last came (UTC)")}
	for _, m := range list {
		t.Rows = append(t.Rows, sheet.Row(m.Name, rolesOf(m), came(m)))
	}
	return listOf(ods, "dormant", t, now)
}

// invitedFile is the open invitations to the whole service, as a file.
func invitedFile(open []invitedb.Invitation, now time.Time) *page.List {
	t := sheet.Table{Columns: sheet.Heads("E-mail", "Role", "Place", "Invited (UTC)", "By", "State")}
	for _, i := range open {
		place := i.PlaceName
		if place == "" {
			place = i.Trust
		}
		t.Rows = append(t.Rows, sheet.Row(i.Email, i.Role.Words(), place, i.InvitedAt, i.InvitedBy, lineOf(i, "", now).state))
	}
	return listOf("service", "invitations", t, now)
}

func listOf(whose, what string, t sheet.Table, now time.Time) *page.List {
	on := page.Today(now)
	t.Notes = []string{"As at " + on.Words() + "."}
	return &page.List{Table: t, Name: whose + " " + what, On: on}
}

func rolesOf(m accessdb.Member) string {
	var roles []string
	for _, h := range m.Roles {
		roles = append(roles, h.Role.Words())
	}
	return strings.Join(roles, ", ")
}

func came(m accessdb.Member) time.Time {
	if m.LastCameAt == nil {
		return time.Time{}
	}
	return *m.LastCameAt
}

func stateOf(m accessdb.Member) string {
	if m.Disabled {
		return "Disabled"
	}
	return "Active"
}
