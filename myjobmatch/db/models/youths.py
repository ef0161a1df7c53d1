"""Youths: identity, legal hold and matching data in tables apart.

`Youth` and `YouthProfile` with its satellites are what matching reads. `YouthIdentity` (name, birth
date, place of residence, contact) is read by accompaniment, by the lawful-eligibility rules and by
the travel port, never by the engine. `YouthLegalHold` keeps what article 82 of (EU) 2021/1060 makes
one keep after erasure. `YouthObstacle` is for the advisor alone.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import ExperienceBand, FollowUp, Scheme, SkillOrigin
from myjobmatch.domain.text import plain


class Youth(Base):
    """A young person; `id` is dense, and is what the candidate index holds."""

    __tablename__ = "youth"
    __table_args__ = (Index("ix_youth_structure_advisor", "structure_id", "advisor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"))
    advisor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    follow_up: Mapped[FollowUp] = mapped_column(enum_column(FollowUp), default=FollowUp.FOLLOWED)
    scheme: Mapped[Scheme] = mapped_column(enum_column(Scheme), default=Scheme.NONE)
    dossier: Mapped[str | None] = mapped_column(String(40), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    visible: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_active_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def _found_by(first_name: str, last_name: str, commune: str) -> str:
    return plain(f"{first_name} {last_name} {commune}".strip())


def _found_by_given(context: Any) -> str:
    given = context.get_current_parameters()
    return _found_by(*(given.get(name) or "" for name in ("first_name", "last_name", "commune")))


class YouthIdentity(Base):
    """Who they are and where they live: never read by matching."""

    __tablename__ = "youth_identity"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    first_name: Mapped[str] = mapped_column(String(120), default="")
    last_name: Mapped[str] = mapped_column(String(120), default="")
    sex: Mapped[str] = mapped_column(String(20), default="not_recorded")
    birth_date: Mapped[date | None]
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    nationality: Mapped[str] = mapped_column(String(60), default="")
    home_languages: Mapped[list[str]] = mapped_column(Json, default=list)
    family_situation: Mapped[str] = mapped_column(String(60), default="")
    disability: Mapped[bool | None]
    priority_district: Mapped[str | None] = mapped_column(String(12))
    found_by: Mapped[str] = mapped_column(String(400), default=_found_by_given, server_default="")
    """Name and commune as a search types them, and as a list sorts them: always made of them, never set."""


@event.listens_for(YouthIdentity, "before_update")
def _keep_found_by(_mapper: object, _connection: object, row: YouthIdentity) -> None:
    """The name as it is found follows the name."""
    row.found_by = _found_by(row.first_name, row.last_name, row.commune)


class YouthLegalHold(Base):
    """What must be kept apart after an erasure, until a date."""

    __tablename__ = "youth_legal_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_public_id: Mapped[str] = mapped_column(PublicId, index=True)
    reason: Mapped[str] = mapped_column(String(200))
    data: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[date]


class YouthProfile(Base):
    """What matching may know, apart from skills: no name, no age, no place."""

    __tablename__ = "youth_profile"
    __table_args__ = (
        CheckConstraint(
            "max_minutes IS NULL OR max_minutes BETWEEN 5 AND 240", name="max_minutes_range"
        ),
    )

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    experience: Mapped[ExperienceBand | None] = mapped_column(enum_column(ExperienceBand))
    contracts: Mapped[list[str]] = mapped_column(Json, default=list)
    licences: Mapped[list[str]] = mapped_column(Json, default=list)
    modes: Mapped[list[str]] = mapped_column(Json, default=list)
    refused_schedules: Mapped[list[str]] = mapped_column(Json, default=list)
    max_minutes: Mapped[int | None]
    available_from: Mapped[date | None]
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class YouthExperience(Base):
    """What they did, in their own words: theirs and their advisor's, never an employer's."""

    __tablename__ = "youth_experience"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    origin: Mapped[SkillOrigin] = mapped_column(enum_column(SkillOrigin), default=SkillOrigin.OTHER)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class YouthSkill(Base):
    """A catalogue skill that the youth confirmed."""

    __tablename__ = "youth_skill"
    __table_args__ = (Index("ix_youth_skill_skill_id", "skill_id"),)

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    origin: Mapped[SkillOrigin] = mapped_column(enum_column(SkillOrigin), default=SkillOrigin.OTHER)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class YouthAptitude(Base):
    """An aptitude (savoir-être) that the youth recognises in themselves."""

    __tablename__ = "youth_aptitude"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)


class YouthOccupation(Base):
    """An occupation that the youth wants."""

    __tablename__ = "youth_occupation"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    occupation_id: Mapped[int] = mapped_column(ForeignKey("occupation.id"), primary_key=True)


class YouthObstacle(Base):
    """Housing, health, childcare …: for the advisor alone, never for an employer or a score."""

    __tablename__ = "youth_obstacle"

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
