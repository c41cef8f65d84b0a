package page

import (
	"context"

	"github.com/a-h/templ"
)

type watchKey struct{}

// Watched gives a context in which watch is handed each component before it is rendered, with its request's context. It is
// for whoever measures a template by itself, with the very value that a page gave it.
func Watched(ctx context.Context, watch func(context.Context, templ.Component)) context.Context {
	return context.WithValue(ctx, watchKey{}, watch)
}

func watched(ctx context.Context, c templ.Component) {
	if watch, ok := ctx.Value(watchKey{}).(func(context.Context, templ.Component)); ok {
		watch(ctx, c)
	}
}
