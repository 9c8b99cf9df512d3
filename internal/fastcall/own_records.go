package fastcall

import (
	"context"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// Schema returns where Fastcall's own records are. It is found once, on first
// use, and holds what could not be found as well: only what needs that is
// refused.
func (o *Org) Schema(ctx context.Context) (*schemamap.Map, error) { return o.schema.Get(ctx) }

func (o *Org) loadSchema(ctx context.Context) (*schemamap.Map, error) {
	return schemamap.Find(ctx, o.client, schemamap.Config{
		Namespace: o.config.Namespace, Sections: o.config.SchemaMap, ReadOnly: o.client.ReadOnly(), Along: describedForRights,
	})
}

// require returns the schema if it has everything that is needed.
func (o *Org) require(ctx context.Context, needed ...schemamap.Need) (*schemamap.Map, error) {
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	if err := schema.Require(needed...); err != nil {
		return nil, err
	}
	return schema, nil
}

// CheckValue tells whether a field of a section can hold a value, a string,
// bool or int64, so that a plan can refuse what an apply could not write. A
// reference to a group is given by the id of the native group.
func (o *Org) CheckValue(ctx context.Context, key schemamap.Section, field string, value any) error {
	schema, err := o.require(ctx, schemamap.NeedFields(key, field))
	if err != nil {
		return err
	}
	_, err = schema.At(key).Encode(field, value)
	return err
}
