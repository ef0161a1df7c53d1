"""What people are told of their own way in: a code for another password was made, or used, or one changed it oneself.

Sessions end when it is used, and with them the devices: the first word reaches the phone, the second the addresses.
"""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import Role
from myjobmatch.domain.notifications import PAGE_OF_ROLE, NotificationKind, Telling
from myjobmatch.services.password_renewal import CHANGED, CODE_GIVEN, RENEWED
from myjobmatch.services.tellers import account_of
from myjobmatch.services.telling import tells

MESSAGES = "/messages"
SECURITY = "/mon-espace/securite"
AT_A_DESK = "#mot-de-passe"
"""Where on the page of alerts a desk has its password."""


@tells(CODE_GIVEN, NotificationKind.MESSAGE)
async def _code_given(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Before anything has changed: who asked for nothing can still have the code taken back."""
    return await _told(uow, payload, "password_code")


@tells(RENEWED, NotificationKind.MESSAGE)
async def _renewed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """By a code of their Mission Locale; and what to do if it was somebody else."""
    return await _told(uow, payload, "password_renewed")


@tells(CHANGED, NotificationKind.MESSAGE)
async def _changed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """By whoever was signed in; and what to do if it was somebody else."""
    account = await uow.accounts.get(payload["account"])
    if account is None or account.role not in PAGE_OF_ROLE:
        return []
    text, path = "password_changed", SECURITY
    if account.role is not Role.YOUTH:
        text, path = "password_changed_desk", PAGE_OF_ROLE[account.role] + AT_A_DESK
    return [
        Telling(
            NotificationKind.MESSAGE,
            (account.id,),
            cause=f"{text}:{account.id}:{payload['at']}",
            matter=f"{text}:{account.id}",
            text=text,
            path=path,
            of_access=True,
        )
    ]


async def _told(uow: UnitOfWork, payload: Mapping[str, Any], text: str) -> list[Telling]:
    account_id = await account_of(uow, payload["youth"])
    if account_id is None:
        return []
    return [
        Telling(
            NotificationKind.MESSAGE,
            (account_id,),
            cause=f"{text}:{payload['code']}",
            matter=f"{text}:{payload['youth']}",
            text=text,
            path=MESSAGES,
        )
    ]
