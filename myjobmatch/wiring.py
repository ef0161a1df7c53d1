"""Making the process's container: settings, clock, database, services."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from myjobmatch.container import Container, Topic, no_demo_accounts
from myjobmatch.db.uow import Database
from myjobmatch.demo.accounts import shown_accounts
from myjobmatch.domain.clock import SystemClock
from myjobmatch.integrations.antivirus import Clamd
from myjobmatch.integrations.company_directory import directory_of
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.integrations.erased_file import ErasedFile
from myjobmatch.services.application import Application
from myjobmatch.services.doors import doors_of
from myjobmatch.services.erasing import erase_again
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.sessions import SessionService
from myjobmatch.services.vector_stores import chosen_store
from myjobmatch.settings import get_settings
from myjobmatch.wiring_senders import senders_of

WATCHED = ("account", "company", "structure", "youth", "offer")
"""The topics that pages may watch."""


class ChangeSequence:
    """The change sequence of the database, for the live pump."""

    def __init__(self, database: Database) -> None:
        """Read it from `database`."""
        self._database = database

    async def latest(self) -> int:
        """The highest sequence number."""
        return await self._database.aside(self._latest, write=False)

    async def _latest(self) -> int:
        async with self._database.unit(write=False) as uow:
            return await uow.ledger.latest_change()

    async def since(self, seq: int) -> tuple[int, dict[Topic, int]]:
        """The new highest number, and what changed after `seq`, each with its last number."""
        return await self._database.aside(partial(self._since, seq), write=False)

    async def _since(self, seq: int) -> tuple[int, dict[Topic, int]]:
        async with self._database.unit(write=False) as uow:
            changes = await uow.ledger.changes_since(seq, WATCHED)
            # Topics nobody watches count too, or they would be read again for ever.
            newest = changes[-1].id if changes else await uow.ledger.latest_change()
        return newest, {(change.topic, change.entity_id): change.id for change in changes}


@contextlib.asynccontextmanager
async def opened() -> AsyncIterator[Container]:
    """The container, open as long as the server or the worker runs."""
    settings = get_settings()
    clock = SystemClock()
    database = Database(settings.sqlalchemy_url, clock)
    with chosen_store(settings.vectors, settings.sqlalchemy_url) as open_vectors:
        encoder = settings.encoder or None
        matching = MatchingRuntime(database, settings.data_dir, encoder, open_vectors)
        documents = DocumentFolder(settings.data_dir / "documents")
        attachments = DocumentFolder(settings.data_dir / "attachments")
        antivirus = Clamd(settings.clamav) if settings.clamav else None
        companies = directory_of(settings.company_directory, settings.data_dir, demo=settings.demo)
        application = Application(
            database,
            clock,
            matching,
            documents,
            attachments,
            antivirus,
            companies,
            demo=settings.demo,
            erased=ErasedFile(settings.erased_file or settings.data_dir / "erased.txt"),
        )
        await erase_again(application)
        senders = senders_of(settings, clock)
        sessions = SessionService(
            database, timedelta(days=settings.session_days), demo=settings.demo
        )
        try:
            yield Container(
                settings=settings,
                clock=clock,
                sessions=sessions,
                changes=ChangeSequence(database),
                application=application,
                senders=senders,
                doors=doors_of(database, sessions, companies),
                demo_accounts=partial(shown_accounts, database.unit)
                if settings.demo
                else no_demo_accounts,
            )
        finally:
            await senders.close()
            await application.close()
