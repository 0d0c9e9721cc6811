"""The starting population and register of a place, from its published totals.  初始总体"""
