package framework

import "slices"

// item checks one item: what a person must be able to answer, and a board member to read.
func (c *checker) item(at place, f itemFile, own bool) Item {
	name := "item " + f.ID
	c.id(at.field("id"), "item", f.ID)
	if _, twice := c.items[f.ID]; !twice {
		c.items[f.ID] = f
	}
	for _, need := range []struct{ name, value string }{
		{"title", f.Title}, {"gap", f.Gap}, {"satisfies", f.Satisfies}, {"care_reason", f.EffectReason}, {"owner", f.Owner},
	} {
		required(at, name, need.name, need.value)
	}
	known(at.field("proof"), "proof", f.Proof, proofs)
	known(at.field("care_effect"), "care_effect", f.Effect, effects)
	for i, l := range f.Chain {
		known(at.field("chain").entry(i), "link of the chain", l, links)
	}
	for i, k := range f.ExemptKinds {
		if exemptions[k] == "" {
			at.field("exempt_official").entry(i).wrong("unknown exemption %q", k)
		}
	}
	if !at.has("mandatory") {
		at.wrong("%s lacks mandatory", name)
	}
	if own && f.Mandatory {
		at.field("mandatory").wrong("%s is our own and can never be mandatory", name)
	}
	basis := c.head.Grounds[f.Basis]
	if basis == "" {
		at.field("mandatory_basis").wrong("unknown ground %q", f.Basis)
	}
	if f.PartOf != "" {
		c.parts = append(c.parts, part{at, f})
	}
	if f.Ask == "" && (f.Figure == nil || !f.Figure.Decides) {
		at.wrong("%s has neither a question nor a figure that decides", name)
	}
	return Item{
		ID: f.ID, PartOf: f.PartOf, Title: f.Title, Gap: f.Gap, Ask: f.Ask, Figure: c.figure(at.field("figure"), name, f.Figure),
		Explain: f.Explain, Proof: Expected(f.Proof), ProofSuch: f.ProofSuch, Sensitive: f.Sensitive,
		Mandatory: f.Mandatory, Basis: basis, DoesNotApply: f.DoesNotApply, ExemptKinds: slices.Clip(f.ExemptKinds),
		RiskAccepted: f.RiskAccepted, Effect: Effect(f.Effect), EffectReason: f.EffectReason, Chain: slices.Clip(f.Chain),
		Satisfies: f.Satisfies, May2017: f.May2017, May2017From: c.told(at, name, "may_2017", f.May2017, f.May2017From),
		Owner: f.Owner, CAF: slices.Clip(f.CAF), Note: f.Note, Source: c.sources(at, name, "source", f.Source),
	}
}

// figure checks the figure of an item; nil stays nil.
func (c *checker) figure(at place, name string, f *figureFile) *Figure {
	if f == nil {
		return nil
	}
	required(at, "the figure of "+name, "label", f.Label)
	known(at.field("kind"), "figure kind", f.Kind, figures)
	fig := Figure{Label: f.Label, Subject: f.Subject, Kind: FigureKind(f.Kind), Unit: f.Unit,
		Min: f.Min, Max: f.Max, MaxAgeMonths: f.MaxAgeMonths, Decides: f.Decides}
	switch {
	case fig.MaxAgeMonths < 0:
		at.field("max_age_months").wrong("the longest age of %s must be a number of months", name)
	case fig.Kind == Date && (f.Min != nil || f.Max != nil):
		at.wrong("the date of %s can have max_age_months, but neither min nor max", name)
	case fig.Kind != Date && fig.MaxAgeMonths > 0:
		at.field("max_age_months").wrong("only a date has a longest age, and %s asks for a %s", name, f.Kind)
	case f.Decides && !fig.Bounded():
		at.field("decides").wrong("the figure of %s decides, but has no min, max or max_age_months", name)
	}
	if fig.Bounded() {
		required(at, "the bounded figure of "+name, "subject", f.Subject)
		fig.Source = c.sources(at, "the threshold of "+name, "threshold_source", f.Source)
	} else if len(f.Source) > 0 {
		at.field("threshold_source").wrong("%s has a threshold_source without a threshold", name)
	}
	return &fig
}
