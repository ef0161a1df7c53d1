"""Who accompanied whom in the demonstration: a leave that is over, one to come, a youth followed by two."""

from datetime import datetime, timedelta

from myjobmatch.db.models import FollowUpSpan, PortfolioTransfer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import FollowKind, TransferKind
from myjobmatch.domain.ids import new_public_id

AMINATA, YANN = "conseil", "yann.belkacem"
CAME_FROM_YANN = 3
"""So many of Aminata's youths were Yann's before."""


async def load_continuity(uow: UnitOfWork, people: People, now: datetime) -> None:
    """The history of each youth's advisor, two hand-overs, a shared follow-up."""
    aminata, yann = people.accounts[AMINATA], people.accounts[YANN]
    moved = 0
    for youth in people.youths.values():
        if youth.advisor_id is None:
            continue
        since = youth.created_at
        joined_long_ago = now - since > timedelta(days=50)
        if youth.advisor_id == aminata.id and joined_long_ago and moved < CAME_FROM_YANN:
            moved += 1
            changed = since + timedelta(days=20)
            uow.continuity.add(_span(youth.id, yann.id, FollowKind.MAIN, since, changed))
            since = changed
        uow.continuity.add(_span(youth.id, youth.advisor_id, FollowKind.MAIN, since))
    shared = [one for one in people.youths.values() if one.advisor_id == aminata.id][-1]
    uow.continuity.add(
        _span(
            shared.id,
            yann.id,
            FollowKind.SHARED,
            now - timedelta(days=12),
            reason="Yann suit la recherche d'alternance.",
        )
    )
    today = paris_day(now)
    common = {"structure_id": aminata.structure_id, "kind": TransferKind.TEMPORARY, "whole": True}
    began = now - timedelta(days=33)
    ended = now - timedelta(days=26)
    uow.continuity.add(
        PortfolioTransfer(
            public_id=new_public_id(),
            batch=new_public_id(),
            from_id=aminata.id,
            to_id=yann.id,
            from_day=today - timedelta(days=33),
            until_day=today - timedelta(days=27),
            reason="Congés",
            by_id=aminata.id,
            created_at=began - timedelta(days=5),
            begun_at=began,
            ended_at=ended,
            **common,
        )
    )
    uow.continuity.add(
        PortfolioTransfer(
            public_id=new_public_id(),
            batch=new_public_id(),
            from_id=yann.id,
            to_id=aminata.id,
            from_day=today + timedelta(days=6),
            until_day=today + timedelta(days=15),
            reason="Formation",
            by_id=people.accounts["responsable"].id,
            created_at=now - timedelta(days=2),
            **common,
        )
    )
    await uow.continuity.flush()


def _span(
    youth_id: int,
    advisor_id: int,
    kind: FollowKind,
    since: datetime,
    until: datetime | None = None,
    reason: str = "",
) -> FollowUpSpan:
    return FollowUpSpan(
        youth_id=youth_id, advisor_id=advisor_id, kind=kind, since=since, until=until, reason=reason
    )
