"""Somebody of the demonstration is erased: every word of theirs, wherever it stood, is gone, from the file too."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Enum,
    Integer,
    LargeBinary,
    String,
    Text,
    cast,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from myjobmatch.db.base import Base, UtcDateTime, table_of
from myjobmatch.db.models import Account, MessageAttachment, Youth, YouthDocument, YouthIdentity
from myjobmatch.db.personal import HELD, Fate, Held, Whose
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import AccountStatus
from myjobmatch.domain.erasure import CLOSING, GRACE
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.services.application import Application
from myjobmatch.services.erasing import erase_again, mind_erasures
from myjobmatch.services.erasure import AskErasure, request_erasure
from myjobmatch.services.legal_holds import forget_holds
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import actor_of
from tests.conftest import MOMENT

pytestmark = pytest.mark.timeout(180)

MARK = "qz7kx"
"""Written into every text of theirs beforehand: found again, it was forgotten."""

_numbers = count(1_000)

KEPT = frozenset(
    {"public_id", "token_hash", "text_version", "login", "stored_as", "small_as"}  # names
    | {"action", "subject_kind", "in_name_of", "actor_role", "why"}  # codes
)

GIVEN: dict[str, dict[str, Any]] = {
    "audit_entry": {"subject_kind": "youth"},
    "erasure_request": {"due_at": MOMENT + 2 * GRACE},
    "fse_answers": {"answers": {"commune": MARK}},
}
"""What some tables ask of their rows."""


@pytest.fixture
async def lina(demo: Database) -> Whose:
    """Who has lived here, with a row in every table that may hold one of theirs; marked in every text."""
    async with demo.unit() as uow:
        account = await uow.accounts.by_login("lina")
        assert account is not None
        youth_id = await uow.accounts.youth_id_of(account.id)
        assert youth_id is not None
        whose = Whose(youth_id, account.id)
        account.is_demo, account.display_name = False, f"{MARK} Lina"
        await uow.accounts.flush()
        await uow.session.execute(text("PRAGMA ignore_check_constraints = ON"))
        for held in reversed(HELD):
            if not await counted(uow, held, whose):
                await add_row(uow, held, whose)
            await mark(uow, held, whose)
    return whose


async def counted(uow: UnitOfWork, held: Held, whose: Whose) -> int:
    query = select(func.count()).select_from(held.model).where(held.rows(whose))
    return await uow.session.scalar(query) or 0


async def mark(uow: UnitOfWork, held: Held, whose: Whose) -> None:
    """Write the mark behind every text that is no name of something else."""
    table = table_of(held.model)
    kept = KEPT | GIVEN.get(table.name, {}).keys()
    for column in table.columns:
        if column.foreign_keys or column.primary_key or column.unique or column.name in kept:
            continue
        rows = held.rows(whose)
        if isinstance(column.type, String | Text) and not isinstance(column.type, Enum):
            marked = func.coalesce(column, "") + f" {MARK}"
            await uow.session.execute(
                update(table).where(rows, column != "").values({column: marked})
            )
        elif isinstance(column.type, JSON) and column.name in held.emptied:
            await uow.session.execute(update(table).where(rows).values({column: {"was": MARK}}))


async def add_row(uow: UnitOfWork, held: Held, whose: Whose) -> None:
    """A row of theirs, of whatever its columns take; it hangs on rows of theirs where it hangs on something."""
    table = table_of(held.model)
    values: dict[str, Any] = {}
    for column in table.columns:
        key = next(iter(column.foreign_keys), None)
        if column.name in (given := GIVEN.get(table.name, {})):
            values[column.name] = given[column.name]
        elif column.name in ("youth_id", "subject_id"):
            values[column.name] = whose.youth_id
        elif key is not None and key.column.table.name == "account":
            values[column.name] = whose.account_id
        elif key is not None and (not column.nullable or column.primary_key):
            values[column.name] = await _one_of(uow, key.column.table.name, whose)
        elif (
            not column.nullable and not (column.primary_key and column.autoincrement is not False)
        ) or (column.primary_key and not isinstance(column.type, Integer | BigInteger)):
            values[column.name] = _any(column)
    await uow.session.execute(insert(table).values(values))
    assert await counted(uow, held, whose), table.name


async def _one_of(uow: UnitOfWork, name: str, whose: Whose) -> Any:
    held = next((one for one in HELD if one.model.__tablename__ == name), None)
    table = Base.metadata.tables[name]
    query = select(next(iter(table.primary_key.columns))).limit(1)
    return await uow.session.scalar(query if held is None else query.where(held.rows(whose)))


def _any(column: Column[Any]) -> Any:
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    if isinstance(column.type, UtcDateTime):
        return MOMENT
    if isinstance(column.type, JSON):
        return []
    if isinstance(column.type, Date):
        return MOMENT.date()
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, LargeBinary):
        return b"x"
    if isinstance(column.type, String | Text):
        return uuid4().hex if column.unique or column.name in KEPT else MARK
    return next(_numbers)


async def counts(database: Database, whose: Whose) -> dict[str, int]:
    async with database.unit(write=False) as uow:
        return {held.model.__tablename__: await counted(uow, held, whose) for held in HELD}


async def told_of(database: Database) -> dict[str, int]:
    """By table, how many rows hold the mark."""
    found: dict[str, int] = {}
    async with database.unit(write=False) as uow:
        for table in Base.metadata.sorted_tables:
            texts: list[Any] = [cast(column, Text).like(f"%{MARK}%") for column in table.columns]
            some = await uow.session.scalar(
                select(func.count()).select_from(table).where(or_(*texts))
            )
            if some:
                found[table.name] = some
    return found


async def test_nothing_of_them_is_left(
    demo: Database, lina: Whose, clock: FixedClock, tmp_path: Path
) -> None:
    documents, attachments = DocumentFolder(tmp_path / "d"), DocumentFolder(tmp_path / "a")
    document, attachment, small = (
        documents.keep(b"x"),
        attachments.keep(b"y"),
        attachments.keep(b"z"),
    )
    async with demo.unit() as uow:
        mine = update(YouthDocument).where(YouthDocument.youth_id == lina.youth_id)
        await uow.session.execute(mine.values(stored_as=document))
        sent = update(MessageAttachment).where(MessageAttachment.account_id == lina.account_id)
        await uow.session.execute(sent.values(stored_as=attachment, small_as=small))
    app = Application(demo, clock, MatchingRuntime(demo, None), documents, attachments)
    before = await counts(demo, lina)
    assert all(before.values())
    assert len(await told_of(demo)) > 40

    async with demo.unit(write=False) as uow:
        account = await uow.accounts.get(lina.account_id)
        youth = await uow.youths.get(lina.youth_id)
        assert account is not None
        assert youth is not None
        others = await uow.session.scalar(select(func.count()).select_from(Youth))
        structure_id, public_id = youth.structure_id, youth.public_id
    actor = actor_of(account, lina.youth_id)
    asked = await app.run(request_erasure, actor, AskErasure(now=False, session=""))
    assert not asked.final
    assert await mind_erasures(app) == 0
    assert await counts(demo, lina) == before | {
        "audit_entry": before["audit_entry"] + 1,
    }

    clock.advance(GRACE + timedelta(minutes=1))
    assert await mind_erasures(app) == 0  # called off, and told
    clock.advance(CLOSING + timedelta(minutes=1))
    assert await mind_erasures(app) == 1

    after = await counts(demo, lina)
    for held in HELD:
        name = held.model.__tablename__
        if held.fate is Fate.GONE or held.emptied.get("youth_id", ...) is None:
            assert after[name] == 0, name
        else:
            assert after[name] >= before[name], name
    assert documents.read(document) is None
    assert attachments.read(attachment) is attachments.read(small) is None
    assert await told_of(demo) == {"youth_legal_hold": 1}
    clock.advance(timedelta(days=366 * 7))
    assert await app.run(forget_holds, SYSTEM, None) == 1
    await demo.forget_log()
    assert await told_of(demo) == {}
    for path in (tmp_path / "demo.db", tmp_path / "demo.db-wal"):
        assert not path.exists() or MARK.encode() not in path.read_bytes()

    async with demo.unit(write=False) as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Youth)) == others
        shell = await uow.youths.get(lina.youth_id)
        assert shell is not None
        assert (shell.structure_id, shell.active, shell.visible) == (structure_id, False, False)
        assert (shell.advisor_id, shell.dossier, shell.last_active_at) == (None, None, None)
        assert shell.public_id != public_id
        gone = await uow.accounts.get(lina.account_id)
        assert gone is not None
        assert (gone.status, gone.display_name, gone.password_hash) == (
            AccountStatus.DISABLED,
            "",
            None,
        )
        assert await uow.session.get(YouthIdentity, lina.youth_id) is None
        assert await uow.session.scalar(select(Account.id).where(Account.login == "lina")) is None
    assert await erase_again(app) == 0
