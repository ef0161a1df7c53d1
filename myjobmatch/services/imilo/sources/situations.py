"""Situations that advisors told; those that came from i-milo do not go back."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.i18n.translate import translate
from myjobmatch.services.imilo.registry import EntryScope, entry_source
from myjobmatch.services.situations import situation_in_words


@entry_source(EntryKind.SITUATION)
async def situations(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """What was told in the scope's time, dated by the day the situation began; its end is told anew."""
    return [
        Entry(
            key=f"situation:{row.id}:{row.until.isoformat() if row.until else 'open'}",
            youth_id=row.youth_id,
            kind=EntryKind.SITUATION,
            day=row.since,
            what=situation_in_words(row)
            if row.until is None
            else translate(
                "fr", "imilo.what.ended", what=situation_in_words(row), at=row.until.isoformat()
            ),
            by=by,
        )
        for row, by in await uow.imilo.situations_told(scope.whose, scope.since, scope.until)
    ]
