"""A youth's situation, their i-milo dossier, and what became of applications, told by their advisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.enums import ApplicationStatus, ContractKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.services.acting_for import (
    AnswerApplicationFor,
    answer_application_for,
    applications_of,
)
from myjobmatch.services.imilo.ticking import SetDossier, set_dossier
from myjobmatch.services.situations import (
    TellSituation,
    list_situations,
    take_back_situation,
    tell_situation,
)
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.advisor.youth_head import YouthHeadState
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation as the page shows it."""

    id: str
    kind: str
    contract: str
    note: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application whose end is not known."""

    id: str
    title: str
    company: str
    status: str
    opened_at: str


class SituationState(AppState):
    """What the section shows."""

    rows: list[Situation] = []
    waiting: list[Waiting] = []
    loaded: bool = False
    saved: str = ""
    kind: str = "employment"

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the situations of whom the address names."""
        self._watch(SituationState.refresh, ("structure", self._actor().structure_id or 0))
        self.loaded, self.saved = False, ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def choose(self, kind: str) -> None:
        """Which situation is told: some have a contract."""
        self.kind = kind if kind in set(SituationKind) else "employment"

    @on(*ACCOMPANYING)
    async def tell(self, form: dict[str, str]) -> None:
        """Tell a situation."""
        contract = form.get("contract", "")
        command = TellSituation(
            youth_id=self._youth(),
            kind=SituationKind(self.kind),
            since=_day(form.get("since", "")) or _nothing(),
            until=_day(form.get("until", "")),
            contract=ContractKind(contract) if contract in set(ContractKind) else None,
            note=form.get("note", ""),
        )
        await self._run(tell_situation, command)
        self.saved = "situation"
        await self.dismiss_error()
        await self._fill()

    @on(*ACCOMPANYING)
    async def take_back(self, situation_id: str) -> None:
        """Told by mistake."""
        await self._run(take_back_situation, situation_id)
        self.saved = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def write_dossier(self, form: dict[str, str]) -> None:
        """Write the dossier number."""
        kept = await self._run(set_dossier, SetDossier(self._youth(), form.get("dossier", "")))
        head = await self.get_state(YouthHeadState)
        head.dossier = kept
        self.saved = "dossier"
        await self.dismiss_error()

    @on(*ACCOMPANYING)
    async def answer(self, application_id: str, status: str) -> None:
        """What became of an application, in the youth's name."""
        if status not in set(ApplicationStatus):
            return
        command = AnswerApplicationFor(self._youth(), application_id, ApplicationStatus(status))
        await self._run(answer_application_for, command)
        self.saved = "application"
        await self._fill()

    def _youth(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.youth_id)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        self.rows = [
            Situation(
                id=one.id,
                kind=one.kind.value,
                contract=one.contract.value if one.contract else "",
                note=one.note,
                since=one.since.isoformat(),
                until=one.until.isoformat() if one.until else "",
                source=one.source.value,
            )
            for one in await self._run(list_situations, self._youth())
        ]
        self.waiting = [
            Waiting(
                one.id, one.offer_title, one.company, one.status.value, one.opened_at.isoformat()
            )
            for one in await self._run(applications_of, self._youth())
        ]
        self.loaded = True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as reason:
        raise Invalid("situation_days") from reason


def _nothing() -> date:
    raise Invalid("situation_days")
