"""An immersion proposed from the board: the youth's advisor completes it, and three sign."""

from __future__ import annotations

from datetime import date

from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.services.immersion_company import ProposeImmersion, propose_immersion
from myjobmatch.services.immersions import ImmersionNotReady
from myjobmatch.state.advisor.immersion_form import by_field, read_agreement
from myjobmatch.state.employer import EMPLOYERS
from myjobmatch.state.employer_matches import MatchesState
from myjobmatch.state.roles import on


class BoardImmersionState(MatchesState):
    """The dialog of the board that proposes an immersion."""

    problems: dict[str, str] = {}
    problem_values: dict[str, dict[str, str | int | float]] = {}

    @on(*EMPLOYERS)
    async def ask_for(self, match_id: str) -> None:
        """The dialog is about this match."""
        self.problems, self.problem_values = {}, {}
        self._ask(match_id)

    @on(*EMPLOYERS)
    async def send(self, form: dict[str, str | bool]) -> None:
        """Propose it; what is wrong is told by its field, and nothing typed is lost."""
        self.problems, self.problem_values = {}, {}
        content, found = read_agreement(form)
        for name, value in (("starts_on", content.starts_on), ("ends_on", content.ends_on)):
            if value is None and not any(problem.field == name for problem in found):
                found.append(FieldProblem(name, "immersion_needed"))
        if content.weekly_hours is None and not any(one.field == "weekly_hours" for one in found):
            found.append(FieldProblem("weekly_hours", "immersion_needed"))
        if found:
            self.problems, self.problem_values = by_field(found)
            return
        command = ProposeImmersion(
            self.asked.id,
            content.starts_on or date.min,
            content.ends_on or date.min,
            content.tutor,
            content.tutor_function,
            content.tasks,
            content.weekly_hours or 0.0,
            content.schedule,
        )
        try:
            await self._run(propose_immersion, command)
        except ImmersionNotReady as refusal:
            self.problems, self.problem_values = by_field(refusal.problems)
            return
        await self._told("immersion_proposed", self.asked.id)
