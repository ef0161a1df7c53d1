"""Scenario 20: a youth takes everything along, then goes; the advisor's page no longer knows them, and a restored
backup does not bring them back."""

from __future__ import annotations

import asyncio
import html
import sqlite3
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from production import (
    RunningServer,
    start_process,
    stop_process,
    wait_until_it_answers,
)
from sqlalchemy import select

from myjobmatch.db.models import YouthIdentity
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.demo.accounts import DEMO_PASSWORD
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.erasure import CLOSING
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.integrations.erased_file import ErasedFile
from myjobmatch.services.application import Application
from myjobmatch.services.erasing import mind_erasures
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests.e2e.phone import put_matches_off
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages
from tests.fixtures.servers import served

PATIENCE_MS = 20_000
LOGIN = "lina"
PAGE = "/mon-espace/mes-donnees"
LEFT = """async () => ({
  databases: (await indexedDB.databases()).map((one) => one.name),
  kept: Object.keys(localStorage).filter((name) => name.startsWith("mjm")),
  caches: await caches.keys(),
})"""


@pytest.fixture
def own_server(demonstration: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """A server that this test restarts, on data that it takes back."""
    with served(demonstration, tmp_path / "data") as running:
        yield running


def a_real_account(server: RunningServer) -> tuple[str, str]:
    """Lina's is no account of the demonstration any more; answers her public id and her last name."""

    async def make(uow: UnitOfWork) -> tuple[str, str]:
        actor = await actor_named(uow, LOGIN)
        account = await uow.accounts.get(actor.account_id)
        youth = await uow.youths.get(actor.youth_id or 0)
        identity = await uow.youths.identity(actor.youth_id or 0)
        assert account is not None
        assert youth is not None
        assert identity is not None
        account.is_demo = False
        return youth.public_id, identity.last_name

    return beside(server, make)


def names(server: RunningServer) -> list[str]:
    """The last names that the server's database knows."""

    async def read(uow: UnitOfWork) -> list[str]:
        return list(await uow.session.scalars(select(YouthIdentity.last_name)))

    return beside(server, read)


def rounds(server: RunningServer, *moments: datetime) -> int:
    """What the worker does when it looks at these moments; answers how many were erased."""
    data = server.data_dir

    async def run() -> int:
        erased = 0
        for moment in moments:
            clock = FixedClock(moment)
            database = Database(f"sqlite:///{data / 'myjobmatch.db'}", clock)
            try:
                app = Application(
                    database,
                    clock,
                    MatchingRuntime(database, None),
                    DocumentFolder(data / "documents"),
                    DocumentFolder(data / "attachments"),
                    erased=ErasedFile(data / "erased.txt"),
                )
                erased += await mind_erasures(app)
            finally:
                await database.close()
        return erased

    with ThreadPoolExecutor(1) as thread:  # Playwright's loop runs in this one
        return thread.submit(lambda: asyncio.run(run())).result()


def copy_database(here: Path, there: Path) -> None:
    """All that a database holds, into another file, as a backup is taken."""
    with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(there)) as target:
        source.backup(target)


def sign_in(phone: Page, server: RunningServer) -> int:
    """The status that signing in answers."""
    data = {"login": LOGIN, "password": DEMO_PASSWORD}
    headers = {"Origin": server.url}
    return phone.context.request.post("/api/v1/session", data=data, headers=headers).status


def ask(phone: Page, when: str) -> None:
    """Open the sheet, fill it in, send it."""
    sheet = phone.get_by_role("dialog", name="Effacer ton compte ?")
    phone.get_by_role("button", name="Effacer mon compte…").click()
    sheet.get_by_label(when).check()
    sheet.get_by_label("Ton mot de passe").fill(DEMO_PASSWORD)
    sheet.get_by_label("Oui, je veux effacer mon compte").check()
    sheet.get_by_role("button", name="Effacer mon compte").click()


def test_takes_everything_along_then_goes_and_no_backup_brings_them_back(
    browser: Browser, own_server: RunningServer, tmp_path: Path
) -> None:
    server, again = own_server, None
    opened = OpenPages(browser, server.url)
    public_id, last_name = a_real_account(server)
    backup = tmp_path / "backup.db"
    try:
        phone = opened.phone_as(LOGIN)
        put_matches_off(phone)
        mine = phone.request.get("/api/v1/sync?want=0").json()["profile"]["experiences"]
        phone.goto("/mon-espace")
        phone.get_by_role("link", name="Mes données", exact=True).click()
        take = phone.get_by_role("button", name="Télécharger mes données")
        expect(take).to_be_visible(timeout=PATIENCE_MS)
        form = phone.locator("form").filter(has=take)

        # without a password nothing leaves, and it says which field it is about; another one is refused beside it
        password = form.get_by_label("Ton mot de passe")
        take.click()
        expect(form.get_by_text("Il manque ton mot de passe")).to_be_visible()
        expect(password).to_be_focused()
        password.fill("pas celui-là")
        take.click()
        expect(form.get_by_text("Ce n'est pas ton mot de passe")).to_be_visible()

        # the file itself holds their own words
        with phone.expect_download() as download:
            password.fill(DEMO_PASSWORD)
            take.click()
        assert download.value.suggested_filename.endswith(".zip")
        with zipfile.ZipFile(download.value.path()) as archive:
            told = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
        held = html.unescape("\n".join(told))
        assert last_name in held
        assert mine
        assert [one["text"] for one in mine if one["text"] not in held] == []
        expect(phone.get_by_text("C'est prêt")).to_be_visible()

        # in a week: told on the space, and one may change one's mind
        ask(phone, "Dans 7 jours")
        waits = phone.get_by_role("heading", name="Ton compte sera effacé le")
        expect(waits).to_be_visible(timeout=PATIENCE_MS)
        phone.get_by_role("link", name="Mon espace").first.click()
        banner = phone.locator(".banner").filter(has_text="Ton compte sera effacé le")
        expect(banner).to_be_visible(timeout=PATIENCE_MS)
        desk = opened.desktop_as("conseil")
        desk.goto(f"/conseil/jeunes/{public_id}")
        notice = desk.get_by_role("note").filter(has_text="Ce dossier sera effacé le")
        expect(notice).to_contain_text("i-milo", timeout=PATIENCE_MS)
        banner.get_by_role("link", name="Voir ou changer d'avis").click()
        phone.get_by_role("button", name="Garder mon compte").click()
        expect(phone.get_by_text("Ton compte reste")).to_be_visible(timeout=PATIENCE_MS)
        expect(waits).to_have_count(0)
        expect(notice).to_have_count(0, timeout=PATIENCE_MS)

        # now: signed out, and the phone keeps nothing
        copy_database(server.data_dir / "myjobmatch.db", backup)
        ask(phone, "Tout de suite")
        phone.wait_for_url("**/au-revoir", timeout=PATIENCE_MS)
        expect(phone.get_by_role("heading", name="Au revoir")).to_be_visible()
        left = phone.evaluate(LEFT)
        assert left["kept"] == []
        assert "mjm-phone" not in left["databases"]
        assert phone.request.get("/api/v1/session").status == 401

        now = datetime.now(UTC) + timedelta(minutes=1)
        assert rounds(server, now) == 0  # called off, and told
        assert sign_in(phone, server) == 401
        expect(notice).to_contain_text("L'effacement est commencé", timeout=PATIENCE_MS)
        assert rounds(server, now + CLOSING + timedelta(minutes=1)) == 1
        desk.reload()
        expect(desk.get_by_role("heading", name="n'est pas accessible")).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert last_name not in names(server)

        # a backup taken before is put back
        opened.close(None)
        stop_process(server.process)
        for part in ("", "-wal", "-shm"):
            (server.data_dir / f"myjobmatch.db{part}").unlink(missing_ok=True)
        copy_database(backup, server.data_dir / "myjobmatch.db")
        assert last_name in names(server)
        with server.log.open("ab") as output:
            again = start_process("127.0.0.1", server.port, server.environment, output)
            wait_until_it_answers(server.url, again)
        assert last_name not in names(server)
        phone = opened.phone()
        assert sign_in(phone, server) == 401
    finally:
        opened.close(None)
        if again is not None:
            stop_process(again)
    assert opened.complaints == []
