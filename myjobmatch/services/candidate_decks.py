"""Decks of candidates: the anonymous people an employer is shown for an offer.

`deal_candidates` is what states call: it brings the engine up to date, ranks in a reading transaction,
then gives each card its opaque id and logs the ranking in a short writing one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Offer
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import AskedOfCandidate, Breakdown, CandidateCard
from myjobmatch.domain.clock import next_paris_midnight, paris_day, paris_midnight
from myjobmatch.domain.eligibility import barring_rules
from myjobmatch.domain.enums import Side, TravelBand
from myjobmatch.domain.permissions import (
    is_employer_side,
)
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.asked import Asked
from myjobmatch.matching.explanation import explain
from myjobmatch.matching.offer_minutes import UNKNOWN_MINUTES
from myjobmatch.matching.ranking import Ranking, rank_candidates
from myjobmatch.matching.travel import Homes
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.candidate_limits import (
    OfferShown,
    Shown,
    may_see_more,
    offer_shown,
    show_within_limits,
)
from myjobmatch.services.candidate_questions import asked_of
from myjobmatch.services.deck_cards import candidate_card, place_of
from myjobmatch.services.decks import LARGEST_DECK, LogRanking, company_offer, keep_ranking
from myjobmatch.services.matching_runtime import MatchingRuntime

_UNKNOWN = Breakdown(0.0, None, None, None, None)


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """Candidates for an offer (public id); `exclude` names aliases that the page holds already."""

    offer_id: str
    limit: int = 20
    exclude: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class CandidatesNow:
    """Cards that a page holds of an offer, by their aliases."""

    offer_id: str
    aliases: frozenset[str]


@dataclass(frozen=True, slots=True)
class CandidateNow:
    """What may change of a card while it lies on a page."""

    likes: bool
    asked: tuple[AskedOfCandidate, ...]


@dataclass(frozen=True, slots=True)
class CandidateDeck:
    """Anonymous cards, best first."""

    cards: tuple[CandidateCard, ...]
    eligible: int
    exhausted: bool
    resumes_at: datetime | None = None
    """When there will be more, for a company that was shown as many as a day allows."""
    dealt_today: int = 0
    """How many it was shown today."""
    ranking: Ranking | None = field(default=None, repr=False)
    offer: OfferShown | None = field(default=None, repr=False)


async def deal_candidates(app: Application, actor: Actor, query: CandidateQuery) -> CandidateDeck:
    """An offer's next candidates; the ranking is logged."""
    await app.matching.refresh()
    # read here: on the first call that takes long, and a transaction would be open meanwhile
    await app.matching.candidates()
    deck = await app.run(candidate_deck, actor, query, app.matching)
    if deck.ranking is None or not deck.cards:
        return deck
    return await app.run(show_candidates, actor, deck)


@service(is_employer_side, writes=False)
async def candidate_deck(
    actor: Actor, query: CandidateQuery, uow: UnitOfWork, matching: MatchingRuntime
) -> CandidateDeck:
    """The candidates an employer should see next for an offer, in the order of the ranking's items.

    Nobody has an alias yet: `show_candidates` gives them.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`).
    """
    offer, company = await company_offer(actor, query.offer_id, uow)
    if not is_open(offer, uow.clock.now()):
        return CandidateDeck((), 0, exhausted=True)
    profile = matching.complete(await uow.offers.profile_of(offer, company))
    everyone = await matching.candidates()
    place = place_of(offer)
    vector = await matching.offer_vector(profile)
    today = paris_day(uow.clock.now())
    midnight = paris_midnight(uow.clock.now())
    pile = await uow.dealings.pile(company.id, offer.id, midnight, today)
    excluded, likers = pile.out, pile.likers
    held_back = not may_see_more(pile.spent, pile.more)
    if held_back:  # nobody new today: who was seen already stays
        excluded |= set(everyone.pool.youth_id.tolist()) - pile.given
    excluded |= await uow.decisions.youths_of_aliases(offer.id, query.exclude)
    travel, pool, figures = matching.travel, everyone.pool, matching.parameters
    views = matching.shown.of(Side.EMPLOYER)

    def rank() -> Ranking:
        minutes = None
        if place is not None:
            minutes = travel.minutes_to_offer(
                everyone.homes,
                place,
                profile.schedules,
                within=everyone.within,
                among=pool.passing(profile),
            )
        return rank_candidates(
            profile,
            pool=pool,
            skills=matching.catalogue.space,
            vector=vector,
            minutes=minutes,
            excluded_ids=sorted(excluded),
            barred_ids=everyone.births.barred(
                today, night_work=offer.night_work, hazardous_work=offer.hazardous_work
            ),
            seen_counts=views,
            limit=max(1, min(query.limit, LARGEST_DECK)),
            today=today,
            sequence=pool.sequence,
            parameters=figures,
        )

    ranking = await off_loop(rank)
    people, homes = await still_shown(ranking.ids, offer, today, uow)
    ranking = ranking.only(people)
    made = await cards_of(
        actor,
        profile,
        place,
        {i: people[i] for i in ranking.ids},
        homes,
        {item.id: item.breakdown for item in ranking.items},
        likers,
        today,
        matching,
    )
    cards = [made[i] for i in ranking.ids]
    return CandidateDeck(
        cards=tuple(cards),
        eligible=ranking.eligible_count,
        exhausted=ranking.eligible_count <= len(cards),
        ranking=ranking,
        resumes_at=next_paris_midnight(uow.clock.now()) if held_back else None,
        dealt_today=pile.spent,
        offer=offer_shown(offer, company),
    )


async def still_shown(
    youth_ids: Sequence[int], offer: Offer, today: date, uow: UnitOfWork
) -> tuple[dict[int, CandidateProfile], dict[int, Point | None]]:
    """Profiles and homes, as the database has them now, of those whom this offer may be shown.

    The pool may be a moment behind: who has hidden since, or is barred, gets no card.
    """
    facts = await uow.youths.lawful_facts_of_searching(youth_ids)
    homes = {
        i: known.home
        for i, known in facts.items()
        if not barring_rules(
            known.birth_date,
            today,
            night_work=offer.night_work,
            hazardous_work=offer.hazardous_work,
        )
    }
    return await uow.youths.candidate_profiles(homes), homes


async def cards_of(
    actor: Actor,
    profile: OfferProfile,
    place: Point | None,
    people: Mapping[int, CandidateProfile],
    homes: Mapping[int, Point | None],
    breakdowns: Mapping[int, Breakdown],
    likers: Collection[int],
    today: date,
    matching: MatchingRuntime,
) -> dict[int, CandidateCard]:
    """The anonymous cards of some people for an offer, without an alias yet.

    Of whom `breakdowns` knows nothing, how well it fits is not told.
    """

    def travelled() -> list[int]:
        where = Homes.of([homes[i] for i in people], [one.modes for one in people.values()])
        ways: list[int] = matching.travel.minutes_to_offer(where, place, profile.schedules).tolist()
        return ways

    asked = Asked(matching.catalogue.space, profile.skills)
    cards = {}
    for youth_id, minutes in zip(people, await off_loop(travelled), strict=True):
        person = matching.with_near(people[youth_id])
        why = explain(
            person,
            profile,
            breakdowns.get(youth_id, _UNKNOWN),
            skills=matching.catalogue.space,
            label=lambda i: matching.catalogue.skills.get(i, actor.locale),
            cover=asked.cover(person.skill_ids),
            parameters=matching.parameters,
        )
        cards[youth_id] = candidate_card(
            person,
            None if minutes == UNKNOWN_MINUTES else minutes,
            why,
            alias="",
            likes=youth_id in likers,
            catalogue=matching.catalogue,
            locale=actor.locale,
            today=today,
        )
    return cards


def as_shown(card: CandidateCard, youth_id: int, shown: Shown) -> CandidateCard:
    """The card as a company may see it: its alias, what was asked, and the way only from so many places."""
    coarse = TravelBand.UNKNOWN if card.travel is TravelBand.UNKNOWN else TravelBand.IN_REACH
    return replace(
        card,
        alias=shown.aliases[youth_id],
        travel=card.travel if youth_id in shown.ways_told else coarse,
        asked=shown.asked.get(youth_id, ()),
    )


@service(is_employer_side)
async def show_candidates(_actor: Actor, deck: CandidateDeck, uow: UnitOfWork) -> CandidateDeck:
    """Give each candidate of a deck the opaque id that is theirs for this offer, and keep the ranking."""
    ranking = deck.ranking
    if ranking is None:
        return deck
    if deck.offer is None:
        return replace(deck, cards=(), ranking=None)
    shown = await show_within_limits(deck.offer, ranking.ids, uow)
    cards = [
        as_shown(card, i, shown)
        for card, i in zip(deck.cards, ranking.ids, strict=True)
        if i in shown.aliases
    ]
    if cards:
        kept = ranking.only(shown.aliases)
        log = LogRanking(Side.EMPLOYER, kept, offer_id=ranking.subject_id, counts=True)
        await keep_ranking(log, uow, before=shown.before)
    held_back = len(cards) < len(ranking.ids)
    resumes = next_paris_midnight(uow.clock.now()) if held_back else deck.resumes_at
    return replace(deck, cards=tuple(cards), resumes_at=resumes, dealt_today=shown.dealt_today)


@service(is_employer_side, writes=False)
async def candidates_now(
    actor: Actor, command: CandidatesNow, uow: UnitOfWork
) -> dict[str, CandidateNow]:
    """What changed of cards that a page holds, by alias; who may not be shown any more is left out.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`).
    """
    offer, _ = await company_offer(actor, command.offer_id, uow)
    named = await uow.decisions.named(offer.id, command.aliases)
    out, likers = await uow.decisions.sides_of_offer(offer.id)
    facts = await uow.youths.lawful_facts_of_searching(sorted(named.values()))
    asked = await asked_of(offer.id, named.values(), uow)
    return {
        alias: CandidateNow(youth_id in likers, asked.get(youth_id, ()))
        for alias, youth_id in named.items()
        if youth_id in facts and youth_id not in out
    }
