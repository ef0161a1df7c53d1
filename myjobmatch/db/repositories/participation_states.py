"""Where a participation stands, as conditions: whose it is to look after, what of it lacks, is due, or is late."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_

from myjobmatch.db.models import FseOperation, FseParticipation
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.fse.told import Narrow

_P = FseParticipation


def whose(actor: Actor) -> ColumnElement[bool]:
    """Condition: the structure's for a manager; of those whom an advisor accompanies today, whether active or gone."""
    here = _P.structure_id == actor.structure_id
    return here if actor.role is Role.MANAGER else here & followed_by(actor)


def counted() -> ColumnElement[bool]:
    """Condition: a participant, not a contact of a day."""
    return or_(_P.left_on.is_(None), _P.left_on > _P.entered_on)


def exit_due() -> ColumnElement[bool]:
    """Condition: they left, and their exit data lack something; of nobody's row nothing can be told any more."""
    return and_(_P.youth_id.is_not(None), _P.left_on.is_not(None), _P.exit_lacks > 0)


def six_due(today: date) -> ColumnElement[bool]:
    """Condition: their six months are over, and the situation lacks."""
    return and_(_P.youth_id.is_not(None), _P.six_on <= today, _P.six_lacks > 0)


def over(today: date) -> ColumnElement[bool]:
    """Condition: the operation is over, and nobody said that they left."""
    return and_(_P.youth_id.is_not(None), _P.left_on.is_(None), FseOperation.ends_on < today)


def due(today: date) -> ColumnElement[bool]:
    """Condition: something of them can be told now."""
    return or_(exit_due(), six_due(today))


def late(today: date) -> ColumnElement[bool]:
    """Condition: the time for it is over."""
    return or_(
        and_(exit_due(), _P.exit_due_on < today), and_(six_due(today), _P.six_due_on < today)
    )


def lacking(today: date) -> ColumnElement[bool]:
    """Condition: an answer lacks of what is due."""
    return or_(
        _P.entry_lacks > 0,
        and_(_P.left_on.is_not(None), _P.exit_lacks > 0),
        and_(func.coalesce(_P.six_on <= today, False), _P.six_lacks > 0),
    )


def narrowed(narrow: Narrow, today: date) -> ColumnElement[bool]:
    """Condition: those of a list that is narrowed."""
    match narrow:
        case Narrow.LACKING:
            return counted() & lacking(today)
        case Narrow.DUE:
            return counted() & or_(due(today), over(today))
        case Narrow.PRESENT:
            return _P.left_on.is_(None)
        case Narrow.LEFT:
            return _P.left_on.is_not(None)
        case _:
            return _P.id.is_not(None)
