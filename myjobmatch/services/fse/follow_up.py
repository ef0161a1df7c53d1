"""The situation six months after: asked of the youth on the phone, signed in or by a link that serves once.

The link (`mail_link`, purpose `six_months`) opens no session. Its page says no name and shows no answer: whoever holds
it can tell one situation, once, for four weeks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from myjobmatch.db.models import FseOperation, FseParticipation
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.fse.participants import is_without, lacking, pertinent
from myjobmatch.domain.fse.questionnaire import Part, Without, questionnaire
from myjobmatch.domain.fse.told import FollowUpAsked, ToldBy
from myjobmatch.domain.mail_links import LIFETIME, LinkPurpose
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.domain.permissions import is_accompanying, is_system, is_youth
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.fse.answering import keep_answers, read_answers
from myjobmatch.services.fse.participants import own_participation
from myjobmatch.services.mail_links import (
    LinkSubject,
    look_at_link,
    make_link,
    may_make_link,
    use_link,
)
from myjobmatch.services.notices import tell_youth
from myjobmatch.services.telling import leads, means, tells

PAGE = "/six-mois"
ASKED = "fse_six_months"
"""The domain event of somebody whose six months are over: `{participation}`."""
_AT_ONCE = 200
_STILL_ASKED = timedelta(days=28)
"""Whose six months were over before then is the advisor's affair: a question out of the blue helps nobody."""


@dataclass(frozen=True, slots=True)
class TellFollowUp:
    """A youth's answers, by question."""

    answers: Mapping[str, str]


@service(is_system)
async def ask_six_months(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Put an event out for each whose six months are over and whom nobody asked; answers how many."""
    now = uow.clock.now()
    today = paris_day(now)
    due = await uow.participations.to_ask(today, today - _STILL_ASKED, _AT_ONCE)
    for row in due:
        row.asked_at = now
        uow.ledger.event(ASKED, {"participation": row.id})
        youth = await uow.youths.get(row.youth_id or 0)
        if youth is not None:
            await tell_youth(uow, youth)
    return len(due)


@tells(ASKED, NotificationKind.FOLLOW_UP)
async def _asked(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Six months ago they left: two taps say where they stand."""
    row = await uow.participations.get(payload["participation"])
    identity = await uow.youths.identity(row.youth_id) if row and row.youth_id else None
    if row is None or identity is None or identity.account_id is None or not row.six_lacks:
        return []
    return [
        Telling(
            NotificationKind.FOLLOW_UP,
            (identity.account_id,),
            cause=f"six_months:{row.id}",
            matter=f"six_months:{row.id}",
            text="six_months",
            path=PAGE,
            about={"participation": row.id},
        )
    ]


@means(NotificationKind.FOLLOW_UP)
async def _still_asked(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """Nobody told it meanwhile, and it is still theirs."""
    row = await uow.participations.get(about["participation"])
    identity = await uow.youths.identity(row.youth_id) if row and row.youth_id else None
    return (
        row is not None
        and row.six_lacks > 0
        and identity is not None
        and identity.account_id == account_id
    )


@leads(NotificationKind.FOLLOW_UP, sms=True)
async def _by_link(
    uow: UnitOfWork, account_id: int, about: Mapping[str, int], address: str
) -> str | None:
    """In an e-mail or a text message: straight to the question, without a password."""
    row = await uow.participations.get(about["participation"])
    if row is None or row.youth_id is None or not await may_make_link(uow, address):
        return None
    subject = LinkSubject(
        address,
        account_id=account_id,
        youth_id=row.youth_id,
        details={"participation": row.public_id},
    )
    return f"{PAGE}?jeton={await make_link(uow, LinkPurpose.SIX_MONTHS, subject)}"


@service(is_accompanying)
async def give_link(actor: Actor, participation_id: str, uow: UnitOfWork) -> str:
    """A link for somebody who has no account, or another number: whoever accompanies them hands it over. Its path.

    Raises:
        NotFound: not one that the actor looks after (`fse_participant_unknown`).
        Conflict: the six months are not over (`fse_too_early`), or it was told already (`fse_told_already`).
        TooMany: too many of them today (`link_too_many`).
    """
    row, operation, youth = await own_participation(actor, participation_id, uow)
    if row.six_on is None or row.six_on > paris_day(uow.clock.now()):
        raise Conflict("fse_too_early")
    if not row.six_lacks:
        raise Conflict("fse_told_already")
    subject = LinkSubject(
        f"by-hand:{row.public_id}", youth_id=youth.id, details={"participation": row.public_id}
    )
    token = await make_link(uow, LinkPurpose.SIX_MONTHS, subject)
    if row.asked_at is None:
        row.asked_at = uow.clock.now()
    uow.ledger.audit(
        actor,
        "fse_link_given",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"operation": operation.id, "days": LIFETIME[LinkPurpose.SIX_MONTHS].days},
    )
    return f"{PAGE}?jeton={token}"


@service(is_youth, writes=False)
async def own_follow_up(actor: Actor, _command: None, uow: UnitOfWork) -> FollowUpAsked | None:
    """What the youth is asked now; None: nothing."""
    found = await _of_youth(actor.youth_id or 0, uow)
    return await _question(*found, uow) if found else None


@service(is_youth)
async def tell_own_follow_up(actor: Actor, command: TellFollowUp, uow: UnitOfWork) -> None:
    """Keep what the youth tells.

    Raises:
        Conflict: nothing is asked, or it was told already (`fse_told_already`).
        Invalid: an answer lacks (`fse_answer_needed`), or is none of the question's (`fse_answer`).
    """
    found = await _of_youth(actor.youth_id or 0, uow)
    if found is None:
        raise Conflict("fse_told_already")
    await _keep(*found, command.answers, ToldBy.YOUTH, actor, uow)


async def follow_up_by_link(app: Application, token: str) -> FollowUpAsked:
    """What the holder of a link is asked; the link stays as it is.

    Raises:
        NotFound: no such link (`link_unknown`).
        Conflict: its time is over (`link_expired`), it was used (`link_used`), or it was told already
            (`fse_told_already`).
    """

    async def work() -> FollowUpAsked:
        async with app.database.unit(write=False) as uow:
            link = await look_at_link(uow, LinkPurpose.SIX_MONTHS, token)
            return await _question(*await _behind(link.details, link.youth_id, uow), uow)

    return await app.database.aside(work, write=False)


async def tell_by_link(app: Application, token: str, command: TellFollowUp) -> None:
    """Keep what the holder of a link tells; with it the link is used up.

    Raises:
        NotFound: no such link (`link_unknown`).
        Conflict: its time is over (`link_expired`), it was used (`link_used`), or it was told already
            (`fse_told_already`).
        Invalid: an answer lacks (`fse_answer_needed`), or is none of the question's (`fse_answer`).
    """

    async def work() -> None:
        async with app.database.unit() as uow:
            link = await use_link(uow, LinkPurpose.SIX_MONTHS, token)
            found = await _behind(link.details, link.youth_id, uow)
            await _keep(*found, command.answers, ToldBy.LINK, SYSTEM, uow)

    await app.database.aside(work, write=True)


async def _of_youth(youth_id: int, uow: UnitOfWork) -> tuple[FseParticipation, FseOperation] | None:
    row = await uow.participations.asked_of(youth_id, paris_day(uow.clock.now()))
    operation = await uow.operations.get(row.operation_id) if row else None
    return (row, operation) if row and operation else None


async def _behind(
    details: Mapping[str, str], youth_id: int | None, uow: UnitOfWork
) -> tuple[FseParticipation, FseOperation]:
    """What a link is about, as long as it still is the youth's and nobody told it."""
    public_id = details.get("participation", "")
    row = await uow.participations.by_public_id(public_id, lock=uow.write)
    operation = await uow.operations.get(row.operation_id) if row else None
    if row is None or operation is None or row.youth_id is None or row.youth_id != youth_id:
        raise NotFound("link_unknown")
    if not row.six_lacks:
        raise Conflict("fse_told_already")
    return row, operation


async def _question(
    row: FseParticipation, operation: FseOperation, uow: UnitOfWork
) -> FollowUpAsked:
    form = questionnaire(operation.questionnaire)
    answers = await _answers(row, uow)
    entry = {one.code for one in form.of_part(Part.ENTRY)}
    assert row.left_on is not None
    return FollowUpAsked(
        questionnaire=operation.questionnaire,
        questions=tuple(
            one.code
            for one in form.of_part(Part.SIX_MONTHS)
            # what entry data rule out is never asked; the rest follows from the answers as they come
            if all(
                answers.get(code) in among for code, among in one.asked_if.items() if code in entry
            )
        ),
        left_on=row.left_on,
    )


async def _keep(
    row: FseParticipation,
    operation: FseOperation,
    told: Mapping[str, str],
    by: ToldBy,
    actor: Actor,
    uow: UnitOfWork,
) -> None:
    today = paris_day(uow.clock.now())
    read, problems = read_answers(operation, Part.SIX_MONTHS, told, today)
    if problems or any(
        is_without(value) and value != Without.PREFERS_NOT.value for value in read.values()
    ):
        raise Invalid("fse_answer")
    form = questionnaire(operation.questionnaire)
    after = pertinent(form, await _answers(row, uow) | read)
    if lacking(form, after, Part.SIX_MONTHS):
        raise Invalid("fse_answer_needed")
    account_id = None if actor.is_system else actor.account_id
    await keep_answers(row, operation, Part.SIX_MONTHS, read, by, account_id, uow)
    uow.ledger.audit(
        actor,
        "fse_six_months_told",
        "youth",
        row.youth_id or 0,
        details={"operation": row.operation_id, "by": by.value},
    )
    youth = await uow.youths.get(row.youth_id or 0)
    if youth is not None:
        await tell_youth(uow, youth)


async def _answers(row: FseParticipation, uow: UnitOfWork) -> dict[str, str]:
    parts = (await uow.participations.answers([row.id])).get(row.id, {})
    return {code: value for one in parts.values() for code, value in one.answers.items()}
