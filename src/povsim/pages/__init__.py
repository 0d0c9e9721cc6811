"""Pages: YAML read, inherited, checked and written, with the place of every fault.  情景页"""
