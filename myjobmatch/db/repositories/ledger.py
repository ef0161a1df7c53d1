"""Client commands, the change sequence, activity, audit, outbox."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import table_of
from myjobmatch.db.models import Activity, AuditEntry, Change, ClientCommand, OutboxEvent, Youth
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import Clock
from myjobmatch.domain.figures import NOBODY

# Of tables rather than classes, and made once: these go out at every command.
_COMMANDS, _CHANGES = table_of(ClientCommand).c, table_of(Change).c
_COMMAND = select(_COMMANDS.payload_hash, _COMMANDS.response).where(
    _COMMANDS.account_id == bindparam("account"), _COMMANDS.command_id == bindparam("command")
)
_REMEMBER = insert(table_of(ClientCommand))
_YOUTH = table_of(Youth).c
_ACTIVITY = table_of(Activity)
# the advisor of that moment is looked up as the entry is written: whoever logs need not know them
_APPEND = insert(_ACTIVITY).values(
    {
        column: bindparam(f"its_{column.name}", type_=column.type)
        for column in _ACTIVITY.c
        if column.name not in ("id", "advisor_id")
    }
    | {
        _ACTIVITY.c.advisor_id: func.coalesce(
            bindparam("its_advisor", type_=_ACTIVITY.c.advisor_id.type),
            select(_YOUTH.advisor_id)
            .where(_YOUTH.id == bindparam("whose", type_=_YOUTH.id.type))
            .scalar_subquery(),
        )
    }
)
_OF_ENTITY = (_CHANGES.topic == bindparam("topic"), _CHANGES.entity_id == bindparam("entity"))
_LATEST = select(func.max(_CHANGES.id))
_LAST_OF = _LATEST.where(*_OF_ENTITY)
_LAST_AND_COUNT_OF = select(
    _LAST_OF.scalar_subquery(),
    select(func.count(_CHANGES.id))
    .where(*_OF_ENTITY, _CHANGES.id > bindparam("after"))
    .scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class KnownCommand:
    """A command that was answered."""

    payload_hash: str
    response: dict[str, Any]


class Ledger:
    """What happened, written in the transaction of its cause."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        """Work inside a transaction, stamping with the clock."""
        self._s = session
        self._clock = clock
        self._activities: list[dict[str, Any]] = []

    async def command(self, account_id: int, command_id: str) -> KnownCommand | None:
        """The command that was answered under this id, if any."""
        given = {"account": account_id, "command": command_id}
        row = (await self._s.execute(_COMMAND, given)).first()
        return KnownCommand(row[0], row[1]) if row else None

    async def remember_command(
        self,
        account_id: int,
        command_id: str,
        kind: str,
        payload_hash: str,
        response: dict[str, object],
    ) -> None:
        """Keep the answer of a command, so that its replay gives it again; what waits is sent before.

        Raises:
            sqlalchemy.exc.IntegrityError: another transaction answered it, or did the same, meanwhile.
        """
        await self._s.flush()
        kept = {
            "account_id": account_id,
            "command_id": command_id,
            "kind": kind,
            "payload_hash": payload_hash,
            "response": response,
            "at": self._clock.now(),
        }
        await self._s.execute(_REMEMBER, kept)

    def activity(
        self,
        kind: ActivityKind,
        actor: Actor,
        *,
        structure_id: int | None,
        youth_id: int | None = None,
        offer_id: int | None = None,
        advisor_id: int | None = None,
        takes_back: datetime | None = None,
    ) -> None:
        """Append to the activity log, when the unit of work commits.

        The youth's advisor is noted with it; `advisor_id` says whose portfolio it counts for when no youth is named.
        `takes_back` is when what is undone now was noted: it no longer counts on that day, for whom it counted then.
        """
        self._activities.append(
            {
                "its_at": takes_back or self._clock.now(),
                "its_taken_back": takes_back is not None,
                "its_structure_id": structure_id,
                "its_kind": kind,
                "its_youth_id": youth_id,
                "its_offer_id": offer_id,
                "its_actor_role": (actor.by or actor.role).value,
                "its_advisor": advisor_id,
                "whose": youth_id,
            }
        )

    async def hired_elsewhere_at(self, youth_id: int, since: datetime) -> datetime | None:
        """When a hire of a youth without an offer was noted, the first since a moment that was not taken back."""
        rows = await self._s.execute(
            select(Activity.at, Activity.taken_back)
            .where(
                Activity.youth_id == youth_id,
                Activity.kind == ActivityKind.HIRED,
                Activity.offer_id.is_(None),
                Activity.at >= since,
            )
            .order_by(Activity.at)
        )
        noted = Counter[datetime]()
        for at, taken_back in rows:
            noted[at] += -1 if taken_back else 1
        return next((at for at, times in noted.items() if times > 0), None)

    @property
    def waiting(self) -> int:
        """How many activities wait for the commit."""
        return len(self._activities)

    def forget_after(self, kept: int) -> None:
        """Forget the activities noted after the first `kept` ones: what they tell of is undone."""
        del self._activities[kept:]

    async def write_activities(self) -> None:
        """Append what was noted: the unit of work does it as it commits."""
        for noted in self._activities:
            if noted["its_taken_back"] and noted["whose"] is not None:
                noted.update(await self._counted_for(noted))
        if self._activities:
            await self._s.execute(_APPEND, self._activities)
            self._activities = []

    async def _counted_for(self, noted: Mapping[str, Any]) -> dict[str, object]:
        """The structure and the advisor that an entry counted for which is taken back now: the youth may have others.

        It was logged at the moment that is named, or just after.
        """
        rows = await self._s.execute(
            select(Activity.structure_id, Activity.advisor_id)
            .where(
                Activity.youth_id == noted["whose"],
                Activity.kind == noted["its_kind"],
                Activity.offer_id.is_not_distinct_from(noted["its_offer_id"]),
                Activity.at >= noted["its_at"],
                Activity.taken_back.is_(False),
            )
            .order_by(Activity.at, Activity.id)
            .limit(1)
        )
        found = rows.first()
        if found is None:
            return {}
        return {"its_structure_id": found[0], "its_advisor": found[1] or NOBODY}

    def audit(
        self,
        actor: Actor,
        action: str,
        subject_kind: str,
        subject_id: int,
        *,
        in_name_of: str = "",
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Append who did or read what; `in_name_of` when it was done for someone else."""
        self._s.add(
            AuditEntry(
                at=self._clock.now(),
                account_id=None if actor.is_system else actor.account_id,
                action=action,
                subject_kind=subject_kind,
                subject_id=subject_id,
                in_name_of=in_name_of,
                details=dict(details or {}),
            )
        )

    def event(self, topic: str, payload: Mapping[str, object]) -> None:
        """Put a domain event into the outbox."""
        self._s.add(OutboxEvent(topic=topic, payload=dict(payload), at=self._clock.now()))

    async def audits_of(self, subject_kind: str, subject_id: int) -> Sequence[AuditEntry]:
        """What was noted on a subject, oldest first."""
        rows = await self._s.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == subject_id)
            .order_by(AuditEntry.id)
        )
        return rows.all()

    async def pending_events(self, limit: int) -> Sequence[OutboxEvent]:
        """Events not carried out yet, oldest first; on PostgreSQL locked for this worker."""
        return (
            await self._s.scalars(
                select(OutboxEvent)
                .where(OutboxEvent.done_at.is_(None), OutboxEvent.attempts < 10)
                .order_by(OutboxEvent.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
        ).all()

    async def latest_change(self) -> int:
        """The last number of the change sequence; 0 when nothing changed ever."""
        return await self._s.scalar(_LATEST) or 0

    async def changes_since(
        self, sequence: int, topics: Sequence[str], limit: int = 10_000
    ) -> Sequence[Change]:
        """The changes after a number, in order."""
        rows = await self._s.scalars(
            select(Change)
            .where(Change.id > sequence, Change.topic.in_(topics))
            .order_by(Change.id)
            .limit(limit)
        )
        return rows.all()

    async def last_change_of(self, topic: str, entity_id: int) -> int:
        """The last number under which this entity changed; 0 when it never did."""
        return await self._s.scalar(_LAST_OF, {"topic": topic, "entity": entity_id}) or 0

    async def last_and_count_of(
        self, topic: str, entity_id: int, after: int | None
    ) -> tuple[int, int]:
        """The last number under which this entity changed (0: never), and how often after a number.

        Without a number nothing is counted (0).
        """
        given = {"topic": topic, "entity": entity_id}
        if after is None:
            return await self._s.scalar(_LAST_OF, given) or 0, 0
        row = (await self._s.execute(_LAST_AND_COUNT_OF, given | {"after": after})).one()
        return row[0] or 0, row[1]
