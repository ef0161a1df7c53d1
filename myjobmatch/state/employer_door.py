"""The door of companies: registering by SIRET, and the page that a link in a mail leads to."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx
from reflex_base.event import EventSpec

from myjobmatch.domain.errors import DomainError
from myjobmatch.services.company_door import CompanyDoor, DoorNotReady, RegisterCompany
from myjobmatch.state.base import AppState
from myjobmatch.state.callers import caller_of, language_of, post_of
from myjobmatch.state.roles import PUBLIC, on

_FIELD_OF = {
    "siret_length": "siret",
    "siret_wrong": "siret",
    "company_name_missing": "name",
    "person_missing": "person",
    "email_form": "email",
    "offer_place_unknown": "place",
    "company_no_structure": "place",
    "link_refused": "email",
}
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the fields begin with: what the directory says, or nothing."""

    name: str = ""
    sector: str = ""
    place: str = ""
    known: bool = False
    commune: str = ""
    closed: bool = False


class DoorState(AppState):
    """Registering, in two steps: the SIRET, then who and where; and a link for those who are registered."""

    siret: str = ""
    """The SIRET as typed, once it is sound: the second step."""
    proposed: Proposed = Proposed()
    form_key: int = 0
    places: list[str] = []
    sent_to: str = ""
    wrong_field: str = ""
    problem: str = ""
    problem_params: dict[str, str | int] = {}
    problems: dict[str, str] = {}
    """Of the second step, all at once: the code by field."""
    problem_values: dict[str, dict[str, str | int | float]] = {}
    again: bool = False
    """The link was sent once more."""
    _form: dict[str, str] = {}

    @on(PUBLIC)
    async def load(self) -> None:
        """An empty form."""
        self.siret, self.sent_to, self.again = "", "", False
        self.proposed, self.places, self._form = Proposed(), [], {}
        self.form_key = 0  # the page begins with 0: another key would drop what was typed meanwhile
        self._settle()

    @on(PUBLIC)
    async def find(self, form: dict[str, str]) -> None:
        """The first step: a SIRET, and what the directory knows of it."""
        typed = form.get("siret", "")[:_LONGEST]
        self._settle()
        try:
            found = await self._door().look_up(typed, client=caller_of(self))
        except DomainError as refusal:
            self._refused(refusal)
            return
        self.proposed = Proposed()
        if found is not None:
            known = found.establishment
            self.proposed = Proposed(
                known.name, known.sector, found.place, True, known.commune, not known.open
            )
        self.siret = typed
        self.form_key += 1

    @on(PUBLIC)
    async def back(self) -> None:
        """Another SIRET."""
        self.siret = ""
        self._settle()

    @on(PUBLIC)
    async def find_place(self, text: str) -> None:
        """Places as one types."""
        found = await self._door().find_places(text[:80], client=caller_of(self))
        self.places = [place.label for place in found]

    @on(PUBLIC)
    async def register(self, form: dict[str, str]) -> EventSpec | None:
        """The second step: a link goes out; a refusal leaves what was typed."""
        self._form = {name: text[:_LONGEST] for name, text in form.items()}
        await self._register()
        return rx.set_focus(next(iter(self.problems))) if self.problems else None

    @on(PUBLIC)
    async def send_again(self) -> None:
        """Nothing came: the same once more."""
        await self._register()
        self.again = self.problem == "" and not self.problems

    @on(PUBLIC)
    async def mend(self) -> None:
        """The address was wrong: the form as it was typed."""
        self.sent_to, self.again = "", False
        self.proposed = Proposed(
            self._form.get("name", ""), self._form.get("sector", ""), self._form.get("place", "")
        )
        self.form_key += 1
        self._settle()

    @on(PUBLIC)
    async def send_link(self, form: dict[str, str]) -> None:
        """A link for whoever is registered; the answer is the same for everybody."""
        self._settle()
        typed = form.get("email", "")[:_LONGEST]
        try:
            self.sent_to = await self._door().send_link(
                typed, post_of(self), language_of(self), client=caller_of(self)
            )
        except DomainError as refusal:
            self._refused(refusal)

    async def _register(self) -> None:
        self._settle()
        self.again = False
        form = self._form
        asked = RegisterCompany(
            siret=self.siret,
            name=form.get("name", ""),
            place=form.get("place", ""),
            person=form.get("person", ""),
            email=form.get("email", ""),
            language=language_of(self),
            sector=form.get("sector", ""),
            trap=form.get("website", ""),
        )
        try:
            self.sent_to = await self._door().register(asked, post_of(self), client=caller_of(self))
        except DoorNotReady as refusal:
            self.problems = {one.field: one.code for one in refusal.problems}
            self.problem_values = {one.field: one.params for one in refusal.problems}
        except DomainError as refusal:
            self._refused(refusal)

    def _door(self) -> CompanyDoor:
        doors = self._container().doors
        if doors is None:
            raise RuntimeError("the doors are not wired")
        return doors.companies

    def _settle(self) -> None:
        self.wrong_field, self.problem, self.problem_params = "", "", {}
        self.problems, self.problem_values = {}, {}

    def _refused(self, refusal: DomainError) -> None:
        self.wrong_field = _FIELD_OF.get(refusal.code, "")
        self.problem, self.problem_params = refusal.code, dict(refusal.params)


class LinkState(DoorState):
    """The page of a link: whom it lets in where. It acts by `POST /api/v1/company-links`, never by itself."""

    token: str = ""
    link_state: str = ""
    """`ready`, `ask` for a page without a link, `asked` once a company's people were asked, or why not."""
    company: str = ""
    email: str = ""
    person: str = ""
    joins: bool = False
    renewable: bool = False
    loaded: bool = False

    @on(PUBLIC)
    async def load_link(self) -> None:
        """Look at the link; nothing is used up."""
        query = self.router.url.query_parameters
        self.sent_to, self.again = "", False
        self._settle()
        self.token = str(query.get("jeton", ""))[:64]
        refused = str(query.get("erreur", ""))[:40]
        if query.get("demande", "") == "1":
            self.link_state = "asked"
        elif not self.token:
            self.link_state = "ask"
        else:
            view = await self._door().look(self.token)
            self.link_state, self.company, self.email = view.state, view.company, view.email
            self.person, self.joins, self.renewable = view.person, view.joins, view.renewable
            if view.state == "ready" and refused in (
                "person_missing",
                "join_other_account",
                "text_long",
            ):
                self.problem, self.wrong_field = refused, "person"
        self.loaded = True

    @on(PUBLIC)
    async def renew(self) -> None:
        """The link came too late: another one goes to the same address."""
        self._settle()
        try:
            self.sent_to = await self._door().renew(
                self.token, post_of(self), language_of(self), client=caller_of(self)
            )
        except DomainError as refusal:
            self._refused(refusal)
