"""Whose youths a page is about: the actor's own, or, for a manager, all of their structure."""

from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.permissions import advised_by


def concerned_advisors(actor: Actor) -> tuple[int, ...] | None:
    """The accounts whose youths the actor looks after; None for a manager: everybody's."""
    return None if actor.role is Role.MANAGER else advised_by(actor)
