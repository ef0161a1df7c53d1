"""What would open doors, from the database: counted as the deck counts, in the reader's language."""

from dataclasses import dataclass

import pytest

from myjobmatch.db.models import Company
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import OfferCard
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, Fit, Role
from myjobmatch.domain.errors import Forbidden
from myjobmatch.domain.hints import HintCard, HintKind
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.hints import hints_for
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.profile_picks import Pick, What, pick_word
from tests import factories


@dataclass
class Town:
    """Shops that want someone at the till, for who can sell; a bakery that needs a driver."""

    app: Application
    database: Database
    words: factories.Words
    company: Company
    youth: Actor
    advisor: Actor


@pytest.fixture
async def town(database: Database, clock: FixedClock, encoder: Encoder) -> Town:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        s, o = words.skills, words.occupations
        company = await factories.company(uow, where, name="Le Fournil")
        youth = await factories.youth(
            uow,
            where,
            skills=(s["sell"],),
            occupations=(o["D1106"],),
            profile={"modes": ["transit"], "max_minutes": 60},
        )
        for _ in range(3):
            await factories.offer(
                uow,
                company,
                title="Vendeur / Vendeuse",
                occupation_id=o["D1106"],
                skills=(s["sell"], s["till"], s["clean"]),
            )
        for _ in range(2):
            await factories.offer(
                uow,
                company,
                title="Livreur vendeur / Livreuse vendeuse",
                occupation_id=o["D1106"],
                skills=(s["sell"],),
                licences_required=["b"],
            )
        return Town(
            app=Application(database, clock, MatchingRuntime(database, None, encoder)),
            database=database,
            words=words,
            company=company,
            youth=youth,
            advisor=await factories.staff(uow, Role.ADVISOR, where),
        )


async def told(town: Town) -> dict[tuple[HintKind, str], HintCard]:
    return {(h.kind, h.value): h for h in await hints_for(town.app, town.youth)}


async def deck(town: Town) -> dict[str, OfferCard]:
    dealt = await deal_offers(town.app, town.youth, DeckQuery(limit=60))
    return {card.id: card for card in dealt.cards}


async def pick(town: Town, what: What, value: int | str) -> None:
    async with town.database.unit() as uow:
        await pick_word(town.youth, Pick(what, value), uow)


async def test_a_skill_picked_makes_exactly_the_offers_told_close(town: Town) -> None:
    till = town.words.skills["till"]
    hint = (await told(town))[HintKind.SKILL, str(till)]
    before = await deck(town)
    assert (hint.count, hint.label, hint.skill_id) == (3, "Tenir une caisse", till)
    assert {offer.title for offer in hint.offers} == {"Vendeur / Vendeuse"}
    assert {offer.company for offer in hint.offers} == {"Le Fournil"}

    await pick(town, What.SKILLS, till)

    after = await deck(town)
    close = {i for i, card in after.items() if card.explanation.fit is Fit.CLOSE}
    was = {i for i, card in before.items() if card.explanation.fit is Fit.CLOSE}
    assert close - was == {offer.id for offer in hint.offers}
    assert (HintKind.SKILL, str(till)) not in await told(town)


async def test_a_licence_opens_what_only_it_keeps_shut(town: Town) -> None:
    hint = (await told(town))[HintKind.LICENCE, "b"]
    before = await deck(town)

    await pick(town, What.LICENCES, "b")

    assert hint.count == 2
    assert set(await deck(town)) - set(before) == {offer.id for offer in hint.offers}
    assert (HintKind.LICENCE, "b") not in await told(town)


async def test_what_was_decided_on_is_no_door(town: Town) -> None:
    till = town.words.skills["till"]
    offer = (await told(town))[HintKind.SKILL, str(till)].offers[0]
    async with town.database.unit() as uow:
        await decide_on_offer(town.youth, Decide(offer.id, DecisionKind.PASS, "hours"), uow)

    assert (await told(town))[HintKind.SKILL, str(till)].count == 2


async def test_hints_are_told_in_the_language_read(town: Town) -> None:
    french = await hints_for(town.app, town.youth)
    english = await hints_for(town.app, town.youth, "en")

    assert [(h.kind, h.value, h.count) for h in french] == [
        (h.kind, h.value, h.count) for h in english
    ]
    assert [h.count for h in french] == sorted((h.count for h in french), reverse=True)
    assert all(h.count >= 2 for h in french)


async def test_hints_are_a_youths(town: Town) -> None:
    with pytest.raises(Forbidden):
        await hints_for(town.app, town.advisor)
