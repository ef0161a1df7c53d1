"""What the profile's pages ask the server as one types: the rest of them lives in the client store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from myjobmatch.domain.enums import Role, SkillOrigin
from myjobmatch.services.places import find_places
from myjobmatch.services.profiles import (
    Suggest,
    suggest_from_experience,
    suggest_occupations,
    suggest_skills,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

PLACE_LENGTH = 120
SHOWN = 80

SuggestService = Any
"""A service of (actor, `Suggest`, unit of work, matching) that answers suggestions."""

_ORIGINS = frozenset(origin.value for origin in SkillOrigin)


@dataclass(frozen=True, slots=True)
class Found:
    """A catalogue entry that was found."""

    id: int
    label: str


class ProfileState(AppState):
    """Suggestions for what is being typed. Nothing here is kept."""

    skills: list[Found] = []
    skills_for: str = ""
    occupations: list[Found] = []
    occupations_for: str = ""
    places: list[str] = []
    places_for: str = ""
    heard: list[Found] = []
    heard_in: str = ""
    heard_origin: str = "other"

    @on(Role.YOUTH)
    async def start(self) -> None:
        """A step was opened: its fields are empty, so is what was found."""
        self.skills, self.skills_for = [], ""
        self.occupations, self.occupations_for = [], ""
        self.places, self.places_for = [], ""
        self.heard, self.heard_in = [], ""

    @on(Role.YOUTH)
    async def find_skills(self, text: str) -> None:
        """Skills for what was typed so far."""
        self.skills = await self._suggestions(suggest_skills, Suggest(text))
        self.skills_for = text.strip()

    @on(Role.YOUTH)
    async def find_occupations(self, text: str) -> None:
        """Occupations for what was typed so far."""
        self.occupations = await self._suggestions(suggest_occupations, Suggest(text, limit=6))
        self.occupations_for = text.strip()

    @on(Role.YOUTH)
    async def find_homes(self, text: str) -> None:
        """Communes for what was typed so far."""
        wanted = text.strip()[:PLACE_LENGTH]
        self.places = [place.label for place in await self._run(find_places, wanted)]
        self.places_for = wanted

    @on(Role.YOUTH)
    async def listen(self, text: str, origin: str) -> None:
        """Skills that are heard in what someone tells of themselves."""
        self.heard = await self._suggestions(suggest_from_experience, Suggest(text))
        self.heard_in, self.heard_origin = (
            text.strip()[:SHOWN],
            origin if origin in _ORIGINS else "other",
        )

    async def _suggestions(self, service: SuggestService, command: Suggest) -> list[Found]:
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        await application.matching.refresh()
        found = await self._run(service, command, application.matching)
        return [Found(one.id, one.label) for one in found]
