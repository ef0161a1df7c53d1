"""Every visible string: one folder a language, one JSON file an area, ICU messages.

`catalogue` reads and merges them, `icu` parses a message, `translate` renders it on the server,
`client` writes what the browser needs, `t` is how pages name a string.
"""
