"""A copy of everything, on both databases: all that is theirs, no secret, no number, nothing of anybody else."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from myjobmatch.db.models import (
    Account,
    MessageAttachment,
    RankingLog,
    Youth,
    YouthImport,
    YouthImportRow,
)
from myjobmatch.db.personal import HELD, Whose
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.conversation import ScanStatus
from myjobmatch.domain.enums import DecisionKind
from myjobmatch.domain.errors import Conflict, Forbidden, TooMany, Unauthenticated
from myjobmatch.domain.youth_import.words import RowVerdict
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.services.application import Application
from myjobmatch.services.attachments import SentFile, add_attachment
from myjobmatch.services.conversations import SendMessage, send_message
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.documents import add_document, delete_document
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.message_changes import EditMessage, delete_message, edit_message
from myjobmatch.services.own_data import COPIES, copy_everything, read_own_data
from myjobmatch.services.own_password import FRESH
from myjobmatch.services.proving import Proof
from myjobmatch.services.sessions import SessionService
from myjobmatch.services.talk_groups import (
    AnswerGroup,
    InviteToGroup,
    answer_group,
    invite_to_group,
)
from tests import factories
from tests.fixtures.encoder import shipped
from tests.integration.db.test_query_budgets import counted
from tests.integration.services.rights_world import RightsWorld, rights_world

PDF = b"%PDF-1.7\ntrailer\n<<>>\n%%EOF\n"
SECRETS = re.compile(
    r"hash|token|secret|sha256|stored_as|small_as|endpoint|p256dh|\bauth\b|credential|public_key|selector|sign_count"
)
OTHERS = "Quatremer"
"""The last name of the other youth, and what they write."""


@dataclass
class Copied:
    """A copy, opened."""

    names: list[str]
    page: str
    about: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    archive: zipfile.ZipFile

    @property
    def all(self) -> str:
        return self.page + json.dumps(self.tables, ensure_ascii=False)


@pytest.fixture
async def world(database: Database, tmp_path: Path) -> RightsWorld:
    built = await rights_world(database)
    built.app.documents = DocumentFolder(tmp_path / "documents")
    built.app.attachments = DocumentFolder(tmp_path / "attachments")
    return built


async def copied(app: Application, actor: Actor, locale: str = "fr") -> Copied:
    opened = await SessionService(app.database).open_for(actor.account_id, None)
    made = await copy_everything(app, actor, Proof("", opened.token, "192.0.2.1"), locale)
    with made.file as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert archive.testzip() is None
    data = json.loads(archive.read("data.json"))
    page = archive.read("index.html").decode()
    return Copied(archive.namelist(), page, data["about"], data["tables"], archive)


def whose(actor: Actor) -> Whose:
    return Whose(actor.youth_id or 0, actor.account_id)


def walked(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Every value of the data, with the keys that lead to it."""
    if isinstance(value, dict):
        return [found for key, one in value.items() for found in walked(one, f"{path}.{key}")]
    if isinstance(value, list):
        return [found for one in value for found in walked(one, path)]
    return [(path, value)]


async def talks_with_others(world: RightsWorld) -> None:
    """The group, with another youth in it who writes; and what the advisor takes back."""
    run, own, lina = world.app.run, world.actors["own"], world.actors["youth"]
    other = world.actors["other_youth"]
    group = world["group"]
    await run(invite_to_group, own, InviteToGroup(group, (world["other_youth"],)))
    for one in (lina, other):
        await run(answer_group, one, AnswerGroup(group, joins=True))
    await run(send_message, other, SendMessage(group, f"Moi c'est {OTHERS}, je cherche aussi"))
    await run(send_message, own, SendMessage(group, "Bienvenue à tout le monde du groupe"))
    await run(send_message, lina, SendMessage(group, "Salut le groupe"))
    gone = await run(send_message, own, SendMessage(world["conversation"], f"Dossier de {OTHERS}"))
    await run(delete_message, own, gone.id)
    said = await run(send_message, lina, SendMessage(world["conversation"], "Je viens a 9h"))
    await run(edit_message, lina, EditMessage(said.id, "Je viens à 9 h"))


async def test_whatever_is_held_is_in_it(world: RightsWorld) -> None:
    lina = world.actors["youth"]
    made = await copied(world.app, lina)
    async with world.app.database.unit(write=False) as uow:
        for held in HELD:
            name = held.model.__tablename__
            rows = (
                await uow.session.execute(select(held.model).where(held.rows(whose(lina))))
            ).all()
            if held.left_out is None:
                assert name not in made.tables
            else:
                assert len(made.tables[name]) == len(rows), name
    assert len([name for name, rows in made.tables.items() if rows]) > 25
    assert made.tables["youth_identity"][0]["last_name"] == "Zyxwv"
    assert made.tables["youth"][0]["advisor"] == "advisor"
    assert {row["body"] for row in made.tables["message"]} >= {"Bonjour Lina", "Bonjour"}
    assert {row["author"] for row in made.tables["message"]} == {"me", "advisor"}
    assert made.tables["youth_note"][0]["text"] == "Préfère le matin"
    (offer,) = [row["offer"] for row in made.tables["decision"]]
    assert offer["id"] == world["offer"]
    assert offer["title"]
    assert made.tables["audit_entry"][-1]["action"] == "data_copied"
    assert made.tables["audit_entry"][-1]["by"] == "me"
    for section in ("who", "messages", "advisor", "ranking", "missing"):
        assert f'<section id="{section}">' in made.page
    assert "Zyxwv" in made.page
    assert "Préfère le matin" in made.page


async def test_no_secret_and_no_inner_number_is_in_it(world: RightsWorld) -> None:
    await talks_with_others(world)
    made = await copied(world.app, world.actors["youth"])
    async with world.app.database.unit(write=False) as uow:
        account = await uow.accounts.get(world.actors["youth"].account_id)
        assert account is not None
    for path, value in walked(made.tables):
        assert not SECRETS.search(path), path
        if path.rsplit(".", 1)[-1] in ("id", "youth", "offer", "match") or path.endswith("_id"):
            assert value is None or isinstance(value, str), (path, value)
        assert not path.endswith((".youth_id", ".account_id")), path


async def test_nobody_else_is_in_it(world: RightsWorld) -> None:
    await talks_with_others(world)
    made = await copied(world.app, world.actors["youth"])
    assert OTHERS not in made.all
    assert "Bienvenue à tout le monde" not in made.all
    assert "Salut le groupe" in made.all
    async with world.app.database.unit(write=False) as uow:
        accounts = (await uow.session.scalars(select(Account))).all()
        other = await uow.youths.get(world.actors["other_youth"].youth_id or 0)
        assert other is not None
    for account in accounts:
        if account.id == world.actors["youth"].account_id:
            continue
        assert account.public_id not in made.all
        assert account.login not in made.all
        assert account.display_name not in made.all, account.role
    assert other.public_id not in made.all
    withdrawn = [row for row in made.tables["message_trace"] if row["kind"] == "deleted"]
    assert [(row["by"], row["body"]) for row in withdrawn] == [("advisor", None)]
    edited = [row for row in made.tables["message_trace"] if row["kind"] == "edited"]
    assert [(row["by"], row["body"]) for row in edited] == [("me", "Je viens a 9h")]
    assert {row["by"] for row in made.tables["conversation_member"]} <= {"me", "advisor"}


async def test_a_row_taken_for_them_that_speaks_of_somebody_else_stays_out(
    world: RightsWorld, database: Database
) -> None:
    lina, other = world.actors["youth"], world.actors["other_youth"]
    async with database.unit() as uow:
        batch = await uow.session.scalar(select(YouthImport.id))
        rows = (
            (9001, None, RowVerdict.LIKELY, "Peut-être une autre"),
            (9002, other.youth_id, RowVerdict.SAME, "Sûrement une autre"),
            (9003, None, RowVerdict.SAME, "Sûrement elle"),
            (9004, lina.youth_id, RowVerdict.NEW, "Elle"),
        )
        for number, youth_id, verdict, name in rows:
            uow.session.add(
                YouthImportRow(
                    import_id=batch,
                    number=number,
                    line=number,
                    name=name,
                    verdict=verdict,
                    youth_id=youth_id,
                    match_youth_id=lina.youth_id,
                )
            )
    made = await copied(world.app, lina)
    assert [row["name"] for row in made.tables["youth_import_row"]] == ["Sûrement elle", "Elle"]


async def test_files_go_along_but_for_those_that_harm(
    world: RightsWorld, database: Database
) -> None:
    app, lina = world.app, world.actors["youth"]
    await add_document(app, lina, "../../Mon diplôme.pdf", PDF)
    gone = await add_document(app, lina, "vieux.pdf", PDF + b"2")
    await app.run(delete_document, lina, gone.id)
    lost = await add_document(app, lina, "perdu.pdf", PDF + b"3")
    async with database.unit() as uow:
        row = await uow.my_search.document(lost.id)
        assert row is not None
        app.documents.forget(row.stored_as)
    ids = {name: str(uuid4()) for name in ("papier", "virus", "du conseil", "repris")}
    for name, sender in (("papier", lina), ("virus", lina), ("du conseil", world.actors["own"])):
        await add_attachment(app, sender, SentFile(ids[name], f"{name}.pdf", PDF + name.encode()))
        message = SendMessage(world["conversation"], "Voici", files=(ids[name],))
        await app.run(send_message, sender, message)
    own = world.actors["own"]
    await add_attachment(app, own, SentFile(ids["repris"], "repris.pdf", PDF + b"r"))
    message = SendMessage(world["conversation"], "Pardon", files=(ids["repris"],))
    await app.run(delete_message, own, (await app.run(send_message, own, message)).id)
    async with database.unit() as uow:
        await uow.session.execute(
            update(MessageAttachment)
            .where(MessageAttachment.public_id == ids["virus"])
            .values(scan=ScanStatus.INFECTED)
        )
    made = await copied(app, lina)
    files = sorted(name.split("-", 1)[1] for name in made.names if name.startswith("files/"))
    assert files == ["Mon diplôme.pdf", "du conseil.pdf", "papier.pdf", "vieux.pdf"]
    assert not any(".." in name or name.startswith("/") for name in made.names)
    paths = {row["name"]: row.get("file") for row in made.tables["youth_document"]}
    assert paths["perdu"] is None
    assert made.archive.read(paths["Mon diplôme"]) == PDF
    assert 'href="files/001-Mon%20dipl%C3%B4me.pdf"' in made.page
    assert "4 fichiers" in made.page


async def test_how_offers_were_ranked_is_told_by_their_titles(
    database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        where = await factories.structure(uow)
        company = await factories.company(uow, where)
        skills = tuple(words.skills.values())
        lina = await factories.youth(uow, where, skills=skills[:3])
        offers = [await factories.offer(uow, company, skills=skills[:2]) for _ in range(3)]
    app = Application(database, clock, MatchingRuntime(database, None, shipped()))
    await deal_offers(app, lina, DeckQuery(30))
    made = await copied(app, lina)
    (ranking,) = made.tables["ranking_log"]
    told = ranking["log"]["offers"]
    assert {one["offer"]["id"] for one in told} == {offer.public_id for offer in offers}
    assert all(one["offer"]["company"] == company.name for one in told)
    assert all(0 <= one["scores"] <= 1 and "minutes" in one for one in told)
    assert not {"ids", "subject_id", "occupations", "companies"} & ranking["log"].keys()
    assert offers[0].title in made.page.partition('id="ranking"')[2]
    async with (
        database.unit() as uow
    ):  # a log of another version of the code is told as far as it goes
        await uow.session.execute(update(RankingLog).values(log={"ids": "x", "features": 3}))
    assert (await copied(app, lina)).tables["ranking_log"][0]["log"] == {"offers": []}


@pytest.mark.parametrize("offers", [2, 12])
async def test_it_asks_a_bounded_number_of_questions(
    database: Database, clock: FixedClock, offers: int
) -> None:
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        where = await factories.structure(uow)
        lina = await factories.youth(uow, where, skills=tuple(words.skills.values()))
        made = [await factories.offer(uow, None) for _ in range(offers)]
    app = Application(database, clock, MatchingRuntime(database, None))
    for offer in made:
        await app.run(decide_on_offer, lina, Decide(offer.public_id, DecisionKind.LIKE))
    with counted(database) as statements:
        await app.run(read_own_data, lina, "fr")
    assert len(statements) <= len(HELD) + 16


@pytest.mark.parametrize("locale", ["ar", "uk", "fr-falc", "en"])
async def test_it_is_told_in_the_language_of_its_reader(world: RightsWorld, locale: str) -> None:
    made = await copied(world.app, world.actors["youth"], locale)
    direction = "rtl" if locale == "ar" else "ltr"
    assert f'<html lang="{locale[:2]}" dir="{direction}">' in made.page
    assert made.about["language"] == locale


async def test_it_asks_for_a_proof_and_is_made_for_youths_alone(
    world: RightsWorld, database: Database, clock: FixedClock
) -> None:
    app, lina = world.app, world.actors["youth"]
    opened = await SessionService(database).open_for(lina.account_id, None)
    proof = Proof("", opened.token, "192.0.2.1")
    with pytest.raises(Forbidden, match="not_allowed"):
        await copy_everything(app, world.actors["own"], proof, "fr")
    with pytest.raises(Unauthenticated, match="signed_out"):
        await copy_everything(app, lina, Proof("", "x", "192.0.2.1"), "fr")
    for _ in range(COPIES):
        (await copy_everything(app, lina, proof, "fr")).file.close()
    with pytest.raises(TooMany, match="copy_too_many"):
        await copy_everything(app, lina, proof, "fr")
    clock.advance(FRESH * 2)
    with pytest.raises(Conflict, match="session_old"):
        await copy_everything(app, lina, proof, "fr")
    async with database.unit(write=False) as uow:
        noted = await uow.ledger.audits_of("youth", lina.youth_id or 0)
    assert [entry.action for entry in noted].count("data_copied") == COPIES


async def test_whoever_is_of_no_structure_is_told_whom_to_ask(database: Database) -> None:
    async with database.unit() as uow:
        where = await factories.structure(
            uow, name="Mission Locale du Test", phone="01 60 00 00 00"
        )
        lina = await factories.youth(uow, where)
    app = Application(database, database.clock, MatchingRuntime(database, None))
    assert "Mission Locale du Test, 01 60 00 00 00" in (await copied(app, lina)).page
    async with database.unit() as uow:
        await uow.session.execute(update(Youth).values(structure_id=None))
    alone = await copied(app, lina)
    assert "la Mission Locale de ta commune" in alone.page
    assert alone.about["structure"] == ""
