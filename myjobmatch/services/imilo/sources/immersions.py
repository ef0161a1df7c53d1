"""Immersions: agreements signed by all, and how each ended."""

from myjobmatch.db.models import Immersion
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.i18n.translate import translate
from myjobmatch.services.imilo.registry import EntryScope, entry_source


@entry_source(EntryKind.IMMERSION)
async def immersions(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """Agreements by the day they begin, reviews by the day they were written; the youth's situation is in them."""
    found = [
        Entry(
            key=f"immersion:{row.id}:signed",
            youth_id=row.youth_id,
            kind=EntryKind.IMMERSION,
            day=row.starts_on or paris_day(row.changed_at),
            what=translate(
                "fr",
                "imilo.what.immersion",
                what=_about(row),
                since=row.starts_on.isoformat() if row.starts_on else "",
                until=row.ends_on.isoformat() if row.ends_on else "",
            ),
            by=by,
        )
        for row, by in await uow.imilo.immersions_agreed(scope.whose, scope.since, scope.until)
    ]
    for row, review, by in await uow.imilo.immersions_reviewed(
        scope.whose, scope.since, scope.until
    ):
        how = translate("fr", review.done.label_key).lower()
        if review.hired and review.contract is not None:
            contract = translate("fr", review.contract.label_key)
            how = translate("fr", "imilo.what.immersion_hired", how=how, contract=contract)
        found.append(
            Entry(
                key=f"immersion:{row.id}:{review.done.value}",
                youth_id=row.youth_id,
                kind=EntryKind.IMMERSION,
                day=paris_day(review.at),
                what=translate("fr", "imilo.what.immersion_reviewed", what=_about(row), how=how),
                by=by,
            )
        )
    return found


def _about(row: Immersion) -> str:
    return translate("fr", "imilo.what.offer", title=row.title, company=row.host_name)
