"""Somebody who has a row in every table has all of it in their copy, also where a value is odd."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from myjobmatch.db.personal import HELD, Whose
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.services.application import Application
from myjobmatch.services.copy_shapes import SECTIONS
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.own_data import copy_everything
from myjobmatch.services.proving import Proof
from myjobmatch.services.sessions import SessionService
from tests.integration.test_erased_person import MARK, lina

__all__ = ["lina"]

pytestmark = pytest.mark.timeout(180)


async def test_every_table_is_in_it(
    demo: Database, lina: Whose, clock: FixedClock, tmp_path: Path
) -> None:
    folders = DocumentFolder(tmp_path / "d"), DocumentFolder(tmp_path / "a")
    app = Application(demo, clock, MatchingRuntime(demo, None), *folders)
    async with demo.unit() as uow:
        account = await uow.accounts.get(lina.account_id)
        assert account is not None
        account.password_hash = None
    opened = await SessionService(demo).open_for(lina.account_id, None)
    made = await copy_everything(app, opened.actor, Proof("", opened.token, "192.0.2.1"), "fr")
    with made.file as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        assert sorted(archive.namelist()) == ["data.json", "index.html"]
        tables = json.loads(archive.read("data.json"))["tables"]
        page = archive.read("index.html").decode()
    for held in HELD:
        name = held.model.__tablename__
        if held.left_out is None:
            assert name not in tables
        else:
            assert tables[name], name
    for section, shapes in SECTIONS:
        part = page.partition(f'<section id="{section}">')[2].partition("</section>")[0]
        assert part.count("<details") == len(shapes), section
    assert page.count(MARK) > 40
