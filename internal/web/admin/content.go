package admin

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// editionView is one edition with its items and what was changed about it.
type editionView struct {
	Pack    framework.Pack
	Changes []contentdb.Changed
}

func (p Place) showContent(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.ChangeContent)
	if err != nil {
		return err
	}
	var editions []editionView
	for _, e := range p.Content.Editions() {
		var view editionView
		if view.Pack, err = p.Content.Pack(r.Context(), v.Scope(), e); err != nil {
			return err
		}
		if view.Changes, err = p.Content.Changes(r.Context(), v.Scope(), e); err != nil {
			return err
		}
		editions = append(editions, view)
	}
	return page.Show(w, r, page.Page{Title: "Which items are mandatory", Back: back, Body: content(editions), Wide: true, List: contentFile(editions, page.Today(p.Now())),
		Saved: p.Sessions.Said(r.Context())})
}

// itemView is the form that changes one item.
type itemView struct {
	Pack                  framework.Pack
	Item                  framework.Item
	Mandatory, Exemptible bool
	Why                   string
	Errors                *fault.Error
}

func (p Place) item(r *http.Request, v page.Visitor) (itemView, error) {
	pack, err := p.Content.Pack(r.Context(), v.Scope(), chi.URLParam(r, "edition"))
	if err != nil {
		return itemView{}, err
	}
	item, ok := pack.Item(chi.URLParam(r, "item"))
	if !ok {
		return itemView{}, fault.New(fault.NotFound, "There is no such item.")
	}
	return itemView{Pack: pack, Item: item, Mandatory: item.Mandatory, Exemptible: item.Exemptible}, nil
}

func (p Place) showItem(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.ChangeContent)
	if err != nil {
		return err
	}
	view, err := p.item(r, v)
	if err != nil {
		return err
	}
	return showItemForm(w, r, view)
}

func showItemForm(w http.ResponseWriter, r *http.Request, view itemView) error {
	return page.Show(w, r, page.Page{Title: view.Item.Title, Caption: "Item " + view.Item.ID, Errors: view.Errors, Body: itemForm(view),
		Back: page.Link{Text: "All items", Href: paths.AdminContent}})
}

func (p Place) changeItem(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.ChangeContent)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view, err := p.item(r, v)
	if err != nil {
		return err
	}
	ch := framework.Change{Item: view.Item.ID, Why: strings.TrimSpace(r.PostFormValue("why"))}
	mandatory, exemptible := r.PostFormValue("mandatory") == "yes", r.PostFormValue("exemptible") == "yes"
	if mandatory != view.Item.Mandatory {
		ch.Mandatory = &mandatory
	}
	if exemptible != view.Item.Exemptible {
		ch.Exemptible = &exemptible
	}
	err = p.Content.Change(r.Context(), v.Scope(), view.Pack.Edition, ch, p.Now())
	if f := page.Refused(err); f != nil {
		view.Mandatory, view.Exemptible, view.Why, view.Errors = mandatory, exemptible, ch.Why, f
		return showItemForm(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "Item "+view.Item.ID+" is changed. Drafts follow at once; what was sent or published stays as it was.")
	return page.Go(w, r, paths.AdminContent)
}
