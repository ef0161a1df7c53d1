"""Repositories: every query of the product, one file an area, reached through the unit of work.

They answer model rows or small frozen rows, take ids and scopes, and never commit.
"""
