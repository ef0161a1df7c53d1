"""Writing an offer: the form, skills as chips, places, words that may not stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import reflex as rx
from reflex_base.event import EventSpec

from myjobmatch.domain.cards import OfferCard
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.offer_check import Severity
from myjobmatch.domain.offer_rules import MOST_SKILLS, OfferContent
from myjobmatch.services.company_offers import (
    OfferNotReady,
    OfferToEdit,
    SaveOffer,
    read_offer,
    save_offer,
)
from myjobmatch.services.company_sites import list_sites
from myjobmatch.services.offer_moves import MoveOffer, publish_offer
from myjobmatch.services.offer_reading import read_pasted
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
from myjobmatch.state.employer_draft import (
    AptitudeChip,
    Draft,
    Piece,
    SiteChoice,
    SkillChip,
    Suggestion,
    Word,
    by_field,
    draft_of,
    pieces,
    words_of,
)
from myjobmatch.state.employer_form import filled_with, read_form
from myjobmatch.state.employer_preview import NO_CARD, preview_card
from myjobmatch.state.roles import on

Intent = Literal["keep", "publish", "read", "preview"]
NEW = "nouvelle"
OFFERS = "/employeur/offres"


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
    sites: list[SiteChoice] = []
    site: str = ""
    """The establishment chosen; empty: elsewhere."""
    problems: dict[str, str] = {}
    problem_values: dict[str, str | int | float] = {}
    words: list[Word] = []
    asked: list[Word] = []
    """Words that somebody of the structure will read first."""
    marked_title: list[Piece] = []
    marked_description: list[Piece] = []
    refusal_reason: str = ""
    saved: bool = False
    intent: Intent = "keep"
    read: list[str] = []
    """The fields that were filled from a pasted text; `nothing` when none was."""
    pasted: str = ""
    """A pasted text that stands in no other field."""
    preview: OfferCard = NO_CARD
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
        await self._sites()
        self.site = self.sites[0].id if self.sites else ""
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
        await self._sites()
        self.site = offer.site_id
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
            replace(a, chosen=not a.chosen, essential=True) if a.id == aptitude_id else a
            for a in self.aptitudes
        ]

    @on(*EMPLOYERS)
    async def weigh_aptitude(self, aptitude_id: int) -> None:
        """Essential, or only useful."""
        self.aptitudes = [
            replace(a, essential=not a.essential) if a.id == aptitude_id else a
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
    async def choose_site(self, site_id: str) -> None:
        """At this establishment; or elsewhere."""
        self.site = site_id if any(site.id == site_id for site in self.sites) else ""

    @on(*EMPLOYERS)
    async def intend(self, intent: Intent) -> None:
        """Which button was pressed: keep, publish, read what was pasted, or show as a youth sees it."""
        self.intent = intent

    @on(*EMPLOYERS)
    async def save(self, form: dict[str, str | bool]) -> EventSpec | None:
        """Keep what was typed, and publish it when asked to. What is wrong is told by its field."""
        intent, self.intent = self.intent, "keep"
        publishing = intent == "publish"
        self.saved, self.problems = False, {}
        content, problems = read_form(
            form,
            occupation_id=self.occupation_id or None,
            skills=tuple((chip.id, chip.essential) for chip in self.skills),
            aptitude_ids=tuple(a.id for a in self.aptitudes if a.chosen),
            useful=frozenset(a.id for a in self.aptitudes if a.chosen and not a.essential),
        )
        self._title, self._description = content.title, content.description
        if intent == "read":
            await self._read(str(form.get("pasted") or ""), content, str(form.get("place") or ""))
            return rx.set_focus("read-from-text")
        if intent == "preview":
            self.preview = preview_card(
                content,
                str(form.get("place") or ""),
                self.company_name,
                self.company_logo,
                self.skills,
                self.occupation,
            )
            return rx.set_focus("preview")
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
                    site_id=self.site,
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

    @on(*EMPLOYERS)
    async def close_preview(self) -> None:
        """Enough seen of the card."""
        self.preview = NO_CARD

    async def _read(self, pasted: str, typed: OfferContent, place: str) -> None:
        """Fill what is still empty from a pasted text; what was typed stays."""
        application = self._container().application
        if application is None or not pasted.strip():
            self.read = ["nothing"]
            return
        said = await read_pasted(application, self._actor(), pasted)
        content, place, self.read = filled_with(said, pasted, typed, place)
        self.pasted = "" if "description" in self.read else pasted[:20_000]
        if not self.occupation_id and said.occupation is not None and said.words.title:
            self.occupation_id, self.occupation = said.occupation.id, said.occupation.label
            self.read = [*self.read, "occupation"]
        known = {chip.id for chip in self.skills}
        found = [SkillChip(one.skill_id, one.label, True) for one in said.skills]
        if added := [chip for chip in found if chip.id not in known][: MOST_SKILLS - len(known)]:
            self.skills = [*self.skills, *added]
            self.read = [*self.read, "skills"]
        self.read = self.read or ["nothing"]
        self.draft = draft_of(content, place)
        self.form_key = new_public_id()
        self._title, self._description = content.title, content.description
        await self._suggest()

    def _refused(self, refusal: OfferNotReady) -> None:
        self.problems, self.problem_values = by_field(refusal.problems)
        if refusal.wording is not None:
            self._mark(refusal.wording)
            for name, found in (
                ("description", refusal.wording.description),
                ("title", refusal.wording.title),
            ):
                if any(one.severity is Severity.REFUSE for one in found):
                    self.problems.setdefault(name, "offer_wording")

    def _mark(self, wording: WordingCheck) -> None:
        found = (*wording.title, *wording.description)
        self.words = words_of(f for f in found if f.severity is Severity.REFUSE)
        self.asked = words_of(f for f in found if f.severity is not Severity.REFUSE)
        self.marked_title = pieces(self._title, wording.title)
        self.marked_description = pieces(self._description, wording.description)

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
        self.aptitudes = [replace(a, fitting=a.id in fitting) for a in self.aptitudes]
        self._mark(hints.wording)

    async def _aptitudes(self, chosen: Sequence[int], useful: frozenset[int] = frozenset()) -> None:
        application = self._container().application
        if application is None:
            return
        await application.matching.refresh()
        self.aptitudes = [
            AptitudeChip(hint.id, hint.label, hint.id in chosen, False, hint.id not in useful)
            for hint in await self._run(list_aptitudes, None, application.matching)
        ]

    async def _sites(self) -> None:
        found = await self._run(list_sites, self.company_id) if self.company_id else []
        self.sites = [SiteChoice(site.id, f"{site.name}, {site.place}") for site in found]

    async def _take(self, offer: OfferToEdit) -> None:
        content = offer.content
        self._offer_id, self._version = offer.id, offer.version
        self._title, self._description = content.title, content.description
        self.status, self.editable = offer.status.value, offer.editable
        self.refusal_reason = offer.refusal_reason
        self.skills = [SkillChip(*skill) for skill in offer.skills]
        self.occupation_id, self.occupation = content.occupation_id or 0, offer.occupation
        self.draft = draft_of(content, offer.place_label)
        self.form_key = offer.id + offer.version
        await self._aptitudes(content.aptitude_ids, content.useful_aptitudes)
        self._mark(check_wording(content.title, content.description))

    def _forget(self) -> None:
        self.loaded, self.gone, self.editable, self.saved = False, False, True, False
        self.status, self.draft, self.refusal_reason = "draft", Draft(), ""
        self.skills, self.suggestions, self.found, self.places = [], [], [], []
        self.sites, self.site = [], ""
        self.occupation_id, self.occupation, self.occupations = 0, "", []
        self.problems, self.problem_values, self.words, self.asked = {}, {}, [], []
        self.marked_title, self.marked_description = [], []
        self.read, self.preview, self.intent, self.pasted = [], NO_CARD, "keep", ""
        self._offer_id, self._version, self._new_id = "", "", ""
        self._title, self._description = "", ""
