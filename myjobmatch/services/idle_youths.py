"""Files without a sign of anybody for two years: they are told a month before, and stay if anybody gives one."""

from myjobmatch.db.models import ErasureRequest
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.erasure import IDLE, WARNING, ErasureReason
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.erasure import ASKED, drop_request
from myjobmatch.services.notices import tell_advisor


@service(is_system)
async def mind_idle_youths(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Announce the erasure of whoever gave no sign for so long, drop it for who came back; answers how many are announced.

    Employers have not seen them meanwhile less than before: nothing of a file changes before its day.
    """
    now = uow.clock.now()
    for youth_id in await uow.erasing.back_since():
        youth, row = await uow.erasing.locked(youth_id), await uow.erasing.request(youth_id)
        if youth is not None and row is not None:
            await drop_request(actor, youth, row, uow)
    idle = await uow.youths.of_ids(await uow.erasing.idle_since(now - (IDLE - WARNING)))
    for youth in idle:
        due = now + WARNING
        uow.erasing.add(
            ErasureRequest(
                youth_id=youth.id,
                reason=ErasureReason.IDLE,
                asked_at=now,
                due_at=due,
                was_visible=youth.visible,
            )
        )
        payload = {"youth": youth.id, "due": due.isoformat(), "reason": ErasureReason.IDLE.value}
        uow.ledger.audit(actor, "erasure_announced", "youth", youth.id)
        uow.ledger.event(ASKED, payload)
        tell_advisor(uow, youth)
    return len(idle)
