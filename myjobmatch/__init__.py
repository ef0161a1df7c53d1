"""My Job Match: skills-first job matching for young people and those who accompany them.

Layers, from the inside out: domain, matching, db, integrations, services, state and api, pages.
docs/architecture.md tells which may import which, and a test holds it.
"""
