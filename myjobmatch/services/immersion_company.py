"""Immersions as the employer of a match meets them: proposing one, and reading where it stands."""

from dataclasses import dataclass, replace
from datetime import date

from myjobmatch.db.models import Immersion
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.immersion_rules import PROPOSED, day_problems, lacking, read, signers
from myjobmatch.domain.immersions import CompanyImmersion, ImmersionPurpose, ImmersionStatus, Signer
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.services.building import service
from myjobmatch.services.companies import acting_company, trace
from myjobmatch.services.immersion_views import content_from
from myjobmatch.services.immersions import ImmersionNotReady, fill, minor_then, missing, tell_of
from myjobmatch.services.outcomes import party

EVENT = "immersion_proposed"
"""The domain event of an employer's proposal: `{immersion}`."""


@dataclass(frozen=True, slots=True)
class ProposeImmersion:
    """An immersion proposed for a match (public id) in touch: its days, who looks after the youth, what they do.

    `title` is the occupation; empty: the offer's. The host's facts come from the company and the offer's site.
    """

    match_id: str
    starts_on: date
    ends_on: date
    tutor: str
    tutor_function: str
    tasks: str
    weekly_hours: float = 35
    schedule: str = ""
    title: str = ""


@service(is_employer_side)
async def propose_immersion(actor: Actor, command: ProposeImmersion, uow: UnitOfWork) -> str:
    """Propose an immersion: a draft that the youth's advisor completes. Answers its public id.

    Raises:
        NotFound, Conflict: as `outcomes.party`; or one is open for this match already (`immersion_open`).
        Invalid: what was told cannot be (`ImmersionNotReady`, its problems each with their field).
    """
    found = await party(actor, command.match_id, uow)
    if await uow.immersions.open_of_match(found.match.id) is not None:
        raise Conflict("immersion_open")
    known = await content_from(found.offer, uow)
    content, wrong = read(
        replace(
            known,
            title=command.title or known.title,
            host_signer=await _name(actor, uow),
            tutor=command.tutor,
            tutor_function=command.tutor_function,
            purpose=ImmersionPurpose.RECRUIT,
            tasks=command.tasks,
            starts_on=command.starts_on,
            ends_on=command.ends_on,
            weekly_hours=command.weekly_hours,
            schedule=command.schedule,
        )
    )
    wrong += lacking(content, PROPOSED) + day_problems(content, paris_day(uow.clock.now()))
    if wrong:
        raise ImmersionNotReady(wrong)
    now = uow.clock.now()
    row = Immersion(
        public_id=new_public_id(),
        youth_id=found.youth.id,
        structure_id=found.youth.structure_id or 0,
        offer_id=found.offer.id,
        match_id=found.match.id,
        prescriber_id=found.youth.advisor_id,
        proposed_by=actor.account_id,
        created_at=now,
        changed_at=now,
    )
    fill(row, content)
    uow.immersions.add(row)
    await uow.immersions.flush()
    uow.ledger.event(EVENT, {"immersion": row.id})
    company = await uow.companies.get(found.offer.company_id or 0)
    if company is not None:
        trace(actor, company, uow, EVENT, "immersion", row.id)
    await tell_of(uow, found.youth, row)
    return row.public_id


@service(is_employer_side, writes=False)
async def immersions_of_company(
    actor: Actor, company_id: str, uow: UnitOfWork
) -> list[CompanyImmersion]:
    """The immersions of a company's matches that were not called off, the latest first.

    What an advisor still writes by themselves is not among them; what the employer proposed is.

    Raises:
        NotFound: not a company of the actor's (`company_unknown`).
    """
    company = await acting_company(actor, company_id, uow)
    views = []
    for row, match_id in await uow.immersions.of_company(company.id):
        if row.status is ImmersionStatus.CANCELLED:
            continue
        if row.status is ImmersionStatus.DRAFT and row.proposed_by is None:
            continue
        views.append(await _view(row, match_id, uow))
    return views


async def _view(row: Immersion, match_id: str, uow: UnitOfWork) -> CompanyImmersion:
    to_sign: tuple[Signer, ...] = ()
    youth = await uow.youths.get(row.youth_id)
    if row.status is ImmersionStatus.TO_SIGN and youth is not None:
        to_sign = missing(row, signers(minor=await minor_then(youth, row.starts_on, uow)))
    return CompanyImmersion(
        id=row.public_id,
        match_id=match_id,
        status=row.status,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        proposed=row.proposed_by is not None,
        to_sign=to_sign,
    )


async def _name(actor: Actor, uow: UnitOfWork) -> str:
    """Who signs for the host: the recruiter themselves; an officer does not sign for anybody."""
    account = await uow.accounts.get(actor.account_id) if actor.role is Role.RECRUITER else None
    return account.display_name if account else ""
