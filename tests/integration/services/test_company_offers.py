"""A company's offers: written, checked, published, moved; and what may not be done with them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from myjobmatch.db.models import Company
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import CompanyStatus, ContractKind, OfferStatus, Role, Schedule
from myjobmatch.domain.errors import Conflict, Forbidden, NotFound
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.offer_rules import OfferContent
from myjobmatch.services.application import Application
from myjobmatch.services.company_offers import (
    OfferNotReady,
    SavedOffer,
    SaveOffer,
    list_company_offers,
    read_offer,
    save_offer,
)
from myjobmatch.services.decisions import Decide, DecisionKind, decide_on_offer
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.offer_moves import (
    DuplicateOffer,
    MoveOffer,
    ReviewOffer,
    duplicate,
    fill_offer,
    list_waiting_offers,
    pause_offer,
    publish_offer,
    review_offer,
)
from tests import factories

WHOLE = OfferContent(
    title="Vendeur / Vendeuse en boulangerie",
    description="Vous servez les clients et vous tenez la caisse.",
    contract=ContractKind.CDI,
    weekly_hours=35,
    pay_hourly_min=12.5,
    place="Melun, Île-de-France",
    starts_on=date(2026, 10, 1),
)


@dataclass
class World:
    """A company with its recruiter, and people of its structure and of another."""

    company: Company
    pending: Company
    recruiter: Actor
    newcomer: Actor
    stranger: Actor
    officer: Actor
    other_officer: Actor
    manager: Actor
    youth: Actor
    words: factories.Words
    whole: OfferContent


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        where, elsewhere = await factories.structure(uow), await factories.structure(uow)
        words = await factories.catalogue(uow)
        company = await factories.company(uow, where)
        pending = await factories.company(uow, where, status=CompanyStatus.PENDING)
        return World(
            company=company,
            pending=pending,
            recruiter=await factories.recruiter(uow, company),
            newcomer=await factories.recruiter(uow, pending),
            stranger=await factories.recruiter(uow, await factories.company(uow, where)),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where),
            other_officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, elsewhere),
            manager=await factories.staff(uow, Role.MANAGER, where),
            youth=await factories.youth(uow, where),
            words=words,
            whole=replace(
                WHOLE,
                occupation_id=words.occupations["D1106"],
                skills=((words.skills["sell"], True), (words.skills["till"], False)),
                aptitude_ids=(words.aptitudes["care"],),
            ),
        )


async def saved(
    database: Database, actor: Actor, company: Company, content: OfferContent
) -> SavedOffer:
    command = SaveOffer(company.public_id, content, new_id=new_public_id())
    async with database.unit() as uow:
        return await save_offer(actor, command, uow)


async def published(database: Database, world: World) -> SavedOffer:
    draft = await saved(database, world.recruiter, world.company, world.whole)
    async with database.unit() as uow:
        return await publish_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)


async def test_an_offer_comes_back_as_it_was_written(database: Database, world: World) -> None:
    draft = await saved(database, world.recruiter, world.company, world.whole)
    async with database.unit(write=False) as uow:
        read = await read_offer(world.recruiter, draft.id, uow)

    assert (read.status, read.editable) == (OfferStatus.DRAFT, True)
    assert read.content == replace(
        world.whole, place="Melun", latitude=read.content.latitude, longitude=read.content.longitude
    )
    assert read.content.latitude == pytest.approx(48.54, abs=0.02)
    assert [(label, essential) for _, label, essential in read.skills] == [
        ("Conseiller un client", True),
        ("Tenir une caisse", False),
    ]
    assert read.occupation == "Vendeur / Vendeuse en alimentation"


async def test_a_description_is_kept_up_to_its_own_limit(database: Database, world: World) -> None:
    """It is no message, whose limit is shorter; what is longer is told by its field."""
    text = ("Vous servez les clients. " * 240).strip()
    kept = replace(world.whole, description=text)
    draft = await saved(database, world.recruiter, world.company, kept)
    async with database.unit(write=False) as uow:
        assert (await read_offer(world.recruiter, draft.id, uow)).content.description == text
    longer = replace(kept, description=text + " Merci.")
    with pytest.raises(OfferNotReady) as refusal:
        await saved(database, world.recruiter, world.company, longer)
    assert [one.field for one in refusal.value.problems] == ["description"]


async def test_the_same_form_sent_twice_makes_one_offer(database: Database, world: World) -> None:
    command = SaveOffer(world.company.public_id, world.whole, new_id=new_public_id())
    for _ in range(2):
        async with database.unit() as uow:
            await save_offer(world.recruiter, command, uow)
    async with database.unit(write=False) as uow:
        assert len(await list_company_offers(world.recruiter, world.company.public_id, uow)) == 1


async def test_an_approved_company_publishes_at_once(
    database: Database, clock: FixedClock, world: World
) -> None:
    offer = await published(database, world)

    assert offer.status is OfferStatus.PUBLISHED
    async with database.unit(write=False) as uow:
        row = await uow.offers.by_public_id(offer.id)
        assert row is not None
        assert (row.published_at, row.expires_at) == (clock.now(), clock.now() + timedelta(days=60))
        changes = await uow.ledger.changes_since(0, ("offer", "company"))
    assert {("offer", row.id), ("company", world.company.id)} <= {
        (c.topic, c.entity_id) for c in changes
    }


async def test_unlawful_words_are_refused_and_nothing_is_published(
    database: Database, world: World
) -> None:
    text = "Nous cherchons une jeune femme dynamique pour servir nos clients."
    draft = await saved(
        database, world.recruiter, world.company, replace(world.whole, description=text)
    )
    with pytest.raises(OfferNotReady) as refusal:
        async with database.unit() as uow:
            await publish_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)

    assert refusal.value.wording is not None
    assert [f.words for f in refusal.value.wording.description] == ["jeune femme"]
    async with database.unit(write=False) as uow:
        read = await read_offer(world.recruiter, draft.id, uow)
    assert (read.status, read.content.description) == (OfferStatus.DRAFT, text)


async def test_what_is_missing_is_told_by_field(database: Database, world: World) -> None:
    draft = await saved(database, world.recruiter, world.company, OfferContent(title="Vendeuse"))
    with pytest.raises(OfferNotReady) as refusal:
        async with database.unit() as uow:
            await publish_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)

    fields = {problem.field for problem in refusal.value.problems}
    assert fields == {"description", "contract", "weekly_hours", "place", "skills"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": "Atlantide"}, "place"),
        ({"skills": ((999_999, True),)}, "skills"),
        ({"aptitude_ids": (999_999,)}, "aptitudes"),
        ({"occupation_id": 999_999}, "title"),
        ({"weekly_hours": 90.0}, "weekly_hours"),
    ],
)
async def test_a_draft_takes_nothing_that_does_not_exist(
    database: Database, world: World, change: dict[str, object], field: str
) -> None:
    with pytest.raises(OfferNotReady) as refusal:
        await saved(
            database,
            world.recruiter,
            world.company,
            replace(world.whole, **change),  # type: ignore[arg-type]
        )
    assert [problem.field for problem in refusal.value.problems] == [field]


async def test_a_published_offer_must_stay_fit_for_it(database: Database, world: World) -> None:
    offer = await published(database, world)
    worse = replace(world.whole, description="Homme uniquement, moins de 30 ans, pour la caisse.")
    with pytest.raises(OfferNotReady):
        async with database.unit() as uow:
            await save_offer(
                world.recruiter,
                SaveOffer(world.company.public_id, worse, offer.id, offer.version),
                uow,
            )


async def test_two_who_write_at_once_do_not_overwrite_each_other(
    database: Database, clock: FixedClock, world: World
) -> None:
    offer = await published(database, world)
    clock.advance(timedelta(minutes=1))
    mine = SaveOffer(
        world.company.public_id, replace(world.whole, positions=2), offer.id, offer.version
    )
    async with database.unit() as uow:
        kept = await save_offer(world.recruiter, mine, uow)
    with pytest.raises(Conflict, match="offer_changed"):
        async with database.unit() as uow:
            await save_offer(world.officer, mine, uow)
    async with database.unit() as uow:
        paused = await pause_offer(world.recruiter, MoveOffer(kept.id, kept.version), uow)
    assert paused.status is OfferStatus.PAUSED


async def test_a_company_that_waits_submits_and_the_structure_answers(
    database: Database, clock: FixedClock, world: World
) -> None:
    draft = await saved(database, world.newcomer, world.pending, world.whole)
    async with database.unit() as uow:
        sent = await publish_offer(world.newcomer, MoveOffer(draft.id, draft.version), uow)
    assert sent.status is OfferStatus.SUBMITTED
    async with database.unit(write=False) as uow:
        assert await list_waiting_offers(world.other_officer, None, uow) == []
        (waiting,) = await list_waiting_offers(world.manager, None, uow)
    review = ReviewOffer(
        waiting.id, waiting.version, approved=False, reason="Précisez les horaires."
    )
    with pytest.raises(NotFound):
        async with database.unit() as uow:
            await review_offer(world.other_officer, review, uow)
    async with database.unit() as uow:
        refused = await review_offer(world.officer, review, uow)
    assert refused.status is OfferStatus.REFUSED
    async with database.unit(write=False) as uow:
        read = await read_offer(world.newcomer, draft.id, uow)
    assert read.refusal_reason == "Précisez les horaires."
    clock.advance(timedelta(minutes=1))
    async with database.unit() as uow:
        again = await publish_offer(world.newcomer, MoveOffer(refused.id, refused.version), uow)
        yes = ReviewOffer(again.id, again.version, approved=True)
        shown = await review_offer(world.manager, yes, uow)
        company = await uow.companies.get(world.pending.id)
    assert shown.status is OfferStatus.PUBLISHED
    assert company is not None
    assert company.status is CompanyStatus.APPROVED


async def test_a_filled_offer_leaves_the_decks_and_tells_who_liked_it(
    database: Database, world: World
) -> None:
    offer = await published(database, world)
    async with database.unit() as uow:
        await decide_on_offer(world.youth, Decide(offer.id, DecisionKind.LIKE), uow)
        before = await uow.ledger.latest_change()
    async with database.unit() as uow:
        filled = await fill_offer(world.recruiter, MoveOffer(offer.id, offer.version), uow)
    assert filled.status is OfferStatus.FILLED
    async with database.unit(write=False) as uow:
        told = {
            (c.topic, c.entity_id) for c in await uow.ledger.changes_since(before, ("account",))
        }
        row = await uow.offers.by_public_id(offer.id)
        assert row is not None
        assert await uow.offers.still_open([row.id], uow.clock.now()) == set()
    assert ("account", world.youth.account_id) in told
    with pytest.raises(Conflict, match="offer_over"):
        async with database.unit() as uow:
            await save_offer(
                world.recruiter,
                SaveOffer(world.company.public_id, world.whole, filled.id, filled.version),
                uow,
            )


async def test_a_step_that_the_workflow_lacks_is_refused(database: Database, world: World) -> None:
    draft = await saved(database, world.recruiter, world.company, world.whole)
    with pytest.raises(Conflict, match="offer_transition"):
        async with database.unit() as uow:
            await fill_offer(world.recruiter, MoveOffer(draft.id, draft.version), uow)


async def test_a_double_click_makes_one_copy(database: Database, world: World) -> None:
    offer = await published(database, world)
    app = Application(database, database.clock, MatchingRuntime(database, None))
    command = str(uuid4())
    copies = {
        await duplicate(app, world.recruiter, command, DuplicateOffer(offer.id)) for _ in range(2)
    }
    async with database.unit(write=False) as uow:
        lines = await list_company_offers(world.recruiter, world.company.public_id, uow)
        (copy,) = copies
        read = await read_offer(world.recruiter, copy, uow)
    assert len(lines) == 2
    assert (read.status, read.content.starts_on, len(read.skills)) == (OfferStatus.DRAFT, None, 2)


async def test_work_at_night_is_known_from_the_hours(database: Database, world: World) -> None:
    night = replace(world.whole, schedules=(Schedule.NIGHT,))
    draft = await saved(database, world.recruiter, world.company, night)
    async with database.unit(write=False) as uow:
        row = await uow.offers.by_public_id(draft.id)
    assert row is not None
    assert row.night_work


async def test_an_officer_acts_in_the_companys_name_and_it_is_kept(
    database: Database, world: World
) -> None:
    draft = await saved(database, world.officer, world.company, world.whole)
    async with database.unit() as uow:
        await publish_offer(world.officer, MoveOffer(draft.id, draft.version), uow)
    async with database.unit(write=False) as uow:
        row = await uow.offers.by_public_id(draft.id)
        assert row is not None
        entries = await uow.ledger.audits_of("offer", row.id)
    assert {(e.action, e.in_name_of, e.account_id) for e in entries} == {
        ("offer_created", world.company.public_id, world.officer.account_id),
        ("offer_published", world.company.public_id, world.officer.account_id),
    }


async def test_nobody_else_reads_or_writes_them(database: Database, world: World) -> None:
    offer = await published(database, world)
    for actor in (world.stranger, world.other_officer):
        async with database.unit() as uow:
            with pytest.raises(NotFound):
                await read_offer(actor, offer.id, uow)
            with pytest.raises(NotFound):
                await list_company_offers(actor, world.company.public_id, uow)
            with pytest.raises(NotFound):
                await fill_offer(actor, MoveOffer(offer.id, offer.version), uow)
            with pytest.raises(NotFound):
                await save_offer(
                    actor, SaveOffer(world.company.public_id, world.whole, new_id="x" * 22), uow
                )
    for actor in (world.youth, world.manager):
        async with database.unit() as uow:
            with pytest.raises(Forbidden):
                await read_offer(actor, offer.id, uow)


async def test_all_that_publication_asks_is_told_at_once(database: Database, world: World) -> None:
    unread = FieldProblem("weekly_hours", "offer_number_wrong")
    content = OfferContent(title="Serveuse", description="Jeune femme pour le service du midi.")
    command = SaveOffer(
        world.company.public_id,
        content,
        new_id=new_public_id(),
        unread=(unread,),
        publishing=True,
    )
    with pytest.raises(OfferNotReady) as refusal:
        async with database.unit() as uow:
            await save_offer(world.recruiter, command, uow)

    problems = {problem.field: problem.code for problem in reversed(refusal.value.problems)}
    assert problems["weekly_hours"] == "offer_number_wrong"
    assert {"contract", "place", "skills"} <= problems.keys()
    assert refusal.value.wording is not None
    assert [f.kind for f in refusal.value.wording.description] == ["sex_and_age"]
