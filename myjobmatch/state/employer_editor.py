"""Writing an offer: the form, skills as chips, places, words that may not stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import reflex as rx
from reflex_base.event import EventSpec

from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.offer_rules import FieldProblem
from myjobmatch.domain.wording import Finding, segments
from myjobmatch.services.company_offers import (
    OfferNotReady,
    OfferToEdit,
    SaveOffer,
    read_offer,
    save_offer,
)
from myjobmatch.services.offer_moves import MoveOffer, publish_offer
from myjobmatch.services.offer_texts import (
    TextQuery,
    WordingCheck,
    check_wording,
    find_skills,
    list_aptitudes,
    suggest,
)
from myjobmatch.services.places import find_places
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.employer_form import read_form
from myjobmatch.state.roles import on

NEW = "nouvelle"
OFFERS = "/employeur/offres"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form's fields begin with."""

    title: str = ""
    description: str = ""
    contract: str = ""
    weekly_hours: str = ""
    pay_text: str = ""
    pay_hourly_min: str = ""
    experience: str = "beginner"
    place: str = ""
    starts_on: str = ""
    positions: str = "1"
    night_work: bool = False
    hazardous_work: bool = False
    schedules: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SkillChip:
    """A skill that the offer asks for."""

    id: int
    label: str
    essential: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill or an occupation that may be taken."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class AptitudeChip:
    """An aptitude, asked for or not."""

    id: int
    label: str
    chosen: bool
    fitting: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `kind` is empty where nothing is wrong."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """Words that may not stand, with the article that says so."""

    words: str
    kind: str
    article: str


class EditorState(EmployerState):
    """One offer being written."""

    loaded: bool = False
    gone: bool = False
    editable: bool = True
    status: str = "draft"
    draft: Draft = Draft()
    form_key: str = ""
    """Another one draws the fields anew."""
    skills: list[SkillChip] = []
    suggestions: list[Suggestion] = []
    found: list[Suggestion] = []
    aptitudes: list[AptitudeChip] = []
    occupation_id: int = 0
    occupation: str = ""
    occupations: list[Suggestion] = []
    places: list[str] = []
    problems: dict[str, str] = {}
    problem_values: dict[str, str | int | float] = {}
    words: list[Word] = []
    marked_title: list[Piece] = []
    marked_description: list[Piece] = []
    refusal_reason: str = ""
    saved: bool = False
    publishing: bool = False
    _offer_id: str = ""
    _version: str = ""
    _new_id: str = ""
    _title: str = ""
    _description: str = ""

    @on(*EMPLOYERS)
    async def load_new(self) -> None:
        """An empty form for the company acted for."""
        self._forget()
        await self._enter(self.router.url.query_parameters.get("societe", ""))
        self._new_id = new_public_id()
        self.form_key = self._new_id
        await self._aptitudes(())
        self.loaded = True

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """The offer that the address names."""
        self._forget()
        self.gone = True
        offer = await self._run(read_offer, str(self.router.url.path).rstrip("/").split("/")[-1])
        self.gone = False
        await self._enter(offer.company_id)
        await self._take(offer)
        self.loaded = True

    @on(*EMPLOYERS)
    async def typed_title(self, text: str) -> None:
        """The title as one types: occupations, and words that may not stand."""
        self._title = text[:300]
        await self._suggest()

    @on(*EMPLOYERS)
    async def typed_description(self, text: str) -> None:
        """The description as one types: skills, and words that may not stand."""
        self._description = text[:6000]
        await self._suggest()

    @on(*EMPLOYERS)
    async def choose_occupation(self, occupation_id: int, label: str) -> None:
        """This job: its skills and aptitudes are suggested. The same again takes it away."""
        again = occupation_id == self.occupation_id
        self.occupation_id, self.occupation = (0, "") if again else (occupation_id, label[:200])
        await self._suggest()

    @on(*EMPLOYERS)
    async def add_skill(self, skill_id: int, label: str) -> None:
        """Ask for a skill."""
        if all(chip.id != skill_id for chip in self.skills) and len(self.skills) < 20:
            self.skills = [*self.skills, SkillChip(skill_id, label[:300], essential=True)]
        self.suggestions = [one for one in self.suggestions if one.id != skill_id]
        self.found = []

    @on(*EMPLOYERS)
    async def turn_skill(self, skill_id: int) -> None:
        """Essential, or only wished."""
        self.skills = [
            SkillChip(c.id, c.label, not c.essential) if c.id == skill_id else c
            for c in self.skills
        ]

    @on(*EMPLOYERS)
    async def remove_skill(self, skill_id: int) -> None:
        """Ask for it no more."""
        self.skills = [chip for chip in self.skills if chip.id != skill_id]

    @on(*EMPLOYERS)
    async def turn_aptitude(self, aptitude_id: int) -> None:
        """Ask for an aptitude, or no more."""
        self.aptitudes = [
            AptitudeChip(a.id, a.label, not a.chosen, a.fitting) if a.id == aptitude_id else a
            for a in self.aptitudes
        ]

    @on(*EMPLOYERS)
    async def find_skill(self, text: str) -> None:
        """Skills by meaning, to add one by hand."""
        application = self._container().application
        if application is None or len(text.strip()) < 2:
            self.found = []
            return
        held = {chip.id for chip in self.skills}
        hits = await self._run(find_skills, text[:200], application.matching)
        self.found = [Suggestion(hit.id, hit.label) for hit in hits if hit.id not in held]

    @on(*EMPLOYERS)
    async def find_place(self, text: str) -> None:
        """Places as one types."""
        self.places = [place.label for place in await self._run(find_places, text[:80])]

    @on(*EMPLOYERS)
    async def intend(self, publishing: bool) -> None:
        """Which of the two buttons was pressed: keep, or publish."""
        self.publishing = publishing

    @on(*EMPLOYERS)
    async def save(self, form: dict[str, str | bool]) -> EventSpec | None:
        """Keep what was typed, and publish it when asked to. What is wrong is told by its field."""
        publishing, self.publishing = self.publishing, False
        self.saved, self.problems = False, {}
        content, problems = read_form(
            form,
            occupation_id=self.occupation_id or None,
            skills=tuple((chip.id, chip.essential) for chip in self.skills),
            aptitude_ids=tuple(a.id for a in self.aptitudes if a.chosen),
        )
        self._title, self._description = content.title, content.description
        try:
            kept = await self._run(
                save_offer,
                SaveOffer(
                    self.company_id,
                    content,
                    self._offer_id,
                    self._version,
                    self._new_id,
                    unread=tuple(problems),
                    publishing=publishing,
                ),
            )
            self._offer_id, self._version, self.status = kept.id, kept.version, kept.status.value
            if publishing and self.status in {"draft", "refused", "paused"}:
                moved = await self._run(publish_offer, MoveOffer(kept.id, kept.version))
                self._version, self.status = moved.version, moved.status.value
                return rx.redirect(OFFERS)
        except OfferNotReady as refusal:
            self._refused(refusal)
            return rx.set_focus(next(iter(self.problems), "title"))
        self.saved = True
        return None

    def _refused(self, refusal: OfferNotReady) -> None:
        self.problems, self.problem_values = _by_field(refusal.problems)
        if refusal.wording is not None:
            self._mark(refusal.wording)
            if refusal.wording.description:
                self.problems.setdefault("description", "offer_wording")
            if refusal.wording.title:
                self.problems.setdefault("title", "offer_wording")

    def _mark(self, wording: WordingCheck) -> None:
        found = (*wording.title, *wording.description)
        unique = {(f.words.casefold(), f.kind): f for f in found}
        self.words = [Word(f.words, f.kind, f.article) for f in unique.values()]
        self.marked_title = _pieces(self._title, wording.title)
        self.marked_description = _pieces(self._description, wording.description)

    async def _suggest(self) -> None:
        application = self._container().application
        if application is None:
            return
        query = TextQuery(
            self._title,
            self._description,
            self.occupation_id or None,
            frozenset(chip.id for chip in self.skills),
        )
        hints = await suggest(application, self._actor(), query)
        self.suggestions = [Suggestion(hint.skill_id, hint.label) for hint in hints.skills]
        self.occupations = [Suggestion(hint.id, hint.label) for hint in hints.occupations]
        fitting = {hint.id for hint in hints.aptitudes}
        self.aptitudes = [
            AptitudeChip(a.id, a.label, a.chosen, a.id in fitting) for a in self.aptitudes
        ]
        self._mark(hints.wording)

    async def _aptitudes(self, chosen: Sequence[int]) -> None:
        application = self._container().application
        if application is None:
            return
        await application.matching.refresh()
        self.aptitudes = [
            AptitudeChip(hint.id, hint.label, hint.id in chosen, False)
            for hint in await self._run(list_aptitudes, None, application.matching)
        ]

    async def _take(self, offer: OfferToEdit) -> None:
        content = offer.content
        self._offer_id, self._version = offer.id, offer.version
        self._title, self._description = content.title, content.description
        self.status, self.editable = offer.status.value, offer.editable
        self.refusal_reason = offer.refusal_reason
        self.skills = [SkillChip(*skill) for skill in offer.skills]
        self.occupation_id, self.occupation = content.occupation_id or 0, offer.occupation
        self.draft = Draft(
            title=content.title,
            description=content.description,
            contract=content.contract.value if content.contract else "",
            weekly_hours=_written(content.weekly_hours),
            pay_text=content.pay_text,
            pay_hourly_min=_written(content.pay_hourly_min),
            experience=content.experience.value,
            place=offer.place_label,
            starts_on=content.starts_on.isoformat() if content.starts_on else "",
            positions=str(content.positions),
            night_work=content.night_work,
            hazardous_work=content.hazardous_work,
            schedules=[schedule.value for schedule in content.schedules],
            licences=[licence.value for licence in content.licences_required],
        )
        self.form_key = offer.id + offer.version
        await self._aptitudes(content.aptitude_ids)
        self._mark(check_wording(content.title, content.description))

    def _forget(self) -> None:
        self.loaded, self.gone, self.editable, self.saved = False, False, True, False
        self.status, self.draft, self.refusal_reason = "draft", Draft(), ""
        self.skills, self.suggestions, self.found, self.places = [], [], [], []
        self.occupation_id, self.occupation, self.occupations = 0, "", []
        self.problems, self.problem_values, self.words = {}, {}, []
        self.marked_title, self.marked_description = [], []
        self._offer_id, self._version, self._new_id = "", "", ""
        self._title, self._description = "", ""


def _pieces(text: str, findings: tuple[Finding, ...]) -> list[Piece]:
    """The text with its words marked; empty where there is nothing to mark."""
    return [Piece(s.text, s.kind) for s in segments(text, findings)] if findings else []


def _by_field(
    problems: list[FieldProblem],
) -> tuple[dict[str, str], dict[str, str | int | float]]:
    """The first problem of each field, and the one value that its sentence may ask for."""
    codes: dict[str, str] = {}
    values: dict[str, str | int | float] = {}
    for problem in problems:
        if problem.field not in codes:
            codes[problem.field] = problem.code
            values[problem.field] = next(iter(problem.params.values()), 0)
    return codes, values


def _written(number: float | None) -> str:
    """A number as one types it in French."""
    return "" if number is None else f"{number:g}".replace(".", ",")
