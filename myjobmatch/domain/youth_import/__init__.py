"""Youths out of a table: reading the file, its columns, its values, who is here already. Pure: no database."""
