"""Who sees what of me: a youth's own page on it, taking a yes back, keeping a company away."""

from dataclasses import dataclass, replace

from myjobmatch.db.models import Company
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import MatchStatus, Side
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.sharing import BlockedCompany, SharedWith, SharingContents
from myjobmatch.domain.workflow import MATCH
from myjobmatch.services.building import service
from myjobmatch.services.candidate_questions import questions_told
from myjobmatch.services.matching_pairs import end_match
from myjobmatch.services.notices import COMPANY, tell_youth


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back what was shared with a company (public id), for every offer of it."""

    company_id: str


@dataclass(frozen=True, slots=True)
class Block:
    """A company, by its own public id or by that of an offer of it; `off` lets it in again."""

    company_id: str = ""
    offer_id: str = ""
    off: bool = False


@service(is_youth, writes=False)
async def own_sharing(actor: Actor, _command: None, uow: UnitOfWork) -> SharingContents:
    """Who sees what of the youth, whom they block, and what they are asked."""
    return SharingContents(
        companies=await _shared_with(actor.youth_id or 0, uow),
        blocked=tuple(
            BlockedCompany(company.public_id, company.name, at)
            for company, at in await uow.sharing.blocked_by(actor.youth_id or 0)
        ),
        questions=await questions_told(actor.youth_id or 0, uow),
    )


@service(is_youth)
async def withdraw_sharing(actor: Actor, command: Withdraw, uow: UnitOfWork) -> dict[str, int]:
    """The company sees neither the first name nor the conversations any more. Again is once.

    Raises:
        NotFound: nothing was ever shared with such a company (`company_unknown`).
    """
    company = await uow.companies.by_public_id(checked_public_id(command.company_id))
    known = {row.company_id for row in await uow.sharing.shared_by(actor.youth_id or 0)}
    if company is None or company.public_id not in known:
        raise NotFound("company_unknown")
    ended = await _end_all(actor, company, uow, asked_too=False)
    if ended:
        uow.ledger.audit(actor, "sharing_withdrawn", "company", company.id)
    return {"ended": ended}


@service(is_youth)
async def block_company(actor: Actor, command: Block, uow: UnitOfWork) -> dict[str, str]:
    """Neither is shown to the other any more, and what was shared is taken back; `off` undoes the block alone.

    Raises:
        NotFound: no such company (`company_unknown`).
    """
    company = await company_meant(command.company_id, command.offer_id, uow)
    youth = await uow.youths.get(actor.youth_id or 0)
    if company is None or youth is None:
        raise NotFound("company_unknown")
    if command.off:
        changed = await uow.sharing.unblock(youth.id, company.id)
    else:
        changed = await uow.sharing.block(youth.id, company.id, uow.clock.now())
        await _end_all(actor, company, uow, asked_too=True)
    if changed:
        action = "company_unblocked" if command.off else "company_blocked"
        uow.ledger.audit(actor, action, "company", company.id)
        uow.changed(COMPANY, company.id)
        await tell_youth(uow, youth, advisor_too=False)
    return {"company_id": company.public_id, "company": company.name}


async def company_meant(company_id: str, offer_id: str, uow: UnitOfWork) -> Company | None:
    """The company of that public id, or of that offer; none for an offer from outside."""
    if company_id:
        return await uow.companies.by_public_id(checked_public_id(company_id))
    offer = await uow.offers.by_public_id(checked_public_id(offer_id))
    return await uow.companies.get(offer.company_id) if offer and offer.company_id else None


async def _end_all(actor: Actor, company: Company, uow: UnitOfWork, *, asked_too: bool) -> int:
    """End what the youth shares with a company; `asked_too`: questions that wait for an answer as well."""
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        raise NotFound("youth_unknown")
    ended = 0
    for match, offer in await uow.matches.of_youth_and_company(youth.id, company.id):
        open_still = MATCH.allows(match.status, MatchStatus.CLOSED)
        if match.status is MatchStatus.SHARED or (asked_too and open_still):
            await end_match(uow, actor, match, offer, youth, Side.YOUTH)
            ended += 1
    return ended


async def _shared_with(youth_id: int, uow: UnitOfWork) -> tuple[SharedWith, ...]:
    """The companies that a youth ever said yes to, those that still see them first."""
    found: dict[str, SharedWith] = {}
    for row in await uow.sharing.shared_by(youth_id):
        over = row.withdrawn_at or row.ended_at
        one = SharedWith(
            row.company_id, row.company, row.at, over, row.withdrawn_at is not None, (row.offer,)
        )
        before = found.get(row.company_id)
        if before is None or (before.until is not None and over is None):
            found[row.company_id] = one
        elif (before.until is None) == (over is None):
            titles = dict.fromkeys((*before.offers, row.offer))
            latest = one if over is not None else before
            found[row.company_id] = replace(latest, since=before.since, offers=tuple(titles))
    shown = sorted(found.values(), key=lambda one: one.since, reverse=True)
    return tuple(sorted(shown, key=lambda one: one.until is not None))
