"""Asking an anonymous candidate one of the questions that there are."""

from __future__ import annotations

from myjobmatch.domain.candidate_questions import QuestionTemplate
from myjobmatch.services.candidate_questions import AskCandidate, ask_candidate, askable
from myjobmatch.state.employer import EMPLOYERS
from myjobmatch.state.employer_candidates import CandidatesState
from myjobmatch.state.employer_cards import asked_of, with_answers
from myjobmatch.state.roles import on


class QuestionsState(CandidatesState):
    """The sheet in which a question is chosen."""

    asking: str = ""
    """The candidate asked, by the alias for the offer shown."""
    asking_title: str = ""
    templates: list[str] = []
    """What may still be asked of them."""
    months: list[str] = []
    """The months of a start, each as a day within it."""
    asked_done: bool = False

    @on(*EMPLOYERS)
    async def prepare(self, candidate: str) -> None:
        """Open the sheet for a candidate."""
        self.asked_done = False
        card = next((one for one in (*self.cards, *self.marked) if one.id == candidate), None)
        if card is None:
            self.asking, self.templates = "", []
            return
        may = await self._run(askable, self.offer_id)
        before = {one.template for one in card.asked}
        self.asking, self.asking_title = candidate, card.title
        self.templates = [one.value for one in may.templates if one.value not in before]
        self.months = [f"{month}-15" for month in may.months]

    @on(*EMPLOYERS)
    async def ask(self, form: dict[str, str]) -> None:
        """Ask what was chosen; a refusal leaves the sheet as it is."""
        template = form.get("template", "")
        if template not in self.templates:
            return
        command = AskCandidate(
            self.offer_id,
            self.asking,
            QuestionTemplate(template),
            form.get("month", "")[:7] if template == QuestionTemplate.START else "",
        )
        asked = await self._run(ask_candidate, command)
        self.cards = [
            with_answers(card, asked, likes=card.likes_you) if card.id == self.asking else card
            for card in self.cards
        ]
        marked = [
            with_answers(card, asked, likes=card.likes_you) if card.id == self.asking else card
            for card in self.marked
        ]
        comparing = self.comparing
        self._keep_marked(marked)
        self.comparing = comparing
        before = {one.template for one in asked_of(asked)}
        self.templates = [one for one in self.templates if one not in before]
        self.asked_done = True
