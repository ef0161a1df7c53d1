"""Filling a youth's profile beside them: closed answers by taps, skills and occupations as one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from myjobmatch.domain.profile_view import Suggestion
from myjobmatch.services.acting_for import AnswerFor, PickFor, answer_for, pick_for, profile_for
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.profile_picks import Pick, What
from myjobmatch.services.profiles import Suggest, suggest_occupations, suggest_skills
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the catalogue."""

    id: int
    label: str


class ActingState(AppState):
    """The profile as it stands, and what was found for the words being typed."""

    name: str = ""
    loaded: bool = False
    contracts: list[str] = []
    licences: list[str] = []
    modes: list[str] = []
    refused: list[str] = []
    minutes: int = 0
    skills: list[Entry] = []
    occupations: list[Entry] = []
    found_skills: list[Entry] = []
    found_occupations: list[Entry] = []

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """The profile that the address names."""
        self.loaded = False
        self.found_skills, self.found_occupations = [], []
        await self._fill()

    @on(*ACCOMPANYING)
    async def tap(self, what: str, value: str, picked: bool) -> None:
        """A closed answer, on or off."""
        await self._pick(Pick(What(what), value, picked) if what in _CLOSED else None)

    @on(*ACCOMPANYING)
    async def word(self, what: str, value: int, picked: bool) -> None:
        """A skill or an occupation, in or out."""
        await self._pick(Pick(What(what), value, picked) if what in _WORDS else None)
        self.found_skills, self.found_occupations = [], []

    @on(*ACCOMPANYING)
    async def set_minutes(self, minutes: str) -> None:
        """How far they travel."""
        if minutes.isdecimal():
            await self._run(answer_for, AnswerFor(self._youth(), int(minutes[:4])))
            await self._fill()

    @on(*ACCOMPANYING)
    async def find_skills(self, text: str) -> None:
        """Skills for what was typed so far."""
        self.found_skills = await self._found(suggest_skills, text)

    @on(*ACCOMPANYING)
    async def find_occupations(self, text: str) -> None:
        """Occupations for what was typed so far."""
        self.found_occupations = await self._found(suggest_occupations, text)

    async def _pick(self, pick: Pick | None) -> None:
        if pick is not None:
            await self._run(pick_for, PickFor(self._youth(), pick))
            await self._fill()

    async def _found(self, service: Any, text: str) -> list[Entry]:
        matching = self._matching()
        await matching.refresh()
        found: list[Suggestion] = await self._run(service, Suggest(text, limit=6), matching)
        return [Entry(one.id, one.label) for one in found]

    def _matching(self) -> MatchingRuntime:
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        return application.matching

    def _youth(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.youth_id)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        matching = self._matching()
        await matching.refresh()
        self.name, view = await self._run(profile_for, self._youth(), matching)
        self.contracts = [one.value for one in view.contracts]
        self.licences = [one.value for one in view.licences]
        self.modes = [one.value for one in view.modes]
        self.refused = [one.value for one in view.refused_schedules]
        self.minutes = view.max_minutes or 0
        self.skills = [Entry(one.id, one.label) for one in view.skills]
        self.occupations = [Entry(one.id, one.label) for one in view.occupations]
        self.loaded = True


_CLOSED = {What.CONTRACTS, What.LICENCES, What.MODES, What.REFUSED_SCHEDULES}
_WORDS = {What.SKILLS, What.OCCUPATIONS}
