"""The worker's part of an erasure: call off what stands, let it be told, then leave nothing but numbers.

First come the matches, appointments and places in workshops, so that companies, advisors and those who wait in line
hear of it (`close_for_erasure`); ten minutes later the rows and files (`erase_youth`). Before them a digest of the
public id goes into a file that lies apart from the database: a backup that is restored is purged by it at the next
start (`erase_again`).
"""

import logging
from dataclasses import dataclass
from datetime import date

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Youth
from myjobmatch.db.personal import Whose
from myjobmatch.db.repositories.erasing import Files
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import AccountStatus, MatchStatus, Side
from myjobmatch.domain.erasure import CLOSING, Erased, erased_key
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.appointments import call_off_all
from myjobmatch.services.building import service
from myjobmatch.services.counting import count_activity
from myjobmatch.services.erasure import account_behind
from myjobmatch.services.fse.holding import cut_loose
from myjobmatch.services.legal_holds import hold_what_is_owed
from myjobmatch.services.matching_pairs import end_match
from myjobmatch.services.notices import STRUCTURE, YOUTH, tell_youth
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.workshop_access import tell_sharers
from myjobmatch.services.workshop_places import leave_place

logger = logging.getLogger(__name__)

_OPEN = (MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED, MatchStatus.SHARED)


@dataclass(frozen=True, slots=True)
class EraseYouth:
    """A youth by both ids: who was erased meanwhile has another public one."""

    youth_id: int
    public_id: str
    day: date


async def mind_erasures(app: Application) -> int:
    """One round of the worker: call off what is due, erase what was called off; answers how many were erased.

    Whoever cannot be is told in the log and tried again in the next round; the others go on.
    """
    for youth_id in await app.run(erasures_due, SYSTEM, None):
        try:
            await app.run(close_for_erasure, SYSTEM, youth_id)
        except Exception:
            logger.exception("what stands of youth %s could not be called off", youth_id)
    ready = await app.run(erasures_ready, SYSTEM, None)
    if not ready:
        return 0
    await count_activity(app)  # what is cut to its month is counted before, on its own day
    return await _erase_all(app, ready)


async def erase_again(app: Application) -> int:
    """Erase whoever the file of the erased knows and the database has again; answers how many.

    The file is given whom only the database knows: it was lost, or another machine's is another one.
    """
    noted = {one.key: one for one in await off_loop(app.erased.read)}
    known = await app.run(list_erased, SYSTEM, None)
    await off_loop(app.erased.add, [one for one in known if one.key not in noted])
    noted |= {one.key: one for one in known}
    if not noted:
        return 0
    back = [
        EraseYouth(youth_id, public_id, noted[key].day)
        for youth_id, public_id in await app.run(list_youths, SYSTEM, None)
        if (key := erased_key(public_id)) in noted
    ]
    if back:
        logger.warning("%d people who were erased were back, as after a restored backup", len(back))
    return await _erase_all(app, back)


@service(is_system, writes=False)
async def erasures_due(_actor: Actor, _command: None, uow: UnitOfWork) -> list[int]:
    """The youths whose day has come."""
    return list(await uow.erasing.due(uow.clock.now()))


@service(is_system, writes=False)
async def erasures_ready(_actor: Actor, _command: None, uow: UnitOfWork) -> list[EraseYouth]:
    """The youths of whom everything was called off long enough ago."""
    now = uow.clock.now()
    youths = await uow.youths.of_ids(await uow.erasing.closed_before(now - CLOSING))
    return [EraseYouth(youth.id, youth.public_id, paris_day(now)) for youth in youths]


@service(is_system, writes=False)
async def list_erased(_actor: Actor, _command: None, uow: UnitOfWork) -> list[Erased]:
    """Whom the database knows to be erased."""
    return await uow.erasing.erased()


@service(is_system, writes=False)
async def list_youths(_actor: Actor, _command: None, uow: UnitOfWork) -> list[tuple[int, str]]:
    """Both ids of everybody of whom something is left."""
    return await uow.erasing.everybody()


@service(is_system)
async def close_for_erasure(actor: Actor, youth_id: int, uow: UnitOfWork) -> bool:
    """Call off what stands between somebody and others, and sign them out for good; false if they stay after all."""
    youth = await uow.erasing.locked(youth_id)
    row = await uow.erasing.request(youth_id)
    now = uow.clock.now()
    if youth is None or row is None or row.closed_at is not None or row.due_at > now:
        return False
    account = await account_behind(await uow.youths.identity(youth_id), uow)
    theirs = actor_of(account, youth_id) if account else actor
    await _end_matches(theirs, youth, uow)
    await call_off_all(theirs, youth, uow)
    for session_id, enrolment_id in await uow.erasing.places_to_come(youth_id, now):
        session = await uow.workshops.session(session_id, lock=True)
        place = await uow.workshops.enrolment_by_id(enrolment_id)
        if session is not None and place is not None:
            await leave_place(theirs, session, place, youth, uow)
            tell_sharers(uow, tuple(await uow.workshops.shares(session_id)))
    await tell_youth(uow, youth)
    if account is not None:
        account.status = AccountStatus.DISABLED
        await uow.accounts.revoke_sessions_of(account.id, now)
    youth.active = youth.visible = False
    row.closed_at = now
    uow.changed(YOUTH, youth_id)
    return True


@service(is_system)
async def erase_youth(actor: Actor, command: EraseYouth, uow: UnitOfWork) -> Files:
    """Delete every row that tells of somebody, and note that they were here once; answers which files go.

    Nothing is done where they were erased already: another process was sooner.
    """
    youth = await uow.erasing.locked(command.youth_id)
    if youth is None or youth.public_id != command.public_id:
        return Files((), ())
    identity = await uow.youths.identity(youth.id)
    account = await account_behind(identity, uow)
    files = await uow.erasing.files_of(Whose(youth.id, account.id if account else 0))
    await hold_what_is_owed(youth, identity, uow)
    await cut_loose(youth.id, uow)
    await uow.erasing.note_erased(Erased(erased_key(command.public_id), command.day))
    await uow.erasing.erase(youth, account, (new_public_id(), new_public_id()))
    uow.ledger.audit(actor, "erased", "youth", youth.id)
    uow.changed(YOUTH, youth.id)
    if youth.structure_id is not None:
        uow.changed(STRUCTURE, youth.structure_id)
    return files


async def _erase_all(app: Application, people: list[EraseYouth]) -> int:
    erased = 0
    for one in people:
        try:
            await _erase_one(app, one)
        except Exception:
            logger.exception("youth %s could not be erased", one.youth_id)
        else:
            erased += 1
    if erased:
        await app.database.forget_log()
    return erased


async def _erase_one(app: Application, one: EraseYouth) -> None:
    await off_loop(app.erased.add, [Erased(erased_key(one.public_id), one.day)])
    files = await app.run(erase_youth, SYSTEM, one)
    for name in files.documents:
        await off_loop(app.documents.forget, name)
    for name in files.attachments:
        await off_loop(app.attachments.forget, name)


async def _end_matches(actor: Actor, youth: Youth, uow: UnitOfWork) -> None:
    for known in await uow.matches.of_youths([youth.id]):
        match = await uow.matches.by_public_id(known.public_id, lock=True)
        offer = await uow.offers.get(known.offer_id)
        if match is not None and offer is not None and match.status in _OPEN:
            await end_match(uow, actor, match, offer, youth, Side.YOUTH)
