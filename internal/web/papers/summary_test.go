package papers_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/framework"
	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/pdfread"
)

// written puts a marker into everything that people write about a trust: what they answer, name, hold and say.
const written = `
	update answers set text = text || ' QZX answer', saved_by_name = 'QZX author';
	update proofs set title = title || ' QZX proof', place = 'QZX place', added_by_name = 'QZX author';
	update confirmations set confirmed_by_name = 'QZX author';
	update officers set holder = 'QZX holder' where holder <> '';
	update people set name = name || ' QZX name', post = 'QZX post'`

// The summary for the public session holds nothing that anybody wrote and no text of an item, neither as a page nor as a
// PDF, while the full paper of the same version holds both.
func TestNothingWrittenReachesThePublicSummary(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	owner, err := pgx.Connect(t.Context(), b.DBURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(context.Background())
	if _, err := owner.Exec(t.Context(), `set cyberready.scope = 'system';`+written); err != nil {
		t.Fatal(err)
	}
	b.Priya.Post(boardroom.Base+"/critical-services", map[string][]string{"name": {"QZX service"}, "supplier": {"QZX supplier"}, "hours": {"4"}})
	b.Priya.Post(boardroom.Base+"/critical-services/benefit", map[string][]string{"benefit": {"QZX benefit"}})
	b.Exec(t, `update answers set reply = 'does-not-apply', text = 'QZX reason' where item = '1.4.2'`)
	b.Send()
	b.Sign(b.Helen, "signed-with-reservations", "QZX reservation")
	b.Sign(b.Amir, "declined", "QZX refusal")
	form := map[string][]string{"version": {"1"}, "agreed-7": {"partly"}, "dissent-7": {"QZX dissent"}}
	b.Dev.Post(boardroom.Base+"/agree", form)

	b.Helen.Post(boardroom.Base+"/questions", map[string][]string{"version": {"1"}, "standard": {""}, "question": {"QZX question"}})
	b.Priya.Post(boardroom.AnswerHref(b.Priya.Get(boardroom.Base+"/questions")), map[string][]string{"answer": {"QZX answer"}})
	b.Dev.Post(boardroom.Base+"/decision", map[string][]string{"version": {"1"}, "body": {"board"}, "outcome": {"noted"}, "held-day": {"14"}, "held-month": {"6"},
		"held-year": {"2027"}, "minute": {"QZX minute"}, "present": {"QZX present"}, "words": {"QZX condition"}})

	b.Dev.Post(boardroom.Base+"/meetings", map[string][]string{"board-meets-day": {"22"}, "board-meets-month": {"6"}, "board-meets-year": {"2027"},
		"board-paper-day": {"15"}, "board-paper-month": {"6"}, "board-paper-year": {"2027"}})

	full := b.Helen.Get(boardroom.Base + "/report/1")
	for _, words := range []string{"QZX service", "QZX supplier", "QZX benefit", "QZX question", "QZX answer", "QZX minute", "QZX present", "QZX condition", "QZX reservation", "QZX refusal", "QZX dissent", "QZX reason", "QZX holder", "QZX post"} {
		if !full.Says(words) {
			t.Errorf("the full report lacks %q, so that its absence elsewhere says nothing", words)
		}
	}
	html := b.Helen.Get(boardroom.Base + "/report/1/summary")
	b.Wants(html, 200, "summary for the public session", "125 of 128 requirements in place", "People (standards 1, 2 and 3)", "Chair: held since 1 January 2026.",
		"One of the two people asked has signed, with reservations. One has declined.", "The board noted version 1 on 14 June 2027.", "22 June 2027 The board meets on this report")
	file := b.Helen.Get(boardroom.Base + "/report/1/summary.pdf")
	if file.Status != 200 || file.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-2026-27-version-1-public-summary.pdf"` {
		t.Fatalf("%d %v", file.Status, file.Header)
	}
	paper := pdfread.Read(t, []byte(file.Source))
	// The frame around the page names who is signed in.
	_, page, _ := strings.Cut(html.Source, `<div class="app-report">`)
	page, _, _ = strings.Cut(page, "</main>")
	said := map[string]string{"page": strings.ToLower(pdfread.Words(page)), "PDF": strings.ToLower(strings.Join(paper.Sides, "")),
		"PDF's own data": strings.ToLower(paper.Title + strings.Join(paper.Figures, "") + strings.Join(paper.Contents, ""))}
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for where, text := range said {
		if at := strings.Index(text, "qzx"); at >= 0 {
			t.Errorf("the %s says …%s", where, text[max(0, at-60):min(len(text), at+30)])
		}
		for _, q := range packs[0].Questions() {
			for _, words := range []string{q.ID, q.Title, q.Ask, q.Gap, q.EffectReason} {
				if words = strings.ToLower(pdfread.Words(words)); words != "" && strings.Contains(text, words) {
					t.Errorf("the %s says %q of item %s", where, words, q.ID)
				}
			}
		}
	}
	if !paper.Says("FOR THE PUBLIC SESSION") || !paper.Says("summary of version 1, 14 June 2027") {
		t.Error("the PDF lacks its marking or its foot")
	}
}

func TestAPageSaysWhatEachFileHolds(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	p := b.Helen.Get(boardroom.Base + "/report/1/files")
	b.Wants(p, 200, "Single requirements that are not in place", "If somebody asks for information", "for the trust to decide",
		"Questions of the board, and their answers", "When the board and its committee meet", "The plan of improvement: actions, owners, days and money",
		"For the private session, marked OFFICIAL-SENSITIVE.", "ZZ1-2026-27-version-1.json")
	links := strings.Join(p.Links(), "\n")
	for _, file := range []string{"", "/report.pdf", "/summary", "/summary.pdf", "/record.json"} {
		if !strings.Contains(links+"\n", boardroom.Base+"/report/1"+file+"\n") {
			t.Errorf("it does not lead to %q", file)
		}
	}
	secretary := b.Dev.Get(boardroom.Base + "/report/1/files") // sees the paper and not the answers, which the record holds
	b.Wants(secretary, 200, "The full paper as PDF")
	if links := strings.Join(secretary.Links(), "\n"); strings.Contains(links, "record.json") || strings.Contains(secretary.Source, boardroom.Base+"/report/1/pack") {
		t.Error("the secretary is led to the answers")
	}
	b.Wants(b.Dev.Get(boardroom.Base+"/report/2/files"), 404)
	b.Wants(b.Dev.Get(boardroom.Base+"/report/2/summary"), 404)
}
