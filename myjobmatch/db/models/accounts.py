"""Structures, accounts, sessions, and the memory of sign-in attempts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.languages import Language


class Structure(Base):
    """A Mission Locale; several share one installation, so everything belongs to one."""

    __tablename__ = "structure"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    commune: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    phone: Mapped[str] = mapped_column(String(30), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Account(Base):
    """Someone who can sign in. `login` is an e-mail or a user name, normalised (see `services.accounts`)."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("login = lower(login)", name="login_lower"),
        CheckConstraint("role <> 'recruiter' OR company_id IS NOT NULL", name="recruiter_company"),
        CheckConstraint(
            "role NOT IN ('advisor', 'employment_officer', 'manager') OR structure_id IS NOT NULL",
            name="staff_structure",
        ),
        Index("ix_account_structure_role", "structure_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    login: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    status: Mapped[AccountStatus] = mapped_column(
        enum_column(AccountStatus), default=AccountStatus.ACTIVE
    )
    display_name: Mapped[str] = mapped_column(String(120), default="")
    locale: Mapped[Language | None] = mapped_column(enum_column(Language))
    """The language chosen; none yet: the browser's."""
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"), index=True)
    company_role: Mapped[CompanyRole | None] = mapped_column(enum_column(CompanyRole))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def language(self) -> Language:
        """What is written to them in: the language chosen, else French."""
        return self.locale or Language.FRENCH


class Session(Base):
    """A signed-in browser: only the SHA-256 of its cookie is kept."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInAttempt(Base):
    """A failed try to sign in, counted by login and by address (hashed)."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
