"""Who answers today, asked of the database: chains, days of Paris, structures, what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from myjobmatch.db.models import (
    FollowUpSpan,
    PortfolioTransfer,
    Structure,
    TransferYouth,
    Youth,
)
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.continuity import FollowKind, TransferKind
from myjobmatch.domain.enums import Role
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.permissions import is_own_advisor
from myjobmatch.services.following import give_advisor
from myjobmatch.services.sessions import acting_today
from myjobmatch.services.standing import standing_today, who_answers
from tests import factories
from tests.conftest import MOMENT

TODAY = date(2026, 9, 14)


@dataclass
class Team:
    """A structure with three advisors; Aminata follows two youths."""

    where: Structure
    aminata: Actor
    nadia: Actor
    karim: Actor
    lina: Actor
    moussa: Actor


@pytest.fixture
async def team(database: Database) -> Team:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        aminata, nadia, karim = [await factories.staff(uow, Role.ADVISOR, where) for _ in range(3)]
        return Team(
            where,
            aminata,
            nadia,
            karim,
            await factories.youth(uow, where, advisor=aminata),
            await factories.youth(uow, where, advisor=aminata),
        )


def _handed(team: Team, to: Actor, *, whole: bool = True, until: date = TODAY) -> PortfolioTransfer:
    return PortfolioTransfer(
        public_id=new_public_id(),
        batch=new_public_id(),
        structure_id=team.where.id,
        from_id=team.aminata.account_id,
        to_id=to.account_id,
        kind=TransferKind.TEMPORARY,
        whole=whole,
        from_day=TODAY,
        until_day=until,
        by_id=team.aminata.account_id,
        created_at=MOMENT,
    )


async def _follows(uow: UnitOfWork, actor: Actor, youth: Actor) -> bool:
    """The one question, on an actor resolved now; a list must say the same."""
    row = await _youth(uow, youth)
    today = await standing_today(actor, uow)
    own = is_own_advisor(today, advisor_id=row.advisor_id, youth_id=row.id)
    assert (row.id in await uow.continuity.youths_followed_by(today)) == own
    return own


async def _youth(uow: UnitOfWork, actor: Actor) -> Youth:
    row = await uow.youths.get(actor.youth_id or 0)
    assert row is not None
    return row


async def test_a_portfolio_is_answered_for_until_midnight_of_its_last_day(
    database: Database, clock: FixedClock, team: Team
) -> None:
    async with database.unit() as uow:
        uow.continuity.add(_handed(team, team.nadia))
    async with database.unit(write=False) as uow:
        assert await _follows(uow, team.nadia, team.lina)
        assert not await _follows(uow, team.karim, team.lina)
        assert await _follows(uow, team.aminata, team.lina)
        answers = await who_answers(uow, await _youth(uow, team.lina))
        assert answers is not None
        assert answers.accounts == (team.nadia.account_id,)
        assert answers.first.until == TODAY
        nadia = await uow.accounts.get(team.nadia.account_id)
        assert nadia is not None
        today = await acting_today(nadia, uow)
        assert today.stands_for == {team.aminata.account_id} == today.hears_of
    clock.advance(timedelta(hours=12, minutes=59))  # 23:59 in Paris
    async with database.unit(write=False) as uow:
        assert await _follows(uow, team.nadia, team.lina)
    clock.advance(timedelta(minutes=1))
    async with database.unit(write=False) as uow:
        assert not await _follows(uow, team.nadia, team.lina)
        answers = await who_answers(uow, await _youth(uow, team.lina))
        assert answers is not None
        assert answers.accounts == (team.aminata.account_id,)


async def test_a_youth_by_name_is_the_only_one_and_taking_back_is_at_once(
    database: Database, team: Team
) -> None:
    async with database.unit() as uow:
        transfer = _handed(team, team.nadia, whole=False)
        uow.continuity.add(transfer)
        await uow.continuity.flush()
        uow.continuity.add(TransferYouth(transfer_id=transfer.id, youth_id=team.lina.youth_id or 0))
    async with database.unit() as uow:
        assert await _follows(uow, team.nadia, team.lina)
        assert not await _follows(uow, team.nadia, team.moussa)
        row = await uow.session.get(PortfolioTransfer, transfer.id)
        assert row is not None
        row.ended_at = uow.clock.now()
        await uow.continuity.flush()
        assert not await _follows(uow, team.nadia, team.lina)


async def test_a_youth_who_left_is_lent_no_more_and_an_empty_list_is_nobody(
    database: Database, team: Team
) -> None:
    """An outer join without a youth must not read as the whole portfolio."""
    async with database.unit() as uow:
        transfer = _handed(team, team.nadia, whole=False)
        uow.continuity.add(transfer)
        await uow.continuity.flush()
        uow.continuity.add(TransferYouth(transfer_id=transfer.id, youth_id=team.lina.youth_id or 0))
        await uow.continuity.flush()
        await give_advisor(uow, SYSTEM, [await _youth(uow, team.lina)], team.karim.account_id)
        for youth in (team.lina, team.moussa):
            assert not await _follows(uow, team.nadia, youth)
        assert await _follows(uow, team.karim, team.lina)
        assert not await _follows(uow, team.aminata, team.lina)


async def test_another_structure_is_never_reached(database: Database, team: Team) -> None:
    async with database.unit() as uow:
        elsewhere = await factories.structure(uow)
        uow.continuity.add(_handed(team, team.nadia))
        uow.continuity.add(_shared(team, team.karim))
        await uow.continuity.flush()
        for actor in (team.nadia, team.karim):
            account = await uow.accounts.get(actor.account_id)
            assert account is not None
            account.structure_id = elsewhere.id
            await uow.accounts.flush()
            assert not await _follows(uow, await acting_today(account, uow), team.lina)


async def test_the_follow_up_is_shared_and_whoever_replaces_the_second_shares_it(
    database: Database, team: Team
) -> None:
    async with database.unit() as uow:
        uow.continuity.add(_shared(team, team.nadia))
        uow.continuity.add(
            PortfolioTransfer(
                **{
                    c: getattr(_handed(team, team.karim), c)
                    for c in ("public_id", "batch", "structure_id", "kind", "whole", "from_day")
                },
                until_day=TODAY,
                from_id=team.nadia.account_id,
                to_id=team.karim.account_id,
                by_id=team.nadia.account_id,
                created_at=uow.clock.now(),
            )
        )
        await uow.continuity.flush()
        assert await _follows(uow, team.nadia, team.lina)
        assert await _follows(uow, team.karim, team.lina)
        assert not await _follows(uow, team.karim, team.moussa)
        answers = await who_answers(uow, await _youth(uow, team.lina))
        assert answers is not None
        assert answers.accounts == (team.aminata.account_id, team.karim.account_id)


async def test_the_history_is_one_open_advisor_and_no_change_without_one(
    database: Database, team: Team
) -> None:
    async with database.unit() as uow:
        lina = await _youth(uow, team.lina)
        assert await give_advisor(uow, SYSTEM, [lina], team.nadia.account_id) == 1
        assert await give_advisor(uow, SYSTEM, [lina], team.nadia.account_id) == 0
        assert await give_advisor(uow, SYSTEM, [lina], team.karim.account_id, reason="Congé") == 1
        spans = await uow.continuity.open_spans([lina.id])
        assert [(s.advisor_id, s.reason) for s in spans] == [(team.karim.account_id, "Congé")]


async def test_other_roles_stand_for_nobody(database: Database, team: Team) -> None:
    manager = Actor(1, "m", Role.MANAGER, structure_id=team.where.id)
    async with database.unit() as uow:
        uow.continuity.add(_handed(team, team.nadia))
        await uow.continuity.flush()
        assert not await _follows(uow, manager, team.lina)
        assert not await _follows(uow, team.lina, team.lina)


def _shared(team: Team, advisor: Actor) -> FollowUpSpan:
    return FollowUpSpan(
        youth_id=team.lina.youth_id or 0,
        advisor_id=advisor.account_id,
        kind=FollowKind.SHARED,
        since=MOMENT,
    )
