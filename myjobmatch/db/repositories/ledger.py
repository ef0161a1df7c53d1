"""Client commands, the change sequence, activity, audit, outbox."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Activity, AuditEntry, Change, ClientCommand, OutboxEvent
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import Clock
from myjobmatch.domain.enums import ActivityKind

# Made once: these are read at every command.
_COMMAND = select(ClientCommand).where(
    ClientCommand.account_id == bindparam("account"),
    ClientCommand.command_id == bindparam("command"),
)
_OF_ENTITY = (Change.topic == bindparam("topic"), Change.entity_id == bindparam("entity"))
_LAST_OF = select(func.max(Change.id)).where(*_OF_ENTITY)
_LAST_AND_COUNT_OF = select(
    _LAST_OF.scalar_subquery(),
    select(func.count(Change.id))
    .where(*_OF_ENTITY, Change.id > bindparam("after"))
    .scalar_subquery(),
)


class Ledger:
    """What happened, written in the transaction of its cause."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        """Work inside a transaction, stamping with the clock."""
        self._s = session
        self._clock = clock

    async def command(self, account_id: int, command_id: str) -> ClientCommand | None:
        """The command that was answered under this id, if any."""
        return await self._s.scalar(_COMMAND, {"account": account_id, "command": command_id})

    async def remember_command(
        self,
        account_id: int,
        command_id: str,
        kind: str,
        payload_hash: str,
        response: dict[str, object],
    ) -> None:
        """Keep the answer of a command, so that its replay gives it again.

        Raises:
            sqlalchemy.exc.IntegrityError: another transaction answered it meanwhile.
        """
        self._s.add(
            ClientCommand(
                account_id=account_id,
                command_id=command_id,
                kind=kind,
                payload_hash=payload_hash,
                response=response,
                at=self._clock.now(),
            )
        )
        await self._s.flush()

    def activity(
        self,
        kind: ActivityKind,
        actor: Actor,
        *,
        structure_id: int | None,
        youth_id: int | None = None,
        offer_id: int | None = None,
    ) -> None:
        """Append to the activity log."""
        self._s.add(
            Activity(
                at=self._clock.now(),
                structure_id=structure_id,
                kind=kind,
                youth_id=youth_id,
                offer_id=offer_id,
                actor_role=actor.role.value,
            )
        )

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
        return await self._s.scalar(select(func.max(Change.id))) or 0

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
        return (
            await self._s.scalar(
                select(func.max(Change.id)).where(
                    Change.topic == topic, Change.entity_id == entity_id
                )
            )
            or 0
        )

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
