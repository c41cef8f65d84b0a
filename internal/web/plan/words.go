package plan

import "cyberready/internal/web/ui"

// mostBare is how many gaps stand open in a list or a form; the others fold away.
const mostBare = 8

func actionRows(list []actionLine) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, a := range list {
		rows = append(rows, []ui.TableCell{{HTML: actionTitle(a)}, {HTML: actionItems(a)}, {Text: a.owner}, {HTML: actionDue(a)},
			{HTML: a.state}, {Text: a.money}})
	}
	return rows
}
