"""The form of an operation, for the manager of the structure that leads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import reflex as rx
from reflex.event import EventSpec

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.fse.operations import OperationContent
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.fse.operations import (
    SaveOperation,
    operation_choices,
    read_operation,
    save_operation,
)
from myjobmatch.state.advisor.immersion_form import by_field, text
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

Form = dict[str, str | bool]
_AMOUNT = re.compile(r"\d{1,10}(?:[.,]\d{1,2})?")
_RATE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Option:
    """A structure or a funder's account, chosen or not."""

    id: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form begins with."""

    title: str = ""
    number: str = ""
    starts_on: str = ""
    ends_on: str = ""
    cost: str = ""
    grant: str = ""
    rate: str = ""


class OperationFormState(AppState):
    """A new operation, or the one that the address names (`?operation=`)."""

    draft: Draft = Draft()
    editing: str = ""
    structures: list[Option] = []
    funders: list[Option] = []
    problems: dict[str, str] = {}
    problem_values: dict[str, dict[str, str | int | float]] = {}
    form_key: str = ""
    loaded: bool = False
    missing: bool = False
    _version: int = 0
    _new_id: str = ""

    @on(Role.MANAGER)
    async def load(self) -> None:
        """Begin the form."""
        asked = str(self.router.url.query_parameters.get("operation", ""))[:40]
        self.draft, self.editing, self._version = Draft(), "", 0
        self.problems, self.problem_values, self.missing, self.loaded = {}, {}, False, False
        self._new_id = self.form_key = new_public_id()
        structures: set[str] = set()
        funders: set[str] = set()
        if asked:
            try:
                view = await self._run(read_operation, asked)
            except (NotFound, Invalid):
                self.missing, self.loaded = True, True
                return
            self.missing = not view.may_edit
            self.editing, self._version = view.id, view.version
            self.draft = _draft_of(view.content, view.rate)
            structures, funders = set(view.structure_ids), set(view.funder_ids)
        choices = await self._run(operation_choices, None)
        self.structures = [Option(o.id, o.name, o.id in structures) for o in choices.structures]
        self.funders = [Option(o.id, o.name, o.id in funders) for o in choices.funders]
        self.loaded = True

    @on(Role.MANAGER)
    async def choose(self, kind: str, public_id: str, chosen: bool) -> None:
        """Share it with a structure, show it to a funder; or no more."""
        among = self.structures if kind == "structures" else self.funders
        marked = [Option(o.id, o.name, chosen if o.id == public_id else o.chosen) for o in among]
        if kind == "structures":
            self.structures = marked
        else:
            self.funders = marked

    @on(Role.MANAGER)
    async def save(self, form: dict[str, str | bool]) -> EventSpec | None:
        """Keep it. What is wrong is told by its field, and nothing typed is lost."""
        content, found = _read(form)
        if found:
            self.problems, self.problem_values = by_field(found)
            return rx.set_focus(found[0].field)
        command = SaveOperation(
            content,
            operation_id=self.editing,
            new_id=self._new_id,
            version=self._version,
            structures=tuple(one.id for one in self.structures if one.chosen),
            funders=tuple(one.id for one in self.funders if one.chosen),
        )
        try:
            public_id = await self._run(save_operation, command)
        except FormNotReady as refusal:
            self.problems, self.problem_values = by_field(refusal.problems)
            return rx.set_focus(refusal.problems[0].field)
        self.problems, self.problem_values = {}, {}
        await self.dismiss_error()
        return rx.redirect(f"/conseil/operations/{public_id}?fait=1")


def _draft_of(content: OperationContent, rate: int) -> Draft:
    return Draft(
        title=content.title,
        number=content.number,
        starts_on=content.starts_on.isoformat() if content.starts_on else "",
        ends_on=content.ends_on.isoformat() if content.ends_on else "",
        cost=_typed(content.cost_cents),
        grant=_typed(content.grant_cents),
        rate=_typed(rate),
    )


def _typed(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02}"


def _read(form: Form) -> tuple[OperationContent, list[FieldProblem]]:
    found: list[FieldProblem] = []
    return OperationContent(
        title=text(form, "title"),
        number=text(form, "number"),
        starts_on=_day(form, "starts_on", found),
        ends_on=_day(form, "ends_on", found),
        cost_cents=_hundredths(form, "cost", _AMOUNT, "fse_amount", found),
        grant_cents=_hundredths(form, "grant", _AMOUNT, "fse_amount", found),
        rate=_hundredths(form, "rate", _RATE, "fse_rate", found),
    ), found


def _day(form: Form, name: str, found: list[FieldProblem]) -> date | None:
    typed = text(form, name).strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        found.append(FieldProblem(name, "fse_needed"))
        return None


def _hundredths(
    form: Form, name: str, pattern: re.Pattern[str], code: str, found: list[FieldProblem]
) -> int | None:
    """An amount or a rate as it is typed: spaces, a comma or a point, the sign of the euro or of percents."""
    typed = re.sub(r"[\s\u00a0\u202f€%]", "", text(form, name))
    if not typed:
        return None
    if not pattern.fullmatch(typed):
        found.append(FieldProblem(name, code))
        return None
    whole, _, part = typed.replace(",", ".").partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)
