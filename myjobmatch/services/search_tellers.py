"""What a youth's own search tells them: a reminder whose moment has come, new offers of a saved search."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.reminders import DUE
from myjobmatch.services.saved_searches import FOUND
from myjobmatch.services.telling import means, tells

OFFERS = "/mes-offres"
SEARCHES = "/mes-offres/recherches"


@tells(DUE, NotificationKind.REMINDER)
async def _reminder_due(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """They wanted to be reminded now. What of is not said: it may be read on a locked screen."""
    reminder = await uow.my_search.reminder(payload["reminder"])
    identity = await uow.youths.identity(payload["youth"])
    if reminder is None or identity is None or identity.account_id is None:
        return []
    return [
        Telling(
            NotificationKind.REMINDER,
            (identity.account_id,),
            cause=f"reminder:{reminder.id}:{reminder.due_at:%Y%m%d%H%M}",
            matter=f"reminder:{reminder.id}",
            text="reminder",
            path=OFFERS,
            about={"reminder": reminder.id},
        )
    ]


@tells(FOUND, NotificationKind.SAVED_SEARCH)
async def _saved_search_found(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Offers were published that one of their searches finds."""
    search = await uow.my_search.search(payload["search"])
    identity = await uow.youths.identity(payload["youth"])
    if search is None or identity is None or identity.account_id is None:
        return []
    return [
        Telling(
            NotificationKind.SAVED_SEARCH,
            (identity.account_id,),
            cause=f"saved_search:{search.id}:{payload['day']}",
            matter=f"saved_search:{search.id}",
            text="saved_search",
            path=SEARCHES,
            params={"count": payload["count"]},
            about={"search": search.id},
        )
    ]


@means(NotificationKind.REMINDER)
async def _not_done(uow: UnitOfWork, _account_id: int, about: Mapping[str, int]) -> bool:
    """Neither done nor deleted meanwhile."""
    reminder = await uow.my_search.reminder(about["reminder"])
    return reminder is not None and reminder.done_at is None


@means(NotificationKind.SAVED_SEARCH)
async def _not_seen(uow: UnitOfWork, _account_id: int, about: Mapping[str, int]) -> bool:
    """They have not looked meanwhile, and still want to be told."""
    search = await uow.my_search.search(about["search"])
    return search is not None and search.fresh > 0 and search.tell
