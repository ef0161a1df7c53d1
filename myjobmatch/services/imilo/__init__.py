"""No double entry: what is done here is listed, left in a file, and ticked off once it stands in i-milo.

A part adds what it knows as a module of `sources/`, see `registry`.
"""
