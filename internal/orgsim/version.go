package orgsim

import (
	"fmt"
	"strconv"
	"strings"
)

// The API versions served (S1b): 31.0, the first that knows package licenses, to the newest released one.
const (
	oldestVersion = 31
	newestVersion = 67
)

// parseVersion reads a path part such as "v62.0".
func parseVersion(part string) (float64, bool) {
	text, ok := strings.CutPrefix(part, "v")
	v, err := strconv.ParseFloat(text, 64)
	if !ok || err != nil || !strings.HasSuffix(text, ".0") || v < oldestVersion || v > newestVersion {
		return 0, false
	}
	return v, true
}

// versions is the answer of GET /services/data. Three releases a year, counted from Spring '15, which was 33.0.
func versions() []map[string]string {
	list := make([]map[string]string, 0, newestVersion-oldestVersion+1)
	seasons := []string{"Spring", "Summer", "Winter"}
	for v := oldestVersion; v <= newestVersion; v++ {
		since := v - 33 + 3 // Keeps the remainder positive for the versions before 33.0.
		year := 14 + since/3
		if since%3 == 2 {
			year++ // The winter release bears the year to come.
		}
		list = append(list, map[string]string{
			"label":   fmt.Sprintf("%s '%d", seasons[since%3], year),
			"url":     fmt.Sprintf("/services/data/v%d.0", v),
			"version": fmt.Sprintf("%d.0", v),
		})
	}
	return list
}
