"""What a company says of itself; and, for an officer, a new one by its SIRET."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.services.companies import (
    CompanyView,
    CreateCompany,
    EditCompany,
    create_company,
    edit_company,
)
from myjobmatch.services.company_approval import ask_again
from myjobmatch.services.places import find_places
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.roles import on

FIELD_OF = {
    "siret_length": "siret",
    "siret_wrong": "siret",
    "siret_known": "siret",
    "company_name_missing": "name",
    "offer_place_unknown": "place",
}
_OF_LOGO = {"garde": "logo_kept", "retire": "logo_removed"}
_LOGO_ERRORS = frozenset(
    {
        "file_missing",
        "logo_big",
        "document_empty",
        "document_big",
        "document_kind",
        "document_broken",
        "document_pixels",
        "company_suspended",
    }
)


@dataclass(frozen=True, slots=True)
class CompanyShown:
    """A company on its page."""

    name: str = ""
    siret: str = ""
    sector: str = ""
    presentation: str = ""
    place: str = ""
    status: str = ""
    answers_in_days: int = 0
    logo: str = ""


class CompanyState(EmployerState):
    """The company acted for."""

    shown: CompanyShown = CompanyShown()
    loaded: bool = False
    saved: str = ""
    """What was just kept: `edited` or `created`."""
    wrong_field: str = ""
    problem: str = ""
    problem_params: dict[str, str | int] = {}
    places: list[str] = []
    form_key: int = 0
    """One more redraws the form from what is kept."""
    told: str = ""
    """What was just done beside the form: `logo_kept`, `logo_removed` or `asked_again`."""

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the company, and what came of a logo that was sent."""
        self.saved, self.wrong_field, self.problem = "", "", ""
        query = self.router.url.query_parameters
        self.told = _OF_LOGO.get(str(query.get("logo", "")), "")
        refused = str(query.get("erreur", ""))
        if refused in _LOGO_ERRORS:
            most = str(query.get("most", ""))
            self.wrong_field, self.problem = "file", refused
            self.problem_params = {"most": int(most) if most.isdecimal() and len(most) < 4 else 2}
        await self._fill()

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Somebody decided on the company, or a colleague changed it: how it stands; the form stays."""
        await self._enter()

    @on(*EMPLOYERS)
    async def ask_once_more(self) -> None:
        """The company was refused and has corrected itself."""
        self._show(await self._run(ask_again, self.company_id))
        await self._enter()
        self.told = "asked_again"

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        self.saved, self.wrong_field, self.problem, self.told = "", "", "", ""
        await self._fill(company_id)

    @on(*EMPLOYERS)
    async def find_place(self, text: str) -> None:
        """Places as one types."""
        self.places = [place.label for place in await self._run(find_places, text[:80])]

    @on(*EMPLOYERS)
    async def edit(self, form: dict[str, str]) -> None:
        """Keep what the company says of itself; a refusal leaves what was typed."""
        place = form.get("place", "").strip()
        command = EditCompany(
            self.company_id,
            form.get("sector", ""),
            form.get("presentation", ""),
            "" if place == self.shown.place else place,
        )
        self.saved, self.wrong_field, self.problem = "", "", ""
        try:
            self._show(await self._run(edit_company, command))
        except Invalid as refusal:
            self._refused(refusal)
            return
        self.saved = "edited"

    @on(Role.EMPLOYMENT_OFFICER)
    async def create(self, form: dict[str, str]) -> None:
        """A new company; a refusal leaves what was typed."""
        command = CreateCompany(
            name=form.get("new_name", ""),
            siret=form.get("new_siret", ""),
            sector=form.get("new_sector", ""),
            place=form.get("new_place", ""),
        )
        self.saved, self.wrong_field, self.problem = "", "", ""
        try:
            made = await self._run(create_company, command)
        except DomainError as refusal:
            self._refused(refusal, new=True)
            return
        await self._fill(made.id)
        self.saved = "created"

    def _refused(self, refusal: DomainError, *, new: bool = False) -> None:
        name = FIELD_OF.get(refusal.code, "presentation")
        self.wrong_field = f"new_{name}" if new else name
        self.problem, self.problem_params = refusal.code, dict(refusal.params)

    def _show(self, view: CompanyView) -> None:
        self.shown = CompanyShown(
            name=view.name,
            siret=view.siret,
            sector=view.sector,
            presentation=view.presentation,
            place=view.place,
            status=view.status.value,
            answers_in_days=view.answers_in_days or 0,
            logo=view.logo,
        )

    async def _fill(self, wanted: str = "") -> None:
        company = await self._enter(wanted)
        self.form_key += 1
        if company is not None:
            self._watch(
                CompanyState.refresh,
                ("account", self._actor().account_id),
                ("company", company.key),
            )
            self._show(company)
        self.loaded = True
