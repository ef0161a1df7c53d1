"""A container with sessions in memory, and a state tree without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from myjobmatch.container import Container, Topic, install
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Unauthenticated
from myjobmatch.domain.languages import Language
from myjobmatch.settings import Settings


@dataclass
class Opened:
    """A session opened by the sessions in memory."""

    token: str
    actor: Actor
    expires_at: datetime
    language: Language | None = None
    same_account: bool = False


@dataclass
class MemorySessions:
    """Sessions by token, in memory; the password is the login."""

    clock: FixedClock
    by_token: dict[str, Actor] = field(default_factory=dict)
    languages: dict[Role, Language] = field(default_factory=dict)
    """What accounts chose, by role."""

    def open(self, role: Role, number: int = 1) -> str:
        """A token held by an actor of this role."""
        token = f"token-{role.value}-{number}"
        self.by_token[token] = Actor(account_id=number, public_id=f"p{number}", role=role)
        return token

    async def sign_in(
        self, login: str, password: str, *, replaced: str | None, client: str
    ) -> Opened:
        if login != password:
            raise Unauthenticated("sign_in_wrong")
        if replaced:
            self.by_token.pop(replaced, None)
        token = self.open(Role(login), len(self.by_token) + 1)
        until = self.clock.now() + timedelta(days=1)
        return Opened(token, self.by_token[token], until, self.languages.get(Role(login)))

    async def resolve(self, token: str) -> Actor | None:
        return self.by_token.get(token)

    async def sign_out(self, token: str) -> None:
        self.by_token.pop(token, None)

    async def set_locale(self, actor: Actor, locale: Language) -> None:
        self.languages[actor.role] = locale


class MemoryChanges:
    """A change sequence in memory."""

    def __init__(self) -> None:
        self.rows: list[Topic] = []

    async def latest(self) -> int:
        return len(self.rows)

    async def since(self, seq: int) -> tuple[int, dict[Topic, int]]:
        return len(self.rows), {row: n for n, row in enumerate(self.rows, 1) if n > seq}


@pytest.fixture
def sessions(clock: FixedClock) -> MemorySessions:
    """The sessions of the installed container."""
    return MemorySessions(clock)


@pytest.fixture
def container(clock: FixedClock, sessions: MemorySessions) -> Iterator[Container]:
    """The process's container for the test."""
    made = Container(Settings(), clock, sessions, MemoryChanges())
    install(made)
    yield made
    install(None)
