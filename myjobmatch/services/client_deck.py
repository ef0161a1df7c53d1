"""What a youth says of the cards without deciding, as a phone sends it."""

from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import PassReason, ReportReason
from myjobmatch.services.asides import LiftAside, PutAside, lift_aside, put_aside
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.kept_offers import KeepOffer, keep_offer
from myjobmatch.services.offer_reports import LONGEST_NOTE, ReportOffer, report_offer

MOST_MINUTES = 600


class AsideForm(Form):
    """Why a card was passed; the way and the missing skill as the card told them."""

    offer_id: PublicId
    reason: Annotated[PassReason, Field(strict=False)]
    minutes: Annotated[int, Field(ge=0, le=MOST_MINUTES)] | None = None
    skill_id: Annotated[int, Field(ge=0, lt=2**31)] | None = None


class LiftForm(Form):
    """Put something back that was put aside, or all that was said on an offer."""

    aside_id: PublicId | None = None
    offer_id: PublicId | None = None


class KeepForm(Form):
    """Keep an offer for later, or no longer."""

    offer_id: PublicId
    kept: bool


class ReportForm(Form):
    """Something is wrong with an offer."""

    offer_id: PublicId
    reason: Annotated[ReportReason, Field(strict=False)]
    note: str = Field("", max_length=2 * LONGEST_NOTE)


@kind("aside", AsideForm)
async def _aside(actor: Actor, form: AsideForm, uow: UnitOfWork) -> object:
    command = PutAside(form.offer_id, form.reason, form.minutes, form.skill_id)
    return {"asides": await put_aside(actor, command, uow)}


@kind("lift", LiftForm)
async def _lift(actor: Actor, form: LiftForm, uow: UnitOfWork) -> object:
    await lift_aside(actor, LiftAside(form.aside_id, form.offer_id), uow)
    return {}


@kind("keep", KeepForm)
async def _keep(actor: Actor, form: KeepForm, uow: UnitOfWork) -> object:
    return await keep_offer(actor, KeepOffer(form.offer_id, form.kept), uow)


@kind("report", ReportForm)
async def _report(actor: Actor, form: ReportForm, uow: UnitOfWork) -> object:
    return await report_offer(actor, ReportOffer(form.offer_id, form.reason, form.note), uow)
