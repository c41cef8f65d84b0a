package feed

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"cyberready/internal/core/trust"
)

// ReadResults reads the official DSPT statuses of a cycle from a published file. It finds its columns by name, under
// the names that files have used over the years: Code or ODS Code, Organisation Name or ODS Org Name, National
// Grouping, Status (or Latest Status, with or without a year), Date Of Publication (DD/MM/YYYY). Code and status must
// be there. A status of another year than the cycle's is rejected. The organisations need not be trusts, nor known.
func ReadResults(r io.Reader, name string, cycle trust.Cycle) ([]trust.Published, []Rejected, error) {
	f, err := open(r, name)
	if err != nil {
		return nil, nil, err
	}
	h, err := f.header()
	if err != nil {
		return nil, nil, err
	}
	columns := resultColumns{
		code: h.required("Code", "ODS Code"), name: h.optional("Organisation Name", "ODS Org Name"),
		region: h.optional("National Grouping"), status: h.status(cycle), published: h.optional("Date Of Publication"),
	}
	if h.err != nil {
		return nil, nil, h.err
	}
	var rows []row[trust.Published]
	for r := range f.each(len(h.titles)) {
		p, why := columns.read(r, cycle)
		if why != nil {
			r.reject(*why)
			continue
		}
		rows = append(rows, row[trust.Published]{r, p})
	}
	if f.records == 1 {
		return nil, nil, f.empty()
	}
	rows = rejectDuplicates(rows, columns.code+1, func(p trust.Published) string { return p.Code })
	return values(rows), rejectedOf(f), nil
}

// status finds the column of the cycle's status: the one that names the cycle, else the one that names no year.
func (h *header) status(cycle trust.Cycle) int {
	var others []string
	for _, want := range []trust.Cycle{cycle, ""} {
		i := h.where(func(title string) bool {
			of, is := statusTitle(title)
			return is && of == want
		})
		if i >= 0 {
			return i
		}
	}
	for _, title := range h.titles {
		if of, is := statusTitle(normal(title)); is && !slices.Contains(others, string(of)) {
			others = append(others, string(of))
		}
	}
	if len(others) > 0 {
		h.fail(0, "there is a status for %s, and none for %s.", strings.Join(others, ", "), cycle)
	} else {
		h.missing("Status")
	}
	return -1
}

// statusTitle tells whether a heading is that of a status, and of which cycle: "22/23 status", "status 2022-23",
// "latest status".
func statusTitle(title string) (trust.Cycle, bool) {
	words := strings.Fields(title)
	var cycle trust.Cycle
	words = slices.DeleteFunc(words, func(word string) bool {
		of, is := trust.PublishedCycle(word)
		if is && cycle == "" {
			cycle = of
			return true
		}
		return false
	})
	rest := strings.Join(words, " ")
	return cycle, rest == "status" || rest == "latest status"
}

// resultColumns are the indexes of the columns, -1 for one that the file does not have.
type resultColumns struct{ code, name, region, status, published int }

func (c resultColumns) read(r record, cycle trust.Cycle) (p trust.Published, why *flaw) {
	var err error
	p.Line = r.place.Line
	if p.Code, err = trust.ParseCode(r.cell(c.code)); err != nil {
		return p, flawed(c.code, err)
	}
	p.Name = trust.ReadableName(r.cell(c.name))
	if p.Region, why = optionalCode(r, c.region); why != nil {
		return p, why
	}
	status, of, err := trust.ParseStatus(r.cell(c.status))
	if err != nil {
		return p, flawed(c.status, err)
	}
	if of != "" && of != cycle {
		return p, &flaw{c.status + 1, fmt.Sprintf("This status is of %s, not of %s.", of, cycle)}
	}
	p.Status = status
	published, why := readDay(r, c.published, "2/1/2006", "DD/MM/YYYY")
	if why != nil {
		return p, why
	}
	// Beside "Not Published" files show the day on which an earlier year's assessment was published.
	if status != trust.NotPublished {
		p.On = published
	}
	return p, nil
}
