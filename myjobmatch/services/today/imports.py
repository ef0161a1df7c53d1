"""What waits of imports, and what is not in i-milo yet."""

from datetime import timedelta

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.domain.youth_import.words import ImportStatus
from myjobmatch.services.imilo.listing import EntryQuery, count_entries
from myjobmatch.services.today.registry import key_of, source
from myjobmatch.services.youth_import.batches import list_imports

LEFT_FOR = timedelta(days=7)
"""How long the rows that an import left out are spoken of."""
ENTERED_WEEKLY_DAYS = 90


@source(TodayKind.IMPORT, behind="/conseil/importer")
async def imports_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Files sent and not confirmed; imports that left rows out."""
    rows = []
    now = uow.clock.now()
    for one in await list_imports(actor, None, uow):
        refused = one.counts.get("refused", 0) + one.counts.get("skipped", 0)
        fresh = one.finished_at is not None and now - one.finished_at < LEFT_FOR
        if one.status is ImportStatus.DRAFT:
            detail, count, at = "import_draft", one.rows, one.created_at
        elif one.status is ImportStatus.DONE and refused and fresh and one.finished_at:
            detail, count, at = "import_left", refused, one.finished_at
        else:
            continue
        rows.append(
            TodayRow(
                key=key_of(TodayKind.IMPORT, one.id),
                kind=TodayKind.IMPORT,
                at=at,
                subject=one.file_name,
                detail=detail,
                count=count,
                when=at.isoformat(),
                act="resume_import" if detail == "import_draft" else "see_rows",
                href=f"/conseil/importer/{one.id}",
            )
        )
    return TodayFound(rows[:READ_EACH], len(rows))


@source(TodayKind.NOT_ENTERED, behind="/conseil/imilo")
async def not_entered(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """One row a week for all that is not in i-milo yet."""
    waiting = await count_entries(actor, EntryQuery(days=ENTERED_WEEKLY_DAYS), uow)
    if not waiting.known and not waiting.lacking:
        return TodayFound((), 0)
    today = paris_day(uow.clock.now())
    monday = today - timedelta(days=today.weekday())
    row = TodayRow(
        key=key_of(TodayKind.NOT_ENTERED, monday.isoformat()),
        kind=TodayKind.NOT_ENTERED,
        at=waiting.newest,
        subject="i-milo",
        detail="not_entered" if waiting.known else "dossiers_lacking",
        count=waiting.known or waiting.lacking,
        act="enter",
        href="/conseil/imilo",
    )
    return TodayFound((row,), 1)
