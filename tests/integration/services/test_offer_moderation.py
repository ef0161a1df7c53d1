"""Words that may be lawful: read by the structure, once; offers prolonged, and reminded of before their end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ContractKind, OfferStatus
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid
from myjobmatch.domain.remote import Remote
from myjobmatch.services.application import Application
from myjobmatch.services.company_offers import OfferNotReady, SaveOffer, read_offer, save_offer
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_endings import expire_offers
from myjobmatch.services.offer_moves import (
    MoveOffer,
    ReviewOffer,
    list_waiting_offers,
    publish_offer,
    review_offer,
)
from myjobmatch.services.offer_prolonging import ProlongOffer, prolong_offer, remind_of_ends
from myjobmatch.services.offer_reading import read_pasted
from tests.integration.services.test_company_offers import World, published, saved, world

__all__ = ["world"]

YOUNG_TEAM = "Vous rejoignez une équipe jeune et dynamique. Vous servez les clients."


async def _submitted(database: Database, world: World, text: str = YOUNG_TEAM):
    draft = await saved(
        database, world.recruiter, world.company, replace(world.whole, description=text)
    )
    async with database.unit() as uow:
        return await publish_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)


async def _review(database: Database, world: World, kept, approved: bool):
    async with database.unit() as uow:
        review = ReviewOffer(kept.id, kept.version, approved, "" if approved else "À redire.")
        return await review_offer(world.manager, review, uow)


async def _edit(database: Database, world: World, kept, text: str):
    content = replace(world.whole, description=text)
    command = SaveOffer(world.company.public_id, content, kept.id, kept.version)
    async with database.unit() as uow:
        return await save_offer(world.recruiter, command, uow)


async def test_words_that_may_be_lawful_go_to_the_structure(
    database: Database, world: World
) -> None:
    kept = await _submitted(database, world)
    assert kept.status is OfferStatus.SUBMITTED
    async with database.unit(write=False) as uow:
        (waiting,) = await list_waiting_offers(world.manager, None, uow)
    assert [one.words for one in waiting.wording.description] == ["équipe jeune et dynamique"]

    answered = await _review(database, world, kept, True)
    assert answered.status is OfferStatus.PUBLISHED


async def test_the_same_words_are_asked_once(database: Database, world: World) -> None:
    kept = await _review(database, world, await _submitted(database, world), True)
    again = await _edit(database, world, kept, YOUNG_TEAM + " Vous tenez aussi la caisse.")
    assert again.status is OfferStatus.PUBLISHED
    other = await _edit(database, world, again, YOUNG_TEAM + " Bonne présentation demandée.")
    assert other.status is OfferStatus.SUBMITTED

    async with database.unit(write=False) as uow:
        (waiting,) = await list_waiting_offers(world.manager, None, uow)
        offer = await uow.offers.by_public_id(kept.id)
        assert offer is not None
        rows = await uow.offer_checks.of_offer(offer.id)
    assert [one.kind for one in waiting.wording.description] == ["appearance"]
    assert [(row.kind, row.allowed, row.settled_by) for row in rows] == [
        ("young", True, world.manager.account_id),
        ("appearance", None, None),
    ]


async def test_a_no_sends_back_with_its_reason_and_asks_again(
    database: Database, world: World
) -> None:
    kept = await _review(database, world, await _submitted(database, world), False)
    assert kept.status is OfferStatus.REFUSED
    async with database.unit() as uow:
        assert (await read_offer(world.recruiter, kept.id, uow)).refusal_reason == "À redire."
        again = await publish_offer(world.recruiter, MoveOffer(kept.id, kept.version), uow)
    assert again.status is OfferStatus.SUBMITTED


async def test_an_edit_of_a_published_offer_may_not_hold_unlawful_words(
    database: Database, world: World
) -> None:
    kept = await published(database, world)
    with pytest.raises(OfferNotReady) as refusal:
        await _edit(database, world, kept, "Nous cherchons une jeune femme pour la caisse du soir.")
    assert refusal.value.wording is not None
    assert not refusal.value.wording.sound


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        (
            {"pay_hourly_min": None, "pay_text": "1 200 € par mois"},
            "pay_text",
            "offer_pay_text_low",
        ),
        (
            {"description": "Vous servez les clients et tenez la caisse, 11 €/h."},
            "description",
            "offer_pay_text_low",
        ),
        (
            {"description": "You serve the customers and you work at the till with our team."},
            "description",
            "offer_not_french",
        ),
        ({"contract": ContractKind.IMMERSION}, "pay_hourly_min", "offer_immersion_paid"),
        (
            {"contract": ContractKind.APPRENTICESHIP, "pay_hourly_min": 3.0},
            "pay_hourly_min",
            "offer_pay_low",
        ),
    ],
)
async def test_what_the_law_does_not_allow_is_told_by_its_field(
    database: Database, world: World, change: dict[str, object], field: str, code: str
) -> None:
    draft = await saved(
        database,
        world.recruiter,
        world.company,
        replace(world.whole, **change),  # type: ignore[arg-type]
    )
    with pytest.raises(OfferNotReady) as refusal:
        async with database.unit() as uow:
            await publish_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)
    assert (field, code) in [(one.field, one.code) for one in refusal.value.problems]


async def test_remote_training_and_useful_aptitudes_are_kept(
    database: Database, world: World
) -> None:
    care = world.words.aptitudes["care"]
    content = replace(
        world.whole,
        contract=ContractKind.TRAINING,
        pay_hourly_min=None,
        remote=Remote.PARTLY,
        useful_aptitudes=frozenset({care}),
    )
    draft = await saved(database, world.recruiter, world.company, content)
    async with database.unit() as uow:
        read = (await read_offer(world.recruiter, draft.id, uow)).content
        kept = await publish_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)
    assert (read.contract, read.remote, read.useful_aptitudes) == (
        ContractKind.TRAINING,
        Remote.PARTLY,
        frozenset({care}),
    )
    assert kept.status is OfferStatus.PUBLISHED


async def test_an_offer_is_prolonged_while_it_runs_and_after(
    database: Database, world: World, clock: FixedClock
) -> None:
    kept = await published(database, world)
    began = clock.now()

    async def prolong(days: int):
        async with database.unit() as uow:
            offer = await uow.offers.by_public_id(kept.id)
            assert offer is not None
            version = offer.updated_at.isoformat()
            clock.advance(timedelta(seconds=1))
            done = await prolong_offer(world.recruiter, ProlongOffer(kept.id, version, days), uow)
            return done, offer.expires_at - began

    with pytest.raises(Invalid):
        await prolong(45)
    _, shown = await prolong(30)
    assert shown == timedelta(days=90)
    with pytest.raises(Conflict, match="offer_prolonged_enough"):
        await prolong(60)
    clock.advance(timedelta(days=95))
    async with database.unit() as uow:
        assert await expire_offers(SYSTEM, None, uow) == 1
    done, shown = await prolong(30)
    assert done.status is OfferStatus.PUBLISHED
    assert timedelta(days=124) < shown < timedelta(days=126)


async def test_only_those_who_act_for_the_company_prolong(database: Database, world: World) -> None:
    kept = await published(database, world)
    with pytest.raises(Forbidden):
        async with database.unit() as uow:
            await prolong_offer(world.youth, ProlongOffer(kept.id, kept.version, 30), uow)


async def test_the_end_is_told_a_week_and_a_day_before_once(
    database: Database, world: World, clock: FixedClock
) -> None:
    await published(database, world)

    async def told() -> list[int]:
        async with database.unit() as uow:
            await remind_of_ends(SYSTEM, None, uow)
            events = [
                one for one in await uow.ledger.pending_events(50) if one.topic == "offer_ends"
            ]
        return [one.payload["days"] for one in events]

    clock.advance(timedelta(days=52))
    assert await told() == []
    clock.advance(timedelta(days=1, minutes=1))
    assert await told() == [7]
    assert await told() == [7]
    clock.advance(timedelta(days=6))
    assert await told() == [7, 1]
    clock.advance(timedelta(days=30))
    assert await told() == [7, 1]


async def test_a_pasted_offer_fills_the_form(database: Database, world: World) -> None:
    app = Application(database, database.clock, MatchingRuntime(database, None))
    text = (
        "Vendeur / Vendeuse en alimentation\n\nNotre magasin recrute à Melun (77000).\n"
        "CDI, 35 h par semaine. Salaire : 1 900 € brut par mois. Permis B exigé.\n"
        "Vous conseillez un client et vous tenez une caisse. Télétravail : non.\n"
        "Prise de poste le 1er octobre. 2 postes."
    )
    read = await read_pasted(app, world.recruiter, text)
    assert read.words.title == "Vendeur / Vendeuse en alimentation"
    assert read.words.contract is ContractKind.CDI
    assert (read.words.weekly_hours, read.words.pay_hourly_min) == (35.0, 12.53)
    assert str(read.words.starts_on) == "2026-10-01"
    assert (read.words.positions, read.words.remote) == (2, Remote.NONE)
    assert [one.value for one in read.words.licences] == ["b"]
    assert read.place.startswith("Melun")
    assert read.occupation is not None
    assert read.occupation.id == world.words.occupations["D1106"]
    assert world.words.skills["till"] in {one.skill_id for one in read.skills}
    with pytest.raises(Forbidden):
        await read_pasted(app, world.youth, text)
