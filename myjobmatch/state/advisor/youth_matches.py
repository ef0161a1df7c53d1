"""What an advisor tells of a youth's matches: an interview, a hire with its contract, or that it came to nothing."""

from __future__ import annotations

from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.domain.outcomes import HireTerms, Stage
from myjobmatch.services.outcomes import MoveOn, move_on, undo_step
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.advisor.youth import YouthPageState
from myjobmatch.state.moments import day_of
from myjobmatch.state.roles import on

_FIELD_OF = {"hire_contract": "contract", "hire_start": "starts_on"}


class YouthMatchesState(YouthPageState):
    """How far the youth has come with companies, as the advisor tells it."""

    hiring: str = ""
    """The match whose contract is being told."""
    wrong_field: str = ""
    problem: str = ""

    @on(*ACCOMPANYING)
    async def tell(self, match_id: str, stage: str) -> None:
        """It has come to an interview, or to nothing."""
        if stage not in (Stage.INTERVIEW.value, Stage.NOT_HIRED.value):
            raise Invalid("malformed")
        try:
            await self._run(move_on, MoveOn(match_id, Stage(stage)))
        finally:
            await self._fill()

    @on(*ACCOMPANYING)
    async def ask_contract(self, match_id: str) -> None:
        """The form of the contract, for this match; asked again, it closes."""
        self.hiring = "" if self.hiring == match_id else match_id
        self.wrong_field, self.problem = "", ""

    @on(*ACCOMPANYING)
    async def hire(self, form: dict[str, str]) -> None:
        """Hired, with the contract where it is known; a refusal leaves what was typed."""
        self.wrong_field, self.problem = "", ""
        contract, starts_on = form.get("contract", ""), form.get("starts_on", "")
        terms = None
        try:
            if contract or starts_on:
                if contract not in set(ContractKind):
                    raise Invalid("hire_contract")
                terms = HireTerms(ContractKind(contract), day_of(starts_on, "hire_start"))
            await self._run(move_on, MoveOn(self.hiring, Stage.HIRED, terms=terms))
        except DomainError as refusal:
            if refusal.code not in _FIELD_OF:
                raise
            self.wrong_field, self.problem = _FIELD_OF[refusal.code], refusal.code
            return
        self.hiring = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def undo(self, match_id: str) -> None:
        """The last step was a slip."""
        try:
            await self._run(undo_step, match_id)
        finally:
            await self._fill()
