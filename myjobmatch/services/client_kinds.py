"""How a kind of command that a phone may send is declared: its form, checked strictly, and its service.

A kind joins by `@kind("name", Form)` on an async function of (actor, form, unit of work), in
`client_acts` or `client_profile`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor

PublicId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,32}$")]


class Form(BaseModel):
    """A command's payload: exact types, no field that we do not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


F = TypeVar("F", bound=Form)
Handler = Callable[[Actor, Any, UnitOfWork], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of command."""

    form: type[Form]
    handle: Handler


KINDS: dict[str, Kind] = {}


def kind(
    name: str, form: type[F]
) -> Callable[
    [Callable[[Actor, F, UnitOfWork], Awaitable[object]]],
    Callable[[Actor, F, UnitOfWork], Awaitable[object]],
]:
    """Register a kind of command.

    Raises:
        ValueError: another kind has that name.
    """

    def register(
        handle: Callable[[Actor, F, UnitOfWork], Awaitable[object]],
    ) -> Callable[[Actor, F, UnitOfWork], Awaitable[object]]:
        if name in KINDS:
            raise ValueError(f"two kinds of command named {name}")
        KINDS[name] = Kind(form, handle)
        return handle

    return register
