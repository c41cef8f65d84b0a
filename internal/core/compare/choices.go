package compare

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// Year is a year that something is known about. One that only published files speak of has no dates.
type Year struct {
	Label    trust.Cycle
	Opens    day.Day // zero: nobody has opened it here
	Deadline day.Day
}

// Choices is what an analyst may choose from within their reach.
type Choices struct {
	Place   string // the region or ICB that the analyst's reach ends at; empty for the nation
	Years   []Year // the newest first
	Regions []trust.Region
	ICBs    []trust.ICB
}

// Year gives a year by its label, and whether there is one.
func (c Choices) Year(label trust.Cycle) (Year, bool) {
	for _, y := range c.Years {
		if y.Label == label {
			return y, true
		}
	}
	return Year{}, false
}

// Running gives the newest year that had been opened by a day; without one the newest of all; without any the zero Year.
func (c Choices) Running(today day.Day) Year {
	for _, y := range c.Years {
		if !y.Opens.IsZero() && !today.Before(y.Opens) {
			return y
		}
	}
	if len(c.Years) > 0 {
		return c.Years[0]
	}
	return Year{}
}

// Settle checks a filter against what there is, and fills in the year. An unknown year is NotFound; a region or ICB that
// is not within reach, a day to come, or an order that the day does not allow are fields of an Invalid fault.
func (c Choices) Settle(f Filter, today day.Day) (Filter, error) {
	var p reader
	if f.Cycle == "" {
		f.Cycle = c.Running(today).Label
	} else if _, ok := c.Year(f.Cycle); !ok {
		return f, fault.New(fault.NotFound, "There is no year %s here.", f.Cycle)
	}
	if f.AsAt.After(today) {
		p.refuse(FieldAsAt, "Enter today or a day before it: nothing is known of later days.")
		f.AsAt = day.Day{}
	}
	if f.AsAt == today {
		f.AsAt = day.Day{}
	}
	if _, ok := c.regionName(f.Region); f.Region != "" && !ok {
		p.refuse(FieldRegion, "Choose a region from the list.")
		f.Region = ""
	}
	if _, ok := c.icbName(f.ICB); f.ICB != "" && !ok {
		p.refuse(FieldICB, "Choose an ICB from the list.")
		f.ICB = ""
	}
	if f.Order == ByChange && f.Past() {
		p.refuse(FieldOrder, "Choose another order: when a draft last changed is known as at today only.")
		f.Order = ByName
	}
	return f, p.fault()
}

func (c Choices) regionName(code string) (string, bool) {
	if code == Unknown {
		return "no known region", true
	}
	for _, r := range c.Regions {
		if r.Code == code {
			return RegionWords(r), true
		}
	}
	return "", false
}

func (c Choices) icbName(code string) (string, bool) {
	if code == Unknown {
		return "no known ICB", true
	}
	for _, i := range c.ICBs {
		if i.Code == code {
			return i.Name, true
		}
	}
	return "", false
}

// RegionOptions gives the options of Region.
func (c Choices) RegionOptions() []Option {
	list := []Option{{"", "any region"}}
	for _, r := range c.Regions {
		list = append(list, Option{r.Code, RegionWords(r)})
	}
	return append(list, Option{Unknown, "no known region"})
}

// ICBOptions gives the options of ICB.
func (c Choices) ICBOptions() []Option {
	list := []Option{{"", "any ICB"}}
	for _, i := range c.ICBs {
		list = append(list, Option{i.Code, i.Name})
	}
	return append(list, Option{Unknown, "no known ICB"})
}

// YearOptions gives the options of Cycle.
func (c Choices) YearOptions() []Option {
	var list []Option
	for _, y := range c.Years {
		list = append(list, Option{string(y.Label), string(y.Label)})
	}
	return list
}
