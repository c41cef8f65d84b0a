package people

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// dormantLine is somebody who has not come for long.
type dormantLine struct{ id, name, words string }

// showDormant lists who has not come for long and was not decided on in this quarter.
func (p Place) showDormant(w http.ResponseWriter, r *http.Request) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	now := p.Now()
	list, err := p.Access.Dormant(r.Context(), v.Scope(), ods, now, page.Today(now))
	if err != nil {
		return err
	}
	var lines []dormantLine
	for _, m := range list {
		var roles []string
		for _, h := range m.Roles {
			roles = append(roles, h.Role.Words())
		}
		words := strings.Join(roles, ", ") + ". Never came."
		if m.LastCameAt != nil {
			words = strings.Join(roles, ", ") + ". Last came " + page.Moment(*m.LastCameAt, now) + "."
		}
		lines = append(lines, dormantLine{m.ID, m.Name, words})
	}
	return page.Show(w, r, page.Page{Title: "People who have not come for long", Body: dormantPage(ods, lines), Back: back(ods), List: dormantFile(ods, list, now),
		Saved: p.Sessions.Said(r.Context())})
}

// decideDormant keeps somebody's access for this quarter, or withdraws it.
func (p Place) decideDormant(w http.ResponseWriter, r *http.Request) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	ctx, now := r.Context(), p.Now()
	if id := r.PostFormValue("keep"); id != "" {
		if err := p.Access.Keep(ctx, v.Scope(), ods, id, now, page.Today(now)); err != nil {
			return err
		}
		p.Sessions.Say(ctx, "The access is kept. You are asked again next quarter.")
		return page.Go(w, r, paths.ToDormant(ods))
	}
	if id := r.PostFormValue("withdraw"); id != "" {
		if err := p.Access.Withdraw(ctx, v.Scope(), ods, id, "", now); err != nil {
			return err
		}
		p.Sessions.Say(ctx, "The access is withdrawn.")
		return page.Go(w, r, paths.ToDormant(ods))
	}
	return fault.New(fault.Invalid, "Choose whether the access is kept or withdrawn.")
}
