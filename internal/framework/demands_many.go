package framework

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Between refuses numbers outside a range.
func Between(least, most int64) validator.Int64 { return between{least, &most} }

// AtLeast refuses smaller numbers.
func AtLeast(least int64) validator.Int64 { return between{least, nil} }

type between struct {
	least int64
	most  *int64
}

func (b between) form() string {
	if b.most == nil {
		return fmt.Sprintf("%d or more", b.least)
	}
	return fmt.Sprintf("a number from %d to %d", b.least, *b.most)
}

// Description implements validator.Describer.
func (b between) Description(context.Context) string { return "must be " + b.form() }

// MarkdownDescription implements validator.Describer.
func (b between) MarkdownDescription(ctx context.Context) string { return b.Description(ctx) }

// ValidateInt64 implements validator.Int64.
func (b between) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	number := req.ConfigValue.ValueInt64()
	if known(req.ConfigValue) && (number < b.least || b.most != nil && number > *b.most) {
		at := placeOf(req.Path)
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+at.argument,
			toDo(fmt.Sprintf("%s cannot be %d.", at.subject(), number), "Write "+b.form()+"."))
	}
}

// Some refuses a set without elements; next says what to do instead.
func Some(next string) validator.Set { return some{next} }

type some struct{ next string }

// Description implements validator.Describer.
func (some) Description(context.Context) string { return "must not be empty" }

// MarkdownDescription implements validator.Describer.
func (s some) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

// ValidateSet implements validator.Set.
func (s some) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	if known(req.ConfigValue) && len(req.ConfigValue.Elements()) == 0 {
		at := placeOf(req.Path)
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+at.argument, toDo(at.argument+" is empty.", s.next))
	}
}

// NoNulls refuses collections with a null in them, which says nothing.
func NoNulls() Whole { return Whole{} }

// Whole refuses a null in a set, list or map.
type Whole struct{}

// Description implements validator.Describer.
func (Whole) Description(context.Context) string { return "must not have a null in it" }

// MarkdownDescription implements validator.Describer.
func (w Whole) MarkdownDescription(ctx context.Context) string { return w.Description(ctx) }

// ValidateSet implements validator.Set.
func (Whole) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	for _, element := range req.ConfigValue.Elements() {
		if element.IsNull() {
			resp.Diagnostics.Append(nullIn(req.Path))
			return
		}
	}
}

// ValidateList implements validator.List.
func (Whole) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	for i, element := range req.ConfigValue.Elements() {
		if element.IsNull() {
			resp.Diagnostics.Append(nullIn(req.Path.AtListIndex(i)))
		}
	}
}

// ValidateMap implements validator.Map.
func (Whole) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	for key, element := range req.ConfigValue.Elements() {
		if element.IsNull() {
			resp.Diagnostics.Append(nullIn(req.Path.AtMapKey(key)))
		}
	}
}

func nullIn(at path.Path) diag.Diagnostic {
	name := placeOf(at).argument
	return diag.NewAttributeErrorDiagnostic(at, "Invalid "+name, toDo(name+" has a null in it, which says nothing.",
		"Take it out. Where an expression makes it, [for x in … : x if x != null] leaves it out."))
}
