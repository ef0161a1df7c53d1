"""What a company is shown of candidates, held within bounds; an officer may widen them, with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from myjobmatch.db.models import CandidateAllowance, Company, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_limits import (
    DEALT_A_DAY,
    LONGEST_REASON,
    MORE_A_TIME,
    MOST_MORE,
    PLACES_TOLD,
    TOLD_FOR,
    cell_of,
)
from myjobmatch.domain.cards import AskedOfCandidate
from myjobmatch.domain.clock import paris_day, paris_midnight
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.permissions import is_employment_officer, is_system
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.companies import acting_company
from myjobmatch.services.deck_cards import place_of
from myjobmatch.services.notices import COMPANY


@dataclass(frozen=True, slots=True)
class AllowMore:
    """More cards today for a company (public id), and why."""

    company_id: str
    reason: str


@service(is_employment_officer)
async def allow_more(actor: Actor, command: AllowMore, uow: UnitOfWork) -> int:
    """Let a company see more candidates today; answers how many it may be shown today in all.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
        Invalid: no reason given (`limit_reason`), or too long a one (`text_long`, with `most`).
        Conflict: it was widened as often as a day allows (`limit_wide`).
    """
    company = await acting_company(actor, command.company_id, uow)
    reason = one_line(command.reason)
    if not reason:
        raise Invalid("limit_reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid("text_long", most=LONGEST_REASON)
    await uow.dealings.held(company.id)
    now = uow.clock.now()
    day = paris_day(now)
    _, more = await uow.dealings.spent(company.id, paris_midnight(now), day)
    if more >= MOST_MORE * MORE_A_TIME:
        raise Conflict("limit_wide")
    uow.sharing.add(
        CandidateAllowance(
            company_id=company.id,
            day=day,
            cards=MORE_A_TIME,
            reason=reason,
            account_id=actor.account_id,
            at=now,
        )
    )
    uow.ledger.audit(
        actor,
        "candidates_allowed",
        "company",
        company.id,
        in_name_of=company.public_id,
        details={"cards": MORE_A_TIME, "reason": reason},
    )
    uow.changed(COMPANY, company.id)
    return DEALT_A_DAY + more + MORE_A_TIME


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer whose candidates are shown: its company, and the square that it lies in, if that is known."""

    id: int
    company_id: int
    cell: str


def offer_shown(offer: Offer, company: Company) -> OfferShown:
    """The same of an offer."""
    place = place_of(offer)
    cell = cell_of(place.latitude, place.longitude) if place else ""
    return OfferShown(offer.id, company.id, cell)


@service(is_system)
async def forget_places(_actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """What a company was told of somebody's way a year ago counts no longer."""
    await uow.dealings.forget_old_places(uow.clock.now() - TOLD_FOR)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a company is shown of an offer's next candidates: their aliases, and of whom a band of the way is told."""

    aliases: Mapping[int, str]
    ways_told: frozenset[int]
    asked: Mapping[int, tuple[AskedOfCandidate, ...]]
    dealt_today: int
    before: frozenset[int]
    """Whom the offer's pile showed lately."""


def may_see_more(spent: int, more: int) -> bool:
    """Whether a company may be shown somebody new today."""
    return spent < DEALT_A_DAY + more


async def show_within_limits(offer: OfferShown, ids: Sequence[int], uow: UnitOfWork) -> Shown:
    """Show as many as the company may see now; who was shown for this offer before costs nothing.

    Of somebody's way, a band is told from so many places only; from others it is told that it is within their reach.
    """
    before = await uow.dealings.held(offer.company_id, offer.id)
    now = uow.clock.now()
    state = await uow.dealings.dealing(
        offer.company_id, offer.id, ids, paris_midnight(now), paris_day(now)
    )
    left = max(0, DEALT_A_DAY + state.more - state.spent)
    fresh = [i for i in ids if i not in state.given][:left]
    shown = [i for i in ids if i in state.given or i in set(fresh)]
    told = {
        i
        for i in shown
        if not offer.cell
        or offer.cell in state.cells.get(i, ())
        or len(state.cells.get(i, ())) < PLACES_TOLD
    }
    newly = {i for i in told if offer.cell and offer.cell not in state.cells.get(i, ())}
    changed = {*fresh, *newly}
    given = await uow.dealings.give(
        offer.id, changed, state.aliases, dict.fromkeys(newly, offer.cell), now
    )
    return Shown(
        aliases={i: given.get(i) or state.aliases[i] for i in shown},
        ways_told=frozenset(told),
        asked={
            i: tuple(AskedOfCandidate(*one) for one in sorted(questions))
            for i, questions in state.asked.items()
        },
        dealt_today=state.spent + len(fresh),
        before=frozenset(before),
    )
