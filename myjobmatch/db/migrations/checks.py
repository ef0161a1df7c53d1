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
    connection = op.get_bind()
    before = connection.scalar(
        text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"),
        {"table": table},
    )
    after, changed = re.subn(
        rf"(CONSTRAINT\s+\"?{constraint}\"?\s+CHECK\s*\(\s*\"?{column}\"?\s+IN\s*)\([^)]*\)",
        rf"\g<1>({among})",
        before or "",
    )
    if changed != 1:
        raise ValueError(f"{table} has no constraint {constraint}")
    version = connection.scalar(text("PRAGMA schema_version"))
    connection.execute(text("PRAGMA writable_schema = ON"))
    connection.execute(
        text("UPDATE sqlite_master SET sql = :after WHERE type = 'table' AND name = :table"),
        {"after": after, "table": table},
    )
    connection.execute(text(f"PRAGMA schema_version = {int(version or 0) + 1}"))
    connection.execute(text("PRAGMA writable_schema = OFF"))
