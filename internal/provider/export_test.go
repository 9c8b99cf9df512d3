package provider

// Choose names the way in that is chosen and the values it gets, or gives the error.
func Choose(block, environment map[string]string) (way string, values map[string]string, problem string) {
	w, v, diags := choose(block, environment)
	if diags.HasError() {
		return "", nil, diags[0].Summary() + "\n" + diags[0].Detail()
	}
	return w.name, v, ""
}
