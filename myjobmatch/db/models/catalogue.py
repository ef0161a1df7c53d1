"""Skills and occupations, their names in each language, and the links between them."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, enum_column
from myjobmatch.domain.enums import LabelKind, SkillKind


class Occupation(Base):
    """An occupation of a taxonomy (`source`: rome, esco); ROME's is what offers point to."""

    __tablename__ = "occupation"
    __table_args__ = (UniqueConstraint("source", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(80))
    riasec: Mapped[str] = mapped_column(String(6), default="")
    active: Mapped[bool] = mapped_column(default=True)


class OccupationLabel(Base):
    """A name of an occupation: one preferred a language, any number of others (appellations)."""

    __tablename__ = "occupation_label"
    __table_args__ = (
        UniqueConstraint("occupation_id", "language", "text"),
        CheckConstraint("text <> ''", name="text_given"),
        Index("ix_occupation_label_language", "language", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occupation_id: Mapped[int] = mapped_column(ForeignKey("occupation.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    kind: Mapped[LabelKind] = mapped_column(enum_column(LabelKind))
    text: Mapped[str] = mapped_column(Text)


class Skill(Base):
    """A skill, a piece of knowledge or an aptitude (savoir-être) of a catalogue."""

    __tablename__ = "skill"
    __table_args__ = (UniqueConstraint("source", "code"), Index("ix_skill_kind", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(80))
    kind: Mapped[SkillKind] = mapped_column(enum_column(SkillKind))
    active: Mapped[bool] = mapped_column(default=True)


class SkillLabel(Base):
    """A name of a skill in a language."""

    __tablename__ = "skill_label"
    __table_args__ = (
        UniqueConstraint("skill_id", "language", "text"),
        CheckConstraint("text <> ''", name="text_given"),
        Index("ix_skill_label_language", "language", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    kind: Mapped[LabelKind] = mapped_column(enum_column(LabelKind))
    text: Mapped[str] = mapped_column(Text)


class OccupationSkill(Base):
    """A skill that an occupation calls for."""

    __tablename__ = "occupation_skill"
    __table_args__ = (Index("ix_occupation_skill_skill_id", "skill_id"),)

    occupation_id: Mapped[int] = mapped_column(
        ForeignKey("occupation.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(
        ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True
    )
    essential: Mapped[bool] = mapped_column(default=True)


class OccupationAptitude(Base):
    """An aptitude that an occupation calls for."""

    __tablename__ = "occupation_aptitude"

    occupation_id: Mapped[int] = mapped_column(
        ForeignKey("occupation.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(
        ForeignKey("skill.id", ondelete="CASCADE"), primary_key=True
    )


class OccupationLink(Base):
    """A mobility of ROME: from one occupation to another, near or with some way to go."""

    __tablename__ = "occupation_link"
    __table_args__ = (CheckConstraint("from_id <> to_id", name="not_itself"),)

    from_id: Mapped[int] = mapped_column(
        ForeignKey("occupation.id", ondelete="CASCADE"), primary_key=True
    )
    to_id: Mapped[int] = mapped_column(
        ForeignKey("occupation.id", ondelete="CASCADE"), primary_key=True
    )
    near: Mapped[bool] = mapped_column(default=True)
