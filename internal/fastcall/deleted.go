package fastcall

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// UnprovedError says that no look returns a record and that Salesforce does not
// know it as deleted: it may be out of the API user's sight.
type UnprovedError struct{ Object, RecordID string }

func (e *UnprovedError) Error() string {
	return fmt.Sprintf("%s %s is not to be found", e.Object, e.RecordID)
}

// recordKey is one record of an object that has a recycle bin.
type recordKey struct{ object, id string }

// newDeletions gathers questions whether records were deleted.
func (o *Org) newDeletions() *coalesce.Group[recordKey, bool] {
	return walk.NewLookup(func(ctx context.Context, keys []recordKey) (map[recordKey]bool, error) {
		ids := map[string][]string{}
		for _, key := range keys {
			ids[key.object] = append(ids[key.object], key.id)
		}
		objects := slices.Sorted(maps.Keys(ids))
		rows, queries := make([][]string, len(objects)), make([]salesforce.Query, len(objects))
		for i, object := range objects {
			soql := salesforce.SOQL("SELECT Id FROM ? WHERE IsDeleted = true AND Id IN ?", salesforce.Name(object), ids[object])
			idOf := func(values map[string]any) string { return salesforce.LongID(walk.Text(values, "Id")) }
			queries[i] = salesforce.Mapped(soql, &rows[i], idOf).WithDeleted()
		}
		if err := o.client.Query(ctx, queries...); err != nil {
			return nil, hidden(err, objects...)
		}
		deleted := map[recordKey]bool{}
		for i, object := range objects {
			for _, id := range rows[i] {
				deleted[recordKey{object, id}] = true
			}
		}
		return deleted, nil
	})
}

// provedDeleted returns nil if a record that no look returns was deleted. That
// an object can be seen proves nothing: sharing may keep single records of it
// out of sight. What was deleted, Salesforce shows in the recycle bin. Setup
// objects, such as native groups, have none.
func (o *Org) provedDeleted(ctx context.Context, object, id string) error {
	id = salesforce.LongID(id)
	deleted, err := o.deletions.Do(ctx, recordKey{object, id})
	if err == nil && !deleted {
		err = &UnprovedError{Object: object, RecordID: id}
	}
	return err
}
