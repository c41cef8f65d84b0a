package framework

import "time"

// Dated is a change with its revision and the instant at which it was made.
type Dated struct {
	Change
	Revision int
	At       time.Time
}

// History is the content of an edition over time: as it was released, and what administrators changed since, in order.
type History struct {
	Released Pack
	Changes  []Dated
}

// Item gives an item as it was asked at an instant, and whether the edition has it.
func (h History) Item(id string, at time.Time) (Item, bool) {
	item, ok := h.Released.Item(id)
	if !ok {
		return Item{}, false
	}
	var by []Change
	for _, c := range h.Changes {
		if c.Touches(item) && !c.At.After(at) {
			by = append(by, c.Change)
		}
	}
	if len(by) == 0 {
		return item, true
	}
	then, err := h.Released.With(by)
	if err != nil {
		return item, true // a change that was made fits the release; one that does not is of another
	}
	return then.Item(id)
}

// Touches tells whether a change is about an item, or about the one that it is a part of.
func (c Change) Touches(i Item) bool { return c.Item == i.ID || c.Item != "" && c.Item == i.PartOf }

// Words says what changed, in a few words: "It is mandatory now."
func (c Change) Words() string {
	said := ""
	switch {
	case c.Mandatory != nil && *c.Mandatory:
		said = "It is mandatory now. "
	case c.Mandatory != nil:
		said = "It is no longer mandatory. "
	}
	switch {
	case c.Exemptible != nil && *c.Exemptible:
		said += "An exemption from it is allowed now."
	case c.Exemptible != nil:
		said += "No exemption from it is allowed any more."
	}
	if n := len(said); n > 0 && said[n-1] == ' ' {
		said = said[:n-1]
	}
	return said
}
