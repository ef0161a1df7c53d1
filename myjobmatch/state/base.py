"""The state that every state derives from: its actor at each event, its errors, its reset."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any, TypeVar

import reflex as rx
from reflex.istate.proxy import StateProxy
from reflex_base.utils.format import format_event_handler

from myjobmatch.container import Container, Topic, current
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import DomainError, Unauthenticated
from myjobmatch.state.roles import ANY_ROLE, PUBLIC, on

if TYPE_CHECKING:
    from myjobmatch.services.building import Service

C = TypeVar("C")
R = TypeVar("R")

SESSION_COOKIE = "mjm_session"
LANGUAGE_COOKIE = "mjm_lang"

_acting: ContextVar[Actor | None] = ContextVar("mjm_actor", default=None)


@contextmanager
def acting_as(actor: Actor | None) -> Iterator[None]:
    """The actor of the handlers called inside: what the guard does for an event, and tests by hand."""
    reset = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(reset)


def set_acting(actor: Actor | None) -> None:
    """Set the actor of this task, for the rest of the event."""
    _acting.set(actor)


def cookie_of(header: str, name: str) -> str:
    """A cookie's value in a `Cookie` header; empty when it is not there or the header is malformed."""
    try:
        cookie = SimpleCookie(header)
    except CookieError:
        return ""
    return cookie[name].value if name in cookie else ""


def fingerprint(token: str) -> str:
    """What a state keeps of a session, to see that it is another one; empty for nobody."""
    return hashlib.sha256(b"state:" + token.encode()).hexdigest() if token else ""


class AppState(rx.State):
    """Root of our states. Public vars go to the browser; what begins with an underscore does not."""

    role: str = ""
    """The signed-in role, for what pages show; never what they may do."""
    error_code: str = ""
    """Code of the error told on the page; empty for none."""
    error_params: dict[str, str | int] = {}
    """Values of the error's sentence."""

    _session: str = ""
    _page_opened: str = ""
    """The address whose page has opened to its end."""
    _page_back: str = ""
    """The address of a page that came back after its socket broke (`returning`), until it is refreshed."""
    _page_watches: dict[str, tuple[Topic, ...]] = {}
    """What this page watches, by the full name of the handler that refreshes it."""

    def _actor(self) -> Actor:
        """Who acts in this event, resolved from the cookie just before it.

        Raises:
            Unauthenticated: nobody is signed in.
        """
        actor = _acting.get()
        if actor is None:
            raise Unauthenticated("signed_out")
        return actor

    def _actor_or_none(self) -> Actor | None:
        """Who acts in this event, or nobody."""
        return _acting.get()

    def _container(self) -> Container:
        """What the process shares: services, clock, settings."""
        return current()

    async def _run(self, service: Service[C, ..., R], command: C, *args: Any) -> R:
        """Call a service as the actor, in a transaction of its own.

        Raises:
            DomainError: what the service refuses; `@on` tells it on the page.
        """
        application = current().application
        if application is None:
            raise RuntimeError("the services are not wired")
        return await application.run(service, self._actor(), command, *args)

    async def _run_beside(self, service: Service[C, ..., R], command: C, *args: Any) -> R:
        """As `_run`, for a service that keeps Python busy for long: nobody else waits for it.

        Raises:
            DomainError: what the service refuses; `@on` tells it on the page.
        """
        application = current().application
        if application is None:
            raise RuntimeError("the services are not wired")
        return await application.run_beside(service, self._actor(), command, *args)

    async def _run_once(
        self, command_id: str, service: Service[C, ..., R], command: C, *args: Any
    ) -> None:
        """Call a service once for an id: a double click, or an event sent again, has one effect.

        Raises:
            DomainError: what the service refuses; `@on` tells it on the page.
        """
        application = current().application
        if application is None:
            raise RuntimeError("the services are not wired")
        await application.run_once(command_id, service, self._actor(), command, *args)

    async def _renew(self) -> None:
        """Read anew what it holds of people, before a tab that opens is sent it (`guard`)."""

    def _watch(self, refresh: Any, *topics: Topic) -> None:
        """Re-run `refresh` (a handler of no arguments) when a topic changes; by default the account's.

        Called in `on_load`, by each state of a page; the page that this tab showed before watches no more.
        """
        actor = self._actor()
        # what concerns an advisor concerns whoever answers in their place too
        watched = (
            *(topics or (("account", actor.account_id),)),
            *(("account", one) for one in sorted(actor.hears_of)),
        )
        name = format_event_handler(refresh)
        self._page_watches = {**self._page_watches, name: watched}
        self._listen(name, watched)

    def _listen(self, refresh: str, topics: tuple[Topic, ...]) -> None:
        """Have the handler of this full name run, for this tab and by its socket of now, when a topic changes."""
        from myjobmatch.state.live import WATCHES

        session = self.router.session
        path = self.router.url.path
        WATCHES.watch(session.client_token, topics, refresh, session.session_id, path)

    def _cookie(self, name: str) -> str:
        """A cookie sent at the socket's handshake."""
        headers = self.router_data.get("headers") or {}
        return cookie_of(str(headers.get("cookie", "")), name)

    async def _tell(self, error: DomainError) -> None:
        """Show a typed error on the page."""
        if isinstance(self, StateProxy):
            async with self:
                self.error_code, self.error_params = error.code, dict(error.params)
            return
        self.error_code, self.error_params = error.code, dict(error.params)

    async def _adopt(self, session: str, actor: Actor | None) -> bool:
        """Belong to this session; when it is another one, forget everything first.

        Answers whether anything was forgotten. Called on the root's own AppState by the guard.
        """
        if self._session == session:
            return False
        for state_class in _all_states():
            state: Any = await self.get_state(state_class)
            state.reset()
        self._session = session
        self.role = actor.role.value if actor else ""
        return True

    @on(PUBLIC)
    async def dismiss_error(self) -> None:
        """The reader has seen the error."""
        self.error_code, self.error_params = "", {}

    @on(*ANY_ROLE)
    async def check_session(self) -> None:
        """Nothing to do: the guard sends whoever is signed out to the sign-in page."""


def renewing_states() -> list[type[AppState]]:
    """The states that hold something of people: those that say how it is read anew."""
    return [
        state
        for state in _all_states()
        if issubclass(state, AppState) and "_renew" in vars(state) and state is not AppState
    ]


def _all_states() -> list[type[rx.State]]:
    found: list[type[rx.State]] = []
    todo: list[type[Any]] = [AppState]
    while todo:
        state_class = todo.pop()
        found.append(state_class)
        todo.extend(state_class.get_substates())
    return found
