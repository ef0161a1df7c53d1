"""Where people may be told of something, what they chose, and what was or will be told."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.notifications import (
    BrowserFamily,
    Channel,
    NotificationKind,
    NotificationStatus,
)


class PushSubscription(Base):
    """A device that may be rung, for as long as the session lives that it was given in.

    `p256dh` and `auth` are the keys that what is sent is encrypted for; only that browser reads it.
    """

    __tablename__ = "push_subscription"
    __table_args__ = (
        CheckConstraint("endpoint <> ''", name="endpoint_given"),
        # a dead device's number is nobody's again: what was sent to it is settled later
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(120))
    auth: Mapped[str] = mapped_column(String(40))
    family: Mapped[BrowserFamily] = mapped_column(enum_column(BrowserFamily))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_success_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)


class ContactPoint(Base):
    """An e-mail address or a phone number for notifications, and its verification by a code.

    `address` is used, once verified; `pending` waits for its code, of which a hash is kept.
    """

    __tablename__ = "contact_point"
    __table_args__ = (
        CheckConstraint("channel <> 'push'", name="has_an_address"),
        CheckConstraint("(address = '') = (verified_at IS NULL)", name="verified_before_used"),
        CheckConstraint("(pending = '') = (code_hash = '')", name="pending_has_code"),
        Index("ix_contact_point_pending_sent_on", "pending", "sent_on"),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    channel: Mapped[Channel] = mapped_column(enum_column(Channel), primary_key=True)
    address: Mapped[str] = mapped_column(String(254), default="")
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pending: Mapped[str] = mapped_column(String(254), default="")
    code_hash: Mapped[str] = mapped_column(String(64), default="")
    code_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    sent_on: Mapped[date | None]
    sent_count: Mapped[int] = mapped_column(default=0)


class NotificationChoice(Base):
    """Whether an account wants a kind by a channel; without a row, what `chosen_at_first` says."""

    __tablename__ = "notification_choice"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[NotificationKind] = mapped_column(enum_column(NotificationKind), primary_key=True)
    channel: Mapped[Channel] = mapped_column(enum_column(Channel), primary_key=True)
    wanted: Mapped[bool]


class NotificationSetting(Base):
    """An account's quiet hours (minutes of the day in Paris), and when new offers were looked for last.

    `stop_token` stands in the links of e-mails that stop them without signing in.
    """

    __tablename__ = "notification_setting"
    __table_args__ = (
        CheckConstraint(
            "quiet_start BETWEEN 0 AND 1439 AND quiet_end BETWEEN 0 AND 1439", name="quiet_minutes"
        ),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    quiet: Mapped[bool] = mapped_column(default=True)
    quiet_start: Mapped[int]
    quiet_end: Mapped[int]
    stop_token: Mapped[str] = mapped_column(PublicId, unique=True)
    offers_looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Notification(Base):
    """Something that an account is told of by a channel, once for its cause.

    `text` and `params` make the words, in the language that the account reads when it is sent.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("account_id", "channel", "cause"),
        Index("ix_notification_status_due_at", "status", "due_at"),
        Index("ix_notification_account_matter", "account_id", "channel", "matter"),
        CheckConstraint("status <> 'sent' OR sent_at IS NOT NULL", name="sent_at_known"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[NotificationKind] = mapped_column(enum_column(NotificationKind))
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    cause: Mapped[str] = mapped_column(String(80))
    matter: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, str | int]] = mapped_column(Json, default=dict)
    about: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    path: Mapped[str] = mapped_column(String(200))
    status: Mapped[NotificationStatus] = mapped_column(
        enum_column(NotificationStatus), default=NotificationStatus.WAITING
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(String(200), default="")
