"""The one database error that services may meet: a row that stands already."""

from sqlalchemy.exc import IntegrityError

Clash = IntegrityError
"""A unique key or a foreign key says no: somebody else was quicker."""
