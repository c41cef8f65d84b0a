package assessmentdb_test

import (
	"slices"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
)

func TestProofIsNamedOnceAndUsedForManyItems(t *testing.T) {
	t.Parallel()
	b := setup(t)
	report := assessment.Proof{Title: " Restore  test report ", Dated: today.AddMonths(-2), HoldsMonths: 12, Place: "SIRO's folder"}
	if err := b.room.NameProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", report, now, today); err != nil {
		t.Fatal(err)
	}
	page, err := b.room.ItemProof(t.Context(), b.Priya, year, b.Pack, "7.3.4")
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Others) != 1 || page.Others[0].Title != "Restore test report" || !slices.Equal(page.Others[0].Items, []string{"7.3.5"}) {
		t.Fatalf("to choose from: %+v", page.Others)
	}
	id := page.Others[0].ID
	for range 2 { // a second time changes nothing
		if err := b.room.UseProof(t.Context(), b.Priya, year, b.Pack, "7.3.4", id, now, today); err != nil {
			t.Fatal(err)
		}
	}
	sh := b.Sheet()
	if len(sh.Proofs) != 1 || !slices.Equal(sh.Proofs[0].Items, []string{"7.3.4", "7.3.5"}) || sh.Proofs[0].AddedBy.Name != "Tom Okafor" {
		t.Fatalf("the proof is %+v", sh.Proofs)
	}
	if err := b.room.UseProof(t.Context(), b.Priya, year, b.Pack, "8.1.1", id, now, today); err != nil {
		t.Fatal(err)
	}
	if page, err = b.room.ItemProof(t.Context(), b.Priya, year, b.Pack, "7.3.4"); err != nil || len(page.Others) != 0 ||
		!slices.Equal(page.ProofsOf("7.3.4")[0].Items, []string{"7.3.4", "7.3.5", "8.1.1"}) {
		t.Errorf("the page of 7.3.4 shows %+v beside %+v (%v)", page.Proofs, page.Others, err)
	}
	if err := b.room.UnlinkProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", id, now, today); err != nil {
		t.Fatal(err)
	}
	if got := b.Sheet(); len(got.ProofsOf("7.3.5")) != 0 || len(got.ProofsOf("7.3.4")) != 1 {
		t.Errorf("after taking it off 7.3.5: %+v", got.Proofs)
	}
	if err := b.room.WithdrawProof(t.Context(), b.Tom, year, b.Pack, "7.3.4", id, now, today); err != nil {
		t.Fatal(err)
	}
	if got := b.Sheet(); len(got.Proofs) != 0 {
		t.Errorf("withdrawn proof is still named: %+v", got.Proofs)
	}
	if n := b.Number(`select count(*) from proofs where withdrawn_by = 'Tom Okafor'`); n != 1 {
		t.Error("the withdrawn proof is not kept with who withdrew it")
	}
	if err := b.room.UseProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", id, now, today); fault.KindOf(err) != fault.Invalid {
		t.Errorf("withdrawn proof was named again: %v", err)
	}
}

func TestProofIsCheckedFieldByField(t *testing.T) {
	t.Parallel()
	b := setup(t)
	err := b.room.NameProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", assessment.Proof{Dated: today.AddDays(1)}, now, today)
	var fields []string
	if f := fault.As(err); f != nil {
		for _, field := range f.Fields {
			fields = append(fields, field.Name)
		}
	}
	if !slices.Equal(fields, []string{"title", "dated-day", "place"}) {
		t.Errorf("refused fields %v (%v)", fields, err)
	}
}

func TestProofOfAnotherTrustCannotBeUsed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.room.NameProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", assessment.Proof{Title: "Report", Dated: today, Place: "folder"}, now, today); err != nil {
		t.Fatal(err)
	}
	id := b.Sheet().Proofs[0].ID
	theirs := year
	theirs.ODS = "ZZ2"
	if err := b.room.Begin(t.Context(), b.Otto, theirs, now, today); err != nil {
		t.Fatal(err)
	}
	if err := b.room.UseProof(t.Context(), b.Otto, theirs, b.Pack, "7.3.5", id, now, today); fault.KindOf(err) != fault.Invalid {
		t.Errorf("another trust's proof was used: %v", err)
	}
	if err := b.room.WithdrawProof(t.Context(), b.Otto, theirs, b.Pack, "7.3.5", id, now, today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another trust's proof was withdrawn: %v", err)
	}
}

func TestProofStaysAsItIsWhileItIsWithTheBoard(t *testing.T) {
	t.Parallel()
	b := setup(t)
	proof := assessment.Proof{Title: "Report", Dated: today, Place: "folder"}
	if err := b.room.NameProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", proof, now, today); err != nil {
		t.Fatal(err)
	}
	id := b.Sheet().Proofs[0].ID
	b.Exec(`update assessments set stage = 'with the board'`)
	for act, err := range map[string]error{
		"name":     b.room.NameProof(t.Context(), b.Tom, year, b.Pack, "7.3.4", proof, now, today),
		"use":      b.room.UseProof(t.Context(), b.Tom, year, b.Pack, "7.3.4", id, now, today),
		"take off": b.room.UnlinkProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", id, now, today),
		"withdraw": b.room.WithdrawProof(t.Context(), b.Tom, year, b.Pack, "7.3.5", id, now, today),
	} {
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s while it is with the board: %v", act, err)
		}
	}
	if sh := b.Sheet(); len(sh.Proofs) != 1 || !slices.Equal(sh.Proofs[0].Items, []string{"7.3.5"}) {
		t.Errorf("the proof is %+v", sh.Proofs)
	}
}
