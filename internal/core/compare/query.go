package compare

import (
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// The names of the filter's fields, in addresses and forms.
const (
	FieldCycle  = "cycle"
	FieldAsAt   = "as-at"
	FieldRegion = "region"
	FieldICB    = "icb"
	FieldKind   = "kind"
	FieldStatus = "status"
	FieldResult = "result"
	FieldTrauma = "major-trauma"
	FieldText   = "text"
	FieldOrder  = "order"
	FieldPage   = "page"
)

const (
	longestText = 100
	lastPage    = 100_000
)

// Values gives the filter as an address carries it. Parse reads it back; what sets no condition is left out.
func (f Filter) Values() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{
		FieldCycle: string(f.Cycle), FieldAsAt: f.AsAt.String(), FieldRegion: f.Region, FieldICB: f.ICB, FieldKind: slug(f.Kind),
		FieldStatus: slug(f.Status), FieldResult: slug(f.Result), FieldTrauma: f.Trauma, FieldText: f.Text, FieldOrder: string(f.Order),
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Page > 1 {
		q.Set(FieldPage, strconv.Itoa(f.Page))
	}
	return q
}

// Parse reads a filter out of an address. Each value that cannot be is a field of the one Invalid fault; the filter that
// comes with it holds the others. Whether a year, region or ICB is known is for Choices.Settle. Other names are left alone.
func Parse(q url.Values) (Filter, error) {
	p := reader{query: q}
	f := Filter{
		Region: p.code(FieldRegion, "Choose a region from the list."),
		ICB:    p.code(FieldICB, "Choose an ICB from the list."),
		Kind:   p.one(FieldKind, "Choose a kind of trust from the list.", kindValues()),
		Status: p.one(FieldStatus, "Choose an official status from the list.", statusValues()),
		Result: p.one(FieldResult, "Choose a result from the list.", resultValues()),
		Trauma: p.one(FieldTrauma, "Choose an answer from the list.", []string{Yes, No, Unknown}),
		Order:  Order(p.one(FieldOrder, "Choose an order from the list.", orderValues())),
		Text:   p.get(FieldText),
		Page:   p.page(),
		AsAt:   p.day(),
	}
	if len([]rune(f.Text)) > longestText {
		p.refuse(FieldText, "Enter at most 100 characters of the name or code.")
		f.Text = ""
	}
	if label := p.get(FieldCycle); label != "" {
		cycle, err := trust.ParseCycle(label)
		if err != nil {
			return f, fault.New(fault.NotFound, "There is no year %s here.", label)
		}
		f.Cycle = cycle
	}
	return f, p.fault()
}

func kindValues() []string {
	list := []string{Unknown}
	for _, k := range trust.Kinds() {
		list = append(list, string(k))
	}
	return list
}

func statusValues() []string {
	list := []string{Unnamed}
	for _, s := range trust.Statuses() {
		list = append(list, string(s))
	}
	return list
}

func resultValues() []string {
	list := []string{Published}
	for _, o := range Outcomes() {
		list = append(list, string(o))
	}
	return list
}

func orderValues() []string {
	var list []string
	for _, o := range Orders() {
		if o.Value != "" {
			list = append(list, o.Value)
		}
	}
	return list
}

// reader reads the fields of a query and collects what is wrong with them.
type reader struct {
	query url.Values
	wrong []fault.Field
}

func (p *reader) get(name string) string { return strings.TrimSpace(p.query.Get(name)) }

func (p *reader) refuse(name, message string) {
	p.wrong = append(p.wrong, fault.Field{Name: name, Message: message})
}

func (p *reader) fault() error {
	if len(p.wrong) == 0 {
		return nil
	}
	f := fault.New(fault.Invalid, "%s", p.wrong[0].Message)
	f.Fields = p.wrong
	return f
}

// one gives the value whose words in an address are those of the field.
func (p *reader) one(name, message string, values []string) string {
	word := p.get(name)
	if word == "" {
		return ""
	}
	for _, v := range values {
		if slug(v) == word {
			return v
		}
	}
	p.refuse(name, message)
	return ""
}

var placeCode = regexp.MustCompile(`^[A-Za-z0-9]{1,20}$`)

func (p *reader) code(name, message string) string {
	code := p.get(name)
	switch {
	case code == "" || code == Unknown:
		return code
	case placeCode.MatchString(code):
		return strings.ToUpper(code)
	}
	p.refuse(name, message)
	return ""
}

func (p *reader) page() int {
	word := p.get(FieldPage)
	if word == "" {
		return 1
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > lastPage {
		p.refuse(FieldPage, "There is no such page of the list.")
		return 1
	}
	return n
}

// day reads 2027-03-27, as a date field sends it, and 27/3/2027, as people type it.
func (p *reader) day() day.Day {
	word := p.get(FieldAsAt)
	if word == "" {
		return day.Day{}
	}
	d, err := parseDay(word)
	if err != nil {
		p.refuse(FieldAsAt, "Enter a date such as 27/3/2027.")
		return day.Day{}
	}
	return d
}

var numericDay = regexp.MustCompile(`^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/. ](\d{1,2})[/. ](\d{4}))$`)

func parseDay(word string) (day.Day, error) {
	m := numericDay.FindStringSubmatch(word)
	if m == nil {
		return day.Day{}, errors.New("not a day")
	}
	number := func(i, j int) int {
		n, _ := strconv.Atoi(m[i] + m[j]) // digits, by the pattern; one of the two is empty
		return n
	}
	return day.Valid(number(1, 6), number(2, 5), number(3, 4))
}
