package admin

import (
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

func peopleRows(list []accountdb.Holder) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, h := range list {
		state := "Active"
		if h.DisabledAt != nil {
			state = "Disabled"
		}
		rows = append(rows, []ui.TableCell{{HTML: personLink(h.ID, h.Name)}, {Text: h.Email}, {Text: h.RoleWords()}, {Text: state}})
	}
	return rows
}

func personRows(roles []accountdb.Holder) []ui.SummaryRow {
	p := roles[0]
	state := "Active"
	if p.DisabledAt != nil {
		state = "Disabled on " + page.Today(*p.DisabledAt).Words()
	}
	rows := []ui.SummaryRow{
		{Key: "E-mail", Value: p.Email}, {Key: "Post", Value: p.Post}, {Key: "State", Value: state},
		{Key: "Added", Value: page.Today(p.AddedAt).Words()},
	}
	for _, r := range roles {
		rows = append(rows, ui.SummaryRow{Key: "Role", Value: r.RoleWords()})
	}
	return rows
}

func yearRows(v yearsView) [][]ui.TableCell {
	labels := map[string]string{}
	for _, p := range v.Packs {
		labels[p.Edition] = p.Label
	}
	var rows [][]ui.TableCell
	for _, y := range v.Years {
		rows = append(rows, []ui.TableCell{{Text: y.Label}, {Text: labels[y.Edition]}, {Text: y.Opens.Words()}, {Text: y.BaselineDue.Words()}, {Text: y.Deadline.Words()}})
	}
	return rows
}

func editionItems(v yearsView) []ui.SelectItem {
	var items []ui.SelectItem
	for _, p := range v.Packs {
		items = append(items, option(p.Edition, p.Label))
	}
	return items
}

func changeRows(list []contentdb.Changed) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, c := range list {
		what := ""
		if c.Mandatory != nil {
			what = map[bool]string{true: "mandatory", false: "not mandatory"}[*c.Mandatory]
		}
		if c.Exemptible != nil {
			if what != "" {
				what += ", "
			}
			what += map[bool]string{true: "exemption allowed", false: "exemption not allowed"}[*c.Exemptible]
		}
		rows = append(rows, []ui.TableCell{{Text: strconv.Itoa(c.Revision)}, {Text: c.Item}, {Text: what}, {Text: c.Why},
			{Text: c.By + ", " + page.Today(c.At).Words()}})
	}
	return rows
}

func itemRows(p framework.Pack, s framework.Standard) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, a := range s.Assertions {
		for _, i := range a.Items {
			if i.PartOf == "" {
				rows = append(rows, []ui.TableCell{{HTML: itemLink(p.Edition, i.ID)}, {Text: i.Title}, {Text: i.MandatoryWords()}})
			}
		}
	}
	return rows
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func option(value, text string) ui.SelectItem { return ui.SelectItem{Value: &value, Text: text} }

func roleItems() []ui.SelectItem {
	items := []ui.SelectItem{option("", "Choose a role")}
	for _, r := range access.Roles {
		items = append(items, option(string(r), r.Words()))
	}
	return items
}
