"""The composition: a database, a clock, the matching runtime; runs a service in its own transaction."""

import logging
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar

from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import Clock
from myjobmatch.domain.errors import DomainError
from myjobmatch.integrations.antivirus import Antivirus
from myjobmatch.integrations.company_directory import CompanyDirectory
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.integrations.erased_file import ErasedFile
from myjobmatch.services.building import Service
from myjobmatch.services.commands import answer_once
from myjobmatch.services.matching_runtime import MatchingRuntime

logger = logging.getLogger(__name__)

C = TypeVar("C")
R = TypeVar("R")
P = ParamSpec("P")


def _nowhere_yet() -> DocumentFolder:
    """Where documents lie unless it is said: beside the temporary files, for tests and commands."""
    return DocumentFolder(Path(tempfile.gettempdir()) / "myjobmatch-documents")


def _nowhere_yet_attachments() -> DocumentFolder:
    return DocumentFolder(Path(tempfile.gettempdir()) / "myjobmatch-attachments")


def _no_file_yet() -> ErasedFile:
    """Each its own: what is erased in one test was never in another."""
    return ErasedFile(Path(tempfile.gettempdir()) / f"myjobmatch-erased-{secrets.token_hex(8)}.txt")


@dataclass(slots=True)
class Application:
    """What state, api, commands and workers hold to call services."""

    database: Database
    clock: Clock
    matching: MatchingRuntime
    documents: DocumentFolder = field(default_factory=_nowhere_yet)
    attachments: DocumentFolder = field(default_factory=_nowhere_yet_attachments)
    antivirus: Antivirus | None = None
    companies: CompanyDirectory | None = None
    demo: bool = False
    """Whether the invented people of the demonstration may act."""
    erased: ErasedFile = field(default_factory=_no_file_yet)

    async def run(
        self, service: Service[C, P, R], actor: Actor, command: C, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Carry a service out in one transaction of its own, reading or writing as it declares."""
        write = service.declared.writes

        async def work() -> R:
            async with self.database.unit(write=write) as uow:
                return await service(actor, command, uow, *args, **kwargs)

        return await self.database.aside(work, write=write)

    async def run_beside(
        self, service: Service[C, P, R], actor: Actor, command: C, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `run`, in a thread on PostgreSQL as well: for a service that keeps Python busy for long."""
        write = service.declared.writes

        async def work() -> R:
            async with self.database.unit(write=write) as uow:
                return await service(actor, command, uow, *args, **kwargs)

        return await self.database.beside(work, write=write)

    async def run_once(
        self,
        command_id: object,
        service: Service[C, P, R],
        actor: Actor,
        command: C,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Carry a service out once for an id made on the client: a replay has no second effect.

        Raises:
            DomainError: what the service refuses, also when it is refused again from memory.
        """

        async def work(uow: UnitOfWork) -> Mapping[str, object]:
            await service(actor, command, uow, *args, **kwargs)
            return {}

        name = service.declared.name
        answer = await answer_once(self.database, actor, command_id, name[-40:], str(command), work)
        if answer.status == "refused":
            raise DomainError(answer.code, **(answer.params or {}))

    async def close(self) -> None:
        """Close the database and the matching runtime."""
        await self.matching.close()
        await self.database.close()
