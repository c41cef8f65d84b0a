package framework

import (
	"strings"
	"testing"
)

const goodBoard = `basics:
- id: door
  title: The door
  source: [nao]
  who: the head of IT
  items:
  - {id: "1.1.1", why: "It is the door."}
people: ["1.1.1"]
questions:
- id: one
  group: Yourself
  ask: Do I know?
  source: [nao]
  record: [plan]
  who: only you
- id: two
  group: Others
  ask: Do they know?
  source: [nao]
  cannot: What they know.
  who: they themselves
`

func TestWhatBoardsAreToldToAskIsRead(t *testing.T) {
	t.Parallel()
	fsys := files(goodPack, goodStandard)
	board := *fsys["small/pack.yaml"]
	board.Data = []byte(goodBoard)
	fsys["small/board.yaml"] = &board
	packs, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	b := packs[0].Boards
	if len(b.Basics) != 1 || len(b.Questions) != 2 || b.Questions[0].Record[0] != PlanPart || b.Basics[0].Source != "the audit office" || b.Basics[0].Deciding[0].Item != "1.1.1" {
		t.Errorf("%+v", b)
	}
}

func TestLoadNamesTheLineOfAProblemInWhatBoardsAsk(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, old, broken, want string }{
		{"unknown item", `{id: "1.1.1", why: "It is the door."}`, `{id: "7.7.7", why: "It is the door."}`, `board.yaml:7: topic door names item 7.7.7, which is not in this pack`},
		{"people", `people: ["1.1.1"]`, `people: ["7.7.7"]`, `board.yaml:8: people names item 7.7.7, which is not in this pack`},
		{"no who", "  who: only you\n", "", `board.yaml:10: topic one lacks who`},
		{"no source", "  source: [nao]\n  cannot", "  cannot", `board.yaml:16: topic two lacks source`},
		{"unknown part", `[plan]`, `[plane]`, `board.yaml:14: topic one names "plane", which is no part of the record`},
		{"nothing answers", "  cannot: What they know.\n", "", `board.yaml:16: topic two names nothing that answers it`},
		{"given twice", `id: two`, `id: one`, `board.yaml:16: questions: one is given twice`},
		{"unknown field", `ask: Do I know?`, `asks: Do I know?`, `unknown field asks`},
	} {
		if !strings.Contains(goodBoard, c.old) {
			t.Fatalf("%s: nothing to break", c.rule)
		}
		fsys := files(goodPack, goodStandard)
		broken := *fsys["small/pack.yaml"]
		broken.Data = []byte(strings.Replace(goodBoard, c.old, c.broken, 1))
		fsys["small/board.yaml"] = &broken
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.rule, err, c.want)
		}
	}
}

// The released basics are the six that boards are told to ask about by name, and each principle of the Code is there.
func TestTheReleasedQuestionsOfABoard(t *testing.T) {
	t.Parallel()
	b := ndg(t).Boards
	names := func(list []Topic) string {
		var ids []string
		for _, one := range list {
			ids = append(ids, one.ID)
		}
		return strings.Join(ids, " ")
	}
	if got, want := names(b.Basics), "phishing administrators second-step updates suppliers backups"; got != want {
		t.Errorf("basics: %s, want %s", got, want)
	}
	if got, want := names(b.Principles), "risk strategy people incidents oversight"; got != want {
		t.Errorf("principles: %s, want %s", got, want)
	}
	if len(b.Questions) < 20 {
		t.Errorf("%d questions", len(b.Questions))
	}
	for _, q := range b.Questions {
		if !strings.HasSuffix(q.Ask, "?") || q.Group == "" {
			t.Errorf("%s: %q in the group %q", q.ID, q.Ask, q.Group)
		}
	}
}
