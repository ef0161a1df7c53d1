"""Decisions, matches, applications, proposals, consents, opaque aliases, and the log of rankings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import (
    ApplicationStatus,
    ConsentKind,
    DecisionKind,
    DecisionStatus,
    MatchStatus,
    ProposalStatus,
    Side,
)
from myjobmatch.domain.outcomes import Stage


class Decision(Base):
    """A like or a pass of one side on a pair (youth, offer). Undone ones stay, marked so."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "uq_decision_active",
            "youth_id",
            "offer_id",
            "side",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
        Index(
            "ix_decision_likes_of_youth",
            "youth_id",
            "decided_at",
            sqlite_where=text("status = 'active' AND side = 'youth' AND kind = 'like'"),
            postgresql_where=text("status = 'active' AND side = 'youth' AND kind = 'like'"),
        ),
        Index("ix_decision_offer_side", "offer_id", "side", "status"),
        CheckConstraint("(status = 'undone') = (undone_at IS NOT NULL)", name="undone_at_known"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(enum_column(Side))
    kind: Mapped[DecisionKind] = mapped_column(enum_column(DecisionKind))
    status: Mapped[DecisionStatus] = mapped_column(
        enum_column(DecisionStatus), default=DecisionStatus.ACTIVE
    )
    reason: Mapped[str] = mapped_column(String(60), default="")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    command_id: Mapped[str | None] = mapped_column(String(36))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Match(Base):
    """Both sides liked. The identity is shared only in state `shared`; `stage` is how far they have come since."""

    __tablename__ = "match"
    __table_args__ = (
        UniqueConstraint("youth_id", "offer_id"),
        CheckConstraint("status <> 'shared' OR shared_at IS NOT NULL", name="shared_at_known"),
        Index("ix_match_offer_status", "offer_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    status: Mapped[MatchStatus] = mapped_column(
        enum_column(MatchStatus), default=MatchStatus.MUTUAL
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage), default=Stage.IN_TOUCH)
    stage_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MatchTransition(Base):
    """One step of a match's life, and who took it."""

    __tablename__ = "match_transition"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    before: Mapped[MatchStatus | None] = mapped_column(enum_column(MatchStatus, "before"))
    after: Mapped[MatchStatus] = mapped_column(enum_column(MatchStatus))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Application(Base):
    """A youth's application to an outside offer; `ask_after` is when we ask how it went."""

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("youth_id", "offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    status: Mapped[ApplicationStatus] = mapped_column(
        enum_column(ApplicationStatus), default=ApplicationStatus.OPENED
    )
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ask_after: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApplicationTransition(Base):
    """One step of an application, and who told it."""

    __tablename__ = "application_transition"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    before: Mapped[ApplicationStatus | None] = mapped_column(
        enum_column(ApplicationStatus, "before")
    )
    after: Mapped[ApplicationStatus] = mapped_column(enum_column(ApplicationStatus))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Proposal(Base):
    """An offer that an advisor proposes to a youth, with a word."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("youth_id", "offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    advisor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[ProposalStatus] = mapped_column(
        enum_column(ProposalStatus), default=ProposalStatus.PROPOSED
    )
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Base):
    """A yes or a no to an optional use, with the version of the text that was read."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ConsentKind] = mapped_column(enum_column(ConsentKind))
    match_id: Mapped[int | None] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    text_version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    given: Mapped[bool]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CandidateAlias(Base):
    """The opaque id of a youth for one offer: two offers' candidates cannot be joined."""

    __tablename__ = "candidate_alias"
    __table_args__ = (UniqueConstraint("offer_id", "youth_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    alias: Mapped[str] = mapped_column(PublicId, unique=True)
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the company was first shown this card: None for one from before the limit, or who liked first."""
    told_cell: Mapped[str] = mapped_column(String(24), default="", server_default="")
    """From which place (`domain.candidate_limits.cell_of`) the company was told a band of their way, if it was."""


class LearntFigures(Base):
    """Figures of the engine that were learnt from decisions; the last ones are in force.

    `figures` is empty where they were forgotten. `fingerprint` and `code_version` are of the encoder and
    the formula that they were learnt with, `report` what they held against; nothing of anybody is in it.
    """

    __tablename__ = "learnt_figures"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    fingerprint: Mapped[str] = mapped_column(String(64))
    code_version: Mapped[str] = mapped_column(String(12))
    figures: Mapped[dict[str, object]] = mapped_column(Json)
    report: Mapped[dict[str, object]] = mapped_column(Json)


class RankingLog(Base):
    """A ranking that was shown: what went in, what came out, by which version. It can be replayed."""

    __tablename__ = "ranking_log"
    __table_args__ = (
        Index("ix_ranking_log_youth_at", "youth_id", "at"),
        Index("ix_ranking_log_offer_at", "offer_id", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    side: Mapped[Side] = mapped_column(enum_column(Side))
    youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    engine_version: Mapped[str] = mapped_column(String(120))
    log: Mapped[dict[str, object]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
