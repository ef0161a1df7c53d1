"""The one settings object, read from MYJOBMATCH_* environment variables."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from myjobmatch.domain.languages import Language

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Everything that an operator may change, with what it is when unset.

    The README's configuration table is made from these descriptions.
    """

    model_config = SettingsConfigDict(env_prefix="MYJOBMATCH_", extra="ignore")

    data_dir: Path = Field(
        ROOT / "data", description="Folder of the embedded database and of the index."
    )
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the data folder.")
    redis_url: str = Field(
        "", description="Redis URL for several workers; empty: one process, no Redis."
    )
    erased_file: Path | None = Field(
        None,
        description="File of those who were erased, kept apart from the backups of the database, which it purges when "
        "they are restored; empty: `erased.txt` of the data folder. Several machines share one.",
    )
    encoder: str = Field(
        "", description="Other sentence-transformers name or path; empty: our own model."
    )
    vectors: Literal["memory", "pgvector"] = Field(
        "memory",
        description="Where the offers' vectors are compared: in each process, or once for all by "
        "the PostgreSQL of the database URL with its extension pgvector.",
    )
    demo: bool = Field(False, description="Demonstration mode: invented people, one-tap accounts.")
    public_url: str = Field(
        "",
        description="Address seen by browsers, such as https://jobs.example.org; "
        "with https the cookie is Secure and HSTS is sent. Empty: taken from each request.",
    )
    allowed_hosts: list[str] = Field(
        default_factory=list,
        description="Host names answered to; empty: any (behind a trusted proxy or locally).",
    )
    trusted_proxy: bool = Field(
        False, description="Believe X-Forwarded-Proto and X-Forwarded-For of the nearest proxy."
    )
    session_days: int = Field(30, ge=1, le=365, description="A session's life, in days.")
    default_locale: Language = Field(
        Language.FRENCH, description="Language for browsers that ask for none of ours."
    )
    worker: bool = Field(
        True, description="Run the outbox worker inside the server; false: run it beside."
    )
    pump_interval_ms: int = Field(
        250, ge=50, le=5000, description="How often the change sequence is looked at."
    )
    vapid_private_key: str = Field(
        "",
        description="Private key that push services know this server by (base64url or PEM); empty: "
        "made at the first start and kept in the data folder as `vapid.pem`. Several machines need the same.",
        repr=False,
    )
    vapid_subject: str = Field(
        "",
        description="Where push services may write to, `mailto:…` or `https://…`; empty: the public URL.",
    )
    push_hosts: list[str] = Field(
        default_factory=list,
        description="More push services than those known: hosts (`push.example.org`, `*.example.org`), "
        "or whole origins (`https://push.example.org:8443`).",
    )
    smtp_host: str = Field("", description="Mail server for notifications; empty: no e-mails.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection to it is encrypted."
    )
    smtp_user: str = Field("", description="User at the mail server; empty: none is asked for.")
    smtp_password: str = Field("", description="Their password.", repr=False)
    mail_from: str = Field(
        "My Job Match <noreply@localhost>", description="Sender of e-mails: `Name <address>`."
    )
    sms_url: str = Field(
        "",
        description="SMS gateway, called as docs/notifications.md says; empty: no text messages.",
    )
    sms_token: str = Field("", description="Bearer token for the gateway.", repr=False)
    sms_sender: str = Field("MyJobMatch", max_length=11, description="Sender of text messages.")
    imilo: str = Field(
        "csv",
        description="How entries leave for i-milo: `csv` (UTF-8), `csv-windows-1252`, or `package.module:name` "
        "of another port (docs/imilo.md).",
    )
    feed: Literal["", "file", "http"] = Field(
        "",
        description="Feed of offers that the worker keeps in step: `file`, `http` (France Travail's interface), "
        "or empty: none (docs/importing.md).",
    )
    feed_file: str = Field("", description="Of `file`: the file that a full export is put in.")
    feed_every_h: float = Field(6, ge=0.1, le=168, description="Hours from one run to the next.")
    feed_most_gone: float = Field(
        0.3,
        gt=0,
        le=1,
        description="A run that misses a larger share of the offers that stand withdraws none.",
    )
    feed_url: str = Field(
        "https://api.francetravail.io/partenaire/offresdemploi/v2",
        description="Of `http`: the interface.",
    )
    feed_token_url: str = Field(
        "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=%2Fpartenaire",
        description="Where its tokens come from.",
    )
    feed_client_id: str = Field("", description="The partner's id.")
    feed_client_secret: str = Field("", description="Their secret.", repr=False)
    feed_departments: list[str] = Field(
        default_factory=list,
        description='Departments asked for, such as `["91","77"]`; empty: all of France.',
    )
    feed_calls_per_s: float = Field(3, gt=0, le=10, description="Calls a second at most.")
    company_directory: str = Field(
        "",
        description="Directory of companies asked when one registers: a CSV file, or `package.module:name` of "
        "another (docs/employers.md). Empty: `companies.csv` of the data folder, where it is there.",
    )
    clamav: str = Field(
        "",
        description="ClamAV's daemon, `host:port` or `unix:/path`: what is sent in conversations is searched for "
        "viruses, and cannot be opened before. Empty: it is not.",
    )
    video_base: str = Field(
        "",
        pattern=r"^(https://[^\s?#]+)?$",
        description="Jitsi-compatible server for appointments by video, such as `https://meet.example.org`; "
        "empty: no video is offered. Who knows a room's name may enter it: the names cannot be guessed.",
    )
    max_body_kib: int = Field(512, ge=16, description="Largest HTTP body accepted, in KiB.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Level of the server's own logs."
    )

    @model_validator(mode="after")
    def _vectors_have_a_server(self) -> Self:
        if self.vectors == "pgvector" and not self.sqlalchemy_url.startswith("postgresql"):
            msg = "MYJOBMATCH_VECTORS=pgvector needs MYJOBMATCH_DATABASE_URL to be PostgreSQL's"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _feed_is_whole(self) -> Self:
        lacking = {
            "file": [name for name in ("feed_file",) if not getattr(self, name)],
            "http": [
                name for name in ("feed_client_id", "feed_client_secret") if not getattr(self, name)
            ],
        }.get(self.feed, [])
        if lacking:
            named = ", ".join(f"MYJOBMATCH_{name.upper()}" for name in lacking)
            msg = f"MYJOBMATCH_FEED={self.feed} needs {named}"
            raise ValueError(msg)
        return self

    @property
    def sqlalchemy_url(self) -> str:
        """The database's URL, async driver included."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.data_dir / 'myjobmatch.db'}"
        for plain, driver in (
            ("postgres://", "postgresql+asyncpg://"),
            ("postgresql://", "postgresql+asyncpg://"),
            ("sqlite://", "sqlite+aiosqlite://"),
        ):
            if self.database_url.startswith(plain):
                return driver + self.database_url.removeprefix(plain)
        return self.database_url

    def open_data_dir(self) -> Path:
        """Make the data folder where there is none; what is written there is this user's alone.

        The database holds names, messages and obstacles: others of the same machine read none of it.
        A folder that is there keeps the rights that the operator gave it.
        """
        os.umask(os.umask(0o077) | 0o077)
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.data_dir

    @property
    def https(self) -> bool:
        """Whether browsers are known to reach us by https."""
        return self.public_url.startswith("https://")


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()
