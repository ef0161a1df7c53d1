"""Candidates who wait for an employer's answer: seen and answered in two taps, from a notification or from a mail.

All who wait are here, the longest first, whether or not the deck would show them: each of them is owed an answer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Account, Company, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.answers import CLOSING
from myjobmatch.domain.cards import Breakdown, CandidateCard
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import DecisionKind, OfferStatus
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.mail_links import LinkPurpose
from myjobmatch.domain.permissions import is_employer_side, may_act_for_company, require
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.ranking import rank_candidates
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.candidate_decisions import (
    CandidateDecision,
    DecideCandidate,
    decide_on_candidate,
)
from myjobmatch.services.candidate_decks import as_shown, cards_of, still_shown
from myjobmatch.services.candidate_limits import offer_shown, show_within_limits
from myjobmatch.services.deck_cards import place_of
from myjobmatch.services.mail_links import look_at_link
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import acting_today, may_enter

SHOWN = 20
"""Of an offer, at once."""


@dataclass(frozen=True, slots=True)
class AwaitedQuery:
    """Who waits for answers: of a company (dense id), or of one offer (public id) of it."""

    company: int
    offer_id: str = ""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Somebody who waits, for whole days; `days_left` until they are told that nobody answered."""

    card: CandidateCard
    days: int
    days_left: int


@dataclass(frozen=True, slots=True)
class AwaitedOffer:
    """An offer whose candidates wait; `more` is how many are not shown yet, `open`: it can be answered now."""

    id: str
    title: str
    place: str
    open: bool
    people: tuple[Awaiting, ...]
    more: int


@dataclass(frozen=True, slots=True)
class AnswerByLink:
    """An answer from a mail: the link's token, a candidate's alias, `like` or `pass`, and perhaps why."""

    token: str
    alias: str
    kind: str
    reason: str = ""


async def list_awaited(app: Application, actor: Actor, query: AwaitedQuery) -> list[AwaitedOffer]:
    """Those who wait for a company's answers, the offer with the longest wait first.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or no such offer of it (`offer_unknown`).
    """
    await app.matching.refresh()
    await app.matching.candidates()
    return await app.run(awaited, actor, query, app.matching)


@service(is_employer_side)
async def awaited(
    actor: Actor, query: AwaitedQuery, uow: UnitOfWork, matching: MatchingRuntime
) -> list[AwaitedOffer]:
    """The same, in a transaction; each candidate gets the opaque id that is theirs for the offer.

    Raises:
        NotFound: as `list_awaited`.
    """
    company = await uow.companies.get(query.company)
    if company is None:
        raise NotFound("company_unknown")
    require(
        may_act_for_company(actor, company_id=company.id, structure_id=company.structure_id),
        "company_unknown",
    )
    offers = {
        offer.id: offer
        for offer in await uow.offers.of_company(query.company)
        if offer.status in (OfferStatus.PUBLISHED, OfferStatus.PAUSED)
        and query.offer_id in ("", offer.public_id)
    }
    if query.offer_id and not offers:
        raise NotFound("offer_unknown")
    waiting = await uow.answers.waiting_for(offers)
    found = []
    for offer_id, waits in sorted(waiting.items(), key=lambda item: item[1][0][1]):
        one = await _of_offer(actor, offers[offer_id], company, waits, uow, matching)
        if one.people:
            found.append(one)
    return found


async def _of_offer(
    actor: Actor,
    offer: Offer,
    company: Company,
    waits: Sequence[tuple[int, datetime]],
    uow: UnitOfWork,
    matching: MatchingRuntime,
) -> AwaitedOffer:
    now = uow.clock.now()
    today = paris_day(now)
    people, homes = await still_shown([youth_id for youth_id, _ in waits], offer, today, uow)
    shown = [(youth_id, since) for youth_id, since in waits if youth_id in people]
    first = shown[:SHOWN]
    ids = [youth_id for youth_id, _ in first]
    profile = matching.complete(await uow.offers.profile_of(offer, company))
    told = await show_within_limits(offer_shown(offer, company), ids, uow)
    first = [(youth_id, since) for youth_id, since in first if youth_id in told.aliases]
    known = {youth_id: people[youth_id] for youth_id, _ in first}
    place = place_of(offer)
    scores = await _scores(profile, place, known, today, matching)
    cards = await cards_of(actor, profile, place, known, homes, scores, known, today, matching)
    return AwaitedOffer(
        id=offer.public_id,
        title=offer.title,
        place=offer.place,
        open=offer.status is OfferStatus.PUBLISHED,
        people=tuple(
            Awaiting(
                card=as_shown(cards[youth_id], youth_id, told),
                days=(now - since).days,
                days_left=max(0, (since + CLOSING - now).days),
            )
            for youth_id, since in first
        ),
        more=len(shown) - len(first),
    )


async def _scores(
    profile: OfferProfile,
    place: Point | None,
    people: Collection[int],
    today: date,
    matching: MatchingRuntime,
) -> dict[int, Breakdown]:
    """How well they fit, as in the deck; of whom the deck would leave out, nothing."""
    if not people:
        return {}
    everyone = await matching.candidates()
    vector = await matching.offer_vector(profile)
    pool = everyone.pool
    among = np.isin(pool.youth_id, list(people))

    def rank() -> dict[int, Breakdown]:
        minutes = None
        if place is not None:
            minutes = matching.travel.minutes_to_offer(
                everyone.homes, place, profile.schedules, among=among
            )
        ranking = rank_candidates(
            profile,
            pool=pool,
            skills=matching.catalogue.space,
            vector=vector,
            minutes=minutes,
            excluded_ids=pool.youth_id[~among],
            limit=len(people),
            today=today,
            sequence=pool.sequence,
            parameters=matching.parameters,
        )
        return {item.id: item.breakdown for item in ranking.items}

    return await off_loop(rank)


async def awaited_by_link(app: Application, token: str) -> list[AwaitedOffer]:
    """Those who wait for the offer that a mail's link is about; the link stays as it is.

    Raises:
        NotFound: no such link (`link_unknown`), or the offer is gone (`offer_unknown`).
        Conflict: its time is over (`link_expired`).
    """
    actor, offer = await _behind(app, token)
    return await list_awaited(app, actor, AwaitedQuery(offer.company_id or 0, offer.public_id))


async def answer_by_link(app: Application, command: AnswerByLink) -> CandidateDecision:
    """A yes or a no from a mail, as whoever the mail was sent to; once given, the same again changes nothing.

    Raises:
        NotFound: no such link (`link_unknown`), offer or candidate (`offer_unknown`, `candidate_unknown`).
        Invalid: neither a yes nor a no (`malformed`), an unknown reason (`bad_reason`).
        Conflict: its time is over (`link_expired`), or as `decide_on_candidate`.
    """
    if command.kind not in (DecisionKind.LIKE, DecisionKind.PASS):
        raise Invalid("malformed")
    actor, offer = await _behind(app, command.token)
    decision = DecideCandidate(
        offer.public_id, command.alias, DecisionKind(command.kind), command.reason
    )
    return await app.run(decide_on_candidate, actor, decision)


async def _behind(app: Application, token: str) -> tuple[Actor, Offer]:
    """Who a link stands for, with the rights that they have today, and the offer it is about."""
    async with app.database.unit(write=False) as uow:
        link = await look_at_link(uow, LinkPurpose.ANSWER, token)
        account: Account | None = await uow.accounts.get(link.account_id or 0)
        offer = await uow.offers.get(link.offer_id or 0)
        if account is None or not may_enter(account, demo=app.demo):
            raise NotFound("link_unknown")
        if offer is None:
            raise NotFound("offer_unknown")
        return await acting_today(account, uow), offer
