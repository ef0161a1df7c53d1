"""Widening an enumeration: its CHECK constraint is replaced where it stands.

SQLite cannot alter a constraint, and making a table anew would cascade to all that refers to it. So the table's
text is changed in the schema itself, by the procedure that SQLite documents for changes that leave what is stored as it
is ("Making Other Kinds Of Table Schema Changes", the simpler procedure). PostgreSQL drops and adds the constraint.
"""

import re
from collections.abc import Sequence

from alembic import op
from sqlalchemy import text


def allow(table: str, name: str, column: str, values: Sequence[str]) -> None:
    """From now on `column` of `table` holds one of `values`; `name` is the constraint's, without `ck_<table>_`.

    Raises:
        ValueError: the table has no such constraint, or a value needs quoting.
    """
    if not all(re.fullmatch(r"[a-z0-9_-]+", value) for value in values):
        raise ValueError("values of an enumeration are plain words")
    constraint = f"ck_{table}_{name}"
    among = ", ".join(f"'{value}'" for value in values)
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(constraint), table, type_="check")
        op.create_check_constraint(op.f(constraint), table, f"{column} IN ({among})")
        return
    _rewrite(
        table,
        rf"(CONSTRAINT\s+\"?{constraint}\"?\s+CHECK\s*\(\s*\"?{column}\"?\s+IN\s*)\([^)]*\)",
        rf"\g<1>({among})",
    )


def optional(table: str, column: str, *, now: bool = True) -> None:
    """From now on `column` of `table` may be empty; `now=False`: it may no longer.

    Raises:
        ValueError: the table has no such column.
    """
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column(table, column, nullable=now)
        return
    pattern = r"([(,]\s*\"?{0}\"?\s+[A-Z]+(?:\(\d+\))?)"
    if now:
        _rewrite(table, pattern.format(column) + r"\s+NOT NULL", r"\g<1>")
    else:
        _rewrite(table, pattern.format(column), r"\g<1> NOT NULL")


def hold(table: str, name: str, condition: str, *, instead_of: str = "") -> None:
    """From now on every row of `table` keeps `condition`, under `name` without `ck_<table>_`.

    `instead_of` is the condition that stands under that name until now, as the database wrote it.

    Raises:
        ValueError: the table, or the condition to be replaced, is not there.
    """
    constraint = f"ck_{table}_{name}"
    if op.get_bind().dialect.name != "sqlite":
        if instead_of:
            op.drop_constraint(op.f(constraint), table, type_="check")
        op.create_check_constraint(op.f(constraint), table, condition)
        return
    written = f"CONSTRAINT {constraint} CHECK ({condition})"
    if instead_of:
        _rewrite(table, re.escape(f"CONSTRAINT {constraint} CHECK ({instead_of})"), written)
    else:
        _rewrite(table, r"\)\s*\Z", f", {written})")


def release(table: str, name: str, condition: str) -> None:
    """No longer keep a condition that `hold` added.

    Raises:
        ValueError: it is not there.
    """
    constraint = f"ck_{table}_{name}"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(constraint), table, type_="check")
        return
    _rewrite(table, r",\s*" + re.escape(f"CONSTRAINT {constraint} CHECK ({condition})"), "")


def _rewrite(table: str, pattern: str, replacement: str) -> None:
    """Change the one place of a table's text that the pattern finds, in SQLite's own schema."""
    connection = op.get_bind()
    before = connection.scalar(
        text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"),
        {"table": table},
    )
    after, changed = re.subn(pattern, replacement, before or "")
    if changed != 1:
        raise ValueError(f"{table} has not one place like {pattern}")
    version = connection.scalar(text("PRAGMA schema_version"))
    connection.execute(text("PRAGMA writable_schema = ON"))
    connection.execute(
        text("UPDATE sqlite_master SET sql = :after WHERE type = 'table' AND name = :table"),
        {"after": after, "table": table},
    )
    connection.execute(text(f"PRAGMA schema_version = {int(version or 0) + 1}"))
    connection.execute(text("PRAGMA writable_schema = OFF"))
