"""The demonstration catalogue: occupations, skills and aptitudes written by us.

The CSV files here are the content; `reader` reads and checks them.
"""
