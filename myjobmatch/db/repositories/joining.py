"""How somebody comes in: territories, requests, activation codes, agreements, representatives."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    Activation,
    Agreement,
    JoinRequest,
    Structure,
    StructureTerritory,
    Youth,
    YouthIdentity,
    YouthRepresentative,
)
from myjobmatch.domain.enums import RequestStatus
from myjobmatch.domain.languages import Language
from myjobmatch.domain.territories import Answering, Territory
from myjobmatch.domain.travel import Point


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request, whose it is, and the language of their account, if they chose one."""

    request: JoinRequest
    youth: Youth
    identity: YouthIdentity
    locale: Language | None


class Joining:
    """Queries on coming in."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(
        self,
        row: StructureTerritory | JoinRequest | Activation | Agreement | YouthRepresentative,
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    # --- territories ---

    async def answering(self) -> list[Answering]:
        """Every structure with what it answers for, in two queries."""
        entries: dict[int, list[Territory]] = {}
        for row in await self._s.scalars(select(StructureTerritory)):
            entries.setdefault(row.structure_id, []).append(Territory(row.kind, row.value))
        structures = await self._s.scalars(select(Structure).order_by(Structure.name))
        return [
            Answering(
                each.id,
                each.name,
                Point(each.latitude, each.longitude)
                if each.latitude is not None and each.longitude is not None
                else None,
                tuple(entries.get(each.id, ())),
            )
            for each in structures
        ]

    async def territory(self, structure_id: int) -> list[Territory]:
        """What a structure answers for."""
        rows = await self._s.scalars(
            select(StructureTerritory).where(StructureTerritory.structure_id == structure_id)
        )
        return [Territory(row.kind, row.value) for row in rows]

    async def set_territory(self, structure_id: int, entries: Collection[Territory]) -> None:
        """Replace what a structure answers for."""
        await self._s.execute(
            delete(StructureTerritory).where(StructureTerritory.structure_id == structure_id)
        )
        self._s.add_all(
            StructureTerritory(structure_id=structure_id, kind=entry.kind, value=entry.value)
            for entry in entries
        )
        await self._s.flush()

    # --- requests ---

    async def waiting_requests(self, structure_id: int | None, limit: int) -> Sequence[RequestRow]:
        """The requests that wait for a structure, or, for None, those that no structure answers for."""
        mine = (
            JoinRequest.structure_id.is_(None)
            if structure_id is None
            else JoinRequest.structure_id == structure_id
        )
        rows = await self._s.execute(
            select(JoinRequest, Youth, YouthIdentity, Account.locale)
            .join(Youth, Youth.id == JoinRequest.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .join(Account, Account.id == YouthIdentity.account_id)
            .where(JoinRequest.status == RequestStatus.WAITING, mine)
            .order_by(JoinRequest.created_at, JoinRequest.id)
            .limit(limit)
        )
        return [RequestRow(*row) for row in rows]

    async def request_by_public_id(self, public_id: str) -> JoinRequest | None:
        """The request with that public id."""
        return await self._s.scalar(
            select(JoinRequest).where(JoinRequest.public_id == public_id).with_for_update()
        )

    async def last_request(self, youth_id: int) -> JoinRequest | None:
        """The youth's latest request."""
        return await self._s.scalar(
            select(JoinRequest)
            .where(JoinRequest.youth_id == youth_id)
            .order_by(JoinRequest.id.desc())
            .limit(1)
        )

    # --- activation codes ---

    async def activation_by_selector(self, selector: str) -> Activation | None:
        """The code that begins so; locked for whoever writes."""
        return await self._s.scalar(
            select(Activation).where(Activation.selector == selector).with_for_update()
        )

    async def last_activation(self, youth_id: int) -> Activation | None:
        """The latest code made for a youth."""
        return await self._s.scalar(
            select(Activation)
            .where(Activation.youth_id == youth_id)
            .order_by(Activation.id.desc())
            .limit(1)
        )

    async def revoke_activations(self, youth_id: int, now: datetime) -> None:
        """No code of a youth opens anything any longer."""
        await self._s.execute(
            update(Activation)
            .where(
                Activation.youth_id == youth_id,
                Activation.used_at.is_(None),
                Activation.revoked_at.is_(None),
            )
            .values(revoked_at=now)
            .execution_options(synchronize_session=False)
        )

    # --- agreements ---

    async def last_agreement(self, youth_id: int) -> Agreement | None:
        """What a youth said last."""
        return await self._s.scalar(
            select(Agreement)
            .where(Agreement.youth_id == youth_id)
            .order_by(Agreement.id.desc())
            .limit(1)
        )

    async def representative(self, youth_id: int) -> YouthRepresentative | None:
        """Where the signature of a youth's legal representative stands; None where nobody asked."""
        return await self._s.get(YouthRepresentative, youth_id)
