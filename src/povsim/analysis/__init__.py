"""Statistics of results: survival, order of exits, sensitivity.  Arrays in, arrays out; knows no world and no folder."""
