package assess

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// proofView is the page on which proof is named for a question.
type proofView struct {
	row    row
	named  []namedProof
	others []assessment.Proof
	form   proofForm
	closed appui.Closed
	errors *fault.Error
}

// namedProof is proof that is named for the question already.
type namedProof struct {
	assessment.Proof
	holds string // "holds until 3 May 2027"
	tag   ui.Tag
	also  string // the other questions that it is named for
}

// proofForm is new proof as it was typed.
type proofForm struct {
	title, place, holds string
	dated               appui.DayText
	chosen              string // id of proof that the trust has already
}

func (p Place) showProof(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	return p.renderProof(w, r, v, q, proofForm{holds: "12"}, nil)
}

func (p Place) renderProof(w http.ResponseWriter, r *http.Request, v page.Visit, q framework.Question, f proofForm, errs *fault.Error) error {
	ip, err := p.Assessments.ItemProof(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID)
	if err != nil {
		return err
	}
	view := proofView{row: newRow(v, assessmentdb.Review{Sheet: ip.Sheet}, itemOf(ip.Result(v.Year.Pack, v.Today), q.ID)), others: ip.Others, form: f,
		closed: appui.ClosedAt(v, ip.Stage), errors: errs}
	for _, proof := range view.row.proofs {
		view.named = append(view.named, newNamedProof(v, proof, q.ID))
	}
	return page.Show(w, r, page.Page{
		Title: "Proof for " + q.ID, Caption: q.Title + " · " + ip.Trust + ", " + v.At.Cycle, Errors: errs,
		Back: page.Link{Text: "Standard " + q.Standard, Href: v.At.ItemOn(q.Standard, q.ID)}, Body: proof(view),
		Saved: p.Sessions.Said(r.Context()),
	})
}

func newNamedProof(v page.Visit, p assessment.Proof, item string) namedProof {
	n := namedProof{Proof: p, holds: english.Capital(holdsWords(p, v.Today)), tag: ui.Tag{Text: "In date", Colour: "green"}}
	if !p.InDate(v.Today) {
		n.tag = ui.Tag{Text: "Out of date", Colour: "red"}
	}
	var also []string
	for _, i := range p.Items {
		if i != item {
			also = append(also, i)
		}
	}
	if len(also) > 0 {
		n.also = "Also named for " + english.List(also)
	}
	return n
}

// changeProof names new proof, uses proof that is there, or takes some off.
func (p Place) changeProof(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.Answer)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := proofForm{title: r.PostFormValue("title"), place: r.PostFormValue("place"), holds: r.PostFormValue("holds"),
		dated: appui.ReadDayText(r, "dated"), chosen: r.PostFormValue("proof")}
	if f.holds == "" {
		f.holds = "12"
	}
	ctx, s, pack := r.Context(), v.Scope(), v.Year.Pack
	var done string
	switch r.PostFormValue("do") {
	case "use":
		done = "The proof is named for " + q.ID + " too."
		err = p.Assessments.UseProof(ctx, s, key(v), pack, q.ID, f.chosen, v.Now, v.Today)
	case "take-off":
		done = "The proof is no longer named for " + q.ID + "."
		err = p.Assessments.UnlinkProof(ctx, s, key(v), pack, q.ID, f.chosen, v.Now, v.Today)
	case "withdraw":
		done = "The proof is withdrawn from every question. Its record is kept."
		err = p.Assessments.WithdrawProof(ctx, s, key(v), pack, q.ID, f.chosen, v.Now, v.Today)
	default:
		done = "The proof is named for " + q.ID + "."
		err = p.nameProof(r, v, q, f)
	}
	if refused := page.Refused(err); refused != nil {
		return p.renderProof(w, r, v, q, f, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(ctx, done)
	return page.Go(w, r, v.At.ItemProof(q.ID))
}

func (p Place) nameProof(r *http.Request, v page.Visit, q framework.Question, f proofForm) error {
	dated, err := assessment.ParseDate("dated", f.dated.Day, f.dated.Month, f.dated.Year)
	if err != nil {
		return err
	}
	holds, err := strconv.Atoi(f.holds)
	if err != nil {
		holds = -1 // none of the choices, so that it is refused with the rest
	}
	proof := assessment.Proof{Title: f.title, Dated: dated, HoldsMonths: holds, Place: f.place}
	return p.Assessments.NameProof(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID, proof, v.Now, v.Today)
}

func (v proofView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}

// holdsField asks how long the proof holds.
func (v proofView) holdsField() ui.Radios {
	var items []ui.RadioItem
	for _, months := range assessment.HoldsChoices() {
		if months > 0 {
			items = append(items, ui.RadioItem{Value: strconv.Itoa(months), Text: monthsWords(months)})
		}
	}
	items = append(items, ui.RadioItem{Value: "0", Text: "Until it is replaced"})
	return ui.Radios{Name: "holds", Value: v.form.holds, Items: items, Small: true, ErrorMessage: v.message("holds"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "How long does it hold?"}},
		Hint:     ui.Hint{Text: "Counted from its date. Afterwards the page says that it is out of date."}}
}

func monthsWords(n int) string {
	if n%12 == 0 {
		return english.Capital(english.Count(n/12, "year", "years"))
	}
	return english.Capital(english.Count(n, "month", "months"))
}

func (v proofView) choice() ui.Select {
	items := []ui.SelectItem{ui.Option("", "Choose proof")}
	for _, p := range v.others {
		text := p.Title + ", " + p.Dated.Words()
		if len(p.Items) > 0 {
			text += " (" + english.List(p.Items) + ")"
		}
		items = append(items, ui.Option(p.ID, text))
	}
	return ui.Select{Name: "proof", Value: v.form.chosen, Items: items, Label: ui.Label{Text: "Proof that is named for another question"},
		ErrorMessage: v.message("proof")}
}

// newWords leads to the form that takes files and owners, too; for sensitive proof it does not ask for a file.
func (v proofView) newWords() string {
	if v.row.question.Sensitive {
		return "Name it with its owner, and for several questions at once"
	}
	return "Give a file, name an owner, or name it for several questions at once"
}

func (v proofView) editable() bool { return v.row.editable }
