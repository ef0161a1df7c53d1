"""A youth's own search, on both databases: theirs alone, once and in order, told of when it falls due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from myjobmatch.db.models import OutboxEvent
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ApplicationStatus, ContractKind, DecisionKind, Role
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound
from myjobmatch.domain.my_search import MOST_SEARCHES, MOST_TRACKED, SearchContents
from myjobmatch.domain.papers import CvLayout, DocumentKind
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.application import Application
from myjobmatch.services.cv import MakeCv, SaveCv, cv_content, save_cv
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.documents import (
    RenameDocument,
    ShareDocument,
    add_document,
    clear_documents,
    clear_strangers,
    delete_document,
    read_document,
    rename_document,
    restore_document,
    share_document,
)
from myjobmatch.services.interview import AskTips, tips_for
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.my_search import (
    MoveTracked,
    SaveTracked,
    WriteNote,
    add_tracked,
    delete_tracked,
    edit_tracked,
    move_tracked,
    restore_tracked,
    write_note,
)
from myjobmatch.services.outbox import work_once
from myjobmatch.services.own_search import own_search
from myjobmatch.services.profiles import AddExperience, add_experience
from myjobmatch.services.reminders import (
    FinishReminder,
    SetReminder,
    add_reminder,
    finish_reminder,
    tell_due_reminders,
)
from myjobmatch.services.saved_searches import (
    SaveSearch,
    check_searches,
    delete_search,
    find_saved,
    save_search,
    see_search,
)
from tests import factories

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
BAKER = SaveTracked(
    "a" * 32, "Vendeur en boulangerie", "Chez Paul", "Évry", "https://paul.invalid/1"
)


@dataclass
class World:
    """Two youths of one advisor, another advisor, an offer."""

    app: Application
    clock: FixedClock
    youth: Actor
    friend: Actor
    advisor: Actor
    colleague: Actor
    offer_id: str
    where: object
    company: object
    words: factories.Words

    async def contents(self, actor: Actor | None = None) -> SearchContents:
        return await self.app.run(own_search, actor or self.youth, None)

    async def events(self, topic: str) -> Sequence[OutboxEvent]:
        async with self.app.database.unit(write=False) as uow:
            rows = await uow.session.scalars(select(OutboxEvent).where(OutboxEvent.topic == topic))
            return rows.all()


@pytest.fixture
async def world(database: Database, clock: FixedClock, encoder: Encoder, tmp_path: Path) -> World:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        company = await factories.company(uow, where, name="Le Fournil")
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        colleague = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(
            uow,
            where,
            advisor=advisor,
            skills=(words.skills["sell"], words.skills["bike"]),
            occupations=(words.occupations["D1106"],),
            profile={"modes": ["transit"], "max_minutes": 60},
        )
        friend = await factories.youth(uow, where, advisor=advisor)
        asked = (words.skills["sell"], words.skills["till"])
        offer = await factories.offer(
            uow, company, skills=asked, title="Vendeur / Vendeuse", contract=ContractKind.CDD
        )
    app = Application(
        database,
        clock,
        MatchingRuntime(database, None, encoder),
        DocumentFolder(tmp_path / "documents"),
    )
    return World(
        app, clock, youth, friend, advisor, colleague, offer.public_id, where, company, words
    )


async def test_an_application_made_elsewhere_is_kept_corrected_and_put_back(world: World) -> None:
    run = world.app.run
    await run(add_tracked, world.youth, BAKER)
    with pytest.raises(Conflict, match="tracked_known"):
        await run(add_tracked, world.youth, BAKER)
    world.clock.advance(timedelta(days=1))
    await run(move_tracked, world.youth, MoveTracked(BAKER.id, ApplicationStatus.REFUSED))
    world.clock.advance(timedelta(minutes=2))
    await run(move_tracked, world.youth, MoveTracked(BAKER.id, ApplicationStatus.INTERVIEW))
    await run(
        edit_tracked,
        world.youth,
        replace(BAKER, title="Vendeuse", status=ApplicationStatus.INTERVIEW, day=date(2026, 9, 1)),
    )

    (kept,) = (await world.contents()).tracked
    assert (kept.title, kept.day) == ("Vendeuse", date(2026, 9, 1))
    # a slip of the thumb, mended at once, is no part of the story
    assert [step.status for step in kept.steps] == ["sent", "interview"]

    await run(write_note, world.youth, WriteNote(f"t-{BAKER.id}", "Demander Paul"))
    await run(delete_tracked, world.youth, BAKER.id)
    gone = await world.contents()
    assert (gone.tracked, gone.notes) == ((), ())
    await run(restore_tracked, world.youth, BAKER.id)
    back = await world.contents()
    assert [note.text for note in back.notes] == ["Demander Paul"]
    await run(delete_tracked, world.youth, BAKER.id)
    world.clock.advance(timedelta(days=2))
    await work_once(world.app)
    with pytest.raises(NotFound, match="tracked_unknown"):
        await run(restore_tracked, world.youth, BAKER.id)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " \u202e\n "}, "tracked_title_empty"),
        ({"title": "x" * 2_000_000}, "search_text_long"),
        ({"company": "y" * 121}, "search_text_long"),
        ({"url": "javascript:alert(1)"}, "link_bad"),
        ({"url": "https://"}, "link_bad"),
        ({"url": "https://paul.invalid/<script>"}, "link_bad"),
        ({"day": date(1999, 1, 1)}, "tracked_day"),
        ({"status": ApplicationStatus.WITHDRAWN}, "malformed"),
        ({"id": "../../etc"}, "bad_id"),
    ],
)
async def test_what_cannot_be_kept_is_refused_by_name(
    world: World, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        await world.app.run(add_tracked, world.youth, replace(BAKER, **wrong))  # type: ignore[arg-type]
    assert (await world.contents()).tracked == ()


async def test_marks_that_turn_a_text_round_are_taken_out(world: World) -> None:
    turned = replace(BAKER, title="Vendeur \u202eexe.pdf\u202c 😀 مرحبا", url="")
    await world.app.run(add_tracked, world.youth, turned)
    assert (await world.contents()).tracked[0].title == "Vendeur exe.pdf 😀 مرحبا"


async def test_nobody_touches_what_is_another_ones(world: World) -> None:
    run = world.app.run
    await run(add_tracked, world.youth, BAKER)
    key = f"t-{BAKER.id}"
    tries = [
        run(move_tracked, world.friend, MoveTracked(BAKER.id, ApplicationStatus.HIRED)),
        run(edit_tracked, world.friend, BAKER),
        run(delete_tracked, world.friend, BAKER.id),
        run(restore_tracked, world.friend, BAKER.id),
        run(write_note, world.friend, WriteNote(key, "?")),
        run(add_reminder, world.friend, SetReminder("b" * 32, key, "?", world.clock.now())),
        run(see_search, world.friend, "c" * 32),
        tips_for(world.app, world.friend, AskTips(key)),
    ]
    for attempt in tries:
        with pytest.raises(NotFound):
            await attempt
    # the same id made on another phone is another application
    await run(add_tracked, world.friend, replace(BAKER, title="La mienne"))
    assert (await world.contents()).tracked[0].title == BAKER.title


async def test_there_is_an_end_to_how_much_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (MOST_TRACKED, MOST_SEARCHES) == (300, 20)
    monkeypatch.setattr("myjobmatch.services.my_search.MOST_TRACKED", 1)
    await world.app.run(add_tracked, world.youth, BAKER)
    with pytest.raises(Invalid, match="too_many_kept"):
        await world.app.run(add_tracked, world.youth, replace(BAKER, id="d" * 32))


async def test_a_reminder_is_told_of_once_when_its_moment_has_come(world: World) -> None:
    run, now = world.app.run, world.clock.now()
    key = f"o-{world.offer_id}"
    await run(
        add_reminder, world.youth, SetReminder("b" * 32, key, "Relancer", now + timedelta(hours=2))
    )
    await run(
        add_reminder, world.youth, SetReminder("c" * 32, "", "Dormir", now + timedelta(hours=2))
    )
    await run(finish_reminder, world.youth, FinishReminder("c" * 32))
    await run(add_tracked, world.youth, BAKER)
    gone = SetReminder("e" * 32, f"t-{BAKER.id}", "Plus rien", now)
    await run(add_reminder, world.youth, gone)
    await run(delete_tracked, world.youth, BAKER.id)
    assert await run(tell_due_reminders, SYSTEM, None) == 0
    world.clock.advance(timedelta(hours=2))
    for _ in range(2):
        await work_once(world.app)

    (event,) = await world.events("reminder_due")
    assert event.payload["youth"] == world.youth.youth_id
    assert "Relancer" not in str(event.payload), "no word that was typed leaves in a notification"
    told = {reminder.text: reminder for reminder in (await world.contents()).reminders}
    assert told["Relancer"].key == key
    assert told["Dormir"].done
    for moment in (now + timedelta(days=4000), now.replace(tzinfo=None)):
        with pytest.raises(Invalid, match="reminder_moment"):
            await run(add_reminder, world.youth, SetReminder("f" * 32, "", "x", moment))


async def test_the_story_of_an_offer_is_told_in_order(world: World) -> None:
    async with world.app.database.unit() as uow:
        outside = await factories.offer(uow, None, title="Caissier / Caissière")
    await world.app.run(decide_on_offer, world.youth, Decide(outside.public_id, DecisionKind.LIKE))
    (history,) = (await world.contents()).histories
    assert history.key == f"o-{outside.public_id}"
    assert [step.status for step in history.steps] == ["application_opened"]


async def test_a_saved_search_counts_what_is_new_and_tells_once_a_day(world: World) -> None:
    run = world.app.run
    await run(
        save_search,
        world.youth,
        SaveSearch("s" * 32, "La vente", "vend Fournil", 90, (ContractKind.CDD, ContractKind.CDI)),
    )

    async def published(title: str, **traits: object) -> None:
        async with world.app.database.unit() as uow:
            offer = await factories.offer(
                uow, world.company, title=title, published_at=world.clock.now(), **traits
            )
            uow.changed("offer", offer.id)

    async def fresh() -> int:
        world.clock.advance(timedelta(hours=2))
        await check_searches(world.app)
        return (await world.contents()).searches[0].fresh

    assert await fresh() == 0, "what was there when it was saved is not new"
    await published("Vendeur en boulangerie")
    await published("Cuisinier / Cuisinière")
    await published("Vendeur de nuit", contract=ContractKind.INTERNSHIP)
    assert await fresh() == 1
    await published("Vendeuse en pâtisserie")
    assert await fresh() == 2
    assert len(await world.events("saved_search_found")) == 1, "once a day at most"

    found = await find_saved(world.app, world.youth, "s" * 32)
    assert {offer.title for offer in found if offer.fresh} == {
        "Vendeur en boulangerie",
        "Vendeuse en pâtisserie",
    }
    assert [offer.title for offer in found if not offer.fresh] == ["Vendeur / Vendeuse"]
    await run(see_search, world.youth, "s" * 32)
    assert (await world.contents()).searches[0].fresh == 0
    world.clock.advance(timedelta(days=1))
    await published("Vendeur au marché")
    assert await fresh() == 1
    assert len(await world.events("saved_search_found")) == 2
    await run(decide_on_offer, world.youth, Decide(found[0].id, DecisionKind.LIKE))
    left = await find_saved(world.app, world.youth, "s" * 32)
    assert found[0].id not in {offer.id for offer in left}
    with pytest.raises(NotFound, match="search_unknown"):
        await find_saved(world.app, world.friend, "s" * 32)
    await run(delete_search, world.friend, "s" * 32)
    assert len((await world.contents()).searches) == 1
    with pytest.raises(Invalid, match="search_empty"):
        await run(save_search, world.youth, SaveSearch("t" * 32, "Rien"))


async def test_tips_are_drawn_from_what_the_offer_asks_and_the_youth_told(world: World) -> None:
    tips = await tips_for(world.app, world.youth, AskTips(f"o-{world.offer_id}"))
    assert [skill.label for skill in tips.tell] == ["Conseiller un client"]
    assert tips.missing == ("Tenir une caisse",)
    assert tips.lean_on == "Conseiller un client"
    assert tips.asks[-1] == "next"
    assert "after" in tips.asks, "what comes after a fixed term is worth asking"
    assert tips.minutes is not None

    await world.app.run(
        add_tracked, world.youth, replace(BAKER, title=factories.OCCUPATIONS["D1106"][0])
    )
    elsewhere = await tips_for(world.app, world.youth, AskTips(f"t-{BAKER.id}"), "en")
    assert elsewhere.guessed == "Food sales assistant"
    for key in ("o-" + "x" * 22, "x-" + "x" * 22, ""):
        with pytest.raises(NotFound):
            await tips_for(world.app, world.youth, AskTips(key))


async def test_the_cv_says_what_was_given_and_the_anonymous_one_names_nobody(world: World) -> None:
    run = world.app.run
    async with world.app.database.unit() as uow:
        identity = await uow.youths.identity(world.youth.youth_id or 0)
        assert identity is not None
        identity.first_name, identity.last_name = "Lina", "de La Tour"
        identity.commune, identity.phone = "Évry-Courcouronnes", "06 39 98 00 01"
    begun = await run(save_cv, world.youth, SaveCv(headline="Vendeuse"))
    assert begun.phone == "06 39 98 00 01", "what is shown stays when something else is typed"
    await run(add_experience, world.youth, AddExperience("Moi, Lina, j'ai vendu du pain à Évry."))
    await run(
        save_cv,
        world.youth,
        SaveCv(
            headline="Vendeuse",
            email="lina@exemple.invalid",
            phone="06 39 98 00 01",
            languages="- Anglais : notions\n\n• Arabe",
            more="Écris-moi : lina@exemple.invalid ou 06.39.98.00.01",
        ),
    )
    content, missing = await run(
        cv_content, world.youth, MakeCv(CvLayout.CLEAR), world.app.matching
    )
    assert content.name == "Lina de La Tour"
    assert "06 39 98 00 01" in content.contact
    assert missing == ("skills", "aptitudes", "when")
    nameless, _ = await run(
        cv_content, world.youth, MakeCv(CvLayout.COLUMNS, anonymous=True), world.app.matching
    )
    said = repr(nameless)
    for telling in ("Lina", "Tour", "Évry", "Courcouronnes", "exemple.invalid", "39"):
        assert telling not in said
    assert "j'ai vendu du pain" in said
    assert nameless.contact == ()
    for wrong, code in (
        ({"phone": "<b>"}, "cv_phone"),
        ({"email": "nobody"}, "cv_email"),
        ({"headline": "x" * 2_000_000}, "search_text_long"),
        ({"more": "x\n" * 9}, "cv_lines"),
    ):
        with pytest.raises(Invalid, match=code):
            await run(save_cv, world.youth, SaveCv(**wrong))  # type: ignore[arg-type]


async def test_a_document_is_its_owners_and_their_advisors_while_it_is_shared(
    world: World, tmp_path: Path
) -> None:
    run, app = world.app.run, world.app
    kept = await add_document(app, world.youth, "..\\..\\CON: dipl\u202eôme?.PDF", PDF)
    assert (kept.name, kept.kind) == ("CON- diplôme", DocumentKind.PDF)
    stored, data = await read_document(app, world.youth, kept.id)
    assert (stored.file_name, data) == ("CON- diplôme.pdf", PDF)

    async def refused(*actors: Actor) -> None:
        for actor in actors:
            with pytest.raises(DomainError, match="document_unknown"):
                await read_document(app, actor, kept.id)

    await refused(world.friend, world.advisor, world.colleague)
    await run(share_document, world.youth, ShareDocument(kept.id, shared=True))
    assert (await read_document(app, world.advisor, kept.id))[1] == PDF
    await refused(world.friend, world.colleague)
    await run(share_document, world.youth, ShareDocument(kept.id, shared=False))
    await refused(world.advisor)
    for attempt in (
        run(rename_document, world.friend, RenameDocument(kept.id, "à moi")),
        run(share_document, world.friend, ShareDocument(kept.id, shared=True)),
        run(delete_document, world.friend, kept.id),
        run(restore_document, world.friend, kept.id),
    ):
        with pytest.raises(NotFound, match="document_unknown"):
            await attempt

    (file,) = (tmp_path / "documents").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    await run(delete_document, world.youth, kept.id)
    await refused(world.youth)
    await run(restore_document, world.youth, kept.id)
    await run(delete_document, world.youth, kept.id)
    world.clock.advance(timedelta(hours=2))
    assert await clear_documents(app) == 1
    assert not file.exists()


async def test_files_that_no_document_names_are_found_and_deleted(
    world: World, tmp_path: Path
) -> None:
    kept = await add_document(world.app, world.youth, "a.pdf", PDF)
    (tmp_path / "documents" / "stranger").write_bytes(b"x")
    world.clock.advance(timedelta(days=36_500))
    assert await clear_strangers(world.app) == 1
    assert (await read_document(world.app, world.youth, kept.id))[1] == PDF


async def test_a_youth_has_so_much_room_and_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("myjobmatch.services.documents.MOST_DOCUMENTS", 1)
    await add_document(world.app, world.youth, "", PDF)
    with pytest.raises(Invalid, match="documents_full"):
        await add_document(world.app, world.youth, "b", PDF)
    monkeypatch.setattr("myjobmatch.services.documents.MOST_DOCUMENTS", 9)
    monkeypatch.setattr("myjobmatch.services.documents.MOST_BYTES_A_YOUTH", len(PDF) + 1)
    with pytest.raises(Invalid, match="documents_room"):
        await add_document(world.app, world.youth, "b", PDF)
    assert len(list((tmp_path / "documents").iterdir())) == 1
    assert (await world.contents()).documents[0].name == "document"
