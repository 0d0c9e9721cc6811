"""Shocks, a file each.  冲击"""
