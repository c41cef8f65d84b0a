package fieldwork

import (
	"slices"

	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
)

// Leave checks why an appointment ends in the middle of fieldwork, as it was filled in. What was issued stays; what was noted and
// not decided stays with whoever noted it. Field: because.
func (e Engagement) Leave(because string) (string, error) {
	if err := e.at(Fieldwork, Drafted); err != nil {
		if e.Stage() == Appointed || e.Stage() == Ready {
			return "", fault.New(fault.Conflict, "Fieldwork has not begun: the appointment can be taken back.")
		}
		return "", err
	}
	because = text(because)
	var wrong findings
	wrong.words("because", because, "Say why it ends. The board reads it before it approves another assessor.")
	return because, wrong.Fault()
}

// MayGoOn tells whether a person may go on with the fieldwork that another assessor left.
func (e Engagement) MayGoOn(person string) error {
	if !e.By(person) {
		return fault.New(fault.Forbidden, "Only the assessor who is appointed for this year goes on with the fieldwork.")
	}
	if e.Continues == "" {
		return fault.New(fault.Conflict, "There is no fieldwork to go on with: begin it.")
	}
	return e.at(Ready)
}

// Phase is how far the fieldwork has come, whoever works on it: also between an assessor who left and the next one.
func (w Work) Phase() Stage {
	last := w.Engagement
	if w.BegunAt.IsZero() && len(w.Before) > 0 {
		last = w.Before[len(w.Before)-1]
	}
	s := last.Stage()
	switch {
	case s == Interrupted && last.IssuedAt.IsZero():
		return Fieldwork
	case s == Interrupted:
		return Drafted
	}
	return s
}

// in refuses what the fieldwork's phase does not allow: for what the trust does, which waits for no assessor.
func (w Work) in(allowed ...Stage) error { return only(w.Phase(), allowed) }

// foreign tells whether a finding is another assessor's, and was not taken over.
func (w Work) foreign(f Finding) bool {
	return len(w.Before) > 0 && f.Version > 0 && f.By.ID != w.Assessor.ID
}

// LeftBefore gives the finding of an item that the present assessor can take over from one who left. During fieldwork these are the
// ones that were decided and handed over, after the draft those that stand in it. Not found where there is none, and where the
// present assessor has decided.
func (w Work) LeftBefore(item string, reopened bool) (Finding, bool) {
	have := w.Finding(item, reopened)
	switch w.Stage() {
	case Drafted:
		return have, w.foreign(have)
	case Fieldwork:
		i := slices.IndexFunc(w.Handed, func(f Finding) bool { return f.Item == item && f.Reopened == reopened })
		if i >= 0 && have.Verdict == Undecided {
			return w.Handed[i], true
		}
	}
	return Finding{}, false
}

// TakeOver gives the finding that the present assessor makes of one that an assessor before them left, as their own: what was tested
// stays, with who tested it. During fieldwork it is a note like any other; after the draft it keeps its version, so that what the
// trust answered to it stands.
func (w Work) TakeOver(person, item string, reopened bool) (Finding, error) {
	if err := w.mayWork(person); err != nil {
		return Finding{}, err
	}
	if err := w.at(Fieldwork, Drafted); err != nil {
		return Finding{}, err
	}
	f, ok := w.LeftBefore(item, reopened)
	if !ok {
		return f, fault.New(fault.Conflict, "There is nothing to take over about %s: you have decided on it, or no assessor before you had.", item)
	}
	if f.TestedBy == "" {
		f.TestedBy = f.By.Name
	}
	if f.Issued = w.Stage() == Drafted; !f.Issued {
		f.Version = w.Finding(item, reopened).Version + 1
	}
	return f, nil
}

// own lists what the present assessor has still to make their own before a final, in sentences.
func (w Work) own() []string {
	var left []string
	n := 0
	for _, f := range w.Findings {
		if w.foreign(f) {
			n++
		}
	}
	if n > 0 {
		left = append(left, english.Capital(english.Count(n, "finding", "findings"))+" of the assessor before: take each over as your own, or write your own in its place.")
	}
	if c := w.Conclusion; c != nil && len(w.Before) > 0 && c.By.ID != w.Assessor.ID {
		left = append(left, "The overall view is "+c.By.Name+"’s: give your own.")
	}
	return left
}
