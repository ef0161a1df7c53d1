"""How a service is declared: its policy first, so that forgetting the rights is impossible."""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Forbidden
from myjobmatch.domain.permissions import Policy

C = TypeVar("C")
R = TypeVar("R")
P = ParamSpec("P")

Body = Callable[Concatenate[Actor, C, UnitOfWork, P], Awaitable[R]]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is known of a service: who may try it, and whether it writes."""

    name: str
    policy: Policy
    writes: bool


REGISTRY: dict[str, Declared] = {}
"""Every service by `module.name`: the authorisation matrix of the tests walks it."""


class Service(Generic[C, P, R]):
    """A declared use case; calling it checks the policy before anything else."""

    def __init__(self, body: Body[C, P, R], policy: Policy, *, writes: bool) -> None:
        """Keep the body behind its policy."""
        functools.update_wrapper(self, body)
        self._body = body
        self.declared = Declared(f"{body.__module__}.{body.__qualname__}", policy, writes)
        REGISTRY[self.declared.name] = self.declared

    async def __call__(
        self, actor: Actor, command: C, uow: UnitOfWork, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Carry the command out for the actor.

        Raises:
            Forbidden: the policy says no (`not_allowed`).
        """
        # whatever the annotation says: what comes from a request may be nobody
        if not isinstance(actor, Actor) or not self.declared.policy(actor):
            raise Forbidden("not_allowed")
        return await self._body(actor, command, uow, *args, **kwargs)


def service(policy: Policy, *, writes: bool = True) -> Callable[[Body[C, P, R]], Service[C, P, R]]:
    """Declare a use case: `policy` says who may try it; rights on the object are checked inside."""

    def declare(body: Body[C, P, R]) -> Service[C, P, R]:
        return Service(body, policy, writes=writes)

    return declare
