"""Requests of youths who registered alone: a Mission Locale accepts, refuses, or sends them on."""

from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.db.models import JoinRequest, Youth, YouthIdentity
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.enums import FollowUp, RequestStatus, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.joining import is_minor
from myjobmatch.domain.permissions import is_accompanying, is_manager
from myjobmatch.domain.territories import Home, Territory, answering, read_territory, told
from myjobmatch.domain.text import typed
from myjobmatch.domain.travel import Point
from myjobmatch.services.building import service
from myjobmatch.services.conversations import SendMessage, conversation_with_youth, send_message
from myjobmatch.services.following import give_advisor
from myjobmatch.services.notices import STRUCTURE, YOUTH, tell_youth
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.standing import may_accompany

SHOWN = 200
LONGEST_REASON = 500


def is_answering(actor: Actor) -> bool:
    """Advisors and managers for their structure; the administrator for those whom nobody answers for."""
    return is_accompanying(actor) or (actor.role is Role.ADMINISTRATOR and not actor.is_system)


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as the structure sees it, before it accompanies anybody: who, how old, where, how to reach."""

    id: str
    first_name: str
    age: int | None
    minor: bool
    commune: str
    postcode: str
    phone: str
    language: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """A colleague or a structure that may be chosen."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RequestList:
    """What waits, and who may be given it."""

    requests: tuple[RequestView, ...]
    advisors: tuple[Choice, ...]
    structures: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Accept:
    """Take a youth in, for an advisor (public id), with a first message from them if one is written."""

    request_id: str
    advisor_id: str
    welcome: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Say no, with the reason that the youth will read."""

    request_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """Send a youth to the structure that answers for them, with a word for the youth."""

    request_id: str
    structure_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RequestTold:
    """What a youth is told of their request; `structure` is empty where none answers for their commune."""

    status: RequestStatus
    structure: str
    phone: str
    reason: str


@service(is_answering, writes=False)
async def list_requests(actor: Actor, _command: None, uow: UnitOfWork) -> RequestList:
    """The requests that wait for the actor's structure, the oldest first."""
    rows = await uow.joining.waiting_requests(actor.structure_id, SHOWN)
    today = paris_day(uow.clock.now())
    advisors = (
        await uow.accounts.staff(actor.structure_id, (Role.ADVISOR,)) if actor.structure_id else ()
    )
    return RequestList(
        requests=tuple(
            RequestView(
                id=row.request.public_id,
                first_name=row.identity.first_name,
                age=_age(row.identity.birth_date, today),
                minor=is_minor(row.identity.birth_date, today),
                commune=row.identity.commune,
                postcode=row.identity.postcode,
                phone=row.identity.phone,
                language=row.locale or "",
                asked_at=row.request.created_at,
            )
            for row in rows
        ),
        advisors=tuple(
            Choice(one.public_id, one.display_name)
            for one in advisors
            if may_accompany(one, actor.structure_id)
        ),
        structures=tuple(
            Choice(one.public_id, one.name)
            for one in await uow.accounts.structures()
            if one.id != actor.structure_id
        ),
    )


@service(is_accompanying)
async def accept_request(actor: Actor, command: Accept, uow: UnitOfWork) -> str:
    """Accompany a youth from now on; answers their public id. They are told at once.

    Raises:
        NotFound: no such request of the actor's structure (`request_unknown`), no such colleague
            (`advisor_unknown`).
        Conflict: it was answered meanwhile (`request_answered`).
    """
    request, youth = await _waiting(actor, command.request_id, uow)
    advisor = await uow.accounts.by_public_id(checked_public_id(command.advisor_id))
    if advisor is None or not may_accompany(advisor, actor.structure_id):
        raise NotFound("advisor_unknown")
    _answer(request, RequestStatus.ACCEPTED, "", actor, uow)
    youth.structure_id = actor.structure_id
    await give_advisor(uow, actor, [youth], advisor.id)
    youth.follow_up = FollowUp.FOLLOWED
    await uow.joining.flush()
    uow.changed(YOUTH, youth.id)
    if typed(command.welcome):
        writing = actor_of(advisor, None)
        opened = await conversation_with_youth(writing, youth.public_id, uow)
        if actor.account_id == advisor.id:
            await send_message(writing, SendMessage(opened.id, command.welcome), uow)
    await _tell(request, youth, actor, "accepted", uow)
    return youth.public_id


@service(is_answering)
async def refuse_request(actor: Actor, command: Refuse, uow: UnitOfWork) -> None:
    """Say no with a reason; the app stays open to the youth.

    Raises:
        NotFound: no such request of the actor's structure (`request_unknown`).
        Conflict: it was answered meanwhile (`request_answered`).
        Invalid: no reason (`reason_missing`), or a long one (`note_long`, with `most`).
    """
    request, youth = await _waiting(actor, command.request_id, uow)
    _answer(request, RequestStatus.REFUSED, _reason(command.reason, needed=True), actor, uow)
    youth.follow_up = FollowUp.NOT_FOLLOWED
    await _tell(request, youth, actor, "refused", uow)


@service(is_answering)
async def redirect_request(actor: Actor, command: Redirect, uow: UnitOfWork) -> None:
    """Send a request on to another structure, where it waits anew.

    Raises:
        NotFound: no such request of the actor's structure (`request_unknown`), no such structure
            (`structure_unknown`).
        Conflict: it was answered meanwhile (`request_answered`).
        Invalid: a long reason (`note_long`, with `most`).
    """
    request, youth = await _waiting(actor, command.request_id, uow)
    wanted = checked_public_id(command.structure_id)
    structures = await uow.accounts.structures()
    target = next((one for one in structures if one.public_id == wanted), None)
    if target is None or target.id == actor.structure_id:
        raise NotFound("structure_unknown")
    reason = _reason(command.reason, needed=False)
    _answer(request, RequestStatus.REDIRECTED, reason, actor, uow)
    await uow.joining.flush()
    uow.joining.add(
        JoinRequest(
            public_id=new_public_id(),
            youth_id=youth.id,
            structure_id=target.id,
            reason=reason,
            created_at=uow.clock.now(),
        )
    )
    uow.changed(STRUCTURE, target.id)
    await _tell(request, youth, actor, "redirected", uow)


@service(is_manager, writes=False)
async def own_territory(actor: Actor, _command: None, uow: UnitOfWork) -> list[str]:
    """What the actor's structure answers for, as a list to be edited."""
    return told(await uow.joining.territory(actor.structure_id or 0))


@service(is_manager)
async def set_territory(actor: Actor, text: str, uow: UnitOfWork) -> int:
    """Say what the structure answers for, an entry a line; answers how many entries there are.

    Those who wait without a structure and live there are asked of this one now.

    Raises:
        Invalid: an entry is none (`territory_entry`, with `entry`), or too many (`territory_long`).
    """
    entries: tuple[Territory, ...] = read_territory(typed(text))
    structure_id = actor.structure_id or 0
    await uow.joining.set_territory(structure_id, entries)
    structures = await uow.joining.answering()
    for row in await uow.joining.waiting_requests(None, SHOWN):
        row.request.structure_id = answering(_home(row.identity), structures)
    uow.ledger.audit(actor, "territory_set", "structure", structure_id)
    uow.changed(STRUCTURE, structure_id)
    return len(entries)


async def request_told(youth_id: int, uow: UnitOfWork) -> RequestTold | None:
    """What a youth is told of their latest request; None for who never asked."""
    request = await uow.joining.last_request(youth_id)
    if request is None:
        return None
    structure = await uow.accounts.structure(request.structure_id) if request.structure_id else None
    return RequestTold(
        request.status,
        structure.name if structure else "",
        structure.phone if structure else "",
        request.reason,
    )


async def _waiting(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[JoinRequest, Youth]:
    request = await uow.joining.request_by_public_id(checked_public_id(public_id))
    if request is None or request.structure_id != actor.structure_id:
        raise NotFound("request_unknown")
    if request.status is not RequestStatus.WAITING:
        raise Conflict("request_answered")
    youth = await uow.youths.get(request.youth_id)
    if youth is None:
        raise NotFound("request_unknown")
    return request, youth


def _answer(
    request: JoinRequest, status: RequestStatus, reason: str, actor: Actor, uow: UnitOfWork
) -> None:
    request.status, request.reason = status, reason
    request.answered_at, request.answered_by = uow.clock.now(), actor.account_id


async def _tell(
    request: JoinRequest, youth: Youth, actor: Actor, answer: str, uow: UnitOfWork
) -> None:
    uow.ledger.audit(actor, f"request_{answer}", "youth", youth.id)
    uow.ledger.event(
        "join_request_answered",
        {"request": request.id, "youth": youth.id, "answer": answer, "advisor": youth.advisor_id},
    )
    await tell_youth(uow, youth)
    if actor.structure_id is not None:
        uow.changed(STRUCTURE, actor.structure_id)


def _reason(text: str, *, needed: bool) -> str:
    reason = typed(text)
    if needed and not reason:
        raise Invalid("reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Invalid("note_long", most=LONGEST_REASON)
    return reason


def _home(identity: YouthIdentity) -> Home:
    known = identity.latitude is not None and identity.longitude is not None
    point = Point(identity.latitude or 0.0, identity.longitude or 0.0) if known else None
    return Home(identity.commune, identity.postcode, point)


def _age(birth: date | None, today: date) -> int | None:
    return age_on(birth, today) if birth else None
