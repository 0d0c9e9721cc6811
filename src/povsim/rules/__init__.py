"""Rules of household life and of the administration, a file each.  规则"""
