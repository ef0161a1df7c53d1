"""Dashboards of advisors and managers, read from counts alone.

A fixed, small number of queries whatever the number of youths and of entries in the log (`bench/advisor.py`).
"""
