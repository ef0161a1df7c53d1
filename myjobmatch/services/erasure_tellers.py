"""What is told of an erasure that is asked for: to the youth, who may not have asked, and to who accompanies them."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.erasure import ErasureReason
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.erasure import ASKED, KEPT
from myjobmatch.services.standing import who_answers
from myjobmatch.services.tellers import account_of
from myjobmatch.services.telling import tells

PAGE = "/mon-espace/mes-donnees"
DESK_PAGE = "/conseil"
_TEXTS = {
    ErasureReason.OWN_WISH: "erasure_asked",
    ErasureReason.ON_PAPER: "erasure_on_paper",
    ErasureReason.IDLE: "erasure_idle",
}


@tells(ASKED, NotificationKind.MESSAGE)
async def _asked(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Nobody's name is in it; whoever changed their mind since, or is gone, is told nothing."""
    youth_id, due = payload["youth"], payload["due"]
    row = (await uow.erasing.requests([youth_id])).get(youth_id)
    if row is None or row.due_at.isoformat() != due:
        return []
    cause = f"erasure:{youth_id}:{due}"
    told = []
    account = await account_of(uow, youth_id)
    if account is not None:
        text = _TEXTS[ErasureReason(payload["reason"])]
        told.append(_telling((account,), youth_id, cause, text, PAGE, due))
    advisors = await _advisors(uow, youth_id)
    if advisors:
        told.append(_telling(advisors, youth_id, cause, "erasure_of_youth", DESK_PAGE, due))
    return told


@tells(KEPT, NotificationKind.MESSAGE)
async def _kept(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Whoever was told that they go is told that they stay."""
    youth_id, at = payload["youth"], payload["at"]
    advisors = await _advisors(uow, youth_id)
    if not advisors:
        return []
    cause = f"erasure:{youth_id}:kept:{at}"
    return [_telling(advisors, youth_id, cause, "erasure_kept", DESK_PAGE, at)]


async def _advisors(uow: UnitOfWork, youth_id: int) -> tuple[int, ...]:
    youth = await uow.youths.get(youth_id)
    answers = await who_answers(uow, youth) if youth is not None else None
    return tuple(answers.accounts) if answers is not None else ()


def _telling(
    accounts: tuple[int, ...], youth_id: int, cause: str, text: str, path: str, at: str
) -> Telling:
    return Telling(
        NotificationKind.MESSAGE,
        accounts,
        cause=cause,
        matter=f"erasure:{youth_id}",
        text=text,
        path=path,
        params={"at": at},
    )
