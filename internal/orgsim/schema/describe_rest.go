package schema

import (
	"maps"
	"strings"
)

// The keys that clients find in every describe (S22), with what this org has to say by them: it has no formula,
// geolocation, encrypted or master-detail fields, no dependent picklists and no search layouts.

// restricts is whether a row cannot be deleted while this field leads to it: the required look-ups of custom objects.
func (f *Field) restricts() bool {
	return f.Type == Reference && !f.Nillable && strings.HasSuffix(f.Name, "__c")
}

func (*Object) plainSummary(d map[string]any) map[string]any {
	maps.Copy(d, map[string]any{"deepCloneable": false, "isInterface": false})
	return d
}

func (*Object) plainDescribe(d map[string]any) map[string]any {
	maps.Copy(d, map[string]any{
		"compactLayoutable": d["layoutable"], "searchLayoutable": d["layoutable"],
		"listviewable": nil, "lookupLayoutable": nil, "networkScopeFieldName": nil,
	})
	return d
}

func (f *Field) plain(d map[string]any) map[string]any {
	maps.Copy(d, map[string]any{
		"calculatedFormula": nil, "cascadeDelete": false, "defaultValueFormula": nil, "dependentPicklist": false,
		"displayLocationInDecimal": false, "extraTypeInfo": nil, "filteredLookupInfo": nil, "highScaleNumber": false,
		"mask": nil, "maskType": nil, "namePointing": len(f.ReferenceTo) > 1, "queryByDistance": false,
		"referenceTargetField": nil, "relationshipOrder": nil, "restrictedDelete": f.restricts(), "writeRequiresMasterRead": false,
	})
	return d
}
