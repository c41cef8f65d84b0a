package find

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/searchdb"
	"cyberready/internal/web/page"
)

// foundView is what was found, by kind.
type foundView struct {
	words  string
	groups []group
	number page.Link // of the question whose number was typed; empty when the words are no number
}

type group struct {
	id, title string
	hits      []hit
	more      string // a sentence; empty when all are shown
}

type hit struct {
	title []searchdb.Span
	text  []searchdb.Span
	about string // "7.3.5" or "7.3.5, 7.3.6"; empty when the title says it
	href  string
}

// longest bounds what is looked for: nobody types more, and each word costs.
const longest = 200

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	words := strings.TrimSpace(strings.ToValidUTF8(r.URL.Query().Get("words"), ""))
	if text := []rune(words); len(text) > longest {
		words = string(text[:longest])
	}
	hits, err := p.Search.Find(r.Context(), v.Scope(), v.At.ODS, v.At.Cycle, words, v.Year.Pack.Questions())
	if err != nil {
		return err
	}
	view := foundView{words: words}
	if q, ok := v.Year.Pack.Question(words); ok {
		view.number = page.Link{Text: q.ID + " " + q.Title, Href: v.At.ItemOn(q.Standard, q.ID)}
	}
	for _, kind := range searchdb.Kinds {
		if g := groupOf(v, kind, hits); len(g.hits) > 0 {
			view.groups = append(view.groups, g)
		}
	}
	return page.Show(w, r, page.Page{
		Title: titleOf(words, len(hits)), Caption: v.TrustName(v.At.ODS) + ", " + v.At.Cycle, Body: foundPage(view),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, List: foundFile(v, words, hits),
	})
}

func titleOf(words string, found int) string {
	switch {
	case words == "":
		return "Search"
	case found == 0:
		return "Nothing found for “" + words + "”"
	}
	return english.Figures(found) + " found for “" + words + "”"
}

var titles = map[searchdb.Kind]string{
	searchdb.Question: "Questions", searchdb.Answer: "Answers", searchdb.Proof: "Proof", searchdb.Action: "Actions of the plan",
}

func groupOf(v page.Visit, kind searchdb.Kind, hits []searchdb.Hit) group {
	g := group{id: "found-" + string(kind), title: titles[kind]}
	for _, h := range hits {
		if h.Kind == kind {
			g.hits = append(g.hits, hitOf(v, h))
		}
	}
	if len(g.hits) == searchdb.MostOfAKind {
		g.more = "These are the first " + english.Figures(searchdb.MostOfAKind) + ". More words find fewer."
	}
	return g
}

func hitOf(v page.Visit, h searchdb.Hit) hit {
	shown := hit{title: h.Title, text: h.Text, href: v.At.Home()}
	first, known := v.Year.Pack.Question(h.Items[0])
	switch h.Kind {
	case searchdb.Question:
		shown.title = append([]searchdb.Span{{Text: h.ID + " "}}, h.Title...)
	case searchdb.Answer:
		shown.title = []searchdb.Span{{Text: questionWords(first, h.ID)}}
	default:
		shown.about = strings.Join(h.Items, ", ")
	}
	switch {
	case h.Kind == searchdb.Proof:
		shown.href = v.At.ItemProof(h.Items[0])
	case h.Kind == searchdb.Action:
		shown.href = v.At.PlanAction(h.ID)
	case known:
		shown.href = v.At.ItemOn(first.Standard, first.ID)
	}
	return shown
}

// questionWords names a question that an answer belongs to; one that the content no longer has keeps its number.
func questionWords(q framework.Question, id string) string {
	return strings.TrimSpace(id + " " + q.Title)
}
