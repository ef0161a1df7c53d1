"""Decks: the offers a youth is shown; how rankings that were shown are kept. Candidates: `candidate_decks`.

`deal_offers` is what state and api call: it brings the engine up to date, ranks in a reading transaction,
then logs the ranking in a short writing one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Company, Offer
from myjobmatch.db.repositories.exposure import COUNTED
from myjobmatch.db.repositories.youths import LawfulFacts
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import OfferCard, Relaxation
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.deck_terms import DeckFilters
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
from myjobmatch.matching.exposure import Views
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.ranking import Ranking, rank_offers
from myjobmatch.matching.replay import to_log
from myjobmatch.matching.terms import longest_way, passing, under_terms, ways_left
from myjobmatch.matching.view import OfferView
from myjobmatch.services.application import Application
from myjobmatch.services.asides import terms_of
from myjobmatch.services.building import service
from myjobmatch.services.companies import require_standing
from myjobmatch.services.deck_cards import offer_cards
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import SHOWN
from myjobmatch.services.relaxing import Asked, relaxations

LARGEST_DECK = 60


@dataclass(frozen=True, slots=True)
class DeckQuery:
    """How many cards, which offers (public ids) the phone holds already, and the filters in force."""

    limit: int = 20
    exclude: frozenset[str] = field(default_factory=frozenset)
    filters: DeckFilters = field(default_factory=DeckFilters)


@dataclass(frozen=True, slots=True)
class OfferDeck:
    """Cards, best first. `eligible` counts the offers that pass the hard filters.

    `relaxations`: of an exhausted deck of a youth's own, what would bring more, most first.
    """

    cards: tuple[OfferCard, ...]
    eligible: int
    exhausted: bool
    relaxations: tuple[Relaxation, ...] = ()
    rankings: tuple[Ranking, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class LogRanking:
    """A ranking that was shown.

    `counts`: its cards were shown to whom they are for, and not to an advisor who chooses among them.
    """

    side: Side
    ranking: Ranking
    youth_id: int | None = None
    offer_id: int | None = None
    counts: bool = False


async def deal_offers(app: Application, actor: Actor, query: DeckQuery) -> OfferDeck:
    """A youth's next cards; the ranking is logged."""
    await app.matching.refresh()
    deck = await app.run(offer_deck, actor, query, app.matching)
    await log_offer_deck(app, actor, deck, counts=True)
    return deck


async def log_offer_deck(
    app: Application, actor: Actor, deck: OfferDeck, *, counts: bool = False
) -> None:
    """Keep the rankings of a deck of offers that is about to be shown, `counts` to the youth."""
    for ranking in deck.rankings:
        if ranking.items:
            log = LogRanking(Side.YOUTH, ranking, ranking.subject_id, counts=counts)
            await app.run(log_ranking, actor, log)


@service(is_youth, writes=False)
async def offer_deck(
    actor: Actor, query: DeckQuery, uow: UnitOfWork, matching: MatchingRuntime
) -> OfferDeck:
    """The offers a youth should see next; never one they decided on, never a closed one."""
    views = matching.shown.of(Side.YOUTH)
    return await deck_of(
        actor.youth_id or 0, actor.locale, query, uow, matching, views=views, own=True
    )


async def deck_of(
    youth_id: int,
    locale: str,
    query: DeckQuery,
    uow: UnitOfWork,
    matching: MatchingRuntime,
    *,
    only: frozenset[int] | None = None,
    views: Views | None = None,
    own: bool = False,
) -> OfferDeck:
    """A youth's deck in a language; the caller has checked the right to it.

    `own`: as they want it themselves, without what they put aside and keep for later; whoever
    accompanies them sees everything.

    What their advisor proposed comes first, even beyond their usual limits; `only` keeps to some
    offers (their dense ids). `views` reserves places for what was shown little; without, the deck
    is the best there is: an advisor chooses among it.
    """
    profile = matching.with_near((await uow.youths.candidate_profiles([youth_id]))[youth_id])
    facts = (await uow.youths.lawful_facts([youth_id])).get(youth_id)
    home = facts.home if facts else None
    limit = max(1, min(query.limit, LARGEST_DECK))
    excluded = await uow.decisions.out_of_decks(youth_id) | await _held(query.exclude, uow)
    standing = await uow.told.asides(youth_id) if own else ()
    if own:
        excluded |= await uow.told.kept_ids(youth_id)
    barred = await barred_offers(facts, uow)
    proposed = (
        (await uow.applications.open_proposals(youth_id)) - excluded if only is None else set()
    )
    vector = await matching.candidate_vector(profile)
    view, travel, figures = matching.offers.view(), matching.travel, matching.parameters
    today = paris_day(uow.clock.now())
    terms = await terms_of(query.filters, standing, profile.wanted_occupation_ids, uow, matching)
    narrowed = under_terms(profile, terms, figures)

    def rank(
        who: CandidateProfile,
        minutes: OfferMinutes | None,
        left_out: Sequence[int],
        cards: int,
        shown: Views | None = None,
    ) -> Ranking:
        return rank_offers(
            who,
            view=view,
            skills=matching.catalogue.space,
            vector=vector,
            minutes=minutes,
            excluded_ids=left_out,
            barred_ids=barred,
            seen_counts=shown,
            limit=cards,
            today=today,
            parameters=figures,
        )

    def rank_proposed() -> Ranking:
        # their advisor has thought of it: contract, licence and distance do not hide it
        open_minded = replace(profile, contracts=frozenset(), licences=frozenset(Licence))
        return rank(open_minded, None, _all_but(view, proposed), limit)

    def rank_rest(cards: int) -> Ranking:
        within = longest_way(terms, profile, figures)
        among = passing(narrowed, terms, view)
        ways = travel.minutes_in_reach(view, home, profile.modes, within=within, among=among)
        left_out = sorted(excluded | proposed) if only is None else _all_but(view, only - excluded)
        if ways is None:
            left_out = [*left_out, *view.columns["offer_id"][~among].tolist()]
        return rank(narrowed, ways_left(ways, within, among), left_out, cards, views)

    rankings = [await off_loop(rank_proposed)] if proposed else []
    rankings.append(await off_loop(rank_rest, limit - sum(len(r.items) for r in rankings)))
    items = [item for ranking in rankings for item in ranking.items]
    within = longest_way(terms, profile, figures)
    cards = await offer_cards(locale, profile, home, items, uow, matching, figures, within=within)
    eligible = sum(ranking.eligible_count for ranking in rankings)
    exhausted = eligible <= len(cards)
    more: tuple[Relaxation, ...] = ()
    if own and exhausted:
        asked = Asked(profile, home, sorted(excluded | proposed), barred, locale)
        more = await relaxations(asked, query.filters, standing, uow, matching)
    return OfferDeck(
        cards=tuple(cards),
        eligible=eligible,
        exhausted=exhausted,
        relaxations=more,
        rankings=tuple(rankings),
    )


def _all_but(view: OfferView, kept: Collection[int]) -> list[int]:
    """Every offer of the view but these."""
    ids = view.columns["offer_id"]
    left_out: list[int] = ids[~np.isin(ids, sorted(kept))].tolist()
    return left_out


@service(lambda actor: is_youth(actor) or is_employer_side(actor) or is_accompanying(actor))
async def log_ranking(_actor: Actor, command: LogRanking, uow: UnitOfWork) -> int:
    """Keep a ranking that was shown, so that it can be explained and replayed; answers its number.

    Its cards count as views, but for those that were on the deck dealt before: whoever asks again
    holds them no longer without having decided, so that the answer has got lost, or a page was loaded
    twice.
    """
    return await keep_ranking(command, uow)


async def keep_ranking(
    command: LogRanking, uow: UnitOfWork, *, before: Collection[int] | None = None
) -> int:
    """What `log_ranking` does, for who has checked the right to it; `before`: what was shown, if it was read already."""
    log: dict[str, Any] = to_log(command.ranking)
    now = uow.clock.now()
    whose = {"youth_id": command.youth_id, "offer_id": command.offer_id}
    fresh: list[int] = []
    if command.counts:
        if before is None:
            before = await uow.rankings.shown_before(command.side, **whose)
        fresh = [number for number in command.ranking.ids if number not in before]
        log[COUNTED] = fresh
    number = await uow.rankings.add(command.side, command.ranking.engine, log, now, **whose)
    if fresh:
        await uow.exposures.count(command.side, fresh, paris_day(now))
        uow.changed(SHOWN, number)
    return number


async def company_offer(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Offer, Company]:
    """An offer of a company the actor acts for.

    Raises:
        NotFound: there is none (`offer_unknown`).
        Conflict: something is to be written, and the company is suspended (`company_suspended`).
    """
    found = await uow.offers.with_company(checked_public_id(public_id))
    if found is None:
        raise NotFound("offer_unknown")
    offer, company = found
    require(
        may_act_for_company(actor, company_id=company.id, structure_id=company.structure_id),
        "offer_unknown",
    )
    if uow.write:
        require_standing(company)
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
