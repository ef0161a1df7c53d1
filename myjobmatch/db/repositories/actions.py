"""Actions of the week, the catalogue of a structure, and the sums of weeks."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, and_, delete, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    Action,
    ActionBatch,
    ActionEntry,
    ActionStep,
    ReceptionSecret,
    Youth,
    YouthDocument,
    YouthWeek,
)
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.domain.actions import ActionCategory, ActionStatus, hours_of_action
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.weeks import Hours, Week, WeekTotal

OPEN = (ActionStatus.AGREED, ActionStatus.DECLARED, ActionStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class ValidatedRow:
    """A validated action, as it is told to another system; `by` names who validated it."""

    id: int
    youth_id: int
    category: ActionCategory
    key: str
    title: str
    minutes: int
    day: date
    on_behalf: bool
    by: str


class Actions:
    """Queries on actions and weeks."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Action | ActionBatch | ActionEntry | ActionStep | ReceptionSecret) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def by_public_id(self, public_id: str) -> Action | None:
        """An action by its public id, whoever's it is."""
        return await self._s.scalar(select(Action).where(Action.public_id == public_id))

    async def of_youth(self, youth_id: int, public_id: str) -> Action | None:
        """A youth's action, cancelled or not."""
        return await self._s.scalar(
            select(Action).where(Action.youth_id == youth_id, Action.public_id == public_id)
        )

    async def named(self, public_ids: Collection[str]) -> Sequence[tuple[Action, Youth]]:
        """Actions by their public ids, each with its youth, in a steady order."""
        rows = await self._s.execute(
            select(Action, Youth)
            .join(Youth, Youth.id == Action.youth_id)
            .where(Action.public_id.in_(list(public_ids)))
            .order_by(Action.id)
            .with_for_update(of=Action)
        )
        return [(row[0], row[1]) for row in rows]

    async def rows(self, public_ids: Collection[str]) -> Sequence[tuple[Action, Youth]]:
        """Actions by their public ids, each with its youth, to be read."""
        rows = await self._s.execute(
            select(Action, Youth)
            .join(Youth, Youth.id == Action.youth_id)
            .where(Action.public_id.in_(list(public_ids)))
            .order_by(Action.id)
        )
        return [(row[0], row[1]) for row in rows]

    async def count_open(self, youth_id: int) -> int:
        """How many actions of a youth are neither validated nor cancelled."""
        count = select(func.count()).where(Action.youth_id == youth_id, Action.status.in_(OPEN))
        return await self._s.scalar(count) or 0

    async def shown(self, youth_id: int, since: date) -> Sequence[tuple[Action, YouthDocument]]:
        """A youth's actions that are open, or were done since a day, with their proof; the oldest first."""
        rows = await self._s.execute(
            select(Action, YouthDocument)
            .outerjoin(
                YouthDocument,
                and_(YouthDocument.id == Action.document_id, YouthDocument.deleted_at.is_(None)),
            )
            .where(
                Action.youth_id == youth_id,
                or_(
                    Action.status.in_(OPEN),
                    and_(Action.status == ActionStatus.VALIDATED, Action.done_on >= since),
                ),
            )
            .order_by(Action.id)
        )
        return [(row[0], row[1]) for row in rows]

    async def waiting(self, youth_ids: Collection[int]) -> Sequence[tuple[Action, YouthDocument]]:
        """The actions of some youths that were told and wait for their advisor, the oldest first."""
        rows = await self._s.execute(
            select(Action, YouthDocument)
            .outerjoin(
                YouthDocument,
                and_(YouthDocument.id == Action.document_id, YouthDocument.deleted_at.is_(None)),
            )
            .where(Action.youth_id.in_(list(youth_ids)), Action.status == ActionStatus.DECLARED)
            .order_by(Action.done_on, Action.id)
        )
        return [(row[0], row[1]) for row in rows]

    async def declared(self, actor: Actor) -> Sequence[Action]:
        """What youths told that wait for whoever accompanies them, or for their structure's manager; the oldest first."""
        rows = await self._s.scalars(
            select(Action)
            .join(Youth, Youth.id == Action.youth_id)
            .where(Action.status == ActionStatus.DECLARED, accompanied(actor))
            .order_by(Action.done_on, Action.id)
        )
        return rows.all()

    async def validated(
        self,
        structure_id: int,
        advisors: Collection[int] | None,
        first: date,
        last: date,
        besides: Collection[int] = (),
    ) -> list[ValidatedRow]:
        """The validated actions of a structure, or of some advisors' youths and those besides, in some days."""
        query = (
            select(
                Action.id,
                Action.youth_id,
                Action.category,
                Action.key,
                Action.title,
                Action.minutes,
                type_coerce(Action.done_on, Date),
                Action.on_behalf,
                func.coalesce(Account.display_name, ""),
            )
            .join(Youth, Youth.id == Action.youth_id)
            .outerjoin(Account, Account.id == Action.validated_by)
            .where(
                Youth.structure_id == structure_id,
                Action.status == ActionStatus.VALIDATED,
                Action.done_on.between(first, last),
            )
            .order_by(Action.id)
        )
        if advisors is not None:
            of_theirs = Youth.advisor_id.in_(list(advisors))
            query = query.where(or_(of_theirs, Youth.id.in_(list(besides))))
        return [ValidatedRow(*row) for row in await self._s.execute(query)]

    async def hours(
        self, youth_ids: Collection[int], first: date, last: date
    ) -> dict[int, list[Hours]]:
        """What the actions of some youths count for between two days, by youth."""
        between = or_(
            Action.done_on.between(first, last),
            Action.planned_on.between(first, last),
        )
        found: dict[int, list[Hours]] = defaultdict(list)
        for youth_id, status, minutes, planned_on, done_on in await self._s.execute(
            select(
                Action.youth_id, Action.status, Action.minutes, Action.planned_on, Action.done_on
            ).where(
                Action.youth_id.in_(list(youth_ids)),
                Action.status != ActionStatus.CANCELLED,
                between,
            )
        ):
            counted = hours_of_action(status, minutes, planned_on, done_on)
            if counted is not None and first <= counted.day <= last:
                found[youth_id].append(counted)
        return found

    async def batch(self, public_id: str) -> ActionBatch | None:
        """Something done at once, by the id made in the browser."""
        return await self._s.scalar(select(ActionBatch).where(ActionBatch.public_id == public_id))

    async def youths(self, public_ids: Collection[str]) -> Sequence[Youth]:
        """Youths by their public ids, in a steady order."""
        rows = await self._s.scalars(
            select(Youth).where(Youth.public_id.in_(list(public_ids))).order_by(Youth.id)
        )
        return rows.all()

    async def batch_by_id(self, batch_id: int) -> ActionBatch | None:
        """Something done at once, by its dense id."""
        return await self._s.get(ActionBatch, batch_id)

    async def steps_of(self, batch_id: int) -> Sequence[tuple[ActionStep, Action, Youth]]:
        """What was done at once, step by step."""
        rows = await self._s.execute(
            select(ActionStep, Action, Youth)
            .join(Action, Action.id == ActionStep.action_id)
            .join(Youth, Youth.id == Action.youth_id)
            .where(ActionStep.batch_id == batch_id)
            .order_by(ActionStep.id)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    async def last_step(self, action_id: int) -> ActionStep | None:
        """The latest step of an action."""
        return await self._s.scalar(
            select(ActionStep)
            .where(ActionStep.action_id == action_id)
            .order_by(ActionStep.id.desc())
            .limit(1)
        )

    async def last_telling(self, action_id: int) -> ActionStep | None:
        """The latest step by which something that was to be done was told as done."""
        return await self._s.scalar(
            select(ActionStep)
            .where(
                ActionStep.action_id == action_id,
                ActionStep.before.in_((ActionStatus.AGREED, ActionStatus.RETURNED)),
                ActionStep.after == ActionStatus.DECLARED,
            )
            .order_by(ActionStep.id.desc())
            .limit(1)
        )

    async def last_steps(self, action_ids: Collection[int]) -> dict[int, int]:
        """The id of the latest step of each action."""
        rows = await self._s.execute(
            select(ActionStep.action_id, func.max(ActionStep.id))
            .where(ActionStep.action_id.in_(list(action_ids)))
            .group_by(ActionStep.action_id)
        )
        return {row[0]: row[1] for row in rows}

    async def entries(self, structure_id: int) -> Sequence[ActionEntry]:
        """A structure's own entries, and what it makes of the shared ones."""
        rows = await self._s.scalars(
            select(ActionEntry)
            .where(ActionEntry.structure_id == structure_id)
            .order_by(ActionEntry.id)
        )
        return rows.all()

    async def entry(self, structure_id: int, public_id: str) -> ActionEntry | None:
        """A structure's entry: by its public id, or by the key of the shared one that it changes."""
        named = or_(ActionEntry.public_id == public_id, ActionEntry.shared_key == public_id)
        return await self._s.scalar(
            select(ActionEntry).where(ActionEntry.structure_id == structure_id, named)
        )

    async def weeks(
        self, youth_ids: Collection[int], first: date, last: date
    ) -> dict[int, dict[Week, WeekTotal]]:
        """The kept sums of some youths' weeks whose Monday lies between two days."""
        found: dict[int, dict[Week, WeekTotal]] = defaultdict(dict)
        for row in await self._s.scalars(
            select(YouthWeek).where(
                YouthWeek.youth_id.in_(list(youth_ids)), YouthWeek.monday.between(first, last)
            )
        ):
            total = WeekTotal(row.planned, row.waiting, row.validated)
            found[row.youth_id][Week(row.monday)] = total
        return found

    async def keep_week(self, youth_id: int, week: Week, total: WeekTotal) -> None:
        """Keep the sums of a week; one without anything is not kept."""
        await self._s.execute(
            delete(YouthWeek).where(YouthWeek.youth_id == youth_id, YouthWeek.monday == week.monday)
        )
        if total != WeekTotal():
            self._s.add(
                YouthWeek(
                    youth_id=youth_id,
                    monday=week.monday,
                    planned=total.planned,
                    waiting=total.waiting,
                    validated=total.validated,
                )
            )
            await self._s.flush()

    async def reception(self, structure_id: int) -> ReceptionSecret | None:
        """What a structure's code at reception is made of."""
        return await self._s.get(ReceptionSecret, structure_id)
