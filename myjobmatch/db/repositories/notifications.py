"""Devices, addresses and choices of whoever is told of something; notifications that wait or were sent."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    ContactPoint,
    Notification,
    NotificationChoice,
    NotificationSetting,
    PushSubscription,
    Session,
)
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.notifications import Channel, NotificationKind, NotificationStatus


@dataclass(frozen=True, slots=True)
class Reach:
    """How an account can be told: its facts, the channels that work, its choices and settings."""

    account: Account
    channels: frozenset[Channel]
    choices: dict[tuple[NotificationKind, Channel], bool]
    setting: NotificationSetting | None


class Notifications:
    """Queries on who is told what. A device counts as long as the session lives that it belongs to."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(
        self,
        row: PushSubscription
        | ContactPoint
        | NotificationChoice
        | NotificationSetting
        | Notification,
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits."""
        await self._s.flush()

    # --- devices ---

    async def live_session_id(self, account_id: int, token_hash: str, now: datetime) -> int | None:
        """The id of an account's live session with that hash."""
        return await self._s.scalar(
            select(Session.id).where(
                Session.token_hash == token_hash,
                Session.account_id == account_id,
                Session.revoked_at.is_(None),
                Session.expires_at > now,
            )
        )

    async def subscription(self, endpoint: str) -> PushSubscription | None:
        """The subscription with that address, whoever has it."""
        return await self._s.scalar(
            select(PushSubscription).where(PushSubscription.endpoint == endpoint)
        )

    async def devices(self, account_id: int, now: datetime) -> Sequence[PushSubscription]:
        """An account's devices, oldest first."""
        rows = await self._s.scalars(
            select(PushSubscription)
            .join(Session, Session.id == PushSubscription.session_id)
            .where(
                PushSubscription.account_id == account_id,
                Session.account_id == account_id,
                Session.revoked_at.is_(None),
                Session.expires_at > now,
            )
            .order_by(PushSubscription.id)
        )
        return rows.all()

    async def forget_devices(self, ids: Collection[int]) -> None:
        """Forget devices by their ids."""
        await self._s.execute(delete(PushSubscription).where(PushSubscription.id.in_(list(ids))))

    async def forget_devices_of_session(self, token_hash: str) -> None:
        """Forget the devices of the session with that hash."""
        session = select(Session.id).where(Session.token_hash == token_hash)
        await self._s.execute(
            delete(PushSubscription).where(
                PushSubscription.session_id.in_(session.scalar_subquery())
            )
        )

    async def forget_devices_of_ended_sessions(self, now: datetime) -> None:
        """Forget the devices whose session was revoked or has expired."""
        ended = select(Session.id).where(
            or_(Session.revoked_at.is_not(None), Session.expires_at <= now)
        )
        await self._s.execute(
            delete(PushSubscription).where(PushSubscription.session_id.in_(ended))
        )

    async def note_device_sent(self, device_id: int, at: datetime) -> None:
        """A push service took something for this device."""
        await self._s.execute(
            update(PushSubscription)
            .where(PushSubscription.id == device_id)
            .values(last_success_at=at, failures=0)
        )

    async def note_device_failed(self, device_id: int) -> None:
        """A push service did not take something for this device."""
        await self._s.execute(
            update(PushSubscription)
            .where(PushSubscription.id == device_id)
            .values(failures=PushSubscription.failures + 1)
        )

    # --- addresses, choices, settings ---

    async def contact(
        self, account_id: int, channel: Channel, *, lock: bool = False
    ) -> ContactPoint | None:
        """An account's address on a channel; `lock` when tries of its code are counted."""
        asked = select(ContactPoint).where(
            ContactPoint.account_id == account_id, ContactPoint.channel == channel
        )
        return await self._s.scalar(asked.with_for_update() if lock else asked)

    async def choice(
        self, account_id: int, kind: NotificationKind, channel: Channel
    ) -> NotificationChoice | None:
        """What an account chose, if it did."""
        return await self._s.get(NotificationChoice, (account_id, kind, channel))

    async def setting(self, account_id: int) -> NotificationSetting | None:
        """An account's settings, if it has any."""
        return await self._s.get(NotificationSetting, account_id)

    async def setting_by_token(self, token: str) -> NotificationSetting | None:
        """The settings whose e-mails carry this token."""
        return await self._s.scalar(
            select(NotificationSetting).where(NotificationSetting.stop_token == token)
        )

    async def reach(self, account_ids: Collection[int], now: datetime) -> dict[int, Reach]:
        """How each active account can be told; others are left out."""
        ids = list(account_ids)
        accounts = await self._s.scalars(
            select(Account).where(Account.id.in_(ids), Account.status == AccountStatus.ACTIVE)
        )
        channels: dict[int, set[Channel]] = defaultdict(set)
        for account_id in await self._s.scalars(
            select(PushSubscription.account_id)
            .join(Session, Session.id == PushSubscription.session_id)
            .where(
                PushSubscription.account_id.in_(ids),
                Session.account_id == PushSubscription.account_id,
                Session.revoked_at.is_(None),
                Session.expires_at > now,
            )
            .distinct()
        ):
            channels[account_id].add(Channel.PUSH)
        for contact in await self._s.scalars(
            select(ContactPoint).where(
                ContactPoint.account_id.in_(ids), ContactPoint.verified_at.is_not(None)
            )
        ):
            channels[contact.account_id].add(contact.channel)
        choices: dict[int, dict[tuple[NotificationKind, Channel], bool]] = defaultdict(dict)
        for choice in await self._s.scalars(
            select(NotificationChoice).where(NotificationChoice.account_id.in_(ids))
        ):
            choices[choice.account_id][choice.kind, choice.channel] = choice.wanted
        settings = {
            setting.account_id: setting
            for setting in await self._s.scalars(
                select(NotificationSetting).where(NotificationSetting.account_id.in_(ids))
            )
        }
        return {
            account.id: Reach(
                account,
                frozenset(channels[account.id]),
                choices[account.id],
                settings.get(account.id),
            )
            for account in accounts
        }

    async def youths_to_look_for(self, since: datetime, limit: int) -> Sequence[int]:
        """Accounts of youths with a channel, for whom new offers were not looked for since a moment."""
        reachable = or_(
            Account.id.in_(select(PushSubscription.account_id)),
            Account.id.in_(
                select(ContactPoint.account_id).where(ContactPoint.verified_at.is_not(None))
            ),
        )
        rows = await self._s.scalars(
            select(Account.id)
            .outerjoin(NotificationSetting, NotificationSetting.account_id == Account.id)
            .where(
                Account.role == Role.YOUTH,
                Account.status == AccountStatus.ACTIVE,
                reachable,
                or_(
                    NotificationSetting.offers_looked_at.is_(None),
                    NotificationSetting.offers_looked_at < since,
                ),
            )
            .order_by(Account.id)
            .limit(limit)
        )
        return rows.all()

    # --- notifications ---

    async def get(self, notification_id: int) -> Notification | None:
        """The notification with that id."""
        return await self._s.get(Notification, notification_id)

    async def known_channels(self, account_id: int, cause: str) -> set[Channel]:
        """The channels by which a cause is or was told to an account."""
        rows = await self._s.scalars(
            select(Notification.channel).where(
                Notification.account_id == account_id, Notification.cause == cause
            )
        )
        return set(rows)

    async def waiting_on(
        self, account_id: int, channel: Channel, matter: str
    ) -> Sequence[Notification]:
        """What waits on a matter for an account and a channel, the first one first."""
        rows = await self._s.scalars(
            select(Notification)
            .where(
                Notification.account_id == account_id,
                Notification.channel == channel,
                Notification.matter == matter,
                Notification.status == NotificationStatus.WAITING,
            )
            .order_by(Notification.id)
        )
        return rows.all()

    async def last_sent(self, account_id: int, channel: Channel, matter: str) -> datetime | None:
        """When a matter was last told to an account by a channel."""
        return await self._s.scalar(
            select(func.max(Notification.sent_at)).where(
                Notification.account_id == account_id,
                Notification.channel == channel,
                Notification.matter == matter,
                Notification.status == NotificationStatus.SENT,
            )
        )

    async def any_due(self, now: datetime) -> bool:
        """Whether anything is due."""
        first = await self._s.scalar(
            select(Notification.id)
            .where(Notification.status == NotificationStatus.WAITING, Notification.due_at <= now)
            .limit(1)
        )
        return first is not None

    async def due(self, now: datetime, limit: int) -> Sequence[Notification]:
        """What is due, the longest due first; on PostgreSQL locked for this worker."""
        rows = await self._s.scalars(
            select(Notification)
            .where(Notification.status == NotificationStatus.WAITING, Notification.due_at <= now)
            .order_by(Notification.due_at, Notification.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return rows.all()

    async def of_account(self, account_id: int) -> Sequence[Notification]:
        """Everything that an account was or will be told, oldest first."""
        rows = await self._s.scalars(
            select(Notification)
            .where(Notification.account_id == account_id)
            .order_by(Notification.id)
        )
        return rows.all()

    async def forget_before(self, moment: datetime) -> None:
        """Forget what was sent, dropped or given up, and is older than a moment."""
        await self._s.execute(
            delete(Notification).where(
                Notification.created_at < moment,
                Notification.status != NotificationStatus.WAITING,
            )
        )
