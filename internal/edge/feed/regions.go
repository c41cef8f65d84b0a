package feed

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"

	"cyberready/internal/core/trust"
)

// The lookup's headings carry the year of its edition: ICB23CDH is the ICB's ODS code of 2023.
var (
	icbCode    = regexp.MustCompile(`^icb\d\dcdh$`)
	icbName    = regexp.MustCompile(`^icb\d\dnm$`)
	regionCode = regexp.MustCompile(`^nhser\d\dcdh$`)
	regionName = regexp.MustCompile(`^nhser\d\dnm$`)
)

// geography is one row of the lookup.
type geography struct {
	icb    trust.ICB
	region trust.Region
}

// ReadRegions reads the lookup from sub-ICB locations to ICBs to NHS England regions, of any year: it finds ICB??CDH,
// ICB??NM, NHSER??CDH and NHSER??NM. It gives regions and ICBs by code. An ICB stands on a row for each of its
// locations; rows that contradict each other are rejected.
func ReadRegions(r io.Reader, name string) ([]trust.Region, []trust.ICB, []Rejected, error) {
	f, err := open(r, name)
	if err != nil {
		return nil, nil, nil, err
	}
	h, err := f.header()
	if err != nil {
		return nil, nil, nil, err
	}
	columns := geographyColumns{
		icbCode: h.like(icbCode, "ICB??CDH"), icbName: h.like(icbName, "ICB??NM"),
		regionCode: h.like(regionCode, "NHSER??CDH"), regionName: h.like(regionName, "NHSER??NM"),
	}
	if h.err != nil {
		return nil, nil, nil, h.err
	}
	var rows []row[geography]
	for r := range f.each(len(h.titles)) {
		g, why := columns.read(r)
		if why != nil {
			r.reject(*why)
			continue
		}
		rows = append(rows, row[geography]{r, g})
	}
	if f.records == 1 {
		return nil, nil, nil, f.empty()
	}
	regions, icbs := distinct(columns.rejectContradictions(rows))
	return regions, icbs, rejectedOf(f), nil
}

// like gives the index of the one column whose heading has a pattern, which is required; example names it to a person.
func (h *header) like(pattern *regexp.Regexp, example string) int {
	i := h.where(pattern.MatchString)
	if i < 0 {
		h.missing(example + " (?? is the year)")
	}
	return i
}

// geographyColumns are the indexes of the lookup's columns.
type geographyColumns struct{ icbCode, icbName, regionCode, regionName int }

func (c geographyColumns) read(r record) (g geography, why *flaw) {
	var err error
	if g.icb.Code, err = trust.ParseCode(r.cell(c.icbCode)); err != nil {
		return g, flawed(c.icbCode, err)
	}
	if g.region.Code, err = trust.ParseCode(r.cell(c.regionCode)); err != nil {
		return g, flawed(c.regionCode, err)
	}
	for _, index := range []int{c.icbName, c.regionName} {
		if r.cell(index) == "" {
			return g, &flaw{index + 1, "There is no name."}
		}
	}
	g.icb.Name, g.region.Name = trust.ReadableName(r.cell(c.icbName)), trust.ReadableName(r.cell(c.regionName))
	g.icb.RegionCode = g.region.Code
	return g, nil
}

func (c geographyColumns) rejectContradictions(rows []row[geography]) []row[geography] {
	rows = rejectClashes(rows, c.icbCode+1, func(g geography) string { return g.icb.Code },
		func(a, b geography) bool { return a.icb == b.icb },
		func(code, where string) string {
			return fmt.Sprintf("The ICB %s has another name or region on %s.", code, where)
		})
	return rejectClashes(rows, c.regionCode+1, func(g geography) string { return g.region.Code },
		func(a, b geography) bool { return a.region == b.region },
		func(code, where string) string {
			return fmt.Sprintf("The region %s has another name on %s.", code, where)
		})
}

// distinct gives each region and each ICB once, by code.
func distinct(rows []row[geography]) (regions []trust.Region, icbs []trust.ICB) {
	for _, r := range rows {
		regions, icbs = append(regions, r.value.region), append(icbs, r.value.icb)
	}
	slices.SortFunc(regions, func(a, b trust.Region) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(icbs, func(a, b trust.ICB) int { return cmp.Compare(a.Code, b.Code) })
	return slices.Compact(regions), slices.Compact(icbs)
}
