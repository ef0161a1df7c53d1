"""The command line, one file a command; `cli.py` joins them.

Each file has `register(app)`; heavy imports stay inside the commands.
"""
