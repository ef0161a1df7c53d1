"""An account's settings of notifications, and the link that stops e-mails without signing in."""

import secrets

from myjobmatch.db.models import NotificationChoice, NotificationSetting
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.notifications import Channel, NotificationKind, QuietHours
from myjobmatch.services.notices import ACCOUNT


async def own_setting(uow: UnitOfWork, account_id: int) -> NotificationSetting:
    """An account's settings, those of everybody at first."""
    known = await uow.notifications.setting(account_id)
    if known is not None:
        return known
    first = QuietHours()
    setting = NotificationSetting(
        account_id=account_id,
        quiet=first.on,
        quiet_start=first.start,
        quiet_end=first.end,
        stop_token=secrets.token_urlsafe(24),
    )
    uow.notifications.add(setting)
    await uow.notifications.flush()
    return setting


async def stop_emails(database: Database, token: str) -> None:
    """No more e-mails to whoever holds this token of a letter, for every kind there is.

    Not a `@service`: the letter's token is all the right that its reader has, and needs.

    Raises:
        NotFound: nobody's (`stop_unknown`).
    """
    async with database.unit() as uow:
        setting = await uow.notifications.setting_by_token(token) if 0 < len(token) <= 32 else None
        if setting is None:
            raise NotFound("stop_unknown")
        for kind in NotificationKind:
            known = await uow.notifications.choice(setting.account_id, kind, Channel.EMAIL)
            if known is None:
                uow.notifications.add(
                    NotificationChoice(
                        account_id=setting.account_id,
                        kind=kind,
                        channel=Channel.EMAIL,
                        wanted=False,
                    )
                )
            else:
                known.wanted = False
        uow.changed(ACCOUNT, setting.account_id)
