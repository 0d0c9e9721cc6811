"""Programmes: who is helped, at what cost, and with what effect.  帮扶项目"""
