"""The candidates that a process keeps: changed one by one, gone at once, the same in every process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import delete

from myjobmatch.db.models import Offer, YouthIdentity, YouthProfile, YouthSkill
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import SkillOrigin
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services import kept_candidates
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import (
    CandidateDeck,
    CandidateQuery,
    candidate_deck,
    deal_candidates,
    show_candidates,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import CATALOGUE, YOUTH
from tests import factories
from tests.integration.db.test_query_budgets import counted


@dataclass
class Place:
    """An offer by night, and youths who may be shown for it."""

    app: Application
    words: factories.Words
    youths: list[int]
    recruiter: Actor
    offer: Offer

    async def deck(self, app: Application | None = None) -> CandidateDeck:
        return await deal_candidates(
            app or self.app, self.recruiter, CandidateQuery(self.offer.public_id, 60)
        )

    async def shown(self, app: Application | None = None) -> set[int]:
        ranking = (await self.deck(app)).ranking
        assert ranking is not None
        return set(ranking.ids)


async def settled(database: Database, clock: FixedClock, encoder: Encoder, count: int) -> Place:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        company = await factories.company(uow, where)
        skill = words.skills["clean"]
        youths = [
            (await factories.youth(uow, where, skills=(skill,))).youth_id or 0 for _ in range(count)
        ]
        return Place(
            app=Application(database, clock, MatchingRuntime(database, None, encoder)),
            words=words,
            youths=youths,
            recruiter=await factories.recruiter(uow, company),
            offer=await factories.offer(uow, company, skills=(skill,), night_work=True),
        )


@pytest.fixture
async def place(database: Database, clock: FixedClock, encoder: Encoder) -> Place:
    return await settled(database, clock, encoder, 8)


async def hide(uow: UnitOfWork, youth_id: int) -> None:
    youth = await uow.youths.get(youth_id)
    assert youth is not None
    youth.visible = False


@pytest.mark.parametrize("count", [5, 40])
async def test_a_change_is_read_and_nobody_else(
    database: Database,
    clock: FixedClock,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    here = await settled(database, clock, encoder, count)
    assert await here.shown() == set(here.youths)
    matching = here.app.matching
    monkeypatch.setattr(matching, "_load_candidates", None)  # reading everyone would fail
    changed, skill = here.youths[2], here.words.skills["cook"]
    async with database.unit() as uow:
        await uow.youths.set_skills(changed, [(skill, SkillOrigin.JOB)], clock.now())
        uow.changed(YOUTH, changed)
    before = (await matching.candidates()).pool
    with counted(database) as statements:
        await matching.refresh()
    assert len(statements) <= 12
    pool = (await matching.candidates()).pool
    at, _ = pool.skills.take(pool.rows_of([changed]))
    assert pool.skills.ids[at].tolist() == [skill]
    old, _ = before.skills.take(before.rows_of([changed]))
    assert before.skills.ids[old].tolist() == [here.words.skills["clean"]]
    assert pool.rows == before.rows + 1
    assert changed in await here.shown()


async def test_who_hides_or_is_erased_is_gone_at_once_in_every_process(
    place: Place, database: Database, clock: FixedClock, encoder: Encoder
) -> None:
    elsewhere = Application(database, clock, MatchingRuntime(database, None, encoder))
    apps = (place.app, elsewhere)
    for app in apps:
        assert await place.shown(app) == set(place.youths)
    hidden, erased = place.youths[:2]
    async with database.unit() as uow:
        await hide(uow, hidden)
        uow.changed(YOUTH, hidden)
    assert [await place.shown(app) for app in apps] == [set(place.youths[1:])] * 2
    async with database.unit() as uow:
        for table in (YouthSkill, YouthProfile, YouthIdentity):
            await uow.session.execute(delete(table).where(table.youth_id == erased))
        youth = await uow.youths.get(erased)
        assert youth is not None
        youth.active = False
        uow.changed(YOUTH, erased)
    assert [await place.shown(app) for app in apps] == [set(place.youths[2:])] * 2
    for app in apps:
        everyone = await app.matching.candidates()
        assert erased not in everyone
        assert hidden not in everyone
        assert place.youths[2] in everyone
    async with database.unit() as uow:
        youth = await uow.youths.get(hidden)
        assert youth is not None
        youth.visible = True
        uow.changed(YOUTH, hidden)
    assert [await place.shown(app) for app in apps] == [{hidden, *place.youths[2:]}] * 2


async def test_a_pool_that_is_behind_shows_nobody_who_may_not_be(
    place: Place, database: Database, clock: FixedClock
) -> None:
    """The change is not announced, as when it comes between the ranking and the cards."""
    assert await place.shown() == set(place.youths)
    hidden, minor = place.youths[:2]
    async with database.unit() as uow:
        await hide(uow, hidden)
        identity = await uow.youths.identity(minor)
        assert identity is not None
        identity.birth_date = clock.now().date() - timedelta(days=17 * 365)
    deck = await place.deck()
    assert deck.ranking is not None
    assert set(deck.ranking.ids) == set(place.youths[2:])
    assert len(deck.cards) == len(place.youths) - 2
    features = deck.ranking.features
    assert features.minutes.size == features.skill_share.size == len(deck.cards)


async def test_minors_are_barred_from_night_work_and_asked_for_by_nobody(
    place: Place, database: Database, clock: FixedClock
) -> None:
    minor = place.youths[3]
    assert minor in await place.shown()
    async with database.unit() as uow:
        identity = await uow.youths.identity(minor)
        assert identity is not None
        identity.birth_date = clock.now().date() - timedelta(days=17 * 365)
        uow.changed(YOUTH, minor)
    await place.app.matching.refresh()
    everyone = await place.app.matching.candidates()
    barred = everyone.births.barred(clock.now().date(), night_work=True, hazardous_work=False)
    assert barred.tolist() == [minor]
    assert await place.shown() == set(place.youths) - {minor}


async def test_everyone_is_read_a_page_after_the_other_and_neighbours_lie_together(
    place: Place, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.unit() as uow:
        for number, youth_id in enumerate(place.youths):
            identity = await uow.youths.identity(youth_id)
            assert identity is not None
            identity.latitude = None if number == 3 else 48.6 + number % 2 * 0.11
    monkeypatch.setattr(kept_candidates, "YOUTHS_AT_ONCE", 3)
    monkeypatch.setattr(kept_candidates, "HOMES_AT_ONCE", 4)
    await place.app.matching.refresh()
    everyone = await place.app.matching.candidates()
    assert len(everyone.pool) == everyone.pool.rows == len(place.youths)
    north = everyone.homes.latitude
    assert np.isnan(north[0])
    assert (np.diff(north[1:]) >= 0).all()
    assert everyone.homes.places.territory.rows == len(place.youths)
    assert await place.shown() == set(place.youths)


async def test_many_changes_at_once_are_all_taken_in(
    place: Place, database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_candidates, "CHANGES_AT_ONCE", 3)
    monkeypatch.setattr(kept_candidates, "YOUTHS_AT_ONCE", 2)
    await place.deck()
    skill = place.words.skills["till"]
    async with database.unit() as uow:
        for youth_id in place.youths:
            await uow.youths.set_skills(youth_id, [(skill, SkillOrigin.JOB)], clock.now())
            uow.changed(YOUTH, youth_id)
    matching = place.app.matching
    await matching.refresh()
    pool = (await matching.candidates()).pool
    at, _ = pool.skills.take(pool.rows_of(place.youths))
    assert pool.skills.ids[at].tolist() == [skill] * len(place.youths)
    assert pool.sequence >= matching.sequence


async def test_another_catalogue_has_everyone_read_anew(place: Place, database: Database) -> None:
    await place.deck()
    before = await place.app.matching.candidates()
    async with database.unit() as uow:
        uow.changed(CATALOGUE, 0)
    assert await place.shown() == set(place.youths)
    after = await place.app.matching.candidates()
    assert after.pool.rows == before.pool.rows
    assert after.pool.youth_id is not before.pool.youth_id


async def test_ranking_writes_nothing_and_showing_gives_each_their_alias(
    place: Place, database: Database
) -> None:
    assert not candidate_deck.declared.writes
    matching = place.app.matching
    await matching.refresh()
    query = CandidateQuery(place.offer.public_id, 5)
    deck = await place.app.run(candidate_deck, place.recruiter, query, matching)
    assert {card.alias for card in deck.cards} == {""}
    assert deck.ranking is not None
    shown = await place.app.run(show_candidates, place.recruiter, deck)
    assert [replace(card, alias="") for card in shown.cards] == list(deck.cards)
    async with database.unit(write=False) as uow:
        for card, youth_id in zip(shown.cards, deck.ranking.ids, strict=True):
            assert await uow.decisions.youth_of_alias(place.offer.id, card.alias) == youth_id
    held = frozenset(card.alias for card in shown.cards)
    rest = await deal_candidates(
        place.app, place.recruiter, CandidateQuery(place.offer.public_id, 60, held)
    )
    assert {card.alias for card in rest.cards}.isdisjoint(held)
    assert len(rest.cards) == len(place.youths) - 5
    youth_ids = {item.id for item in (rest.ranking.items if rest.ranking else ())}
    async with database.unit(write=False) as uow:
        assert youth_ids == set(await uow.youths.searching()) - set(deck.ranking.ids)
