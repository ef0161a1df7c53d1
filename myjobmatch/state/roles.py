"""`@on(...)`: who may call a handler. Without it, nobody may; `guard` sees to that."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

import reflex as rx

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError


class _Public:
    """The declaration of a handler that anyone may call, signed in or not."""

    def __repr__(self) -> str:
        return "PUBLIC"


PUBLIC: Final = _Public()
ANY_ROLE: Final[tuple[Role, ...]] = tuple(Role)
DECLARATION: Final = "__mjm_roles__"


def on(*roles: Role | _Public, background: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Declare the roles that may call an async handler, and tell its typed errors on the page.

    A `DomainError` raised inside becomes `self.error` (shown by the shells' banner); the state of
    before is kept. Handlers are `async def`, generators included.

    Raises:
        TypeError: no role was given, or the handler is not async.
    """
    if not roles:
        raise TypeError("on() needs roles, or PUBLIC")

    def declare(handler: Callable[..., Any]) -> Any:
        if inspect.isasyncgenfunction(handler):
            wrapper: Callable[..., Any] = _stream(handler)
        elif inspect.iscoroutinefunction(handler):
            wrapper = _single(handler)
        else:
            raise TypeError(f"{handler.__qualname__} must be async: sync handlers block everyone")
        setattr(wrapper, DECLARATION, roles)
        if background:
            return rx.event(background=True)(wrapper)
        return wrapper

    return declare


def declared(handler: Callable[..., Any]) -> tuple[Role | _Public, ...] | None:
    """The declaration of a handler; None when it has none."""
    declaration: tuple[Role | _Public, ...] | None = getattr(handler, DECLARATION, None)
    return declaration


def _single(handler: Callable[..., Awaitable[Any]]) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def wrapper(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            result = await handler(self, *args, **kwargs)
        except DomainError as error:
            await self._tell(error)
            return None
        return result

    return wrapper


def _stream(handler: Callable[..., AsyncIterator[Any]]) -> Callable[..., Any]:
    @functools.wraps(handler)
    async def wrapper(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            async for item in handler(self, *args, **kwargs):
                yield item
        except DomainError as error:
            await self._tell(error)

    return wrapper
