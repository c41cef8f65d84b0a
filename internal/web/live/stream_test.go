package live_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/store"
	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

// save saves an answer, on the version that is there.
func save(t *testing.T, n northmoor.Trust, who *site.Browser, item, version, words string) {
	t.Helper()
	p := n.Part(t, who, northmoor.Year.Item(item), northmoor.Answer(version, "reply", "yes", "text", words))
	if p.Status != http.StatusOK {
		t.Fatalf("save %s: %d %s", item, p.Status, p.Text())
	}
}

func TestAStreamTellsWhatIsSavedAndNothingOfWhatIsSaid(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	save(t, n, n.Tom, "7.1.1", "0", "A secret of the trust")
	s := n.Priya.Stream("", northmoor.Year.Live())
	s.Tells(`{"about":"7.1.1","version":1}`) // what was saved while the page was on its way
	save(t, n, n.Tom, "7.1.1", "1", "Another secret of the trust")
	for _, data := range s.Tells(`{"about":"7.1.1","version":2}`) {
		if strings.Contains(data, "secret") || strings.Contains(data, "Tom") {
			t.Errorf("the stream says %s", data)
		}
	}
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"} {
		if got := s.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	n.Priya.Post(northmoor.Year.ItemProof("7.1.1"), url.Values{"title": {"Minutes"}, "dated-day": {"1"}, "dated-month": {"2"}, "dated-year": {"2027"}, "holds": {"12"}, "place": {"Shared drive"}})
	s.Tells(`{"about":"7.1.1","version":0}`)
}

func TestAStreamTellsOnlyItsOwnTrustAndYear(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Otto.Post(strings.Replace(northmoor.Year.Begin(), "ZZ1", "ZZ2", 1), nil)
	own := strings.Replace(northmoor.Year.Item("7.1.1"), "ZZ1", "ZZ2", 1)
	otto := n.Otto.Stream("", strings.Replace(northmoor.Year.Live(), "ZZ1", "ZZ2", 1))
	tom := n.Tom.Stream("", northmoor.Year.Live())
	save(t, n, n.Priya, "7.3.4", "0", "Ours")
	tom.Tells("7.3.4")
	if p := n.Part(t, n.Otto, own, northmoor.Answer("0", "reply", "yes", "text", "Theirs")); p.Status != http.StatusOK {
		t.Fatal(p.Status)
	}
	if all := strings.Join(otto.Tells("7.1.1"), " "); strings.Contains(all, "7.3.4") {
		t.Errorf("another trust's lead is told %s", all)
	}
}

// Ids are not given in the order in which transactions end.
func TestWhatIsCommittedLateIsToldToo(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	s := n.Priya.Stream("", northmoor.Year.Live())
	err := n.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		if err := tx.Record(t.Context(), audit.Event{Verb: audit.AssertionConfirmed, Trust: "ZZ1", Cycle: "2026-27", Object: "2.1"}, n.Clock.Now()); err != nil {
			return err
		}
		save(t, n, n.Tom, "7.1.1", "0", "Begun later, and there before")
		s.Tells(`{"about":"7.1.1"`)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Tells(`{"about":"2.1"`)
}

func TestWhoLosesAccessIsToldNothingMore(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*testing.T, northmoor.Trust){
		"the role": func(t *testing.T, n northmoor.Trust) {
			n.Exec(t, `update roles set ended_at = now() where person_id::text = $1`, n.TomID)
		},
		"the account": func(t *testing.T, n northmoor.Trust) {
			n.Exec(t, `update people set disabled_at = now() where id::text = $1`, n.TomID)
		},
		"the session":    func(t *testing.T, n northmoor.Trust) { n.Tom.Post("/sign-out", nil) },
		"the idle hour":  func(_ *testing.T, n northmoor.Trust) { n.Clock.Pass(61 * time.Minute) },
		"the long hours": func(_ *testing.T, n northmoor.Trust) { n.Clock.Pass(13 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := northmoor.New(t)
			s := n.Tom.Stream("", northmoor.Year.Live())
			lose(t, n)
			n.Exec(t, `insert into audit_events (ods_code, id, at, verb, cycle, object) values ('ZZ1', $1, now(), 'assertion.confirmed', '2026-27', '2.1')`, store.NewID())
			if told := s.Ends(); len(told) > 0 {
				t.Errorf("told after all: %s", told)
			}
		})
		t.Run(name+", in silence", func(t *testing.T) {
			t.Parallel()
			n := northmoor.New(t, site.WithBeat)
			s := n.Tom.Stream("", northmoor.Year.Live())
			s.Beats(3)
			lose(t, n)
			s.Ends()
		})
	}
}

// That a page is open keeps nobody signed in.
func TestAStreamIsNoActivity(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t, site.WithBeat)
	n.Tom.Get(northmoor.Year.Home())
	n.Clock.Pass(50 * time.Minute)
	n.Tom.Stream("", northmoor.Year.Live()).Beats(3)
	if p := n.Tom.Get(northmoor.Year.ItemRow("7.1.1")); p.Status != http.StatusOK {
		t.Fatal(p.Status)
	}
	if left := n.Tom.Get("/session").Source; !strings.Contains(left, `"seconds":600`) {
		t.Errorf("left: %s", left)
	}
}

func TestNoServerTellsMoreThanItCan(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for range 20 {
		n.Tom.Stream("", northmoor.Year.Live())
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, n.URL+northmoor.Year.Live(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	if p := n.Tom.Do(req); p.Status != http.StatusTooManyRequests {
		t.Errorf("one more: %d", p.Status)
	}
	n.Priya.Stream("", northmoor.Year.Live()) // another's
}

func TestWhoIsNotAScriptGetsNoStream(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	if p := n.Tom.Get(northmoor.Year.Live()); p.Status != http.StatusNotAcceptable {
		t.Errorf("%d", p.Status)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, n.URL+northmoor.Year.Live(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	if p := n.Browser(t).Once(req); p.Status != http.StatusUnauthorized {
		t.Errorf("nobody: %d", p.Status)
	}
}
