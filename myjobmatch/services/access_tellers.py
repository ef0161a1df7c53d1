"""What a youth is told of their own way in: that a code for another password was made, and that it was used.

Sessions end when it is used, and with them the devices: the first word reaches the phone, the second the addresses.
"""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.password_renewal import CODE_GIVEN, RENEWED
from myjobmatch.services.telling import tells

MESSAGES = "/messages"


@tells(CODE_GIVEN, NotificationKind.MESSAGE)
async def _code_given(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Before anything has changed: who asked for nothing can still have the code taken back."""
    return await _told(uow, payload, "password_code")


@tells(RENEWED, NotificationKind.MESSAGE)
async def _renewed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """By a code of their Mission Locale; and what to do if it was somebody else."""
    return await _told(uow, payload, "password_renewed")


async def _told(uow: UnitOfWork, payload: Mapping[str, Any], text: str) -> list[Telling]:
    identity = await uow.youths.identity(payload["youth"])
    if identity is None or identity.account_id is None:
        return []
    return [
        Telling(
            NotificationKind.MESSAGE,
            (identity.account_id,),
            cause=f"{text}:{payload['code']}",
            matter=f"{text}:{payload['youth']}",
            text=text,
            path=MESSAGES,
        )
    ]
