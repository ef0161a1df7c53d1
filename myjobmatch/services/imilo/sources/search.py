"""Offers proposed, and how applications went."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.i18n.translate import translate
from myjobmatch.services.imilo.registry import EntryScope, entry_source

TOLD = (
    ApplicationStatus.SENT,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.IMMERSION,
    ApplicationStatus.HIRED,
    ApplicationStatus.REFUSED,
)
WHAT = {ApplicationStatus.IMMERSION: "imilo.what.immersion_obtained"}
"""How what an application became is told, where its status names something else as well."""


@entry_source(EntryKind.PROPOSAL)
async def proposals(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """Offers that advisors proposed."""
    return [
        Entry(
            key=f"proposal:{row.id}",
            youth_id=row.youth_id,
            kind=EntryKind.PROPOSAL,
            day=paris_day(row.at),
            what=_about("imilo.what.proposal", row.title, row.company),
            by=row.by,
        )
        for row in await uow.imilo.proposals(scope.whose, scope.since, scope.until)
    ]


@entry_source(EntryKind.APPLICATION)
async def applications(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """Applications to offers from outside, as they stand."""
    rows = await uow.imilo.outcomes(scope.whose, scope.since, scope.until, TOLD)
    return [
        Entry(
            key=f"application:{row.id}:{row.status.value}",
            youth_id=row.youth_id,
            kind=EntryKind.APPLICATION,
            day=paris_day(row.at),
            what=_about(
                WHAT.get(row.status, f"imilo.what.{row.status.value}"), row.title, row.company
            ),
            by=row.by if row.for_youth else "",
            for_youth=row.for_youth,
        )
        for row in rows
    ]


def _about(key: str, title: str, company: str) -> str:
    offer = translate("fr", "imilo.what.offer", title=title, company=company) if company else title
    return translate("fr", key, offer=offer)
