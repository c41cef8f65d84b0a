package papers

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/question"
	"cyberready/internal/core/report"
	"cyberready/internal/core/signoff"
	"cyberready/internal/edge/pack"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/edge/workbook"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// takePack hands out everything of a version in one archive. It takes everything away, so that the second factor has been
// asked for afresh before, and the trail says it.
func (p Place) takePack(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.TakeReport)
	if err != nil {
		return err
	}
	version, err := versionIn(r)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, v.Today)
	if err != nil {
		return err
	}
	record, err := p.Reports.TakeRecord(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, reportdb.AsPack, p.Now())
	if err != nil {
		return err
	}
	files, err := p.packed(r.Context(), v, sent, record)
	if err != nil {
		return err
	}
	archive, err := pack.Write(fileName(v, version), files, sent.SentAt)
	if err != nil {
		return err
	}
	page.SendFile(w, "application/zip", fileName(v, version)+".zip", archive)
	return nil
}

// packed makes the files, the sheet on how to verify them first. Where no PDF can be made, the sheet says so.
func (p Place) packed(ctx context.Context, v page.Visit, sent reportdb.Sent, record reportdb.Record) ([]pack.File, error) {
	figures, err := workbook.Write(append(report.Figures(sent.Inputs()), report.Told(sent.Inputs())...))
	if err != nil {
		return nil, err
	}
	said, err := signaturesFile(sent)
	if err != nil {
		return nil, err
	}
	papers, err := p.packedPapers(ctx, v, sent)
	if err != nil {
		return nil, err
	}
	files := []pack.File{{Name: "HOW-TO-VERIFY.txt", Content: []byte(howToVerify(v, sent, len(papers) > 0))}}
	files = append(files, papers...)
	return append(files,
		pack.File{Name: fileName(v, sent.Number) + "-figures.xlsx", Content: figures},
		pack.File{Name: recordName(v, sent.Number), Content: record.Document},
		pack.File{Name: fileName(v, sent.Number) + "-signatures.json", Content: said}), nil
}

// packedPapers makes both papers; none where no PDF can be made here.
func (p Place) packedPapers(ctx context.Context, v page.Visit, sent reportdb.Sent) ([]pack.File, error) {
	view, summary := sentView(v, sent), p.summaryView(v, sent)
	full, err := p.Press.Report(ctx, pdf.Paper{Report: view.Report, Marking: p.Marking, Foot: view.Foot, On: sent.Reference})
	if fault.KindOf(err) == fault.Unavailable {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	public, err := p.Press.Summary(ctx, pdf.Summary{Summary: summary.Summary, Marking: publicMarking, Foot: summary.Foot, On: sent.Reference})
	if err != nil {
		return nil, err
	}
	return []pack.File{{Name: paperName(v, sent.Number), Content: full}, {Name: summaryName(v, sent.Number), Content: public}}, nil
}

// beside is what stands beside a record and names its SHA-256.
type beside struct {
	Trust, Cycle string
	Version      int
	SHA256       string
	Signatures   []signoff.Signature   // of this and earlier versions, void ones too: each names what it is about
	Agreed       []signoff.Agreed      `json:",omitempty"`
	Replacements []signoff.Replacement `json:",omitempty"`
	Publication  *signoff.Publication  `json:",omitempty"`
	Decisions    []meeting.Decision    `json:",omitempty"` // of meetings, of this and earlier versions
	Questions    []question.Question   `json:",omitempty"` // of the board, with their answers
}

func signaturesFile(sent reportdb.Sent) ([]byte, error) {
	b, err := json.MarshalIndent(beside{
		Trust: sent.Snapshot.Trust.ODS, Cycle: string(sent.Snapshot.Cycle), Version: sent.Number, SHA256: sent.Version.SHA256,
		Signatures: sent.Given, Agreed: sent.Agreed, Replacements: sent.Replacements, Publication: sent.Publication,
		Decisions: sent.Decisions, Questions: sent.Questions(),
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write signatures: %w", err)
	}
	return append(b, '\n'), nil
}
