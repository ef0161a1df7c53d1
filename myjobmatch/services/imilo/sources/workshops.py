"""Workshops that youths took part in, once they are closed."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.i18n.translate import translate
from myjobmatch.services.imilo.registry import EntryScope, entry_source


@entry_source(EntryKind.WORKSHOP)
async def workshops(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """Each participant's presence, with the hours that count for it."""
    rows = await uow.workshop_hours.entries(
        scope.whose.structure_id,
        scope.whose.advisor_ids,
        scope.since,
        scope.until,
        scope.whose.youth_ids,
    )
    return [
        Entry(
            key=f"workshop:{row.enrolment_id}",
            youth_id=row.youth_id,
            kind=EntryKind.WORKSHOP,
            day=paris_day(row.starts_at),
            what=f"{translate('fr', row.kind.label_key)} : {row.title}",
            hours=row.minutes / 60,
            by=row.by,
            for_youth=bool(row.by),
        )
        for row in rows
    ]
