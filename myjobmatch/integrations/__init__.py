"""The outside: files of France Travail, ROME and ESCO, read into frozen dataclasses.

Pure parsing: no database, no catalogue text. What cannot be read is a `Problem` with its line.
"""
