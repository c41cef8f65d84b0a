package fieldwork

import (
	"slices"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/library"
)

// Held is a proof that the assessor may look at, as it was when the copy was frozen, or when it was given as evidence. The library may
// hold a newer version by now.
type Held struct {
	Proof   string // its id
	GivenIn string // the request that it was given in; empty: it is in the copy
	Version int
	Owner   string        // empty: nobody owned it
	File    *library.File // nil: there is none, or it is not for the reader
}

// ProofInScope gives the proof of a copy that is named for an item in scope or for a part of one. An assessor looks at no other.
func ProofInScope(pack framework.Pack, scope []Scoped, proofs []assessment.Proof) []assessment.Proof {
	var in []string
	for _, s := range scope {
		in = append(in, OfItem(pack, s.Item)...)
	}
	var list []assessment.Proof
	for _, p := range proofs {
		if slices.ContainsFunc(p.Items, func(item string) bool { return slices.Contains(in, item) }) {
			list = append(list, p)
		}
	}
	return list
}

// Proof finds a proof of the copy, or of the answer to a request.
func (w Work) Proof(givenIn, id string) (Held, bool) {
	i := slices.IndexFunc(w.Proofs, func(h Held) bool { return h.GivenIn == givenIn && h.Proof == id })
	if i < 0 {
		return Held{}, false
	}
	return w.Proofs[i], true
}

// MayTake tells whether a person may take away the file of a proof of the copy, or of the answer to a request: the assessor, once
// fieldwork has begun.
func (w Work) MayTake(person, givenIn, id string) (Held, error) {
	if err := w.mayWork(person); err != nil {
		return Held{}, err
	}
	if err := w.at(Fieldwork, Drafted, Final); err != nil {
		return Held{}, err
	}
	h, ok := w.Proof(givenIn, id)
	if !ok || h.File == nil {
		return h, fault.New(fault.NotFound, "There is no file of this proof in the fieldwork.")
	}
	return h, nil
}
