"""Who an import of youths meets and makes: everybody of a structure, those of former rows, those taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Activity,
    Conversation,
    FseParticipation,
    Message,
    Structure,
    Youth,
    YouthIdentity,
    YouthImport,
    YouthImportRow,
    YouthProfile,
    YouthRepresentative,
)
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.youth_import.words import ImportStatus, RowOutcome

AT_ONCE = 5_000
_TAKEN = (RowOutcome.CREATED, RowOutcome.UPDATED, RowOutcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class HereRow:
    """A youth of the structure, as far as a row is compared with them."""

    id: int
    first_name: str
    last_name: str
    birth_date: date | None
    phone: str
    dossier: str


@dataclass(frozen=True, slots=True)
class Like:
    """What some people of a file are known by."""

    births: Collection[date] = ()
    phones: Collection[str] = ()
    dossiers: Collection[str] = ()
    youth_ids: Collection[int] = ()


class ImportedPeople:
    """Queries on the youths of imports."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add_all(
        self, rows: Sequence[Youth | YouthIdentity | YouthProfile | YouthRepresentative]
    ) -> None:
        """Insert many at the next flush."""
        self._s.add_all(rows)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def lock_structure(self, structure_id: int) -> None:
        """One import at a time adds youths to a structure."""
        await self._s.execute(
            select(Structure.id).where(Structure.id == structure_id).with_for_update()
        )

    # --- who is here ---

    async def here(self, structure_id: int, like: Like | None = None) -> list[HereRow]:
        """Everybody of the structure, those who left included: they come back under their old file.

        With `like` those alone who share a birth date, phone or dossier with somebody.
        """
        query = (
            select(
                Youth.id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                YouthIdentity.birth_date,
                YouthIdentity.phone,
                Youth.dossier,
            )
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(Youth.structure_id == structure_id)
            .order_by(Youth.id)
        )
        if like is not None:
            query = query.where(
                YouthIdentity.birth_date.in_(list(like.births))
                | YouthIdentity.phone.in_(list(like.phones))
                | Youth.dossier.in_(list(like.dossiers))
                | Youth.id.in_(list(like.youth_ids))
            )
        return [HereRow(*row[:5], row[5] or "") for row in await self._s.execute(query)]

    async def known_rows(
        self, structure_id: int, content_keys: Collection[str] | None = None
    ) -> dict[str, int]:
        """The youths of rows that were taken in before, by what those rows said; of all rows, or of these."""
        return await self._rows_before(structure_id, _TAKEN, content_keys)

    async def left_rows(self, structure_id: int) -> dict[str, int]:
        """The youths whom rows that were left out before were like, by what those rows said."""
        return await self._rows_before(structure_id, (RowOutcome.SKIPPED,))

    async def _rows_before(
        self,
        structure_id: int,
        outcomes: Collection[RowOutcome],
        content_keys: Collection[str] | None = None,
    ) -> dict[str, int]:
        query = (
            select(YouthImportRow.content_key, YouthImportRow.youth_id)
            .join(YouthImport, YouthImport.id == YouthImportRow.import_id)
            .where(
                YouthImport.structure_id == structure_id,
                YouthImportRow.outcome.in_(list(outcomes)),
                YouthImportRow.youth_id.is_not(None),
                YouthImportRow.content_key != "",
            )
            .order_by(YouthImportRow.id)
        )
        if content_keys is not None:
            query = query.where(YouthImportRow.content_key.in_(list(content_keys)))
        return {row[0]: row[1] for row in await self._s.execute(query) if row[1] is not None}

    async def dossiers_taken(self, dossiers: Collection[str]) -> dict[str, int]:
        """The youths, of any structure, that have one of these dossiers."""
        wanted, found = sorted(set(dossiers)), {}
        for start in range(0, len(wanted), AT_ONCE):
            rows = await self._s.execute(
                select(Youth.dossier, Youth.id).where(
                    Youth.dossier.in_(wanted[start : start + AT_ONCE])
                )
            )
            found.update({row[0]: row[1] for row in rows if row[0]})
        return found

    async def youths(self, ids: Collection[int]) -> dict[int, tuple[Youth, YouthIdentity]]:
        """Some youths with who they are."""
        wanted, found = sorted(set(ids)), {}
        for start in range(0, len(wanted), AT_ONCE):
            rows = await self._s.execute(
                select(Youth, YouthIdentity)
                .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
                .where(Youth.id.in_(wanted[start : start + AT_ONCE]))
            )
            found.update({row[0].id: (row[0], row[1]) for row in rows})
        return found

    # --- taking back ---

    async def lived(self, ids: Collection[int], import_id: int) -> dict[int, str]:
        """Of an import's youths those who may not go, and why: `signed_in`, `written_to`, `followed`, `imported_since`.

        The same file sent again by the same person adds nothing, and keeps nobody.
        """
        own = select(YouthImport.account_id).where(YouthImport.id == import_id).scalar_subquery()
        adds = or_(
            YouthImportRow.outcome != RowOutcome.UNCHANGED,
            YouthImport.account_id.is_distinct_from(own),
        )
        wanted = sorted(set(ids))
        found: dict[int, str] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            for youth_id in await self._s.scalars(
                select(YouthImportRow.youth_id)
                .join(YouthImport, YouthImport.id == YouthImportRow.import_id)
                .where(
                    YouthImportRow.youth_id.in_(part),
                    YouthImport.id != import_id,
                    YouthImport.status != ImportStatus.UNDONE,
                    YouthImportRow.outcome.in_(_TAKEN),
                    adds,
                )
                .distinct()
            ):
                if youth_id is not None:
                    found[youth_id] = "imported_since"
            for youth_id in await self._s.scalars(
                select(Activity.youth_id)
                .where(Activity.youth_id.in_(part), Activity.kind != ActivityKind.YOUTH_IMPORTED)
                .distinct()
            ):
                if youth_id is not None:
                    found[youth_id] = "followed"
            for youth_id in await self._s.scalars(
                select(FseParticipation.youth_id).where(FseParticipation.youth_id.in_(part))
            ):
                if youth_id is not None:
                    found[youth_id] = "followed"
            for youth_id in await self._s.scalars(
                select(Conversation.youth_id)
                .join(Message, Message.conversation_id == Conversation.id)
                .where(Conversation.youth_id.in_(part))
                .distinct()
            ):
                if youth_id is not None:
                    found[youth_id] = "written_to"
            for youth_id in await self._s.scalars(
                select(YouthIdentity.youth_id).where(
                    YouthIdentity.youth_id.in_(part), YouthIdentity.account_id.is_not(None)
                )
            ):
                found[youth_id] = "signed_in"
        return found

    async def delete_youths(self, ids: Collection[int]) -> None:
        """They were never here. The last entry of the log stays, of nobody, where it is of their import.

        SQLite gives the last numbers of a table again once their rows are gone: what came next would be taken for counted.
        """
        wanted = sorted(set(ids))
        last = select(func.max(Activity.id)).scalar_subquery()
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            await self._s.execute(
                delete(Activity).where(Activity.youth_id.in_(part), Activity.id < last)
            )
            await self._s.execute(
                delete(Youth).where(Youth.id.in_(part)).execution_options(synchronize_session=False)
            )
