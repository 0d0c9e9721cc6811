"""Ensembles: many runs of one scenario over luck and parameter draws, in a folder that survives anything.  集合模拟"""
