package journey_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// northmoor is the demonstration's first trust: it is drafting, and has published in the years before.
var northmoor = paths.Year{ODS: "ZZT00", Cycle: "2026-27"}

// stop is a page that somebody looks at.
type stop struct {
	route  string // its pattern in the router
	path   string
	status int // 0: 200
}

// tour is the pages that one person looks at, in one window.
type tour struct {
	email string // empty: nobody is signed in
	stops []stop
}

// tours are all pages of the service. A route that is not here fails the test: whoever adds a page adds a line.
func tours(t *testing.T, s scene) []tour {
	s.Exec(t, `insert into notices (id, words, from_at, until_at, set_at, set_by_name) values ($1, $2, $3::timestamptz - interval '1 hour', $3::timestamptz + interval '1 day', $3, 'Ada Whitlock')`,
		store.NewID(), "The service is away tonight from 22:00 to 23:00. What you save before is safe.", s.Clock.Now())
	signature := s.sendToTheBoard(t)
	question := s.text(t, `select id::text from questions where ods_code = $1`, bay.ODS)
	ada := s.personID(t, "ada@example.org")
	national := func(rest string) string { return rest + "?cycle=" + northmoor.Cycle }
	return []tour{
		{"", []stop{
			{paths.Start, "/", 0},
			{paths.About, "/about", 0},
			{paths.SignIn, "/sign-in", 0},
			{paths.Support, paths.ToSupport(store.NewID()), 0},
			{paths.StatusList, "/official-status", 0},
			{paths.StatusList, "/official-status?text=nobody", 0},
			{"", "/no/such/page", 404},
		}},
		{"priya@demo.invalid", []stop{ // the lead of a trust that is drafting
			{paths.Home, paths.Home, 0},
			{paths.Roles, paths.Roles, 0},
			{paths.TrustYears, paths.ToTrustYears(northmoor.ODS), 0},
			{paths.Officers, paths.ToOfficers(northmoor.ODS), 0},
			{paths.TrustHome, northmoor.Home(), 0},
			{paths.Left, northmoor.Left(), 0},
			{paths.Dates, northmoor.Dates(), 0},
			{paths.Differences, northmoor.Differences("", ""), 0},
			{paths.Differences, northmoor.Differences("baseline", "v1"), 0}, // the same twice
			{"", northmoor.Differences("v9", ""), 422},
			{paths.Carried, northmoor.Carried(), 0},
			{paths.Carried, paths.Year{ODS: northmoor.ODS, Cycle: "2024-25"}.Carried(), 0}, // nothing to begin from
			{paths.Guidance, northmoor.Guidance(), 0},
			{paths.Find, northmoor.Find(), 0},
			{paths.Find, northmoor.Found("backup"), 0},
			{paths.Find, northmoor.Found("no such words"), 0},
			{paths.Standard, northmoor.Standard("7"), 0},
			{paths.Standard, northmoor.Standard("9"), 0}, // the largest
			{paths.Standard, northmoor.Standard("x"), 0},
			{paths.Item, northmoor.Item("7.3.5"), 0},
			{paths.Item, northmoor.Item("8.3.7"), 0},
			{paths.History, northmoor.History("7.3.5"), 0},
			{paths.ItemProof, northmoor.ItemProof("1.1.1"), 0},
			{paths.ItemProof, northmoor.ItemProof("9.2.2"), 0},
			{paths.HandOut, northmoor.HandOut("7.3"), 0},
			{paths.Official, northmoor.Official(), 0},
			{paths.Send, northmoor.Send(), 0},
			{paths.Recall, northmoor.Recall(), 0},
			{paths.Publish, northmoor.Publish(), 0},
			{paths.ReportDraft, northmoor.ReportDraft(), 0},
			{paths.OthersView, northmoor.OthersView(), 0},
			{paths.Appointments, northmoor.Appointments(), 0},
			{paths.Trail, paths.ToTrail(northmoor.ODS), 0},
			{"", paths.Year{ODS: "ZZT01", Cycle: northmoor.Cycle}.Home(), 404}, // another trust's
			{"", northmoor.Board(), 0},
		}},
		{"tom@demo.invalid", []stop{ // a contributor
			{paths.TrustHome, northmoor.Home(), 0},
			{"", northmoor.Send(), 403},
		}},
		{"helen@demo.invalid", []stop{ // a board member, with what the years before have left
			{paths.Board, northmoor.Board(), 0},
			{paths.Report, paths.Year{ODS: northmoor.ODS, Cycle: "2025-26"}.Report(), 0},
			{paths.OthersView, paths.Year{ODS: northmoor.ODS, Cycle: "2025-26"}.OthersView(), 0},
			{paths.Sign, northmoor.Sign(), 0}, // nothing to sign
			{"", northmoor.Standard("7"), 403},
		}},
		{"ruth@demo.invalid", []stop{ // an assessor reads the copy, and not what moves
			{"", northmoor.Home(), 403},
			{"", northmoor.Plan(), 0},
		}},
		{"nora@example.org", []stop{ // the lead of a trust whose assessment is with its board
			{paths.TrustHome, bay.Home(), 0},
			{paths.Standard, bay.Standard("7"), 0},
			{paths.ItemProof, bay.ItemProof("7.3.5"), 0},
			{paths.Send, bay.Send(), 0},
			{paths.Publish, bay.Publish(), 0},
			{paths.Recall, bay.Recall(), 0},
			{paths.Signatories, bay.Signatories(), 0},
			{paths.Question, bay.Question(question), 0},
		}},
		{"helga@example.org", []stop{ // a board member who has rated and signed
			{paths.Board, bay.Board(), 0},
			{paths.ReportOf, bay.ReportOf(1), 0},
			{paths.Behind, bay.Behind(1, "not-in-place"), 0},
			{paths.Summary, bay.Summary(1), 0},
			{paths.Files, bay.Files(1), 0},
			{paths.Rate, bay.Rate(), 0},
			{paths.Sign, bay.Sign(), 0},
			{paths.Receipt, bay.Receipt(signature), 0},
		}},
		{"miles@example.org", []stop{ // one who has done neither
			{paths.Board, bay.Board(), 0},
			{paths.Rate, bay.Rate(), 0},
			{paths.RateOne, bay.RateOne("7"), 0},
			{paths.Questions, bay.Questions(), 0},
			{paths.Sign, bay.Sign(), 0},
		}},
		{"dina@example.org", []stop{
			{paths.Board, bay.Board(), 0},
			{paths.Agree, bay.Agree(), 0},
			{paths.Meetings, bay.Meetings(), 0},
			{paths.Decision, bay.Decision(), 0},
			{paths.Signatories, bay.Signatories(), 0},
			{paths.Officers, paths.ToOfficers(bay.ODS), 0},
		}},
		{"sana@example.org", []stop{
			{paths.National, "/national", 0},
			{paths.NationalTrusts, "/national/trusts?cycle=2025-26", 0},
			{paths.NationalMap, "/national/map?cycle=2025-26", 0},
			{paths.NationalStandard, national(paths.ToNationalStandard("7")), 0},
			{paths.NationalStandard, paths.ToNationalStandard("9") + "?cycle=2025-26", 0},
			{paths.NationalTrust, national(paths.ToNationalTrust(northmoor.ODS)), 0},
			{paths.NationalTrust, paths.ToNationalTrust(northmoor.ODS) + "?cycle=2025-26", 0},
			{paths.NationalSide, "/national/side-by-side?cycle=2025-26&trust=ZZT00&trust=ZZT01&trust=ZZT02&trust=ZZT03&trust=ZZT04&trust=ZZT05", 0},
			{paths.NationalSide, national("/national/side-by-side"), 422},
			{paths.NationalWaiting, national("/national/waiting"), 0},
			{paths.NationalHistory, national("/national/history"), 0},
			{"", bay.Home(), 404},
		}},
		{"ada@example.org", []stop{
			{paths.Admin, "/admin", 0},
			{paths.AdminPeople, "/admin/people", 0},
			{paths.AdminPerson, paths.ToAdminPerson(ada), 0},
			{paths.AdminYears, "/admin/years", 0},
			{paths.AdminContent, "/admin/content", 0},
			{paths.AdminNotices, paths.AdminNotices, 0},
			{paths.AdminExtensions, paths.AdminExtensions, 0},
			{paths.AdminItem, paths.ToAdminItem(s.pack.Edition, "7.3.5"), 0},
			{"", bay.Home(), 404},
		}},
	}
}

// byPerson puts tours of one person into one.
func byPerson(lists ...[]tour) []tour {
	var all []tour
	for _, one := range slices.Concat(lists...) {
		i := slices.IndexFunc(all, func(t tour) bool { return t.email == one.email })
		if i < 0 {
			all = append(all, one)
		} else {
			all[i].stops = append(all[i].stops, one.stops...)
		}
	}
	return all
}

// noPages are the routes that answer machines, and files to be kept.
var noPages = []string{paths.Healthz, paths.Readyz, paths.Assets + "*", paths.SessionLeft, paths.Live, paths.ItemRow, paths.SetUpAppQR, paths.Record, paths.Paper, paths.SummaryFile,
	paths.PlanDates, paths.Calendar, paths.SpreadsheetFile, paths.ProofFile, paths.ProofLook,
	paths.FieldworkFile, paths.EvidenceFile}

// Every page can be used by everybody, on a phone and at a desk.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	s := amongOthers(t, site.WithSignOn)
	s.begin(t)
	s.answerAll(t, "7.3.6", "8.3.4")
	all := byPerson(tours(t, s), accessTours(t, s), safetyTours(), signOnTours(t, s), planTours(t, s), shareTours(t, s), proofTours(t, s), fieldworkTours(t, s))

	t.Run("none is left out", func(t *testing.T) {
		t.Parallel()
		seen := slices.Clone(noPages)
		for _, one := range all {
			for _, stop := range one.stops {
				seen = append(seen, stop.route)
			}
		}
		err := chi.Walk(s.Handler.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
			if method == http.MethodGet && !slices.Contains(seen, route) {
				t.Errorf("no tour stops at %s", route)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, one := range all {
		name, _, _ := strings.Cut(one.email, "@")
		t.Run("as "+name, func(t *testing.T) {
			t.Parallel()
			b := s.window(t, one.email)
			b.Forgive(s.SignOn.Host()) // where some ways lead, and back
			for _, stop := range one.stops {
				b.Resize(journey.Phone)
				b.Visit(stop.path)
				b.Answered(max(stop.status, http.StatusOK))
				b.Accessible()
				b.Screenshot(name + "-phone-" + stop.path)
				b.Resize(journey.Desktop)
				b.Accessible()
				b.Screenshot(name + "-desk-" + stop.path)
			}
		})
	}
}
