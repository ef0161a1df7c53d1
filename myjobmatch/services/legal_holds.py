"""What the law makes one keep of somebody who was erased: apart from everything, read by the operator alone, for a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from myjobmatch.db.models import Youth, YouthIdentity, YouthLegalHold
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.permissions import is_system
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.fse.holding import held_of

LEAST_REASON = 10
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody's papers: why and until when they are held, and what they say."""

    person: str
    reason: str
    held_on: date
    until: date
    data: Mapping[str, object]


async def hold_what_is_owed(
    youth: Youth, identity: YouthIdentity | None, uow: UnitOfWork
) -> YouthLegalHold | None:
    """Before an erasure: what article 82 of (EU) 2021/1060 makes one keep of an operation's participant, and who it was.

    Nothing is held of who took part in none. Erased again after a restored backup, it is held once.
    """
    owed = await held_of(youth.id, uow)
    if not owed or await uow.erasing.holds_of(youth.public_id):
        return None
    now = uow.clock.now()
    who = (
        {}
        if identity is None
        else {
            "first_name": identity.first_name,
            "last_name": identity.last_name,
            "birth_date": identity.birth_date.isoformat() if identity.birth_date else None,
        }
    )
    row = YouthLegalHold(
        youth_public_id=youth.public_id,
        reason=str(owed["reason"]),
        data=who | {"participations": owed["participations"]},
        held_at=now,
        until=date.fromisoformat(str(owed["until"])),
    )
    uow.erasing.add(row)
    return row


@service(is_system)
async def read_holds(actor: Actor, why: str, uow: UnitOfWork) -> list[Hold]:
    """Everything that is held, for whoever controls an operation; that it was read, and why, is audited.

    Raises:
        Invalid: no reason of ten to two hundred letters was given (`hold_reason`, with `least` and `most`).
    """
    reason = one_line(why)
    if not LEAST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid("hold_reason", least=LEAST_REASON, most=LONGEST_REASON)
    rows = await uow.erasing.holds()
    uow.ledger.audit(
        actor, "holds_read", "installation", 0, details={"count": len(rows), "why": reason}
    )
    return [
        Hold(row.youth_public_id, row.reason, paris_day(row.held_at), row.until, row.data)
        for row in rows
    ]


@service(is_system)
async def forget_holds(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Delete what need not be held any longer; answers how many."""
    return await uow.erasing.forget_holds(paris_day(uow.clock.now()))
