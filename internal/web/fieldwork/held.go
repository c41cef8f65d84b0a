package fieldwork

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/page"
)

// namedProof is proof as the copy holds it, with its file for the assessor.
type namedProof struct {
	title, place, link, dated, owner, state string
	inDate                                  bool
	file                                    heldFile
}

// heldFile is a file with the way to it, or why there is none; the zero value is that there is no file for the reader.
type heldFile struct{ words, href, why string }

// named gives a proof of the copy without its file.
func (v visit) named(p assessment.Proof) namedProof {
	n := namedProof{title: p.Title, place: p.Place, link: p.Link(), dated: "Dated " + p.Dated.Words() + ", named by " + p.AddedBy.Name,
		state: "In date", inDate: p.InDate(v.Work.Copy.Reference)}
	if !n.inDate {
		n.state = "Has run out"
	}
	return n
}

// namedFor gives the proof that the copy names for an item and its parts.
func (v visit) namedFor(item string) []assessment.Proof {
	return fieldwork.ProofInScope(v.pack(), []fieldwork.Scoped{{Item: item}}, v.Copy.Snapshot.Proofs)
}

// proofsOf gives the proof that the copy names for an item in scope, with who owned it then, and with its file for the assessor.
func (v visit) proofsOf(item string, scanned bool) []namedProof {
	var list []namedProof
	for _, p := range v.namedFor(item) {
		n := v.named(p)
		n.owner = "Nobody owned it"
		if held, ok := v.Work.Proof("", p.ID); ok {
			if held.Owner != "" {
				n.owner = "Owned by " + held.Owner
			}
			n.file = v.fileOf(held, v.At.FieldworkFile(p.ID), scanned)
		}
		list = append(list, n)
	}
	return list
}

// fileOf gives the way to a file, for the assessor alone: others take it from the library.
func (v visit) fileOf(h fieldwork.Held, href string, scanned bool) heldFile {
	if h.File == nil || !v.works() {
		return heldFile{}
	}
	f := heldFile{words: h.File.Type.Words() + ", " + english.Bytes(h.File.Bytes), why: h.File.Withheld(scanned, "the file")}
	if f.why == "" {
		f.href = href
	}
	return f
}

// sendFile gives out the file of a proof of the copy, or of the answer to a request, as a download.
func (p Place) sendFile(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Assess)
	if err != nil {
		return err
	}
	id := chi.URLParam(r, "proof")
	held, err := p.Fieldwork.TakeProof(r.Context(), v.Scope(), visit{Visit: v}.key(), chi.URLParam(r, "request"), id, p.Desk.Scans(), v.Now)
	if err != nil {
		return err
	}
	return p.Desk.Send(w, r, v.At.ODS, fmt.Sprintf("%s-%s-tested-proof-%s-version-%d", v.At.ODS, v.At.Cycle, id[len(id)-6:], held.Version), *held.File)
}

// givenProof is proof that was named in the answer to a request, with its file for the assessor.
type givenProof struct {
	fieldwork.Named
	file heldFile
}

func (v requestView) given() []givenProof {
	var list []givenProof
	for _, n := range v.request.Given.Proofs {
		g := givenProof{Named: n}
		if held, ok := v.Work.Proof(v.request.ID, n.ID); ok {
			g.file = v.fileOf(held, v.At.EvidenceFile(v.request.ID, n.ID), v.scanned)
		}
		list = append(list, g)
	}
	return list
}

// copyView is one standard of the copy: what the assessor reads around the items in scope.
type copyView struct {
	visit
	standard framework.Standard
	parts    []copyPart
	others   []page.Link // the other standards
}

type copyPart struct {
	id, title string
	claims    []copyClaim
}

// copyClaim is one question of the copy, with the proof that is named for it.
type copyClaim struct {
	claim
	scoped string // where it is tested; empty: it is not in scope
	proofs []namedProof
}

// proofCount opens the list of proof.
func proofCount(n int) string { return "The proof that it names: " + english.Number(n) }

func (p Place) showCopy(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Assess)
	if err != nil {
		return err
	}
	if !v.works() {
		pg := p.page(r, v, "There is no copy to read")
		pg.Body = noCopy()
		return page.Show(w, r, pg)
	}
	ten := v.pack().Ten()
	i := slices.IndexFunc(ten, func(s framework.Standard) bool { return s.Number == chi.URLParam(r, "standard") })
	if i < 0 {
		return fault.New(fault.NotFound, "There is no such standard in the copy.")
	}
	view := copyView{visit: v, standard: ten[i]}
	answers := v.Copy.Snapshot.AnswersByItem()
	for _, a := range view.standard.Assertions {
		part := copyPart{id: a.ID, title: a.Title}
		for _, item := range a.Items {
			part.claims = append(part.claims, v.copied(item, answers[item.ID]))
		}
		view.parts = append(view.parts, part)
	}
	for _, s := range ten {
		if s.Number != view.standard.Number {
			view.others = append(view.others, page.Link{Text: s.Number + " " + s.Title, Href: v.At.FieldworkCopy(s.Number)})
		}
	}
	pg := p.page(r, v, view.standard.Title)
	pg.Caption = v.Trust + " · " + v.At.Cycle + " · the copy, standard " + view.standard.Number
	pg.Body = copyPage(view)
	return page.Show(w, r, pg)
}

// copied gives one question of the copy.
func (v visit) copied(item framework.Item, a assessment.Answer) copyClaim {
	c := copyClaim{claim: v.claim(item.ID, a)}
	whole := item.ID
	if item.PartOf != "" {
		whole = item.PartOf
	}
	if slices.ContainsFunc(v.Work.Scope, func(s fieldwork.Scoped) bool { return s.Item == whole }) {
		c.scoped = v.At.IndependentItem(whole)
	}
	if item.PartOf == "" {
		for _, p := range v.namedFor(item.ID) {
			c.proofs = append(c.proofs, v.named(p))
		}
	}
	return c
}
