"""Everything that is held of a youth, as they may have it: the rows of `HELD` without secrets and inner numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import Base, table_of
from myjobmatch.db.models import (
    Account,
    ContactPoint,
    DeckAside,
    ImiloEntry,
    MessageAttachment,
    MessageTrace,
    Notification,
    NotificationChoice,
    NotificationSetting,
    Passkey,
    PushSubscription,
    RankingLog,
    Session,
    Structure,
    Youth,
    YouthDocument,
    YouthIdentity,
    YouthImportRow,
)
from myjobmatch.db.personal import HELD, Whose
from myjobmatch.db.repositories.own_references import References, card_ids
from myjobmatch.domain.conversation import EXTENSIONS, ScanStatus, TraceKind
from myjobmatch.domain.enums import AsideKind
from myjobmatch.domain.own_data import HeldFile, OwnCopy, Row, Who
from myjobmatch.domain.papers import ENDINGS
from myjobmatch.domain.youth_import.words import RowVerdict

Raw = dict[str, Any]

ROOTS: dict[type[Base], frozenset[str]] = {
    Youth: frozenset({"id"}),
    Account: frozenset({"id", "password_hash", "company_id", "company_role"}),
}
"""The rows of a person that everything else hangs on, and what a copy leaves out of them."""

_OF_ACCOUNT = frozenset(
    {
        YouthIdentity,
        PushSubscription,
        ContactPoint,
        NotificationChoice,
        NotificationSetting,
        Notification,
        Passkey,
        Session,
    }
)
"""Tables whose account is whose row it is; elsewhere it is who did something."""

_CARD_FIGURES = ("scores", "boosts", "views", "reserved", "wanted")


class OwnData:
    """Queries for the copy of everything."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def copy(self, whose: Whose, language: str) -> OwnCopy:
        """All that is held of somebody, words of the catalogues in a language; a bounded number of statements."""
        raw = await self._raw(whose)
        refs = References(self._s, whose, raw)
        await refs.load(language)
        tables: dict[str, Sequence[Row]] = {}
        for model, left_out in _tables():
            table = table_of(model)
            tables[table.name] = [
                _told(model, table, left_out, row, refs) for row in raw[table.name]
            ]
        structure = await self._structure(whose)
        return OwnCopy(
            tables=tables,
            files=(*_documents(raw), *_attachments(raw, whose)),
            structure=structure.name if structure else "",
            phone=structure.phone if structure else "",
        )

    async def _raw(self, whose: Whose) -> dict[str, list[Raw]]:
        found: dict[str, list[Raw]] = {}
        roots: tuple[tuple[type[Base], ColumnElement[bool]], ...] = (
            (Youth, Youth.id == whose.youth_id),
            (Account, Account.id == whose.account_id),
        )
        held = [(one.model, one.rows(whose)) for one in HELD if one.left_out is not None]
        for model, rows in (*roots, *held):
            table = table_of(model)
            query = select(*table.columns).where(rows, *_only_theirs(model, whose))
            done = await self._s.execute(query.order_by(*table.primary_key.columns))
            found[table.name] = [dict(row) for row in done.mappings()]
        return found

    async def _structure(self, whose: Whose) -> Structure | None:
        return await self._s.scalar(
            select(Structure)
            .join(Youth, Youth.structure_id == Structure.id)
            .where(Youth.id == whose.youth_id)
        )


def _tables() -> Iterable[tuple[type[Base], frozenset[str]]]:
    yield from ROOTS.items()
    for held in HELD:
        if held.left_out is not None:
            yield held.model, held.left_out


def _only_theirs(model: type[Base], whose: Whose) -> tuple[ColumnElement[bool], ...]:
    """A row of a file that was only taken for them may speak of somebody who bears a like name."""
    if model is not YouthImportRow:
        return ()
    theirs = YouthImportRow.youth_id == whose.youth_id
    surely = YouthImportRow.youth_id.is_(None) & (YouthImportRow.verdict == RowVerdict.SAME)
    return (or_(theirs, surely),)


def _told(
    model: type[Base], table: Table, left_out: frozenset[str], raw: Raw, refs: References
) -> Row:
    row: dict[str, object] = {}
    for column in table.columns:
        if column.name in left_out:
            continue
        value = raw[column.name]
        key = next(iter(column.foreign_keys), None)
        if key is None:
            row[column.name] = value
        else:
            name = column.name.removesuffix("_id")
            row[name] = refs.of(key.column.table.name, value)
    if "account_id" in table.columns and model not in _OF_ACCOUNT:
        row["by"] = refs.who(raw["account_id"])
    return row | _apart(model, raw, refs)


def _apart(model: type[Base], raw: Raw, refs: References) -> Raw:
    """What is told otherwise than it is kept."""
    if model is MessageTrace and raw["kind"] is TraceKind.DELETED:
        # what somebody else took back may never have been meant for them
        return {} if refs.who(raw["account_id"]) is Who.ME else {"body": None}
    if model is ImiloEntry:
        return {"by": Who.ADVISOR if raw["by"] else None}
    if model is DeckAside and raw["kind"] in (AsideKind.OCCUPATION, AsideKind.SKILL):
        kind = "occupation" if raw["kind"] is AsideKind.OCCUPATION else "skill"
        number = int(raw["value"]) if str(raw["value"]).isdecimal() else None
        return {"value": refs.of(kind, number)}
    if model is RankingLog:
        return {"log": _ranking(raw["log"], refs)}
    return {}


def _ranking(log: Any, refs: References) -> Raw:
    """A ranking that was shown, its offers by title: each with its place's figures, then what went in."""
    if not isinstance(log, dict):
        return {}
    ids = card_ids(log)
    figures = {name: log.get(name) for name in _CARD_FIGURES}
    features = log.get("features")
    if isinstance(features, dict):
        figures |= features
    by_card = {
        name: values
        for name, values in figures.items()
        if isinstance(values, list) and len(values) == len(ids)
    }
    offers = []
    for place, offer_id in enumerate(ids):
        told = {name: values[place] for name, values in by_card.items()}
        offers.append({"offer": refs.of("offer", offer_id), **told})
    kept = ("engine", "parameters", "eligible_count", "scored_count", "today", "limit")
    return {name: log[name] for name in kept if name in log} | {"offers": offers}


def _documents(raw: dict[str, list[Raw]]) -> list[HeldFile]:
    name = table_of(YouthDocument).name
    return [
        HeldFile(name, row["public_id"], row["name"] + ENDINGS[row["kind"]], row["stored_as"])
        for row in raw[name]
    ]


def _attachments(raw: dict[str, list[Raw]], whose: Whose) -> list[HeldFile]:
    """What may be opened: nothing with a virus, or not searched yet, and nothing that others took back."""
    name = table_of(MessageAttachment).name
    gone = {row["id"] for row in raw["message"] if row["deleted_at"] is not None}
    files = []
    for row in raw[name]:
        own = row["account_id"] == whose.account_id
        withdrawn = row["deleted_at"] is not None or row["message_id"] in gone
        safe = row["scan"] in (ScanStatus.NONE, ScanStatus.CLEAN)
        if not row["stored_as"] or not safe or (withdrawn and not own):
            continue
        ending = f".{row['form'].value}" if row["form"] else EXTENSIONS[row["kind"]]
        files.append(HeldFile(name, row["public_id"], row["name"] + ending, row["stored_as"]))
    return files
