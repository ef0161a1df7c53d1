"""How somebody comes in: territories, requests, activation codes, agreements, passkeys."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.activation_code import MOST_TRIES
from myjobmatch.domain.enums import (
    AgreementHow,
    RepresentativeStatus,
    RequestStatus,
    TerritoryKind,
)
from myjobmatch.domain.passkeys import ChallengePurpose


class StructureTerritory(Base):
    """A commune (spelled), a postcode or a department that a structure answers for."""

    __tablename__ = "structure_territory"
    __table_args__ = (
        UniqueConstraint("structure_id", "kind", "value"),
        Index("ix_structure_territory_kind_value", "kind", "value"),
        CheckConstraint("value <> ''", name="value_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    kind: Mapped[TerritoryKind] = mapped_column(enum_column(TerritoryKind))
    value: Mapped[str] = mapped_column(String(120))


class JoinRequest(Base):
    """A youth's request to a structure; without one it waits for the installation's administrator."""

    __tablename__ = "join_request"
    __table_args__ = (
        Index("ix_join_request_structure_status", "structure_id", "status"),
        Index(
            "uq_join_request_waiting",
            "youth_id",
            unique=True,
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
        CheckConstraint("(status = 'waiting') = (answered_at IS NULL)", name="answered_at_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"))
    status: Mapped[RequestStatus] = mapped_column(
        enum_column(RequestStatus), default=RequestStatus.WAITING
    )
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Activation(Base):
    """A code that opens an account for a youth, once, or renews the password of the one that they have.

    Its beginning finds the row, of the whole a hash is kept.
    """

    __tablename__ = "activation"
    __table_args__ = (
        CheckConstraint(f"tries BETWEEN 0 AND {MOST_TRIES}", name="tries_range"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        Index("ix_activation_youth_id", "youth_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    selector: Mapped[str] = mapped_column(String(8), unique=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Agreement(Base):
    """A yes or no to the use of one's answers: to which text, when, how, and who noted it."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("text_version <> ''", name="text_version_given"),
        CheckConstraint("given OR withdrawn_at IS NULL", name="only_a_yes_is_withdrawn"),
        Index("ix_agreement_youth_id", "youth_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    text_version: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    how: Mapped[AgreementHow] = mapped_column(enum_column(AgreementHow))
    given: Mapped[bool]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class YouthRepresentative(Base):
    """A minor's legal representative: whether the advisor has their signature. No name is kept here."""

    __tablename__ = "youth_representative"
    __table_args__ = (
        CheckConstraint("(status = 'received') = (received_at IS NOT NULL)", name="received_known"),
    )

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[RepresentativeStatus] = mapped_column(
        enum_column(RepresentativeStatus), default=RepresentativeStatus.PENDING
    )
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Passkey(Base):
    """A key that a device of somebody's keeps: its public half, and how often it was used."""

    __tablename__ = "passkey"
    __table_args__ = (CheckConstraint("sign_count >= 0", name="sign_count_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PasskeyChallenge(Base):
    """What a device must sign, once and soon; the browser knows it by a cookie, of which a hash is kept."""

    __tablename__ = "passkey_challenge"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    purpose: Mapped[ChallengePurpose] = mapped_column(enum_column(ChallengePurpose))
    user_handle: Mapped[str] = mapped_column(String(32), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
