"""Applications to outside offers: what became of them, told by the youth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from myjobmatch.db.models import Application, ApplicationTransition, Hire, Youth
from myjobmatch.db.repositories.offers import OfferRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import ApplicationView
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.figures import REACHED
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.outcomes import HireView
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.building import service
from myjobmatch.services.decisions import ASK_AFTER, move_application
from myjobmatch.services.notices import tell_youth

ASK_AGAIN_AFTER = timedelta(days=7)
"""How long after an application was sent, or moved on, the youth is asked again."""

ASKED = {
    ApplicationStatus.OPENED: ASK_AFTER,
    ApplicationStatus.NOT_SENT: ASK_AFTER,
    ApplicationStatus.SENT: ASK_AGAIN_AFTER,
    ApplicationStatus.INTERVIEW: ASK_AGAIN_AFTER,
    ApplicationStatus.IMMERSION: ASK_AGAIN_AFTER,
}
"""The states in which "how did it go?" is asked, and how long after they were reached."""


@dataclass(frozen=True, slots=True)
class AnswerApplication:
    """How it went, for an application by its public id."""

    application_id: str
    status: ApplicationStatus


@service(is_youth)
async def answer_application(
    actor: Actor, command: AnswerApplication, uow: UnitOfWork
) -> ApplicationView:
    """Record what became of an application. The same answer again changes nothing.

    Raises:
        NotFound: not an application of theirs (`application_unknown`).
        Invalid: opening is the decision's business (`malformed`).
        Conflict: not a step that can follow (`application_transition`).
    """
    application = await uow.applications.by_public_id(checked_public_id(command.application_id))
    if application is None or application.youth_id != actor.youth_id:
        raise NotFound("application_unknown")
    youth = await uow.youths.get(application.youth_id)
    if youth is None:
        raise NotFound("application_unknown")
    if application.status is not command.status:
        if command.status is ApplicationStatus.OPENED:
            raise Invalid("malformed")
        await take_step(uow, actor, youth, application, command.status)
    row = (await uow.offers.rows([application.offer_id]))[application.offer_id]
    return _view(application, row, uow.clock.now())


async def take_step(
    uow: UnitOfWork,
    actor: Actor,
    youth: Youth,
    application: Application,
    after: ApplicationStatus,
) -> None:
    """An application goes one step further, whoever tells it: kept, counted, and asked after again.

    Raises:
        Conflict: not a step that can follow (`application_transition`).
    """
    move_application(uow, actor, application, after)
    application.ask_after = uow.clock.now() + ASKED.get(after, ASK_AGAIN_AFTER)
    for kind in (ActivityKind.APPLICATION_ANSWERED, REACHED.get(after)):
        if kind is not None:
            uow.ledger.activity(
                kind,
                actor,
                structure_id=youth.structure_id,
                youth_id=youth.id,
                offer_id=application.offer_id,
            )
    await tell_youth(uow, youth)
    await uow.applications.flush()


async def take_step_back(
    uow: UnitOfWork,
    actor: Actor,
    youth: Youth,
    application: Application,
    step: ApplicationTransition,
) -> None:
    """The last step of an application was none: it stands where it stood before, and that step counts no more."""
    application.status = step.before or ApplicationStatus.OPENED
    application.ask_after = uow.clock.now() + ASKED.get(application.status, ASK_AGAIN_AFTER)
    if (logged := REACHED.get(step.after)) is not None:
        uow.ledger.activity(
            logged,
            actor,
            structure_id=youth.structure_id,
            youth_id=youth.id,
            offer_id=application.offer_id,
            takes_back=step.at,
        )
    await uow.applications.drop_step(step)
    await tell_youth(uow, youth)


@service(is_youth, writes=False)
async def list_own_applications(
    actor: Actor, _command: None, uow: UnitOfWork
) -> list[ApplicationView]:
    """A youth's applications to outside offers, the latest first; withdrawn ones are left out."""
    return await application_views(await uow.applications.of_youths([actor.youth_id or 0]), uow)


async def application_views(
    applications: Sequence[Application], uow: UnitOfWork
) -> list[ApplicationView]:
    """Applications as they are shown, in order; withdrawn ones are left out."""
    kept = [a for a in applications if a.status is not ApplicationStatus.WITHDRAWN]
    rows = await uow.offers.rows([a.offer_id for a in kept])
    hires = await uow.outcomes.hires([(a.youth_id, a.offer_id) for a in kept])
    now = uow.clock.now()
    return [
        replace(
            _view(application, rows[application.offer_id], now),
            hire=hire_view(hires.get((application.youth_id, application.offer_id))),
        )
        for application in kept
    ]


def hire_view(hire: Hire | None) -> HireView | None:
    """The contract of a hire as it is shown."""
    return None if hire is None else HireView(hire.contract, hire.starts_on, hire.ends_on)


def _view(application: Application, row: OfferRow, now: datetime) -> ApplicationView:
    return ApplicationView(
        id=application.public_id,
        offer_id=row.offer.public_id,
        offer_title=row.offer.title,
        company=row.company_name,
        source=row.source,
        url=row.url,
        status=application.status,
        opened_at=application.opened_at,
        ask_after=application.ask_after,
        asks_now=application.status in ASKED and application.ask_after <= now,
    )
