"""What a youth is told of their actions: one word for what was done at once, and nothing of what was taken back."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.action_bulk import AGREED, RETURNED, VALIDATED
from myjobmatch.services.tellers import account_of
from myjobmatch.services.telling import means, tells

WEEK = "/mon-espace/semaine"


async def _telling(uow: UnitOfWork, topic: str, payload: Mapping[str, Any]) -> list[Telling]:
    account_id = await account_of(uow, payload["youth"])
    if account_id is None:
        return []
    return [
        Telling(
            NotificationKind.ACTION,
            (account_id,),
            cause=f"{topic}:{payload['batch']}:{payload['youth']}",
            matter=f"{topic}:{payload['youth']}",
            text=topic,
            path=WEEK,
            params={"count": payload["count"]},
            about={"batch": payload["batch"]},
        )
    ]


@tells(AGREED, NotificationKind.ACTION)
async def _agreed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Something is planned with them."""
    return await _telling(uow, AGREED, payload)


@tells(VALIDATED, NotificationKind.ACTION)
async def _validated(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Their hours count."""
    return await _telling(uow, VALIDATED, payload)


@tells(RETURNED, NotificationKind.ACTION)
async def _returned(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Something needs another word from them."""
    return await _telling(uow, RETURNED, payload)


@means(NotificationKind.ACTION)
async def _stands(uow: UnitOfWork, _account_id: int, about: Mapping[str, int]) -> bool:
    """It was not taken back meanwhile."""
    batch = await uow.actions.batch_by_id(about["batch"])
    return batch is not None and batch.undone_at is None
