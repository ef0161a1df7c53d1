"""The people of a company: invited, asked for, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.errors import DomainError
from myjobmatch.services.application import Application
from myjobmatch.services.company_people import (
    ChangeRole,
    Invite,
    RemovePerson,
    SettleRequest,
    TakeBack,
    change_role,
    invite,
    let_in,
    list_people,
    remove_person,
    take_invitation_back,
)
from myjobmatch.state.callers import post_of
from myjobmatch.state.employer import EMPLOYERS, EmployerState
from myjobmatch.state.roles import on

_FIELD_OF = {
    "email_form": "email",
    "person_known": "email",
    "link_too_many": "email",
    "people_many": "email",
    "link_refused": "email",
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the company."""

    id: str = ""
    name: str = ""
    email: str = ""
    owner: bool = False
    since: str = ""
    me: bool = False


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that waits, or whose time is over."""

    email: str
    person: str
    owner: bool
    sent_at: str
    until: str
    over: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """Somebody who asks to be let in."""

    id: str
    email: str
    name: str
    asked_at: str


class PeopleState(EmployerState):
    """The people of the company acted for."""

    people: list[PersonRow] = []
    invitations: list[InvitationRow] = []
    requests: list[RequestRow] = []
    decides: bool = False
    loaded: bool = False
    leaving: PersonRow = PersonRow()
    """Who is about to be removed."""
    dialog_key: int = 0
    """One more closes the dialog."""
    form_key: int = 0
    wrong_field: str = ""
    problem: str = ""
    problem_params: dict[str, str | int] = {}
    done: str = ""
    """What was just done: `invited`, `resent`, `taken_back`, `role`, `removed`, `let_in`, `turned_down`."""
    done_for: str = ""

    @on(*EMPLOYERS)
    async def load(self) -> None:
        """Show the people, and follow them."""
        self._settle()
        await self._fill()

    @on(*EMPLOYERS)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*EMPLOYERS)
    async def choose(self, company_id: str) -> None:
        """Act for another company."""
        self._settle()
        await self._fill(company_id)

    @on(*EMPLOYERS)
    async def invite(self, form: dict[str, str]) -> None:
        """Send a link; a refusal leaves what was typed."""
        self._settle()
        command = Invite(
            self.company_id,
            form.get("email", ""),
            form.get("person", ""),
            form.get("role", "recruiter"),
        )
        try:
            await invite(self._application(), post_of(self), self._actor(), command)
        except DomainError as refusal:
            self._refused(refusal)
            await self._fill()
            return
        self.form_key += 1
        await self._fill()
        self.done, self.done_for = "invited", command.email.strip()

    @on(*EMPLOYERS)
    async def resend(self, email: str, person: str, owner: bool) -> None:
        """The same invitation once more: another link, the first one leads nowhere."""
        self._settle()
        command = Invite(self.company_id, email, person, "owner" if owner else "recruiter")
        await invite(self._application(), post_of(self), self._actor(), command)
        await self._fill()
        self.done, self.done_for = "resent", email

    @on(*EMPLOYERS)
    async def take_back(self, email: str) -> None:
        """An invitation is no longer meant."""
        self._settle()
        await self._run(take_invitation_back, TakeBack(self.company_id, email))
        await self._fill()
        self.done, self.done_for = "taken_back", email

    @on(*EMPLOYERS)
    async def turn_role(self, account_id: str, owner: bool) -> None:
        """Make somebody an owner, or a recruiter."""
        self._settle()
        role = "owner" if owner else "recruiter"
        try:
            await self._run(change_role, ChangeRole(self.company_id, account_id, role))
        finally:
            await self._fill()
        self.done, self.done_for = "role", self._name(account_id)

    @on(*EMPLOYERS)
    async def consider(self, account_id: str) -> None:
        """The dialog is about this person."""
        self.leaving = next((one for one in self.people if one.id == account_id), PersonRow())

    @on(*EMPLOYERS)
    async def remove(self) -> None:
        """They leave; their sessions end."""
        self._settle()
        name = self.leaving.name
        try:
            await self._run(remove_person, RemovePerson(self.company_id, self.leaving.id))
        finally:
            self.dialog_key += 1
            self.leaving = PersonRow()
            await self._fill()
        self.done, self.done_for = "removed", name

    @on(*EMPLOYERS)
    async def settle(self, request_id: str, accepted: bool) -> None:
        """A yes or a no to somebody who asks to be let in."""
        self._settle()
        name = next((one.name for one in self.requests if one.id == request_id), "")
        command = SettleRequest(self.company_id, request_id, accepted)
        try:
            await let_in(self._application(), post_of(self), self._actor(), command)
        finally:
            await self._fill()
        self.done, self.done_for = "let_in" if accepted else "turned_down", name

    def _name(self, account_id: str) -> str:
        return next((one.name for one in self.people if one.id == account_id), "")

    def _application(self) -> Application:
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        return application

    def _settle(self) -> None:
        self.wrong_field, self.problem, self.problem_params = "", "", {}
        self.done, self.done_for = "", ""

    def _refused(self, refusal: DomainError) -> None:
        self.wrong_field = _FIELD_OF.get(refusal.code, "form")
        self.problem, self.problem_params = refusal.code, dict(refusal.params)

    async def _fill(self, wanted: str = "") -> None:
        company = await self._enter(wanted)
        self.people, self.invitations, self.requests = [], [], []
        if company is not None:
            self._watch(
                PeopleState.refresh,
                ("account", self._actor().account_id),
                ("company", company.key),
            )
            view = await self._run(list_people, company.id)
            self.decides = view.decides
            self.people = [
                PersonRow(
                    one.id,
                    one.name,
                    one.email,
                    one.role.value == "owner",
                    one.since.isoformat(),
                    one.me,
                )
                for one in view.people
            ]
            self.invitations = [
                InvitationRow(
                    one.email,
                    one.person,
                    one.role.value == "owner",
                    one.sent_at.isoformat(),
                    one.until.isoformat(),
                    one.over,
                )
                for one in view.invitations
            ]
            self.requests = [
                RequestRow(one.id, one.email, one.name, one.asked_at.isoformat())
                for one in view.requests
            ]
        self.loaded = True
