package papers_test

import (
	"testing"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/testkit/boardroom"
)

// Taking everything away asks for the second factor afresh, is for people of the trust, and stands in the trail.
func TestTakingThePackAsksAfresh(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	const path = boardroom.Base + "/report/1/pack"
	b.Clock.Pass(credential.FreshFor + time.Second)
	asked := b.Helen.Post(path, nil)
	b.Wants(asked, 403, "Confirm that it is you")
	if asked.Header.Get("Content-Type") == "application/zip" {
		t.Error("the pack was handed out all the same")
	}
	form := boardroom.Hidden(asked)
	form.Del("factor-passkey")
	form.Set("factor-code", b.Code(t, "helen@example.org"))
	taken := b.Helen.Post(path, form)
	if taken.Status != 200 || taken.Header.Get("Content-Type") != "application/zip" ||
		taken.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-2026-27-version-1.zip"` {
		t.Fatalf("%d %v\n%s", taken.Status, taken.Header, taken.Text())
	}
	b.Wants(b.Helen.Post(boardroom.Base+"/report/2/pack", nil), 404)
	b.Wants(b.Priya.Get("/trusts/ZZ1/trail"), 200, "took a version away as a file", "pack")
}
