"""Decks: the offers a youth is shown, the anonymous candidates an employer is shown.

`deal_offers` and `deal_candidates` are what state and api call: they bring the engine up to date, rank
in a reading transaction, then log the ranking in a short writing one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Company, Offer
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.repositories.youths import LawfulFacts
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import CandidateCard, OfferCard
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import barring_rules
from myjobmatch.domain.enums import Licence, Side
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import (
    is_accompanying,
    is_employer_side,
    is_youth,
    may_act_for_company,
    require,
)
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Ints16
from myjobmatch.matching.explanation import explain
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.ranking import Ranking, rank_candidates, rank_offers
from myjobmatch.matching.replay import to_log
from myjobmatch.matching.travel import UNKNOWN_MINUTES, Homes
from myjobmatch.matching.view import OfferView
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.deck_cards import candidate_card, offer_cards, place_of
from myjobmatch.services.matching_runtime import MatchingRuntime

LARGEST_DECK = 60


@dataclass(frozen=True, slots=True)
class DeckQuery:
    """How many cards, and which offers (public ids) the phone holds already."""

    limit: int = 20
    exclude: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class OfferDeck:
    """Cards, best first. `eligible` counts the offers that pass the hard filters."""

    cards: tuple[OfferCard, ...]
    eligible: int
    exhausted: bool
    rankings: tuple[Ranking, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """Candidates for an offer (public id); `exclude` names aliases that the page holds already."""

    offer_id: str
    limit: int = 20
    exclude: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class CandidateDeck:
    """Anonymous cards, best first."""

    cards: tuple[CandidateCard, ...]
    eligible: int
    exhausted: bool
    ranking: Ranking | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class LogRanking:
    """A ranking that was shown."""

    side: Side
    ranking: Ranking
    youth_id: int | None = None
    offer_id: int | None = None


async def deal_offers(app: Application, actor: Actor, query: DeckQuery) -> OfferDeck:
    """A youth's next cards; the ranking is logged."""
    await app.matching.refresh()
    deck = await app.run(offer_deck, actor, query, app.matching)
    await log_offer_deck(app, actor, deck)
    return deck


async def log_offer_deck(app: Application, actor: Actor, deck: OfferDeck) -> None:
    """Keep the rankings of a deck of offers that is about to be shown."""
    for ranking in deck.rankings:
        if ranking.items:
            await app.run(log_ranking, actor, LogRanking(Side.YOUTH, ranking, ranking.subject_id))


async def deal_candidates(app: Application, actor: Actor, query: CandidateQuery) -> CandidateDeck:
    """An offer's next candidates; the ranking is logged."""
    await app.matching.refresh()
    # read here, for the deck writes aliases: nobody else could write while it is read there
    await app.matching.candidates()
    deck = await app.run(candidate_deck, actor, query, app.matching)
    if deck.ranking is not None and deck.cards:
        log = LogRanking(Side.EMPLOYER, deck.ranking, offer_id=deck.ranking.subject_id)
        await app.run(log_ranking, actor, log)
    return deck


@service(is_youth, writes=False)
async def offer_deck(
    actor: Actor, query: DeckQuery, uow: UnitOfWork, matching: MatchingRuntime
) -> OfferDeck:
    """The offers a youth should see next; never one they decided on, never a closed one."""
    return await deck_of(actor.youth_id or 0, actor.locale, query, uow, matching)


async def deck_of(
    youth_id: int,
    locale: str,
    query: DeckQuery,
    uow: UnitOfWork,
    matching: MatchingRuntime,
    *,
    only: frozenset[int] | None = None,
) -> OfferDeck:
    """A youth's deck in a language; the caller has checked the right to it.

    What their advisor proposed comes first, even beyond their usual limits; `only` keeps to some
    offers (their dense ids).
    """
    profile = matching.with_near((await uow.youths.candidate_profiles([youth_id]))[youth_id])
    facts = (await uow.youths.lawful_facts([youth_id])).get(youth_id)
    home = facts.home if facts else None
    limit = max(1, min(query.limit, LARGEST_DECK))
    excluded = await uow.decisions.decided_offers(youth_id) | await _held(query.exclude, uow)
    barred = await barred_offers(facts, uow)
    proposed = (
        (await uow.applications.open_proposals(youth_id)) - excluded if only is None else set()
    )
    vector = await matching.candidate_vector(profile)
    view, travel = matching.offers.view(), matching.travel
    today = paris_day(uow.clock.now())

    def rank(who: CandidateProfile, minutes: Ints16 | None, left_out: Sequence[int]) -> Ranking:
        return rank_offers(
            who,
            view=view,
            skills=matching.catalogue.space,
            vector=vector,
            minutes=minutes,
            excluded_ids=left_out,
            barred_ids=barred,
            limit=limit,
            today=today,
        )

    def rank_proposed() -> Ranking:
        # their advisor has thought of it: contract, licence and distance do not hide it
        open_minded = replace(profile, contracts=frozenset(), licences=frozenset(Licence))
        return rank(open_minded, None, _all_but(view, proposed))

    def rank_rest() -> Ranking:
        within = DEFAULT_PARAMETERS.hard_minutes(profile.max_minutes)
        minutes = travel.minutes_to_offers(view, home, profile.modes, within=within)
        left_out = sorted(excluded | proposed) if only is None else _all_but(view, only - excluded)
        return rank(profile, minutes, left_out)

    rankings = [await off_loop(rank_proposed)] if proposed else []
    rankings.append(await off_loop(rank_rest))
    items = [item for ranking in rankings for item in ranking.items][:limit]
    cards = await offer_cards(locale, profile, home, items, uow, matching)
    eligible = sum(ranking.eligible_count for ranking in rankings)
    return OfferDeck(
        cards=tuple(cards),
        eligible=eligible,
        exhausted=eligible <= len(cards),
        rankings=tuple(rankings),
    )


def _all_but(view: OfferView, kept: Collection[int]) -> list[int]:
    """Every offer of the view but these."""
    ids = view.columns["offer_id"]
    left_out: list[int] = ids[~np.isin(ids, sorted(kept))].tolist()
    return left_out


@service(is_employer_side)
async def candidate_deck(
    actor: Actor, query: CandidateQuery, uow: UnitOfWork, matching: MatchingRuntime
) -> CandidateDeck:
    """The candidates an employer should see next for an offer, each under an alias of this offer.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`).
    """
    offer, _ = await company_offer(actor, query.offer_id, uow)
    if not is_open(offer, uow.clock.now()):
        return CandidateDeck((), 0, exhausted=True)
    profile = matching.complete((await uow.offers.profiles([offer.id]))[offer.id])
    everyone = await matching.candidates()
    place = place_of(offer)
    vector = await matching.offer_vector(profile)
    excluded = await uow.decisions.decided_youths(offer.id)
    for alias in query.exclude:
        known = await uow.decisions.youth_of_alias(offer.id, alias)
        if known is not None:
            excluded.add(known)
    today = paris_day(uow.clock.now())
    barred = [
        youth_id
        for youth_id, facts in everyone.facts.items()
        if barring_rules(
            facts.birth_date,
            today,
            night_work=offer.night_work,
            hazardous_work=offer.hazardous_work,
        )
    ]
    limit = max(1, min(query.limit, LARGEST_DECK))
    travel = matching.travel

    def rank() -> Ranking:
        return rank_candidates(
            profile,
            pool=everyone.pool,
            skills=matching.catalogue.space,
            vector=vector,
            minutes=travel.minutes_to_offer(
                everyone.homes, place, profile.schedules, within=everyone.within
            ),
            excluded_ids=sorted(excluded),
            barred_ids=barred,
            limit=limit,
            today=today,
            sequence=matching.sequence,
        )

    ranking = await off_loop(rank)
    aliases = await uow.decisions.aliases(offer.id, ranking.ids)
    likers = await uow.decisions.likers(offer.id)
    space = matching.catalogue.space
    people = [everyone.profiles[item.id] for item in ranking.items]

    def travelled() -> list[int]:
        homes = Homes.of(
            [
                everyone.facts[p.youth_id].home if p.youth_id in everyone.facts else None
                for p in people
            ],
            [p.modes for p in people],
        )
        ways: list[int] = travel.minutes_to_offer(homes, place, profile.schedules).tolist()
        return ways

    cards = []
    ways = await off_loop(travelled)
    for item, person, minutes in zip(ranking.items, people, ways, strict=True):
        why = explain(
            person,
            profile,
            item.breakdown,
            skills=space,
            label=lambda i: matching.catalogue.skills.get(i, actor.locale),
        )
        cards.append(
            candidate_card(
                person,
                None if minutes == UNKNOWN_MINUTES else minutes,
                why,
                alias=aliases[item.id],
                likes=item.id in likers,
                catalogue=matching.catalogue,
                locale=actor.locale,
                today=today,
            )
        )
    return CandidateDeck(
        cards=tuple(cards),
        eligible=ranking.eligible_count,
        exhausted=ranking.eligible_count <= len(cards),
        ranking=ranking,
    )


@service(lambda actor: is_youth(actor) or is_employer_side(actor) or is_accompanying(actor))
async def log_ranking(_actor: Actor, command: LogRanking, uow: UnitOfWork) -> int:
    """Keep a ranking that was shown, so that it can be explained and replayed; answers its number."""
    log: dict[str, Any] = to_log(command.ranking)
    return await uow.rankings.add(
        command.side,
        command.ranking.engine,
        log,
        uow.clock.now(),
        youth_id=command.youth_id,
        offer_id=command.offer_id,
    )


async def company_offer(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Offer, Company]:
    """An offer of a company the actor acts for.

    Raises:
        NotFound: there is none (`offer_unknown`).
    """
    offer = await uow.offers.by_public_id(checked_public_id(public_id))
    company = await uow.companies.get(offer.company_id) if offer and offer.company_id else None
    if offer is None or company is None:
        raise NotFound("offer_unknown")
    require(
        may_act_for_company(actor, company_id=company.id, structure_id=company.structure_id),
        "offer_unknown",
    )
    return offer, company


async def _held(public_ids: frozenset[str], uow: UnitOfWork) -> set[int]:
    return await uow.offers.ids_of([checked_public_id(value) for value in public_ids])


async def barred_offers(facts: LawfulFacts | None, uow: UnitOfWork) -> list[int]:
    """Offers that a rule of law bars to this person today."""
    if facts is None or facts.birth_date is None:
        return []
    today = paris_day(uow.clock.now())
    if not barring_rules(facts.birth_date, today, night_work=True, hazardous_work=True):
        return []
    return [
        i
        for i, night, hazard in await uow.offers.lawful_flags()
        if barring_rules(facts.birth_date, today, night_work=night, hazardous_work=hazard)
    ]
