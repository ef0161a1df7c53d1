"""Carrying out what a phone's outbox sends: in order, each once, each in a transaction of its own.

The kinds of command are declared in `client_acts`, `client_deck`, `client_picks`, `client_profile`,
`client_search` and `client_talk`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import orjson
from pydantic import Field, ValidationError

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services import (
    client_acts,
    client_appointments,
    client_deck,
    client_outcomes,
    client_picks,
    client_profile,
    client_search,
    client_sharing,
    client_talk,
    client_week,
    client_workshops,
)
from myjobmatch.services.application import Application
from myjobmatch.services.client_kinds import KINDS, Form
from myjobmatch.services.commands import CommandAnswer, answer_once
from myjobmatch.services.notices import ACCOUNT

__all__ = ["KINDS", "Batch", "BatchAnswer", "ClientCommand", "carry_out_batch", "parsed_batch"]

_DECLARED_IN = (
    client_acts,
    client_appointments,
    client_deck,
    client_outcomes,
    client_picks,
    client_profile,
    client_search,
    client_sharing,
    client_week,
    client_workshops,
    client_talk,
)

MOST_COMMANDS = 50
"""How many commands one request may carry."""


class ClientCommand(Form):
    """One command as it stands in the outbox. `at` is the phone's clock: told, not believed."""

    id: str = Field(min_length=32, max_length=40)
    kind: str = Field(pattern=r"^[a-z_]{1,40}$")
    payload: dict[str, Any]
    at: str = Field("", max_length=40)


class Batch(Form):
    """What the outbox sends at once, in order; `since` is the last change that the phone has seen.

    `account` is whose outbox it is: on a shared phone another person may have signed in meanwhile.
    """

    account: str = Field(max_length=40)
    commands: Annotated[list[ClientCommand], Field(max_length=MOST_COMMANDS)]
    since: int | None = Field(None, ge=0)


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """The answers, in order. `seq` is the account's last change, and `alone` whether the account has
    changed since the phone's `since` by these commands only, so that it need not read all again."""

    results: tuple[CommandAnswer, ...]
    seq: int
    alone: bool


def parsed_batch(body: object) -> Batch:
    """The batch of a request's JSON.

    Raises:
        Invalid: it has another form (`malformed`).
    """
    try:
        return Batch.model_validate(body)
    except ValidationError:
        raise Invalid("malformed") from None


async def carry_out_batch(app: Application, actor: Actor, batch: Batch) -> BatchAnswer:
    """Carry the commands out, each once and in order, each in a transaction of its own.

    Raises:
        Forbidden: not a youth (`not_allowed`).
        Conflict: another person's outbox (`account_changed`).
        Unauthenticated, TooMany: to be tried again; what was answered before stays answered.
    """
    if not is_youth(actor):
        raise Forbidden("not_allowed")
    if batch.account != actor.public_id:
        raise Conflict("account_changed")
    return await app.database.aside(partial(_carry_out_all, app, actor, batch), write=True)


async def _carry_out_all(app: Application, actor: Actor, batch: Batch) -> BatchAnswer:
    results: list[CommandAnswer] = []
    announced = 0
    for command in batch.commands:
        answer, told = await carry_out(app, actor, command)
        results.append(answer)
        announced += told
    async with app.database.unit(write=False) as uow:
        seq, changes = await uow.ledger.last_and_count_of(ACCOUNT, actor.account_id, batch.since)
    alone = batch.since is not None and changes == announced
    return BatchAnswer(tuple(results), seq, alone=alone)


async def carry_out(
    app: Application, actor: Actor, command: ClientCommand
) -> tuple[CommandAnswer, bool]:
    """Carry one command out, or give its first answer again; whether the account changed by it."""
    told = False

    async def work(uow: UnitOfWork) -> Mapping[str, Any]:
        nonlocal told
        known = KINDS.get(command.kind)
        if known is None:
            raise Invalid("malformed")
        try:
            form = known.form.model_validate(command.payload)
        except ValidationError:
            raise Invalid("malformed") from None
        data = await known.handle(actor, form, uow)
        told = uow.announces(ACCOUNT, actor.account_id)
        plain: dict[str, Any] = orjson.loads(orjson.dumps(data))
        return plain

    try:
        answer = await answer_once(
            app.database, actor, command.id, command.kind, command.payload, work
        )
    except (Invalid, Conflict) as error:
        # The id itself is at fault: there is nothing to remember under it.
        return CommandAnswer(command.id, "refused", {}, error.code, error.params), False
    return answer, told and answer.status == "done" and not answer.replayed
