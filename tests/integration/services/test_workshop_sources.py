"""What other parts are told of workshops: the first page, the hours of the week, i-milo, cards in conversations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from myjobmatch.db.repositories.imilo import Whose
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.conversation import CardKind, CardState
from myjobmatch.domain.today import TodayKind
from myjobmatch.domain.weeks import HourStage, week_of, weeks_until
from myjobmatch.domain.workshops import WorkshopPresence
from myjobmatch.services.hour_sources import hours_between, totals_between
from myjobmatch.services.imilo.registry import EntryScope, all_entries
from myjobmatch.services.shared_cards import FindCards, cards_for, choices_for
from myjobmatch.services.today.desk import list_today
from myjobmatch.services.workshop_attendance import (
    TellPresence,
    close_session,
    screen_code,
    sign_by_code,
    tell_presence,
)
from myjobmatch.services.workshop_invitations import ForEnrolments, withdraw_for
from myjobmatch.services.workshop_places import enrol, withdraw
from myjobmatch.services.workshop_sessions import (
    CancelSession,
    SaveSession,
    cancel_session,
    save_session,
)
from myjobmatch.services.workshop_views import read_session
from tests.integration.services.workshop_town import WorkshopTown, workshop_town


@pytest.fixture
async def town(database: Database) -> WorkshopTown:
    return await workshop_town(database)


async def test_hours_are_planned_told_and_sure_and_go_to_imilo_once_closed(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=3)
    youth, absent = town.youths[:2]
    for one in (youth, absent):
        await town.app.run(enrol, one, session)
    day = paris_day(clock.now() + timedelta(days=10))

    async def stages() -> list[tuple[int | None, HourStage, int]]:
        async with database.unit(write=False) as uow:
            ids = [youth.youth_id or 0, absent.youth_id or 0]
            found = await hours_between(uow, ids, day, day)
        return [(id_, one.stage, one.minutes) for id_ in sorted(found) for one in found[id_]]

    async def entries(whose: Whose | None = None) -> list[tuple[str, float | None]]:
        async with database.unit(write=False) as uow:
            scope = EntryScope(whose or Whose(town.here), day - timedelta(days=30), day)
            return [(one.what, one.hours) for one in await all_entries(uow, scope)]

    planned = HourStage.PLANNED
    assert await stages() == [(youth.youth_id, planned, 120), (absent.youth_id, planned, 120)]
    clock.advance(timedelta(days=10))
    shown = await town.app.run(screen_code, town.advisor, session)
    await sign_by_code(town.app, youth, shown.code)
    assert (await stages())[0] == (youth.youth_id, HourStage.WAITING, 120)
    clock.advance(timedelta(hours=3))
    today = await town.app.run(list_today, town.advisor, None)
    row = next(
        one for group in today.groups for one in group.rows if one.kind is TodayKind.WORKSHOP
    )
    assert (row.detail, row.count, row.href) == (
        "workshop_presence",
        1,
        f"/conseil/ateliers/{session}",
    )
    page = await town.app.run(read_session, town.advisor, session)
    left = next(one.id for one in page.participants if not one.presence)
    away = TellPresence(session, (left,), WorkshopPresence.ABSENT)
    await town.app.run(tell_presence, town.advisor, away)
    assert await entries() == []
    await town.app.run(close_session, town.advisor, session)
    assert await stages() == [(youth.youth_id, HourStage.VALIDATED, 120)]
    told = [("Entretien d'embauche : Réussir son entretien", 2.0)]
    assert await entries() == told
    # a colleague enters it where they share the follow-up
    colleague = town.manager.account_id
    assert await entries(Whose(town.here, (colleague,))) == []
    assert await entries(Whose(town.here, (colleague,), (youth.youth_id or 0,))) == told
    today = await town.app.run(list_today, town.advisor, None)
    assert all(group.kind is not TodayKind.WORKSHOP for group in today.groups)


async def test_hours_told_at_the_door_are_no_more_when_the_place_or_the_session_is_not(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    youth = town.youths[0]

    async def signed() -> str:
        """A session at whose door the youth has just signed, a quarter of an hour before it begins."""
        session = await town.plan(capacity=3, shared=())
        await town.app.run(enrol, youth, session)
        clock.advance(timedelta(days=10, minutes=-15))
        shown = await town.app.run(screen_code, town.advisor, session)
        await sign_by_code(town.app, youth, shown.code)
        assert await kept() == [120]
        return session

    async def kept() -> list[int]:
        """The minutes that wait, as dashboards read them and as the weeks say."""
        youth_id, now = youth.youth_id or 0, clock.now()
        weeks = weeks_until(week_of(paris_day(now + timedelta(days=14))), 6)
        async with database.unit(write=False) as uow:
            read = await uow.actions.weeks([youth_id], weeks[0].monday, weeks[-1].sunday)
            live = (await totals_between(uow, [youth_id], weeks))[youth_id]
        told = {week: total.waiting for week, total in read[youth_id].items() if total.waiting}
        assert told == {week: total.waiting for week, total in live.items() if total.waiting}
        return list(told.values())

    session = await signed()
    await town.app.run(cancel_session, town.advisor, CancelSession(session, "Grève."))
    assert await kept() == []

    session = await signed()
    await town.app.run(withdraw, youth, session)
    assert await kept() == []
    clock.advance(timedelta(hours=3))
    await town.app.run(close_session, town.advisor, session)
    scope = EntryScope(Whose(town.here), paris_day(clock.now()), paris_day(clock.now()))
    async with database.unit(write=False) as uow:
        assert await all_entries(uow, scope) == []

    session = await signed()
    page = await town.app.run(read_session, town.advisor, session)
    gone = ForEnrolments(session, tuple(one.id for one in page.participants))
    await town.app.run(withdraw_for, town.advisor, gone)
    assert await kept() == []

    session = await signed()
    for later, waiting in ((timedelta(hours=1), [120]), (timedelta(days=8), [])):
        begins = clock.now() + later
        content = replace(town.content(), starts_at=begins, ends_at=begins + timedelta(hours=2))
        content = replace(content, enrol_until=begins, shared=())
        command = SaveSession(content, id=session, version=await town.version(session))
        await town.app.run(save_session, town.advisor, command)
        assert await kept() == waiting, "who signed for another day was not there yet"
    (place,) = (await town.app.run(read_session, town.advisor, session)).participants
    assert place.presence == ""


async def test_a_card_is_for_the_structures_that_share_the_session(
    database: Database, town: WorkshopTown
) -> None:
    session = await town.plan(capacity=1)
    await town.app.run(enrol, town.youths[0], session)
    reference = (CardKind.WORKSHOP, session)
    async with database.unit(write=False) as uow:
        choices = await choices_for(town.partner, FindCards(None, "reussir"), uow)
        assert session in {card.id for card in choices if card.kind is CardKind.WORKSHOP}
        for reader, path in (
            (town.others[0], f"/mon-espace/ateliers#{session}"),
            (town.advisor, f"/conseil/ateliers/{session}"),
        ):
            card = (await cards_for(reader, [reference], uow))[reference]
            assert (card.title, card.state) == ("Réussir son entretien", CardState.FULL)
            assert card.path == path
        for stranger in (town.foreign[0], town.stranger):
            card = (await cards_for(stranger, [reference], uow))[reference]
            assert (card.title, card.state) == ("", CardState.GONE)
    await town.app.run(cancel_session, town.advisor, CancelSession(session, "Non."))
    async with database.unit(write=False) as uow:
        card = (await cards_for(town.youths[0], [reference], uow))[reference]
    assert card.state is CardState.CANCELLED
