package walk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// shelf stands for an org with groups that have members and tickets: a
// membership goes with its group, a ticket is let go of.
type shelf struct {
	mu   sync.Mutex
	rows map[string][]map[string]any // by object
	made int
	page int
}

// Objects of the shelf. A ticket shows the name of its group.
const (
	shelfGroups, shelfMembers, shelfTickets = "Group", "GroupMember", "Ticket"
)

var shelfColumns = map[string][]salesforce.Name{
	shelfGroups:  {"Id", "Name"},
	shelfMembers: {"Id", "GroupId", "UserId"},
	shelfTickets: {"Id", "GroupId", "Group.Name"},
}

func shelfID(prefix string, n int) string {
	return salesforce.LongID(fmt.Sprintf("%s%012d", prefix, n))
}

// create puts a row on the shelf and returns its id.
func (s *shelf) create(object string, fields map[string]any) string {
	s.made++
	id := shelfID(map[string]string{shelfGroups: "00G", shelfMembers: "011", shelfTickets: "a0T"}[object], s.made)
	row := map[string]any{"Id": id}
	for name, value := range fields {
		row[name] = value
	}
	s.rows[object] = append(s.rows[object], row)
	return id
}

// drop deletes a row, and what Salesforce deletes or empties with it.
func (s *shelf) drop(object, id string) {
	s.rows[object] = lists.Filter(s.rows[object], func(r map[string]any) bool { return r["Id"] != id })
	if object != shelfGroups {
		return
	}
	s.rows[shelfMembers] = lists.Filter(s.rows[shelfMembers], func(r map[string]any) bool { return r["GroupId"] != id })
	for i, r := range s.rows[shelfTickets] {
		if r["GroupId"] == id {
			s.rows[shelfTickets][i] = map[string]any{"Id": r["Id"], "GroupId": nil}
		}
	}
}

// all are the rows of an object as they are now.
func (s *shelf) all(object string) []map[string]any {
	var rows []map[string]any
	for _, r := range s.rows[object] {
		row := map[string]any{}
		for name, value := range r {
			row[name] = value
		}
		for _, group := range s.rows[shelfGroups] {
			if object == shelfTickets && group["Id"] == r["GroupId"] {
				row["Group"] = map[string]any{"Name": group["Name"]}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// tables are tables that read the shelf; a page may not hold all rows.
func (s *shelf) tables() *Tables {
	t := NewTables(nil, func(object string) []salesforce.Name { return shelfColumns[object][:1] })
	t.fetch = func(_ context.Context, reads []tableRead) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		for i := range reads {
			r := &reads[i]
			r.rows = s.all(r.object)
			if r.total = len(r.rows); !r.all {
				r.rows = r.rows[:min(s.page, len(r.rows))]
			}
		}
		return nil
	}
	return t
}

// afresh answers a question from the shelf itself.
func (s *shelf) afresh(q Question) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return (&table{rows: s.all(q.Object), index: map[salesforce.Name]map[string][]int{}}).matching(q)
}

// rowTexts are rows as texts, in order, with what is asked for and no more.
func rowTexts(rows []map[string]any, columns []salesforce.Name) string {
	lines := lists.Map(rows, func(values map[string]any) string {
		return strings.Join(lists.Map(columns, func(c salesforce.Name) string { return Text(values, string(c)) }), " ")
	})
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Whatever is written, read, refused and lost in whatever order, nothing is
// answered that is older than the last write of this process; and what is not
// answered is told so, and nothing else is.
func TestTablesServeNoOldRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &shelf{rows: map[string][]map[string]any{}, page: rapid.SampledFrom([]int{0, 3, 1000}).Draw(t, "page")}
		user := func() string { return shelfID("005", rapid.IntRange(1, 4).Draw(t, "user")) }
		name := func() string { return rapid.SampledFrom([]string{"East", "west", "SupportTeamEast"}).Draw(t, "name") }
		s.create(shelfGroups, map[string]any{"Name": "East"})
		groups := []string{s.create(shelfGroups, map[string]any{"Name": "north"})}
		group := func() string { return rapid.SampledFrom(groups).Draw(t, "group") }
		snap := s.tables()
		commit := func(g salesforce.Graph, ids map[string]string, landed bool) {
			if lost := rapid.IntRange(0, 7).Draw(t, "lost") == 0; lost || !landed {
				snap.Touch(g, nil, errors.New("lost"))
				return
			}
			snap.Touch(g, ids, nil)
		}
		writes := []func(){
			func() { // A group with a member, who is named by the reference.
				fields := map[string]any{"Name": name()}
				member := map[string]any{"GroupId": salesforce.IDOf("group"), "UserId": user()}
				id := s.create(shelfGroups, fields)
				groups = append(groups, id)
				made := s.create(shelfMembers, map[string]any{"GroupId": id, "UserId": member["UserId"]})
				commit(salesforce.Graph{{Ref: "group", Verb: salesforce.Create, Object: shelfGroups, Fields: fields},
					{Ref: "member", Verb: salesforce.Create, Object: shelfMembers, Fields: member}}, map[string]string{"group": id, "member": made}, true)
			},
			func() {
				fields := map[string]any{"GroupId": group()}
				id := s.create(shelfTickets, fields)
				commit(salesforce.Graph{{Ref: "ticket", Verb: salesforce.Create, Object: shelfTickets, Fields: fields}}, map[string]string{"ticket": id}, true)
			},
			func() {
				id, fields := group(), map[string]any{"Name": name()}
				for _, r := range s.rows[shelfGroups] {
					if r["Id"] == id {
						r["Name"] = fields["Name"]
					}
				}
				commit(salesforce.Graph{{Ref: "group", Verb: salesforce.Update, Object: shelfGroups, ID: id, Fields: fields}}, nil, true)
			},
			func() {
				id := group()
				s.drop(shelfGroups, id)
				commit(salesforce.Graph{{Ref: "group", Verb: salesforce.Delete, Object: shelfGroups, ID: id}}, nil, true)
			},
			func() {
				if members := s.rows[shelfMembers]; len(members) > 0 {
					id, _ := members[rapid.IntRange(0, len(members)-1).Draw(t, "member")]["Id"].(string)
					s.drop(shelfMembers, id)
					commit(salesforce.Graph{{Ref: "member", Verb: salesforce.Delete, Object: shelfMembers, ID: id}}, nil, true)
				}
			},
		}
		where := []func() Question{
			func() Question {
				return Question{Object: shelfGroups, Where: []Condition{{Path: "Id", In: []string{group()[:15]}}}}
			},
			func() Question {
				return Question{Object: shelfGroups, Where: []Condition{{Path: "Name", In: []string{strings.ToLower(name())}}}}
			},
			func() Question { return Question{Object: shelfGroups} },
			func() Question {
				return Question{Object: shelfMembers, Where: []Condition{{Path: "UserId", In: []string{user()}}}, And: &Condition{Path: "GroupId", In: []string{group()}}}
			},
			func() Question {
				return Question{Object: shelfMembers, Where: []Condition{{Path: "UserId", In: []string{user()}}}}
			},
			func() Question {
				return Question{Object: shelfMembers, Where: []Condition{{Path: "GroupId", Filled: true}}}
			},
			func() Question {
				return Question{Object: shelfTickets, Where: []Condition{{Path: "GroupId", In: []string{group()}}}}
			},
			func() Question {
				return Question{Object: shelfTickets, Where: []Condition{{Path: "Group.Name", In: []string{name()}}}}
			},
		}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			if rapid.IntRange(0, 3).Draw(t, "write") == 0 {
				writes[rapid.IntRange(0, len(writes)-1).Draw(t, "which write")]()
				continue
			}
			questions := make([]Question, rapid.IntRange(1, 2).Draw(t, "questions"))
			got := make([][]map[string]any, len(questions))
			for i := range questions {
				q := where[rapid.IntRange(0, len(where)-1).Draw(t, "which question")]()
				q.Columns = shelfColumns[q.Object][:rapid.IntRange(1, len(shelfColumns[q.Object])).Draw(t, "columns")]
				q.Take = func(rows []map[string]any) { got[i] = rows }
				questions[i] = q
			}
			err := snap.answer(context.Background(), questions)
			if err != nil && !errors.Is(err, errUnread) {
				t.Fatal(err)
			}
			for i, q := range questions {
				if want := s.afresh(q); err == nil && rowTexts(got[i], q.Columns) != rowTexts(want, q.Columns) {
					t.Fatalf("%s %v %+v:\n%v\nwant\n%v", q.Object, q.Columns, q.Where, got[i], want)
				}
				if err != nil && got[i] != nil {
					t.Fatal("rows are handed over with an error")
				}
			}
		}
	})
}

// A question that names more than a query holds is asked in several, and a row
// that answers two of them counts once.
func TestLongQuestionsAreAskedInPortions(t *testing.T) {
	t.Parallel()
	ids := make([]string, 2*IDsPerQuery+1)
	for i := range ids {
		ids[i] = shelfID("00G", i)
	}
	var taken []map[string]any
	q := Question{Object: shelfMembers, Columns: shelfColumns[shelfMembers], Take: func(rows []map[string]any) { taken = rows },
		Where: []Condition{{Path: "GroupId", In: ids}, {Path: "UserId", Filled: true}}, And: &Condition{Path: "UserId", In: ids}}
	parts, join := q.portions()
	pairs := 0
	for _, part := range parts {
		if soql := part.Query(); len(part.Where) != 1 || len(part.Where[0].In) > IDsPerQuery || len(part.And.In) > IDsPerQuery {
			t.Errorf("a portion is %+v", soql)
		}
		pairs += len(part.Where[0].In) * len(part.And.In)
		part.Take([]map[string]any{{"Id": "a"}, {"Id": fmt.Sprint("only by ", part.Where[0].Path)}})
	}
	if want := len(ids) * len(ids); pairs != want {
		t.Errorf("%d pairs are asked for, want %d", pairs, want)
	}
	if join(); len(taken) != 3 {
		t.Errorf("rows are %v", taken)
	}
}
