"""Thin Reflex states: a page's view, never a copy of the database.

`roles` declares who may call a handler, `guard` holds it, `base` gives every state its actor,
`live` re-runs a page's own refresh when something it watches has changed.
"""
