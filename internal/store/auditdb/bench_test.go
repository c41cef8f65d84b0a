package auditdb_test

import (
	"runtime"
	"testing"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/store"
)

// fill makes a trail of events spread evenly over trusts, with texts as long as real ones.
func (tr trail) fill(events, trusts int) {
	tr.Helper()
	tr.do(`insert into audit_events (ods_code, id, at, person_id, person_name, role, came_from, request_id, verb, cycle, object, note)
		select 'ZZ' || n % $1, ('01890000-' || substr(h, 1, 4) || '-7000-8000-' || substr(h, 5))::uuid, $2::timestamptz + n * interval '1 second',
			$3, 'Priya Nair', 'lead', '192.0.2.7', '019cb0ff-8e00-7000-8000-' || h, 'answer.saved', '2026-27', '7.3.5', ''
		from (select n, lpad(to_hex(n), 16, '0') h from generate_series(1, $4) n) x`, trusts, now, ids["Priya"], events)
	tr.do(`analyze audit_events`)
}

// What verifying and sealing a million events takes; the memory is that of this process at its highest.
func BenchmarkAMillionEvents(b *testing.B) {
	const events = 1_000_000
	for name, trusts := range map[string]int{"of one trust": 1, "of 236 trusts": 236} {
		b.Run(name, func(b *testing.B) {
			tr := open(b)
			tr.fill(events, trusts)
			b.ResetTimer()
			started := time.Now()
			if n, err := tr.Seal(b.Context(), now); err != nil || n != events {
				b.Fatalf("sealed %d (%v)", n, err)
			}
			b.ReportMetric(time.Since(started).Seconds(), "s-to-seal")
			tr.do(`analyze audit_links`)
			var highest uint64
			stop := watch(&highest)
			started = time.Now()
			v, err := tr.Verify(b.Context(), store.System("verify audit"), "", func(d audit.Damage) { b.Error(d) })
			b.ReportMetric(time.Since(started).Seconds(), "s-to-verify")
			stop()
			b.ReportMetric(float64(highest)/1e6, "MB-heap")
			if err != nil || v.Links != events || v.Chains != trusts || v.Tail.Events != 0 {
				b.Errorf("checked %+v (%v)", v, err)
			}
		})
	}
}

// watch keeps the highest size of the heap until it is stopped.
func watch(highest *uint64) (stop func()) {
	end, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			*highest = max(*highest, m.HeapInuse)
			select {
			case <-end:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	return func() { close(end); <-done }
}
