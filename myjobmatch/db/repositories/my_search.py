"""A youth's own search: what they keep for themselves, and what falls due of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Application,
    ApplicationTransition,
    Match,
    MatchTransition,
    Offer,
    Reminder,
    SavedSearch,
    SearchNote,
    TrackedApplication,
    TrackedStep,
    YouthCv,
    YouthDocument,
    YouthIdentity,
)
from myjobmatch.domain.my_search import NoteView, ReminderView, StepView


def _key(offer: str | None, tracked: str | None) -> str:
    return f"o-{offer}" if offer else f"t-{tracked}" if tracked else ""


class MySearch:
    """Queries on what a youth keeps of their search."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(
        self,
        row: TrackedApplication
        | TrackedStep
        | SearchNote
        | Reminder
        | SavedSearch
        | YouthDocument
        | YouthCv,
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def remove(self, row: SearchNote | Reminder | SavedSearch | YouthDocument) -> None:
        """Delete a row for good."""
        kind = type(row)
        await self._s.execute(delete(kind).where(kind.id == row.id))

    async def tracked(self, youth_id: int) -> Sequence[TrackedApplication]:
        """A youth's applications made elsewhere, the latest first, without those taken away."""
        rows = await self._s.scalars(
            select(TrackedApplication)
            .where(TrackedApplication.youth_id == youth_id, TrackedApplication.deleted_at.is_(None))
            .order_by(TrackedApplication.changed_at.desc(), TrackedApplication.id.desc())
        )
        return rows.all()

    async def count_tracked(self, youth_id: int) -> int:
        """How many a youth holds, those taken away and not forgotten yet included."""
        count = select(func.count()).where(TrackedApplication.youth_id == youth_id)
        return await self._s.scalar(count) or 0

    async def tracked_of(self, youth_id: int, public_id: str) -> TrackedApplication | None:
        """A youth's application made elsewhere, taken away or not."""
        return await self._s.scalar(
            select(TrackedApplication).where(
                TrackedApplication.youth_id == youth_id, TrackedApplication.public_id == public_id
            )
        )

    async def steps(self, youth_id: int) -> dict[int, list[StepView]]:
        """The steps of a youth's applications made elsewhere, by the application's id, oldest first."""
        found: dict[int, list[StepView]] = defaultdict(list)
        for tracked_id, status, at in await self._s.execute(
            select(TrackedStep.tracked_id, TrackedStep.status, TrackedStep.at)
            .join(TrackedApplication, TrackedApplication.id == TrackedStep.tracked_id)
            .where(TrackedApplication.youth_id == youth_id)
            .order_by(TrackedStep.id)
        ):
            found[tracked_id].append(StepView(status.value, at))
        return found

    async def count_steps(self, tracked_id: int) -> int:
        """How many steps an application made elsewhere has."""
        count = select(func.count()).where(TrackedStep.tracked_id == tracked_id)
        return await self._s.scalar(count) or 0

    async def last_step(self, tracked_id: int) -> TrackedStep | None:
        """The latest step of an application made elsewhere."""
        return await self._s.scalar(
            select(TrackedStep)
            .where(TrackedStep.tracked_id == tracked_id)
            .order_by(TrackedStep.id.desc())
            .limit(1)
        )

    async def histories(self, youth_id: int) -> dict[str, list[StepView]]:
        """The steps of a youth's applications and matches here, by `o-` and the offer's public id."""
        found: dict[str, list[StepView]] = defaultdict(list)
        for offer, status, at in await self._s.execute(
            select(Offer.public_id, ApplicationTransition.after, ApplicationTransition.at)
            .join(Application, Application.id == ApplicationTransition.application_id)
            .join(Offer, Offer.id == Application.offer_id)
            .where(Application.youth_id == youth_id)
            .order_by(ApplicationTransition.id)
        ):
            found[f"o-{offer}"].append(StepView(f"application_{status.value}", at))
        for offer, matched, at in await self._s.execute(
            select(Offer.public_id, MatchTransition.after, MatchTransition.at)
            .join(Match, Match.id == MatchTransition.match_id)
            .join(Offer, Offer.id == Match.offer_id)
            .where(Match.youth_id == youth_id)
            .order_by(MatchTransition.id)
        ):
            found[f"o-{offer}"].append(StepView(f"match_{matched.value}", at))
        return found

    async def notes(self, youth_id: int) -> list[NoteView]:
        """A youth's notes; those on what was taken away are left out."""
        rows = await self._s.execute(
            select(Offer.public_id, TrackedApplication.public_id, SearchNote.text)
            .select_from(SearchNote)
            .outerjoin(Offer, Offer.id == SearchNote.offer_id)
            .outerjoin(TrackedApplication, TrackedApplication.id == SearchNote.tracked_id)
            .where(SearchNote.youth_id == youth_id, TrackedApplication.deleted_at.is_(None))
            .order_by(SearchNote.id)
        )
        return [NoteView(_key(offer, tracked), text) for offer, tracked, text in rows]

    async def note_on(
        self, youth_id: int, offer_id: int | None, tracked_id: int | None
    ) -> SearchNote | None:
        """A youth's note on an offer or an application made elsewhere."""
        about = SearchNote.offer_id == offer_id if offer_id else SearchNote.tracked_id == tracked_id
        return await self._s.scalar(
            select(SearchNote).where(SearchNote.youth_id == youth_id, about)
        )

    async def reminders(self, youth_id: int, done_since: datetime) -> list[ReminderView]:
        """A youth's reminders, the next first: those to come, and those done since a moment."""
        rows = await self._s.execute(
            select(Reminder, Offer.public_id, TrackedApplication.public_id)
            .outerjoin(Offer, Offer.id == Reminder.offer_id)
            .outerjoin(TrackedApplication, TrackedApplication.id == Reminder.tracked_id)
            .where(
                Reminder.youth_id == youth_id,
                TrackedApplication.deleted_at.is_(None),
                or_(Reminder.done_at.is_(None), Reminder.done_at >= done_since),
            )
            .order_by(Reminder.due_at, Reminder.id)
        )
        return [
            ReminderView(
                row.public_id, _key(offer, tracked), row.text, row.due_at, row.done_at is not None
            )
            for row, offer, tracked in rows
        ]

    async def reminder_of(self, youth_id: int, public_id: str) -> Reminder | None:
        """A youth's reminder."""
        return await self._s.scalar(
            select(Reminder).where(Reminder.youth_id == youth_id, Reminder.public_id == public_id)
        )

    async def reminder(self, reminder_id: int) -> Reminder | None:
        """A reminder by its dense id."""
        return await self._s.get(Reminder, reminder_id)

    async def count_reminders(self, youth_id: int) -> int:
        """How many reminders of a youth are still to come."""
        count = select(func.count()).where(
            Reminder.youth_id == youth_id, Reminder.done_at.is_(None)
        )
        return await self._s.scalar(count) or 0

    async def due_reminders(self, now: datetime, limit: int) -> Sequence[tuple[Reminder, int]]:
        """Reminders whose moment has come and that were not told of, with their youth's account."""
        rows = await self._s.execute(
            select(Reminder, YouthIdentity.account_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Reminder.youth_id)
            .outerjoin(TrackedApplication, TrackedApplication.id == Reminder.tracked_id)
            .where(
                Reminder.told_at.is_(None),
                Reminder.done_at.is_(None),
                Reminder.due_at <= now,
                TrackedApplication.deleted_at.is_(None),
                YouthIdentity.account_id.is_not(None),
            )
            .order_by(Reminder.due_at)
            .limit(limit)
            .with_for_update(of=Reminder, skip_locked=True)
        )
        return [(row[0], row[1]) for row in rows if row[1] is not None]

    async def forget_taken_away(self, before: datetime) -> int:
        """Delete for good what was taken away before a moment; answers how many."""
        gone = await self._s.execute(
            delete(TrackedApplication).where(TrackedApplication.deleted_at < before)
        )
        return int(getattr(gone, "rowcount", 0))

    async def searches(self, youth_id: int) -> Sequence[SavedSearch]:
        """A youth's saved searches, in the order they were saved."""
        rows = await self._s.scalars(
            select(SavedSearch).where(SavedSearch.youth_id == youth_id).order_by(SavedSearch.id)
        )
        return rows.all()

    async def search_of(self, youth_id: int, public_id: str) -> SavedSearch | None:
        """A youth's saved search."""
        return await self._s.scalar(
            select(SavedSearch).where(
                SavedSearch.youth_id == youth_id, SavedSearch.public_id == public_id
            )
        )

    async def search(self, search_id: int) -> SavedSearch | None:
        """The saved search of that id, locked where rows can be."""
        return await self._s.scalar(
            select(SavedSearch).where(SavedSearch.id == search_id).with_for_update()
        )

    async def searches_to_check(self, before: datetime, limit: int) -> Sequence[SavedSearch]:
        """Saved searches not looked through since a moment, those that waited longest first."""
        rows = await self._s.scalars(
            select(SavedSearch)
            .where(SavedSearch.checked_at < before)
            .order_by(SavedSearch.checked_at, SavedSearch.id)
            .limit(limit)
        )
        return rows.all()

    async def documents(self, youth_id: int) -> Sequence[YouthDocument]:
        """A youth's documents, the latest first, without those taken away."""
        rows = await self._s.scalars(
            select(YouthDocument)
            .where(YouthDocument.youth_id == youth_id, YouthDocument.deleted_at.is_(None))
            .order_by(YouthDocument.id.desc())
        )
        return rows.all()

    async def document_room(self, youth_id: int) -> tuple[int, int]:
        """How many documents of a youth lie on the disk, and their bytes; those taken away count."""
        row = await self._s.execute(
            select(func.count(), func.coalesce(func.sum(YouthDocument.size), 0)).where(
                YouthDocument.youth_id == youth_id
            )
        )
        count, size = row.one()
        return count, int(size)

    async def document(self, public_id: str) -> YouthDocument | None:
        """The document with that public id, whoever's it is; taken away or not."""
        return await self._s.scalar(
            select(YouthDocument).where(YouthDocument.public_id == public_id)
        )

    async def documents_taken_away(self, before: datetime) -> Sequence[YouthDocument]:
        """Documents taken away before a moment."""
        rows = await self._s.scalars(select(YouthDocument).where(YouthDocument.deleted_at < before))
        return rows.all()

    async def stored_names(self) -> set[str]:
        """The files that some document still names."""
        return set(await self._s.scalars(select(YouthDocument.stored_as)))

    async def cv(self, youth_id: int) -> YouthCv | None:
        """What a youth typed for their CV."""
        return await self._s.get(YouthCv, youth_id)
