"""What a youth does with offers, matches and applications, as a phone sends it."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ApplicationStatus, DecisionKind
from myjobmatch.domain.languages import Language
from myjobmatch.domain.permissions import is_signed_in
from myjobmatch.services.agreements import Agree, agree
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.building import service
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.matches import AnswerConsent, answer_consent
from myjobmatch.services.notices import ACCOUNT


class DecideForm(Form):
    """Like or pass."""

    offer_id: PublicId
    kind: Literal["like", "pass"]
    reason: str = Field("", max_length=40)


class UndoForm(Form):
    """Take a decision back."""

    offer_id: PublicId


class ConsentForm(Form):
    """Share one's first name with a company, or not, for the text that was read."""

    match_id: PublicId
    given: bool
    text_version: str = Field(max_length=60)


class ApplicationForm(Form):
    """What became of an application to an outside offer."""

    application_id: PublicId
    status: Literal[
        "sent",
        "not_sent",
        "interview",
        "immersion",
        "hired",
        "refused",
        "no_answer",
        "withdrawn",
    ]


class AgreeForm(Form):
    """Yes or no to the use of one's answers, for the text that was read."""

    given: bool
    text_version: str = Field(max_length=60)
    language: str = Field(pattern=r"^[a-z]{2}(-[a-z]{2,8})?$")


class LocaleForm(Form):
    """The language chosen, kept with the account."""

    locale: Language = Field(strict=False)


@dataclass(frozen=True, slots=True)
class SetLocale:
    """The language of the account from now on."""

    locale: Language


@service(is_signed_in)
async def set_locale(actor: Actor, command: SetLocale, uow: UnitOfWork) -> SetLocale:
    """Keep the language chosen with the account."""
    account = await uow.accounts.get(actor.account_id)
    if account is not None:
        account.locale = command.locale
        uow.changed(ACCOUNT, actor.account_id)
    return command


@kind("decide", DecideForm)
async def _decide(actor: Actor, form: DecideForm, uow: UnitOfWork) -> object:
    command = Decide(form.offer_id, DecisionKind(form.kind), form.reason)
    return await decide_on_offer(actor, command, uow)


@kind("undo", UndoForm)
async def _undo(actor: Actor, form: UndoForm, uow: UnitOfWork) -> object:
    return await undo_decision(actor, Undo(form.offer_id), uow)


@kind("consent", ConsentForm)
async def _consent(actor: Actor, form: ConsentForm, uow: UnitOfWork) -> object:
    command = AnswerConsent(form.match_id, form.given, form.text_version)
    return await answer_consent(actor, command, uow)


@kind("application", ApplicationForm)
async def _application(actor: Actor, form: ApplicationForm, uow: UnitOfWork) -> object:
    command = AnswerApplication(form.application_id, ApplicationStatus(form.status))
    return await answer_application(actor, command, uow)


@kind("agree", AgreeForm)
async def _agree(actor: Actor, form: AgreeForm, uow: UnitOfWork) -> object:
    return await agree(actor, Agree(form.given, form.text_version, form.language), uow)


@kind("locale", LocaleForm)
async def _locale(actor: Actor, form: LocaleForm, uow: UnitOfWork) -> object:
    return await set_locale(actor, SetLocale(form.locale), uow)
