"""Causes of poverty, a file each.  致贫原因"""
