package main

import (
	"slices"
	"testing"

	"cyberready/internal/store"
)

func shape(trips []trip) (list []int) {
	for _, t := range trips {
		list = append(list, len(t))
	}
	return list
}

func TestPlainPgxSendsOneStatementAfterAnother(t *testing.T) {
	t.Parallel()
	s := func(sql string) statement { return statement{sql: sql} }
	sent := []trip{
		{s("select set_config"), s("select who")}, // one transaction because they go together
		{s("begin"), s("select set_config"), s("select for update")},
		{s("update answers"), s("commit")},
		{s("select set_config"), s("select more")},
	}
	if got := shape(oneByOne(sent)); !slices.Equal(got, []int{2, 1, 1, 1, 1, 1, 2}) {
		t.Errorf("statements in round trips: %v", got)
	}
	if got := shape(asSent(sent)); !slices.Equal(got, []int{2, 3, 2, 2}) {
		t.Errorf("as sent: %v", got)
	}
}

func TestABareSaveHasNeitherScopeNorAuditEvent(t *testing.T) {
	t.Parallel()
	sent := []trip{
		{{sql: "begin"}, {sql: "select set_config('cyberready.scope', $1, true)"}, {sql: "select stage for share"}},
		{{sql: "update answers"}, {sql: store.RecordSQL}, {sql: "commit"}},
	}
	if got := shape(bare(sent)); !slices.Equal(got, []int{2, 2}) {
		t.Errorf("statements in round trips: %v", got)
	}
	if len(sent[0]) != 3 {
		t.Error("what was recorded was changed")
	}
}
