"""How did it go? Asked once of each side of a match, when nobody has told; what falls due is minded here too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from myjobmatch.db.models import Interview, Match, MatchStep, OutcomeQuestion
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import MatchStatus, Side
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.outcomes import (
    ASK_AFTER_SHARING,
    ENDS,
    STAGE_OF,
    UNDO_STEP_WITHIN,
    InterviewStatus,
    InterviewView,
    OutcomeView,
    StepView,
    Teller,
    Went,
)
from myjobmatch.domain.permissions import is_employer_side, is_system, is_youth
from myjobmatch.domain.workflow import OUTCOME
from myjobmatch.services.applications import hire_view
from myjobmatch.services.building import service
from myjobmatch.services.interviews import CANCELLED, REMIND, call_off, interview_views
from myjobmatch.services.matching_pairs import tell_both
from myjobmatch.services.outbox import listens
from myjobmatch.services.outcomes import party, reach

ASKED = "outcome_asked"
"""The event of a question: `{match, side}`."""
TOLD = "outcome_told"
"""The event of a step to the end that the other side is told of: `{step, match, by}`."""
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class TellHow:
    """How it went with a match (public id)."""

    match_id: str
    went: Went


@listens("consent_answered")
async def begin_to_ask(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Two know each other: each is asked, two weeks later, unless something was told."""
    match = await uow.matches.get(int(payload["match"]))
    if match is None or match.status is not MatchStatus.SHARED:
        return
    known = {question.side for question in (await uow.outcomes.questions([match.id]))[match.id]}
    since = match.shared_at or uow.clock.now()
    for side in Side:
        if side not in known:
            uow.outcomes.add(
                OutcomeQuestion(match_id=match.id, side=side, due_at=since + ASK_AFTER_SHARING)
            )
    await uow.outcomes.flush()


@listens("match_closed")
async def end_interview(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """A match that ended takes its interview with it; calendars hear of it as well."""
    await _end_interview(uow, int(payload["match"]))


async def _end_interview(uow: UnitOfWork, match_id: int) -> None:
    """An interview that is still to come, or to be agreed on, has no more point."""
    row = await uow.outcomes.open_interview(match_id)
    if row is not None and call_off(row, uow.clock.now()):
        uow.ledger.event(
            CANCELLED,
            {"interview": row.id, "match": row.match_id, "sequence": row.sequence, "by": ""},
        )
    await uow.outcomes.flush()


@service(is_system)
async def mind_outcomes(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Remind of interviews and ask how it went, where that has fallen due; answers how many were told."""
    now, told = uow.clock.now(), 0
    for row in await uow.outcomes.to_remind(now, AT_ONCE):
        row.remind_at = None
        if row.starts_at is not None and row.starts_at > now:
            payload = {"interview": row.id, "match": row.match_id, "sequence": row.sequence}
            uow.ledger.event(REMIND, payload)
            told += 1
    for step in await uow.outcomes.to_tell(now, AT_ONCE):
        step.tell_at = None
        await _end_interview(uow, step.match_id)
        uow.ledger.event(TOLD, {"step": step.id, "match": step.match_id, "by": step.teller.value})
        told += 1
    for question in await uow.outcomes.to_ask(now, AT_ONCE):
        question.due_at = None
        match = await uow.matches.get(question.match_id)
        if match is None or match.status is not MatchStatus.SHARED or match.stage in ENDS:
            continue
        question.asked_at = now
        uow.ledger.event(ASKED, {"match": match.id, "side": question.side.value})
        youth, offer = await uow.youths.get(match.youth_id), await uow.offers.get(match.offer_id)
        if youth is not None and offer is not None:
            await tell_both(uow, youth, offer)
        told += 1
    await uow.outcomes.flush()
    return told


@service(lambda actor: is_youth(actor) or is_employer_side(actor))
async def tell_how(actor: Actor, command: TellHow, uow: UnitOfWork) -> None:
    """Answer the one question. What was told moves the match on where that can follow; a second answer replaces nothing.

    Raises:
        NotFound, Conflict: as `outcomes.party`; or nothing was asked, or it was answered (`outcome_not_asked`).
    """
    found = await party(actor, command.match_id, uow)
    side = Side.YOUTH if found.teller is Teller.YOUTH else Side.EMPLOYER
    questions = (await uow.outcomes.questions([found.match.id]))[found.match.id]
    question = next((one for one in questions if one.side is side), None)
    if question is None or question.asked_at is None or question.answered_at is not None:
        raise Conflict("outcome_not_asked")
    question.answered_at, question.answer = uow.clock.now(), command.went
    stage = STAGE_OF[command.went]
    if stage is not None and OUTCOME.allows(found.match.stage, stage):
        await reach(uow, actor, found, stage)
    await uow.outcomes.flush()
    await tell_both(uow, found.youth, found.offer)


async def outcome_views(
    matches: Collection[Match], reader: Side, account_id: int, uow: UnitOfWork
) -> dict[int, OutcomeView]:
    """How far matches have come, as a side sees them; those in which nobody knew the other are left out."""
    known = [match for match in matches if match.shared_at is not None]
    ids = [match.id for match in known]
    steps = await uow.outcomes.steps(ids)
    interviews = await uow.outcomes.interviews(ids)
    questions = await uow.outcomes.questions(ids)
    hires = await uow.outcomes.hires([(match.youth_id, match.offer_id) for match in known])
    latest = {match_id: rows[0] for match_id, rows in interviews.items() if rows}
    shown = dict(zip(latest, await interview_views(list(latest.values()), uow), strict=True))
    now = uow.clock.now()
    shown = {one: _replacing(view, interviews[one], now) for one, view in shown.items()}
    views = {}
    for match in known:
        hire = hires.get((match.youth_id, match.offer_id))
        last = steps[match.id][-1] if steps[match.id] else None
        going = match.status is MatchStatus.SHARED
        views[match.id] = OutcomeView(
            stage=match.stage,
            steps=tuple(_step(step) for step in steps[match.id]),
            interview=shown.get(match.id),
            hire=hire_view(hire),
            asks=going
            and match.stage not in ENDS
            and any(
                one.side is reader and one.asked_at is not None and one.answered_at is None
                for one in questions[match.id]
            ),
            undoable=going
            and last is not None
            and last.account_id == account_id
            and now <= last.at + UNDO_STEP_WITHIN,
        )
    return views


def _replacing(view: InterviewView, rows: Sequence[Interview], now: datetime) -> InterviewView:
    """Moments proposed say which one was agreed on before; `rows` the latest first."""
    if view.status is not InterviewStatus.PROPOSED:
        return view
    agreed = [row.starts_at for row in rows if row.starts_at is not None]
    stood = agreed[0] if agreed and agreed[0] > now else None
    return replace(view, instead_of=stood)


def _step(step: MatchStep) -> StepView:
    return StepView(step.after, step.teller, step.at, step.why)
