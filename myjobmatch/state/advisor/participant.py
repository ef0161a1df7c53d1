"""One participant of an operation: entry data, leaving, the situation six months after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import reflex as rx

from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.fse.participants import asked
from myjobmatch.domain.fse.questionnaire import (
    AnswerKind,
    Part,
    Question,
    Questionnaire,
    questionnaire,
)
from myjobmatch.domain.fse.told import ParticipantView
from myjobmatch.services.fse.answering import TellAnswers, take_back_leaving, tell_answers
from myjobmatch.services.fse.follow_up import give_link
from myjobmatch.services.fse.participants import read_participant
from myjobmatch.state.advisor.immersion_form import by_field, text
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that may be chosen: of the question, or one of the three that stand for none (`without`)."""

    value: str
    label: str
    without: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the form shows it: what it begins with, and whether that is the file's."""

    code: str
    label: str
    kind: str
    value: str
    from_file: bool
    shown: bool
    choices: list[Choice]
    decides: bool
    lacks: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Who told a part, and when."""

    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands above the forms."""

    name: str = ""
    youth_id: str = ""
    operation: str = ""
    operation_id: str = ""
    entered_on: str = ""
    left_on: str = ""
    suggested_left_on: str = ""
    exit_due_on: str = ""
    six_on: str = ""
    asked_at: str = ""
    six_open: bool = False
    brief: bool = False
    corrections: int = 0
    exit_days: int = 28


class ParticipantState(AppState):
    """The page of a participant; `?partie=` says which form one came for."""

    facts: Facts = Facts()
    entry: list[Asked] = []
    exit: list[Asked] = []
    six: list[Asked] = []
    told: dict[str, Told] = {}
    lacking: dict[str, int] = {}
    problems: dict[str, str] = {}
    problem_values: dict[str, dict[str, str | int | float]] = {}
    saved: str = ""
    part: str = "entry"
    form_key: str = ""
    link: str = ""
    loaded: bool = False
    missing: bool = False
    _version: int = 0
    _form: str = ""
    _answers: dict[str, str] = {}

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the participant of the address."""
        wanted = str(self.router.url.query_parameters.get("partie", ""))
        self.part = wanted if wanted in ("entry", "exit", "six") else "entry"
        self.loaded, self.missing, self.saved, self.link = False, False, "", ""
        self.problems, self.problem_values = {}, {}
        await self._read()

    @on(*ACCOMPANYING)
    async def note(self, code: str, value: str) -> None:
        """An answer that decides which other questions are asked."""
        form = questionnaire(self._form) if self._form else None
        if form is None or form.question(code) is None:
            return
        self._answers = dict(self._answers) | {code: value[:120]}
        self.entry, self.exit, self.six = (
            [_shown(one, form, self._answers) for one in part]
            for part in (self.entry, self.exit, self.six)
        )

    @on(*ACCOMPANYING)
    async def save_entry(self, form: dict[str, str | bool]) -> Any:
        """Confirm the entry data."""
        return await self._save(Part.ENTRY, form, "entered_on")

    @on(*ACCOMPANYING)
    async def save_exit(self, form: dict[str, str | bool]) -> Any:
        """Say that they left, and what is known of it."""
        return await self._save(Part.EXIT, form, "left_on")

    @on(*ACCOMPANYING)
    async def save_six(self, form: dict[str, str | bool]) -> Any:
        """Say where they stand six months after."""
        return await self._save(Part.SIX_MONTHS, form, "")

    @on(*ACCOMPANYING)
    async def unreachable(self) -> None:
        """Nobody reaches them six months after: that is said too."""
        answers = {"six_labour": "unreachable"}
        command = TellAnswers(self._id(), self._version, Part.SIX_MONTHS, answers)
        self._show(await self._run(tell_answers, command))
        self.saved = "six"

    @on(*ACCOMPANYING)
    async def take_back(self) -> None:
        """They did not leave after all."""
        self._show(await self._run(take_back_leaving, self._id()))
        self.saved, self.part = "exit", "exit"

    @on(*ACCOMPANYING)
    async def make_link(self) -> None:
        """A link to hand over."""
        path = await self._run(give_link, self._id())
        headers = self.router_data.get("headers") or {}
        public = self._container().settings.public_url.rstrip("/")
        self.link = (public or str(headers.get("origin", ""))) + path

    def _id(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.participant_id)  # type: ignore[attr-defined]

    async def _read(self) -> None:
        try:
            view = await self._run(read_participant, self._id())
        except (NotFound, Invalid):
            self.missing, self.loaded = True, True
            self.facts, self.entry, self.exit, self.six = Facts(), [], [], []
            return
        self._show(view)

    async def _save(self, part: Part, form: Mapping[str, str | bool], day: str) -> Any:
        problems: list[FieldProblem] = []
        told = _day(form, day, problems) if day else None
        drawn = {Part.ENTRY: self.entry, Part.EXIT: self.exit, Part.SIX_MONTHS: self.six}[part]
        answers = {one.code: text(form, one.code) for one in drawn if one.shown}
        if problems:
            self._problems(problems)
            return rx.set_focus(problems[0].field)
        command = TellAnswers(
            self._id(),
            self._version,
            part,
            answers,
            entered_on=told if part is Part.ENTRY else None,
            left_on=told if part is Part.EXIT else None,
        )
        try:
            view = await self._run(tell_answers, command)
        except FormNotReady as refusal:
            self._problems(refusal.problems)
            await self._tell(refusal)
            return rx.set_focus(refusal.problems[0].field)
        self._problems([])
        await self.dismiss_error()
        self._show(view)
        name = "six" if part is Part.SIX_MONTHS else part.value
        self.saved, self.part = name, name
        return None

    def _problems(self, found: Sequence[FieldProblem]) -> None:
        self.problems, self.problem_values = by_field(found)
        self.saved = ""

    def _show(self, view: ParticipantView) -> None:
        form = questionnaire(view.questionnaire)
        self._version, self._form = view.version, view.questionnaire
        self._answers = dict(view.suggested) | dict(view.answers)
        self.facts = _facts(view, form)
        self.entry, self.exit, self.six = (
            [_asked(one, form, view, self._answers) for one in form.of_part(part)]
            for part in (Part.ENTRY, Part.EXIT, Part.SIX_MONTHS)
        )
        self.told = {
            part.value: Told(at.isoformat(), by.value) for part, (by, at) in view.told.items()
        }
        self.lacking = {part.value: len(codes) for part, codes in view.lacking.items()}
        self.form_key = f"{view.id}-{view.version}"
        self.loaded, self.missing = True, False


def _facts(view: ParticipantView, form: Questionnaire) -> Facts:
    def iso(day: date | None) -> str:
        return day.isoformat() if day else ""

    return Facts(
        name=view.name,
        youth_id=view.youth_id,
        operation=view.operation,
        operation_id=view.operation_id,
        entered_on=iso(view.entered_on),
        left_on=iso(view.left_on),
        suggested_left_on=iso(view.suggested_left_on),
        exit_due_on=iso(view.exit_due_on),
        six_on=iso(view.six_on),
        asked_at=view.asked_at.isoformat() if view.asked_at else "",
        six_open=view.six_open,
        brief=view.brief,
        corrections=view.corrections,
        exit_days=form.exit_within_days,
    )


def _asked(
    one: Question, form: Questionnaire, view: ParticipantView, answers: Mapping[str, str]
) -> Asked:
    key = f"{form.version}.{one.code}"
    value = answers.get(one.code, "")
    choices = [Choice(each.value, f"{key}.{each.value}", without=False) for each in one.choices]
    choices += [Choice(each.value, each.value, without=True) for each in one.without]
    return Asked(
        code=one.code,
        label=key,
        kind="choice" if one.kind is AnswerKind.CHOICE else one.kind.value,
        value=value,
        from_file=one.code in view.suggested,
        shown=asked(one, answers),
        choices=choices if one.kind is AnswerKind.CHOICE else [],
        decides=any(one.code in each.asked_if for each in form.questions),
        lacks=one.part in view.told and one.code in view.lacking.get(one.part, ()),
    )


def _shown(one: Asked, form: Questionnaire, answers: Mapping[str, str]) -> Asked:
    question = form.question(one.code)
    return replace(one, shown=question is not None and asked(question, answers))


def _day(form: Mapping[str, str | bool], name: str, problems: list[FieldProblem]) -> date | None:
    typed = text(form, name).strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        problems.append(FieldProblem(name, "fse_needed"))
        return None
