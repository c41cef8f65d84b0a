package journey_test

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/credential"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store/askdb"
	"cyberready/internal/web/outbox"
	"cyberready/internal/web/paths"
)

// shareTours are the pages of shared work: for a lead, for whom a part was given to, and for whoever holds a link.
func shareTours(t *testing.T, s scene) []tour {
	t.Helper()
	part := func(verdict string) string {
		return s.text(t, `select part from hand_ins where ods_code = $1 and verdict = $2 limit 1`, northmoor.ODS, verdict)
	}
	handedIn, sentBack := part(""), part("sent-back")
	answered := s.text(t, `select a.item from asks a join ask_replies r on r.ask_id = a.id where a.ods_code = $1 limit 1`, northmoor.ODS)
	link := func(item string, kind assessment.AskKind) string {
		return s.askByLink(t, item, kind)
	}
	unanswered := s.text(t, `select item from asks where ods_code = $1 and until_day < $2::date`, northmoor.ODS, s.today().String())
	openAnswer, openProof, lapsed := link("8.3.4", assessment.AskAnswer), link("8.3.4", assessment.AskProof), link("7.3.6", assessment.AskAnswer)
	s.Exec(t, `update asks set until_day = $1 where ods_code = $2 and item = '7.3.6'`, s.today().AddDays(-1), bay.ODS)
	return []tour{
		{"", []stop{
			{paths.Asked, openAnswer, 0},
			{paths.Asked, openProof, 0},
			{paths.Asked, lapsed, 410},
			{paths.Asked, paths.ToAsked("cut-off"), 404},
		}},
		{"priya@demo.invalid", []stop{
			{paths.Part, northmoor.Part(handedIn), 0}, // to be judged
			{paths.Part, northmoor.Part("7.1"), 0},
			{paths.Comments, northmoor.Comments(answered), 0},
			{paths.Comments, northmoor.Comments("7.1.1"), 0}, // resolved
			{paths.Asks, northmoor.Asks(answered), 0},
			{paths.Asks, northmoor.Asks("7.3.5"), 0},
			{paths.Asks, northmoor.Asks(unanswered), 0}, // to be asked again
			{paths.ItemOwner, northmoor.ItemOwner("7.3.5"), 0},
		}},
		{"tom@demo.invalid", []stop{
			{paths.Part, northmoor.Part(handedIn), 0},
			{paths.Part, northmoor.Part(sentBack), 0},
			{paths.Asks, northmoor.Asks(answered), 0},
			{"", northmoor.Comments("7.3.5"), 403}, // was not given to him
		}},
		{"helen@demo.invalid", []stop{{"", northmoor.Comments(answered), 403}}},
	}
}

// askByLink asks Sara Quill as the trust's lead does, and gives the path of her link.
func (s scene) askByLink(t *testing.T, item string, kind assessment.AskKind) string {
	t.Helper()
	a := assessment.Ask{Item: item, Kind: kind, Name: "Sara Quill", Email: "sara@example.org", Question: "How is that with the laboratory system?", Until: s.today().AddDays(14)}
	if err := (askdb.Asks{DB: s.DB}).AskByLink(t.Context(), s.people["Nora Vale"], key, s.pack, a, s.Clock.Now(), s.today()); err != nil {
		t.Fatal(err)
	}
	id := s.text(t, `select id::text from asks where ods_code = $1 and item = $2 order by id desc limit 1`, bay.ODS, item)
	return linkTo(s.Keys, id)
}

// linkTo makes the path of a link as a letter does.
func linkTo(k keys.Keys, id string) string {
	return paths.ToAsked(credential.LinkToken(k.Key(outbox.AskKey), id, 1))
}
