"""Measures, a file each.  指标"""
