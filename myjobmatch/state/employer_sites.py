"""The establishments of a company, and the form of one."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.errors import DomainError
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.company_sites import (
    SaveSite,
    SiteOf,
    list_sites,
    make_main,
    remove_site,
    save_site,
)
from myjobmatch.services.places import find_places
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.roles import on

_FIELD_OF = {
    "site_name_missing": "name",
    "siret_length": "siret",
    "siret_wrong": "siret",
    "siret_elsewhere": "siret",
    "offer_place_unknown": "place",
    "postcode_form": "postcode",
}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """An establishment."""

    id: str = ""
    name: str = ""
    siret: str = ""
    address: str = ""
    place: str = ""
    main: bool = False
    offers: int = 0


class SitesState(EmployerState):
    """The establishments of the company acted for."""

    rows: list[SiteRow] = []
    loaded: bool = False
    edited: SiteRow = SiteRow()
    """The one in the form; without an id a new one."""
    form_key: int = 0
    dialog_key: int = 0
    leaving: SiteRow = SiteRow()
    places: list[str] = []
    wrong_field: str = ""
    problem: str = ""
    problem_params: dict[str, str | int] = {}
    done: str = ""
    _new_id: str = ""

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the establishments."""
        self._begin(SiteRow())
        self.done = ""
        await self._fill()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        self._begin(SiteRow())
        self.done = ""
        await self._fill(company_id)

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed: the list again; the form stays as it is typed."""
        await self._fill()

    @on(*EMPLOYERS)
    async def find_place(self, text: str) -> None:
        """Places as one types."""
        self.places = [place.label for place in await self._run(find_places, text[:80])]

    @on(*EMPLOYERS)
    async def edit(self, site_id: str) -> None:
        """The form is about this one; an empty id: about a new one."""
        self.done = ""
        self._begin(next((row for row in self.rows if row.id == site_id), SiteRow()))

    @on(*EMPLOYERS)
    async def save(self, form: dict[str, str]) -> None:
        """Keep it; a refusal leaves what was typed."""
        self._settle()
        command = SaveSite(
            self.company_id,
            name=form.get("name", ""),
            place=form.get("place", ""),
            address=form.get("address", ""),
            postcode=form.get("postcode", ""),
            siret=form.get("siret", ""),
            main=self.edited.main,
            site_id=self.edited.id,
            new_id=self._new_id,
        )
        try:
            await self._run(save_site, command)
        except DomainError as refusal:
            self.wrong_field = _FIELD_OF.get(refusal.code, "form")
            self.problem, self.problem_params = refusal.code, dict(refusal.params)
            return
        self._begin(SiteRow())
        await self._fill()
        self.done = "saved"

    @on(*EMPLOYERS)
    async def make_first(self, site_id: str) -> None:
        """The main one."""
        await self._run(make_main, SiteOf(self.company_id, site_id))
        await self._fill()
        self.done = "main"

    @on(*EMPLOYERS)
    async def consider(self, site_id: str) -> None:
        """The dialog is about this one."""
        self.leaving = next((row for row in self.rows if row.id == site_id), SiteRow())

    @on(*EMPLOYERS)
    async def remove(self) -> None:
        """It is no more."""
        try:
            await self._run(remove_site, SiteOf(self.company_id, self.leaving.id))
        finally:
            self.dialog_key += 1
            if self.edited.id == self.leaving.id:
                self._begin(SiteRow())
            await self._fill()
        self.done = "removed"

    def _begin(self, row: SiteRow) -> None:
        self.edited, self._new_id = row, new_public_id()
        self.form_key += 1
        self._settle()

    def _settle(self) -> None:
        self.wrong_field, self.problem, self.problem_params = "", "", {}

    async def _fill(self, wanted: str = "") -> None:
        company = await self._enter(wanted)
        self.rows = []
        if company is not None:
            self._watch(
                SitesState.refresh,
                ("account", self._actor().account_id),
                ("company", company.key),
            )
            self.rows = [
                SiteRow(s.id, s.name, s.siret, s.address, s.place, s.main, s.offers)
                for s in await self._run(list_sites, company.id)
            ]
        self.loaded = True
