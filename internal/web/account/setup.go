package account

import (
	"net/http"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// setUpView is the choice between the kinds of second factor.
type setUpView struct {
	First    bool
	Passkeys bool // this site can have them
	Reset    *accountdb.Reset
}

func (p Place) showSetUp(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.who(r)
	if err != nil {
		return err
	}
	view := setUpView{First: first(r), Passkeys: p.Sessions.HasPasskeys(), Reset: f.Reset}
	pg := page.Page{Title: "Add a second factor", Back: back, Body: setUp(view)}
	if view.First {
		pg.Title, pg.Back = "Set up your second factor", page.Link{}
	}
	return page.Show(w, r, pg)
}

// backFrom leads back to the choice.
func backFrom(r *http.Request) page.Link {
	if first(r) {
		return page.Link{Text: "Choose another kind", Href: setUpPath}
	}
	return back
}
