"""The one question six months after: by a link, or signed in. What it shows says nothing of who they are."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError
from myjobmatch.domain.fse.questionnaire import questionnaire
from myjobmatch.domain.fse.told import FollowUpAsked
from myjobmatch.services.application import Application
from myjobmatch.services.fse.follow_up import (
    TellFollowUp,
    follow_up_by_link,
    own_follow_up,
    tell_by_link,
    tell_own_follow_up,
)
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import PUBLIC, on

OVER = frozenset({"link_used", "fse_told_already"})


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer to tap; `label` ends its words' key."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """A question with its answers."""

    code: str
    label: str
    taps: list[Tap]
    refused: bool
    """They prefer not to say."""


class SixMonthsState(AppState):
    """The page of the link, and of whoever is signed in."""

    asks: list[Ask] = []
    ready: bool = False
    done: bool = False
    loaded: bool = False
    problem: str = ""
    """`unknown`, `expired`, `done`: what keeps the link from opening; empty for nothing."""
    waiting: bool = False
    """Whether the youth's own page has a question to show."""
    _token: str = ""
    _form: str = ""
    _codes: list[str] = []
    _answers: dict[str, str] = {}

    @on(PUBLIC)
    async def load(self) -> None:
        """Read what is asked, by the link's token or by who is signed in."""
        self._token = str(self.router.url.query_parameters.get("jeton", ""))[:64]
        self.done, self.loaded, self.problem, self.asks, self.ready = False, False, "", [], False
        self._answers = {}
        try:
            found = await self._question()
        except DomainError as error:
            self.problem = _problem(error.code)
            found = None
        self._begin(found)
        self.loaded = True

    @on(Role.YOUTH)
    async def look(self) -> None:
        """Whether there is a question, for the youth's own page."""
        self.waiting = await self._run(own_follow_up, None) is not None

    @on(PUBLIC)
    async def tap(self, code: str, value: str) -> None:
        """An answer; what it makes superfluous goes."""
        if code in self._codes:
            self._answers = dict(self._answers) | {code: value[:40]}
            self._draw()

    @on(PUBLIC)
    async def send(self) -> None:
        """Tell it: what was told is thanked for, and over."""
        if not self.ready:
            return
        shown = {one.code for one in self.asks}
        command = TellFollowUp({code: v for code, v in self._answers.items() if code in shown})
        try:
            if self._token:
                await tell_by_link(self._application(), self._token, command)
            else:
                await self._run(tell_own_follow_up, command)
        except DomainError as error:
            if error.code not in OVER and not error.code.startswith("link_"):
                raise
            self.problem, self.asks, self._token = _problem(error.code), [], ""
            return
        self.done, self.asks, self._token, self.waiting = True, [], "", False
        self._answers = {}

    async def _question(self) -> FollowUpAsked | None:
        if self._token:
            return await follow_up_by_link(self._application(), self._token)
        actor = self._actor_or_none()
        if actor is None or actor.role is not Role.YOUTH:
            return None
        return await self._run(own_follow_up, None)

    def _application(self) -> Application:
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        return application

    def _begin(self, found: FollowUpAsked | None) -> None:
        self._codes = list(found.questions) if found else []
        self._form = found.questionnaire if found else ""
        self._draw()

    def _draw(self) -> None:
        if not self._form:
            self.asks, self.ready = [], False
            return
        form = questionnaire(self._form)
        asks = []
        for question in form.questions:
            # entry data decided already which questions may come (`FollowUpAsked.questions`)
            later = {
                code: among for code, among in question.asked_if.items() if code in self._codes
            }
            if question.code not in self._codes or any(
                self._answers.get(code) not in among for code, among in later.items()
            ):
                continue
            told = self._answers.get(question.code, "")
            label = f"{form.version}.{question.code}"
            asks.append(
                Ask(
                    question.code,
                    label,
                    [
                        Tap(one.value, f"{label}.{one.value}", one.value == told)
                        for one in question.choices
                    ],
                    refused=told == "prefers_not",
                )
            )
        self.asks = asks
        self.ready = bool(asks) and all(self._answers.get(one.code) for one in asks)


def _problem(code: str) -> str:
    if code in OVER:
        return "done"
    return "expired" if code == "link_expired" else "unknown"
