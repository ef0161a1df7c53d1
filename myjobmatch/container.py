"""What a process shares: made once by `wiring`, read by state and api, replaced by tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import Clock
from myjobmatch.domain.languages import Language
from myjobmatch.settings import Settings

if TYPE_CHECKING:
    from myjobmatch.services.application import Application
    from myjobmatch.services.doors import Doors
    from myjobmatch.services.senders import Senders


class OpenedSession(Protocol):
    """A session just opened: `token` goes to the cookie and nowhere else."""

    @property
    def token(self) -> str:
        """The secret."""
        ...

    @property
    def actor(self) -> Actor:
        """Who signed in."""
        ...

    @property
    def expires_at(self) -> datetime:
        """Until when."""
        ...

    @property
    def same_account(self) -> bool:
        """Whether this browser's session before was this account's too."""
        ...

    @property
    def language(self) -> Language | None:
        """The one that the account chose; none yet: the browser's."""
        ...


class Sessions(Protocol):
    """Opening, resolving and closing sessions; `services.sessions` is the real one."""

    async def sign_in(
        self, login: str, password: str, *, replaced: str | None, client: str
    ) -> OpenedSession:
        """Open a session and revoke the `replaced` one; attempts are limited by login and `client`.

        Raises:
            Unauthenticated: no such account, or not this password.
            TooMany: too many attempts.
        """
        ...

    async def resolve(self, token: str) -> Actor | None:
        """Who holds this token now; None when revoked, expired or unknown."""
        ...

    async def sign_out(self, token: str) -> None:
        """Revoke the session; nothing happens when there is none."""
        ...

    async def set_locale(self, actor: Actor, locale: Language) -> None:
        """Keep the language chosen with the account."""
        ...


Topic = tuple[str, int]
"""What changed: a topic of the change sequence and the dense id of the entity."""


class Changes(Protocol):
    """The database's change sequence, as the live pump reads it."""

    async def latest(self) -> int:
        """The highest sequence number; 0 when nothing changed ever."""
        ...

    async def since(self, seq: int) -> tuple[int, Mapping[Topic, int]]:
        """The new highest number, and what changed after `seq`, each with its last number."""
        ...


class DemoAccount(Protocol):
    """A demonstration account offered on the sign-in page, in demonstration mode only."""

    @property
    def login(self) -> str:
        """What to sign in with."""
        ...

    @property
    def password(self) -> str:
        """Its documented password."""
        ...

    @property
    def role(self) -> str:
        """A role's value."""
        ...

    @property
    def name(self) -> str:
        """Whom it belongs to, for the page."""
        ...


async def no_demo_accounts() -> Sequence[DemoAccount]:
    """The demonstration accounts where there is no demonstration."""
    return ()


@dataclass(slots=True)
class Container:
    """The process's shared parts."""

    settings: Settings
    clock: Clock
    sessions: Sessions
    changes: Changes
    application: Application | None = None
    senders: Senders | None = None
    doors: Doors | None = None
    demo_accounts: Callable[[], Awaitable[Sequence[DemoAccount]]] = no_demo_accounts


_installed: list[Container] = []


def install(container: Container | None) -> None:
    """Make this the process's container; None takes it away."""
    _installed[:] = [container] if container else []


def current() -> Container:
    """The process's container.

    Raises:
        RuntimeError: none was installed; the server's lifespan does it first.
    """
    if not _installed:
        raise RuntimeError("no container is installed yet")
    return _installed[0]


def installed() -> bool:
    """Whether the process has its container."""
    return bool(_installed)
