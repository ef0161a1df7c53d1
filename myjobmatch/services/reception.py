"""The code at reception: what a screen of the Mission Locale shows to whoever signs on site."""

import secrets
from dataclasses import dataclass, field

from myjobmatch.db.models import ReceptionSecret
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain import rotating_code
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.building import service


@dataclass(frozen=True, slots=True)
class ShownCode:
    """The code of now, and for how many seconds it is shown still."""

    code: str = field(repr=False)
    seconds: float


@service(is_accompanying)
async def reception_code(actor: Actor, _command: None, uow: UnitOfWork) -> ShownCode:
    """The code that the actor's structure shows now; its secret is made when it is first asked for.

    Raises:
        NotFound: the actor has no structure (`structure_unknown`).
    """
    if actor.structure_id is None:
        raise NotFound("structure_unknown")
    kept = await uow.actions.reception(actor.structure_id)
    now = uow.clock.now()
    if kept is None:
        kept = ReceptionSecret(
            structure_id=actor.structure_id, secret=secrets.token_bytes(32), made_at=now
        )
        uow.actions.add(kept)
        await uow.actions.flush()
    left = rotating_code.changes_in(now).total_seconds()
    return ShownCode(rotating_code.code(kept.secret, now), left)
