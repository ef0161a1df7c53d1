"""Commands from a client carry an id made there: each is answered once, the same each time.

A refusal is an answer too: it is remembered, so that the phone's outbox may forget the command. What
went wrong here (a lost database, say) is not, so that the phone tries again.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from myjobmatch.db.clash import Clash
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, DomainError, TooMany, Unauthenticated
from myjobmatch.domain.ids import checked_command_id

Work = Callable[[UnitOfWork], Awaitable[Mapping[str, Any]]]
"""What a command does: called inside the transaction, answers the JSON the client gets."""


@dataclass(frozen=True, slots=True)
class CommandAnswer:
    """`status` is `done` or `refused`; a refusal carries its `code` and `params`."""

    id: str
    status: str
    data: Mapping[str, Any]
    code: str = ""
    params: Mapping[str, str | int] | None = None
    replayed: bool = False


async def answer_once(
    database: Database, actor: Actor, command_id: object, kind: str, payload: object, work: Work
) -> CommandAnswer:
    """Carry a command out, or give its first answer again.

    Raises:
        Invalid: the id is no UUID (`bad_command_id`).
        Conflict: the id was used for another command (`command_reused`).
        Unauthenticated, TooMany: not answers, to be tried again later.
    """
    command = checked_command_id(command_id)
    digest = hashlib.sha256(
        json.dumps([kind, payload], sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()
    answering = partial(_answer, database, actor, command, kind, digest, work)
    return await database.aside(answering, write=True)


async def _answer(
    database: Database, actor: Actor, command: str, kind: str, digest: str, work: Work
) -> CommandAnswer:
    try:
        async with database.unit() as uow:
            # Looked up as a writer: a replay is rare, and one transaction less a command is not.
            known = await _known(uow, actor, command, digest)
            if known is not None:
                return known
            try:
                data = dict(await work(uow))
                response: dict[str, object] = {"status": "done", "data": data}
                await uow.ledger.remember_command(actor.account_id, command, kind, digest, response)
            except Clash as error:
                raise _Lost from error
    except _Lost:
        return await _after_losing(database, actor, command, kind, digest, work)
    except (Unauthenticated, TooMany):
        raise
    except DomainError as refusal:
        return await _refused(database, actor, command, kind, digest, refusal)
    return CommandAnswer(command, "done", data)


class _Lost(Exception):
    """Another request did the same meanwhile."""


async def _known(uow: UnitOfWork, actor: Actor, command: str, digest: str) -> CommandAnswer | None:
    row = await uow.ledger.command(actor.account_id, command)
    if row is None:
        return None
    if row.payload_hash != digest:
        raise Conflict("command_reused")
    kept = row.response
    return CommandAnswer(
        command,
        str(kept["status"]),
        kept.get("data", {}),
        str(kept.get("code", "")),
        kept.get("params"),
        replayed=True,
    )


async def _after_losing(
    database: Database, actor: Actor, command: str, kind: str, digest: str, work: Work
) -> CommandAnswer:
    """The same command won elsewhere: give its answer. Else a row of ours clashed: try once more."""
    async with database.unit(write=False) as uow:
        known = await _known(uow, actor, command, digest)
    if known is not None:
        return known
    try:
        async with database.unit() as uow:
            data = dict(await work(uow))
            await uow.ledger.remember_command(
                actor.account_id, command, kind, digest, {"status": "done", "data": data}
            )
    except DomainError as refusal:
        return await _refused(database, actor, command, kind, digest, refusal)
    return CommandAnswer(command, "done", data)


async def _refused(
    database: Database, actor: Actor, command: str, kind: str, digest: str, refusal: DomainError
) -> CommandAnswer:
    response: dict[str, object] = {
        "status": "refused",
        "data": {},
        "code": refusal.code,
        "params": dict(refusal.params),
    }
    try:
        async with database.unit() as uow:
            await uow.ledger.remember_command(actor.account_id, command, kind, digest, response)
    except Clash:
        async with database.unit(write=False) as uow:
            known = await _known(uow, actor, command, digest)
        if known is not None:
            return known
        raise
    return CommandAnswer(command, "refused", {}, refusal.code, refusal.params)
