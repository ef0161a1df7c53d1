"""Decks of candidates: the anonymous people an employer is shown for an offer.

`deal_candidates` is what states call: it brings the engine up to date, ranks in a reading transaction,
then gives each card its opaque id and logs the ranking in a short writing one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Offer
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import CandidateCard
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import barring_rules
from myjobmatch.domain.enums import Side
from myjobmatch.domain.permissions import (
    is_employer_side,
)
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.asked import Asked
from myjobmatch.matching.explanation import explain
from myjobmatch.matching.offer_minutes import UNKNOWN_MINUTES
from myjobmatch.matching.ranking import Ranking, rank_candidates
from myjobmatch.matching.travel import Homes
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.deck_cards import candidate_card, place_of
from myjobmatch.services.decks import LARGEST_DECK, LogRanking, company_offer, keep_ranking
from myjobmatch.services.matching_runtime import MatchingRuntime


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
    excluded, likers = await uow.decisions.sides_of_offer(offer.id)
    excluded |= await uow.decisions.youths_of_aliases(offer.id, query.exclude)
    today = paris_day(uow.clock.now())
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
    people, homes = await _still_shown(ranking.ids, offer, today, uow)
    ranking = ranking.only(people)
    asked = Asked(matching.catalogue.space, profile.skills)

    def travelled() -> list[int]:
        modes = [people[i].modes for i in ranking.ids]
        where = Homes.of([homes[i] for i in ranking.ids], modes)
        ways: list[int] = travel.minutes_to_offer(where, place, profile.schedules).tolist()
        return ways

    cards = []
    ways = await off_loop(travelled)
    for item, minutes in zip(ranking.items, ways, strict=True):
        person = matching.with_near(people[item.id])
        why = explain(
            person,
            profile,
            item.breakdown,
            skills=matching.catalogue.space,
            label=lambda i: matching.catalogue.skills.get(i, actor.locale),
            cover=asked.cover(person.skill_ids),
            parameters=figures,
        )
        cards.append(
            candidate_card(
                person,
                None if minutes == UNKNOWN_MINUTES else minutes,
                why,
                alias="",
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


async def _still_shown(
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


@service(is_employer_side)
async def show_candidates(_actor: Actor, deck: CandidateDeck, uow: UnitOfWork) -> CandidateDeck:
    """Give each candidate of a deck the opaque id that is theirs for this offer, and keep the ranking."""
    ranking = deck.ranking
    if ranking is None:
        return deck
    aliases = await uow.decisions.aliases(ranking.subject_id, ranking.ids)
    log = LogRanking(Side.EMPLOYER, ranking, offer_id=ranking.subject_id, counts=True)
    await keep_ranking(log, uow)
    named = zip(deck.cards, ranking.ids, strict=True)
    return replace(deck, cards=tuple(replace(card, alias=aliases[i]) for card, i in named))
