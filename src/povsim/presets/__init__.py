"""Presets, a file each: kinds of place.  地区类型"""
