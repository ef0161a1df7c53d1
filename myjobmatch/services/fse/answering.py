"""Answers on a participant: entry data, the leaving and its data, the situation six months after; corrections are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from myjobmatch.db.models import (
    FseAnswers,
    FseCorrection,
    FseOperation,
    FseParticipation,
    Youth,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.fse.participants import (
    checked_answer,
    exit_due,
    lacking,
    pertinent,
    six_months_due,
    six_months_on,
)
from myjobmatch.domain.fse.questionnaire import Part, Question, questionnaire
from myjobmatch.domain.fse.told import ParticipantView, ToldBy
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.building import service
from myjobmatch.services.fse.participants import check_entry, own_participation, view_of
from myjobmatch.services.notices import STRUCTURE, tell_youth

ENTERED_ON, LEFT_ON = "entered_on", "left_on"


class AnswersNotReady(FormNotReady):
    """Some answers cannot be: nothing was changed."""


@dataclass(frozen=True, slots=True)
class TellAnswers:
    """The answers of a part as the form says them; those that are not named stay. An empty one takes it back.

    `entered_on` goes with entry data, `left_on` with exit data: with them somebody leaves. `version` is what was read.
    """

    participation_id: str
    version: int
    part: Part
    answers: Mapping[str, str] = field(default_factory=dict)
    entered_on: date | None = None
    left_on: date | None = None


@service(is_accompanying)
async def tell_answers(actor: Actor, command: TellAnswers, uow: UnitOfWork) -> ParticipantView:
    """Keep the answers of a part: some may lack, and are listed as lacking. What changes is kept as a correction.

    Raises:
        NotFound: not one that the actor looks after (`fse_participant_unknown`).
        AnswersNotReady: an answer or a day that cannot be (`problems`, by field).
        Conflict: somebody changed it meanwhile (`fse_changed`), or the six months are not over (`fse_too_early`).
    """
    row, operation, youth = await own_participation(actor, command.participation_id, uow, lock=True)
    if row.version != command.version:
        raise Conflict("fse_changed")
    today = paris_day(uow.clock.now())
    if command.part is Part.SIX_MONTHS and (row.six_on is None or row.six_on > today):
        raise Conflict("fse_too_early")
    read, problems = read_answers(operation, command.part, command.answers, today)
    problems = _days(operation, row, command, today) + problems
    if problems:
        raise AnswersNotReady("fse_answers_not_ready", problems)
    changed = await _move(row, operation, command, actor, uow)
    changed += await keep_answers(
        row, operation, command.part, read, ToldBy.ADVISOR, actor.account_id, uow
    )
    _told(actor, row, youth, command.part, changed, uow)
    await tell_youth(uow, youth)
    return await view_of(row, operation, youth, uow)


@service(is_accompanying)
async def take_back_leaving(
    actor: Actor, participation_id: str, uow: UnitOfWork
) -> ParticipantView:
    """They did not leave after all: the exit data go, and stand among the corrections.

    Raises:
        NotFound: not one that the actor looks after (`fse_participant_unknown`).
        Conflict: nobody said that they left (`fse_not_left`).
    """
    row, operation, youth = await own_participation(actor, participation_id, uow, lock=True)
    if row.left_on is None:
        raise Conflict("fse_not_left")
    form = questionnaire(operation.questionnaire)
    changed = [LEFT_ON]
    _correct(row, LEFT_ON, row.left_on.isoformat(), "", actor.account_id, uow)
    for part in (Part.EXIT, Part.SIX_MONTHS):
        empty = {one.code: "" for one in form.of_part(part)}
        changed += await keep_answers(
            row, operation, part, empty, ToldBy.ADVISOR, actor.account_id, uow
        )
    _leave(row, operation, None)
    row.asked_at = None
    _told(actor, row, youth, Part.EXIT, changed, uow)
    await tell_youth(uow, youth)
    return await view_of(row, operation, youth, uow)


def read_answers(
    operation: FseOperation, part: Part, answers: Mapping[str, str], today: date
) -> tuple[dict[str, str], list[FieldProblem]]:
    """The answers of a part that can be, and what is wrong with the others; of no question: left alone."""
    read: dict[str, str] = {}
    problems = []
    for question in questionnaire(operation.questionnaire).of_part(part):
        if question.code not in answers:
            continue
        try:
            read[question.code] = checked_answer(question, answers[question.code], today)
        except Invalid as error:
            problems.append(FieldProblem(question.code, error.code))
    return read, problems


async def keep_answers(
    row: FseParticipation,
    operation: FseOperation,
    part: Part,
    read: Mapping[str, str],
    by: ToldBy,
    account_id: int | None,
    uow: UnitOfWork,
) -> list[str]:
    """Keep answers of a part and count what lacks; answers the questions that have another answer than before."""
    form = questionnaire(operation.questionnaire)
    parts = (await uow.participations.answers([row.id])).get(row.id, {})
    before = {code: value for one in parts.values() for code, value in one.answers.items()}
    after = pertinent(form, before | dict(read))
    changed = sorted(
        code for code in {*before, *after} if before.get(code, "") != after.get(code, "")
    )
    now = uow.clock.now()
    for each in Part:
        codes = {one.code for one in form.of_part(each)}
        answers = {code: value for code, value in after.items() if code in codes}
        held = parts.get(each)
        if held is None and (answers or each is part):
            held = FseAnswers(
                participation_id=row.id, part=each, answers={}, told_by=by, told_at=now
            )
            uow.participations.add(held)
        if held is not None and (held.answers != answers or each is part):
            held.answers, held.told_by, held.account_id, held.told_at = answers, by, account_id, now
    for code in changed:
        if code in before:
            _correct(row, code, before[code], after.get(code, ""), account_id, uow)
    row.entry_lacks, row.exit_lacks, row.six_lacks = (
        len(lacking(form, after, each)) for each in (Part.ENTRY, Part.EXIT, Part.SIX_MONTHS)
    )
    row.version += 1
    row.changed_at = now
    await uow.participations.flush()
    uow.changed(STRUCTURE, row.structure_id)
    return changed


def question_of(operation: FseOperation, code: str) -> Question | None:
    """A question of the operation's questionnaire."""
    return questionnaire(operation.questionnaire).question(code)


def _days(
    operation: FseOperation, row: FseParticipation, command: TellAnswers, today: date
) -> list[FieldProblem]:
    if command.part is Part.ENTRY and command.entered_on is not None:
        try:
            check_entry(operation, command.entered_on, today)
        except Invalid as error:
            return [FieldProblem(ENTERED_ON, error.code)]
        if row.left_on is not None and row.left_on < command.entered_on:
            return [FieldProblem(ENTERED_ON, "fse_left_before_entry")]
    if command.part is Part.EXIT:
        day = command.left_on or row.left_on
        if day is None:
            return [FieldProblem(LEFT_ON, "fse_needed")]
        if day < row.entered_on:
            return [FieldProblem(LEFT_ON, "fse_left_before_entry")]
        if day > today:
            return [FieldProblem(LEFT_ON, "fse_day_to_come")]
    return []


async def _move(
    row: FseParticipation,
    operation: FseOperation,
    command: TellAnswers,
    actor: Actor,
    uow: UnitOfWork,
) -> list[str]:
    """The days of entering and leaving, as they are told now."""
    entered, left = command.entered_on, command.left_on
    changed = []
    if command.part is Part.ENTRY and entered is not None and entered != row.entered_on:
        before = row.entered_on.isoformat()
        _correct(row, ENTERED_ON, before, entered.isoformat(), actor.account_id, uow)
        row.entered_on = entered
        changed.append(ENTERED_ON)
    if command.part is Part.EXIT and left is not None and left != row.left_on:
        if row.left_on is not None:
            before = row.left_on.isoformat()
            _correct(row, LEFT_ON, before, left.isoformat(), actor.account_id, uow)
        _leave(row, operation, left)
        changed.append(LEFT_ON)
    return changed


def _leave(row: FseParticipation, operation: FseOperation, day: date | None) -> None:
    """They left on a day, with what is due after it; None: they are there."""
    form = questionnaire(operation.questionnaire)
    row.left_on = day
    row.exit_due_on = exit_due(form, day) if day else None
    row.six_on = six_months_on(form, day) if day else None
    row.six_due_on = six_months_due(form, day) if day else None


def _correct(
    row: FseParticipation,
    code: str,
    before: str,
    after: str,
    account_id: int | None,
    uow: UnitOfWork,
) -> None:
    uow.participations.add(
        FseCorrection(
            participation_id=row.id,
            question=code,
            before=before,
            after=after,
            account_id=account_id,
            at=uow.clock.now(),
        )
    )


def _told(
    actor: Actor,
    row: FseParticipation,
    youth: Youth,
    part: Part,
    changed: list[str],
    uow: UnitOfWork,
) -> None:
    """Which questions, never the answers: those stand among the corrections, with the row."""
    uow.ledger.audit(
        actor,
        "fse_told",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"operation": row.operation_id, "part": part.value, "questions": changed},
    )
