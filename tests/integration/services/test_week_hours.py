"""Hours of weeks, whatever the order of planning, telling, validating, returning, deleting and undoing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actions import ActionStatus, ReturnReason
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.weeks import Week, WeekTotal, week_of, weeks_until
from myjobmatch.services.action_bulk import (
    ReturnActions,
    ValidateActions,
    return_actions,
    undo_batch,
    validate_actions,
)
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import (
    AddAction,
    DoAction,
    EditAction,
    add_action,
    do_action,
    edit_action,
    restore_action,
    take_back_action,
)
from myjobmatch.services.hour_sources import totals_between
from tests import factories

TODAY = date(2026, 9, 14)  # a Monday
WEEKS = weeks_until(week_of(TODAY), 4)
ACTIONS = 3

DAYS = st.integers(0, 20).map(lambda back: TODAY - timedelta(days=back))
MINUTES = st.integers(1, 16).map(lambda quarters: 15 * quarters)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["do", "edit", "take_back", "restore", "validate", "return", "undo"]),
        st.integers(0, ACTIONS - 1),
        DAYS,
        MINUTES,
    ),
    max_size=14,
)
BEGINNINGS = st.lists(st.tuples(st.booleans(), DAYS, MINUTES), min_size=ACTIONS, max_size=ACTIONS)


class Model:
    """What should be, without a database: each action's state, day and minutes."""

    def __init__(self) -> None:
        self.actions: dict[str, dict[str, Any]] = {}

    def totals(self) -> dict[Week, WeekTotal]:
        sums: dict[Week, list[int]] = defaultdict(lambda: [0, 0, 0])
        for one in self.actions.values():
            place = {
                ActionStatus.AGREED: 0,
                ActionStatus.RETURNED: 0,
                ActionStatus.DECLARED: 1,
                ActionStatus.VALIDATED: 2,
            }.get(one["status"])
            day = (one["planned"] or one["done"]) if place == 0 else one["done"]
            if place is not None and day is not None:
                sums[week_of(day)][place] += one["minutes"]
        return {week: WeekTotal(*parts) for week, parts in sums.items() if any(parts)}


@pytest.fixture
async def two(database: Database) -> tuple[Actor, Actor]:
    async with database.unit() as uow:
        here = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        return advisor, await factories.youth(uow, here, advisor=advisor)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(beginnings=BEGINNINGS, steps=STEPS)
async def test_the_sums_are_what_the_actions_say_whatever_came_in_which_order(
    database: Database, two: tuple[Actor, Actor], beginnings: list[Any], steps: list[Any]
) -> None:
    advisor, _ = two
    async with database.unit() as uow:
        here = advisor.structure_id or 0
        structure = await uow.accounts.structure(here)
        assert structure is not None
        youth = await factories.youth(uow, structure, advisor=advisor)
    model = Model()
    ids = [new_public_id() for _ in beginnings]
    async with database.unit() as uow:
        for id_, (planned, day, minutes) in zip(ids, beginnings, strict=True):
            wish = Wish("send_applications", minutes=minutes)
            await add_action(youth, AddAction(id_, wish, day, planned=planned), uow)
    batches: list[str] = []
    for step, number, day, minutes in steps:
        try:
            async with database.unit() as uow:
                await carry_out(step, ids[number], day, minutes, advisor, youth, batches, uow)
        except DomainError:
            continue  # what cannot be is refused, and changes nothing
    async with database.unit(write=False) as uow:
        youth_id = youth.youth_id or 0
        for id_ in ids:
            action = await uow.actions.of_youth(youth_id, id_)
            assert action is not None
            model.actions[id_] = {
                "status": action.status,
                "planned": action.planned_on,
                "done": action.done_on,
                "minutes": action.minutes,
            }
        kept = await uow.actions.weeks([youth_id], WEEKS[0].monday, WEEKS[-1].monday)
        fresh = await totals_between(uow, [youth_id], WEEKS)

    assert kept.get(youth_id, {}) == model.totals()
    assert fresh[youth_id] == model.totals()


async def carry_out(
    step: str,
    id_: str,
    day: date,
    minutes: int,
    advisor: Actor,
    youth: Actor,
    batches: list[str],
    uow: UnitOfWork,
) -> None:
    batch = new_public_id()
    if step == "do":
        await do_action(youth, DoAction(id_, day, minutes), uow)
    elif step == "edit":
        await edit_action(youth, EditAction(id_, day, minutes), uow)
    elif step == "take_back":
        await take_back_action(youth, id_, uow)
    elif step == "restore":
        await restore_action(youth, id_, uow)
    elif step == "validate":
        await validate_actions(advisor, ValidateActions(batch, (id_,), ((id_, minutes),)), uow)
        batches.append(batch)
    elif step == "return":
        await return_actions(advisor, ReturnActions(batch, (id_,), ReturnReason.DAY), uow)
        batches.append(batch)
    elif batches:
        await undo_batch(advisor, batches[-1], uow)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    beginnings=BEGINNINGS,
    fates=st.lists(
        st.sampled_from(["left", "validated", "deleted"]), min_size=ACTIONS, max_size=ACTIONS
    ),
    orders=st.tuples(st.permutations(range(ACTIONS)), st.permutations(range(ACTIONS))),
)
async def test_declared_validated_and_deleted_in_any_order_sum_up_alike(
    database: Database,
    two: tuple[Actor, Actor],
    beginnings: list[Any],
    fates: list[str],
    orders: tuple[list[int], list[int]],
) -> None:
    advisor, _ = two
    sums = []
    for order in orders:
        async with database.unit() as uow:
            structure = await uow.accounts.structure(advisor.structure_id or 0)
            assert structure is not None
            youth = await factories.youth(uow, structure, advisor=advisor)
        ids = {number: new_public_id() for number in range(ACTIONS)}
        for number in order:
            _, day, minutes = beginnings[number]
            async with database.unit() as uow:
                wish = Wish("sport_session", minutes=minutes)
                await add_action(youth, AddAction(ids[number], wish, day), uow)
        for number in reversed(order):
            async with database.unit() as uow:
                if fates[number] == "validated":
                    command = ValidateActions(new_public_id(), (ids[number],))
                    await validate_actions(advisor, command, uow)
                elif fates[number] == "deleted":
                    await take_back_action(youth, ids[number], uow)
        async with database.unit(write=False) as uow:
            id_ = youth.youth_id or 0
            kept = await uow.actions.weeks([id_], WEEKS[0].monday, WEEKS[-1].monday)
            sums.append(dict(kept.get(id_, {})))
    assert sums[0] == sums[1]
