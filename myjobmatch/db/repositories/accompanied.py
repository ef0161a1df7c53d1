"""The one condition of lists of youths: whom an actor accompanies, or looks after as a manager."""

from sqlalchemy import ColumnElement

from myjobmatch.db.models import Youth
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role


def accompanied(actor: Actor, *, whole: bool = False) -> ColumnElement[bool]:
    """Condition on `Youth`: the active ones whom an advisor accompanies today; for a manager, their structure's.

    With `whole`, an advisor's list is of their whole structure too.
    """
    if whole or actor.role is Role.MANAGER:
        return (Youth.structure_id == actor.structure_id) & Youth.active
    return followed_by(actor) & Youth.active
