"""A youth's file: who it is about, and all that happened around them."""

from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.permissions import is_accompanying, is_own_advisor
from myjobmatch.domain.portfolio import TimelineEntry, in_runs
from myjobmatch.domain.youth_file import TIMELINE_PAGE, Theme, YouthHead, kinds_of
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.erasure import erasure_of


@service(is_accompanying, writes=False)
async def youth_head(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> YouthHead:
    """Who a file is about: what stands above each of its sections.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    identity = await uow.youths.identity(youth.id)
    if identity is None:
        raise NotFound("youth_unknown")
    advisor = await uow.accounts.get(youth.advisor_id) if youth.advisor_id else None
    return YouthHead(
        id=youth.public_id,
        name=f"{identity.first_name} {identity.last_name}".strip(),
        birth_date=identity.birth_date,
        phone=identity.phone,
        email=identity.email,
        commune=identity.commune,
        postcode=identity.postcode,
        scheme=youth.scheme,
        follow_up=youth.follow_up,
        dossier=youth.dossier or "",
        advisor=advisor.display_name if advisor else "",
        has_account=identity.account_id is not None,
        last_active_at=youth.last_active_at,
        own=is_own_advisor(actor, youth_id=youth.id, advisor_id=youth.advisor_id),
        erasure=await erasure_of(youth.id, uow),
    )


FULL_PAGE = 20
MOST_READS = 5
"""A page that many visits in a row made short is filled up, within reason."""


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """What happened around a youth (public id), of a theme or all, before an entry (its number) or from the newest."""

    youth_id: str
    theme: Theme | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Entries, newest first; `before` asks for the older ones, 0 when there are none."""

    entries: tuple[TimelineEntry, ...]
    before: int


@service(is_accompanying, writes=False)
async def youth_timeline(actor: Actor, query: TimelineQuery, uow: UnitOfWork) -> TimelinePage:
    """A page of what happened around a youth.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, query.youth_id, uow)
    kinds: tuple[ActivityKind, ...] = kinds_of(query.theme) if query.theme else ()
    lines: list[TimelineEntry] = []
    before, entries = query.before, []
    for _ in range(MOST_READS):
        rows = await uow.portfolio.timeline(youth.id, TIMELINE_PAGE + 1, kinds=kinds, before=before)
        shown = rows[:TIMELINE_PAGE]
        entries += [
            TimelineEntry(entry.at, entry.kind, title, taken_back=entry.taken_back)
            for entry, title in shown
        ]
        lines = in_runs(entries)
        before = shown[-1][0].id if len(rows) > TIMELINE_PAGE else 0
        if not before or len(lines) >= FULL_PAGE:
            break
    return TimelinePage(tuple(lines), before)
