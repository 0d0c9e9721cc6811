"""Analysis: what the tables of a run say together.  分析"""
