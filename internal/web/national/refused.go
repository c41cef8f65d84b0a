package national

import (
	"context"
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
)

// refused shows a page whose filter holds something that cannot be: the form with what was typed, and the messages. Any
// other error goes on.
func (p Place) refused(w http.ResponseWriter, r *http.Request, a asked, title string, path string, err error) error {
	if page.Refused(err) == nil {
		return err
	}
	g, again := p.ground(r.Context(), a)
	if again != nil {
		return again
	}
	return page.Show(w, r, page.Page{
		Title: title, Caption: caption(g), Errors: fault.As(err), Wide: true,
		Body: onlyFilter(barOf(g, path, r.URL.Query(), fault.As(err))),
	})
}

// ground reads the choices for the form alone, without the conditions that could not be.
func (p Place) ground(ctx context.Context, a asked) (nationaldb.Ground, error) {
	g, err := p.National.Ground(ctx, a.scope, a.filter, a.today)
	if page.Refused(err) != nil {
		err = nil
	}
	return g, err
}
