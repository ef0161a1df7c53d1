"""What people are told of immersions, and the worker's round on those that ended. No name, and no typed word."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.models import Immersion, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.immersions import ImmersionStatus
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.immersion_company import EVENT as PROPOSED
from myjobmatch.services.immersions import SIGNED
from myjobmatch.services.notices import tell_advisor
from myjobmatch.services.standing import who_answers
from myjobmatch.services.telling import tells

REVIEW_DUE = "immersion_review_due"
"""The domain event of an immersion that ended: `{immersion}`."""

YOUTH_PAGE = "/mon-espace/rendez-vous#immersions"
_AT_ONCE = 200


@tells(PROPOSED, NotificationKind.OUTCOME)
async def _proposed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """An employer would take a youth for some days: the advisor writes the agreement."""
    row = await uow.immersions.get(payload["immersion"])
    if row is None or row.status is not ImmersionStatus.DRAFT:
        return []
    return await _to_advisor(uow, row, "immersion_proposed")


@tells(SIGNED, NotificationKind.OUTCOME)
async def _signed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """All have signed: the youth knows when it begins."""
    row = await uow.immersions.get(payload["immersion"])
    identity = await uow.youths.identity(row.youth_id) if row else None
    if (
        row is None
        or row.status is not ImmersionStatus.SIGNED
        or row.starts_on is None
        or identity is None
        or identity.account_id is None
    ):
        return []
    return [
        Telling(
            NotificationKind.OUTCOME,
            (identity.account_id,),
            cause=f"immersion_signed:{row.id}",
            matter=f"immersion:{row.id}",
            text="immersion_signed",
            path=YOUTH_PAGE,
            params={"at": row.starts_on.isoformat()},
        )
    ]


@tells(REVIEW_DUE, NotificationKind.OUTCOME)
async def _review_due(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """It ended yesterday: the advisor writes how it went."""
    row = await uow.immersions.get(payload["immersion"])
    if row is None or row.status is not ImmersionStatus.SIGNED:
        return []
    return await _to_advisor(uow, row, "immersion_review")


@service(is_system)
async def ask_for_reviews(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Put an event out for each immersion that ended before today and was not reviewed, once; answers how many."""
    now = uow.clock.now()
    due = await uow.immersions.to_ask(paris_day(now), _AT_ONCE)
    for row in due:
        row.asked_at = now
        uow.ledger.event(REVIEW_DUE, {"immersion": row.id})
        youth = await uow.youths.get(row.youth_id)
        if youth is not None:
            tell_advisor(uow, youth)
    return len(due)


def page_of(youth: Youth) -> str:
    """The immersions of a youth, in their file."""
    return f"/conseil/jeunes/{youth.public_id}/immersions"


async def _to_advisor(uow: UnitOfWork, row: Immersion, text: str) -> list[Telling]:
    """Whoever answers the youth today."""
    youth = await uow.youths.get(row.youth_id)
    answers = await who_answers(uow, youth) if youth is not None else None
    if youth is None or answers is None:
        return []
    return [
        Telling(
            NotificationKind.OUTCOME,
            answers.accounts,
            cause=f"{text}:{row.id}",
            matter=f"immersion:{row.id}",
            text=text,
            path=page_of(youth),
        )
    ]
