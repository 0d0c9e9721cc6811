"""Sensitivity studies: which input moves relapse and the order of exits, sampled and analysed around our executor.  敏感性分析"""
