"""Where else appointments show: on the first page of an advisor, in i-milo's list, as cards in a conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from myjobmatch.db.models import FigureDay, FigureWeek
from myjobmatch.db.repositories.imilo import Whose
from myjobmatch.domain.appointments import AppointmentHow, Presence
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.conversation import CardKind, CardState
from myjobmatch.domain.figures import EVERYBODY
from myjobmatch.domain.imilo import EntryKind
from myjobmatch.domain.today import TodayKind
from myjobmatch.services.appointments import CancelAppointment, cancel_appointment
from myjobmatch.services.counting import count_activity
from myjobmatch.services.following import give_advisor
from myjobmatch.services.imilo.listing import EntryQuery, list_entries
from myjobmatch.services.imilo.registry import EntryScope, all_entries
from myjobmatch.services.presences import MarkPresence, mark_presence
from myjobmatch.services.shared_cards import FindCards, cards_for, choices_for
from myjobmatch.services.today.desk import list_today, settle_row
from tests.integration.services.test_appointments import House, house

__all__ = ["house"]

TODAY, YESTERDAY = date(2026, 9, 14), date(2026, 9, 13)


async def kinds(house: House) -> dict[TodayKind, list[tuple[str, str]]]:
    """What of appointments stands on the first page: detail and button by kind."""
    page = await house.app.run(list_today, house.advisor, None)
    return {
        group.kind: [(row.detail, row.act) for row in group.rows]
        for group in page.groups
        if group.kind in (TodayKind.APPOINTMENT, TodayKind.NO_SHOW)
    }


async def test_the_first_page_tells_of_today_of_what_is_unnoted_and_of_no_shows(
    house: House,
) -> None:
    await house.set(day=TODAY, minute=15 * 60, how=AppointmentHow.PHONE)
    unnoted = await house.set(day=YESTERDAY, youth_id=house.friend_id)
    missed = await house.set(day=YESTERDAY, minute=15 * 60)
    off = await house.set(day=TODAY, minute=17 * 60)
    await house.app.run(cancel_appointment, house.advisor, CancelAppointment(off, "Grève"))
    await house.app.run(mark_presence, house.advisor, MarkPresence(missed, Presence.ABSENT))
    assert await kinds(house) == {
        TodayKind.APPOINTMENT: [
            ("appointment_over", "seen"),
            ("appointment_phone", "open_appointment"),
        ],
        TodayKind.NO_SHOW: [("no_show", "new_date")],
    }
    await house.app.run(settle_row, house.advisor, f"appointment:{unnoted}")
    await house.set(follows=missed)
    assert await kinds(house) == {
        TodayKind.APPOINTMENT: [("appointment_phone", "open_appointment")]
    }
    page = await house.app.run(list_today, house.colleague, None)
    assert not {g.kind for g in page.groups} & {TodayKind.APPOINTMENT, TodayKind.NO_SHOW}


async def test_presence_goes_out_for_imilo_once_a_presence(house: House) -> None:
    seen = await house.set(day=YESTERDAY, on_behalf=True)
    await house.set(day=TODAY)  # nobody has noted it: it is not told

    async def told() -> list[tuple[str, str, float | None, bool]]:
        scope = EntryScope(Whose(house.advisor.structure_id or 0), YESTERDAY, TODAY)
        async with house.app.database.unit(write=False) as uow:
            entries = await all_entries(uow, scope)
        return [
            (one.key.rpartition(":")[2], one.what, one.hours, one.for_youth)
            for one in entries
            if one.kind is EntryKind.APPOINTMENT
        ]

    await house.app.run(mark_presence, house.advisor, MarkPresence(seen, Presence.SEEN))
    assert await told() == [("seen", "Entretien individuel, sur place : présent", 0.75, True)]
    await house.app.run(mark_presence, house.advisor, MarkPresence(seen, Presence.ABSENT))
    assert await told() == [("absent", "Entretien individuel, sur place : absent", None, True)]


async def test_a_card_shows_to_its_two_sides_and_is_gone_to_others(
    house: House, clock: FixedClock
) -> None:
    id_ = await house.set()
    reference = (CardKind.APPOINTMENT, id_)
    async with house.app.database.unit(write=False) as uow:
        for actor, path in (
            (house.youth, "/mon-espace/rendez-vous"),
            (house.advisor, "/conseil/agenda?jour=2026-09-22"),
            (house.manager, "/conseil/agenda?jour=2026-09-22"),
        ):
            card = (await cards_for(actor, [reference], uow))[reference]
            assert (card.state, card.path, card.title) == (
                CardState.OPEN,
                path,
                "Entretien individuel",
            )
        for actor in (house.friend, house.colleague, house.foreign_advisor):
            assert (await cards_for(actor, [reference], uow))[reference].state is CardState.GONE
        chosen = await choices_for(house.advisor, FindCards(house.youth.youth_id), uow)
        assert id_ in {card.id for card in chosen}
        hidden = await choices_for(house.colleague, FindCards(house.youth.youth_id), uow)
        assert id_ not in {card.id for card in hidden}
    await house.app.run(cancel_appointment, house.advisor, CancelAppointment(id_, "Grève"))
    clock.advance(timedelta(minutes=1))
    async with house.app.database.unit(write=False) as uow:
        card = (await cards_for(house.youth, [reference], uow))[reference]
    assert card.state is CardState.CANCELLED


async def test_a_presence_that_is_corrected_counts_once_on_its_day(
    house: House, clock: FixedClock
) -> None:
    id_ = await house.set(day=YESTERDAY)
    for mark in (Presence.SEEN, Presence.ABSENT, None, Presence.EXCUSED):
        await house.app.run(mark_presence, house.advisor, MarkPresence(id_, mark))
        clock.advance(timedelta(days=2))
    await count_activity(house.app)
    async with house.app.database.unit(write=False) as uow:
        of_everybody = select(FigureDay).where(FigureDay.advisor_id == EVERYBODY)
        days = list(await uow.session.scalars(of_everybody))
    assert [
        (row.day, row.seen, row.missed, row.excused)
        for row in days
        if row.seen or row.missed or row.excused
    ] == [(TODAY + timedelta(days=6), 0, 0, 1)]


async def test_a_correction_after_a_hand_over_counts_for_whom_it_was_counted(
    house: House, clock: FixedClock
) -> None:
    id_ = await house.set(day=YESTERDAY)
    await house.app.run(mark_presence, house.advisor, MarkPresence(id_, Presence.ABSENT))
    clock.advance(timedelta(days=2))
    async with house.app.database.unit() as uow:
        youth = await uow.youths.by_public_id(house.youth_id)
        assert youth is not None
        await give_advisor(uow, house.manager, [youth], house.colleague.account_id)
    await house.app.run(mark_presence, house.colleague, MarkPresence(id_, Presence.EXCUSED))
    await count_activity(house.app)
    async with house.app.database.unit(write=False) as uow:
        days = list(await uow.session.scalars(select(FigureDay)))
        weeks = list(await uow.session.scalars(select(FigureWeek)))
    told = {
        (row.advisor_id, row.day): (row.missed, row.excused)
        for row in days
        if row.missed or row.excused
    }
    later = TODAY + timedelta(days=2)
    assert told == {(EVERYBODY, later): (0, 1), (house.colleague.account_id, later): (0, 1)}
    assert {row.missed for row in weeks} == {0}


async def test_whoever_shares_a_follow_up_enters_its_appointments_too(house: House) -> None:
    id_ = await house.set(day=YESTERDAY)
    await house.app.run(mark_presence, house.advisor, MarkPresence(id_, Presence.SEEN))
    query = EntryQuery(kind=EntryKind.APPOINTMENT, with_dossier=False)
    assert (await house.app.run(list_entries, house.colleague, query)).total == 0
    sharing = replace(house.colleague, shares=frozenset({house.youth.youth_id or 0}))
    assert (await house.app.run(list_entries, sharing, query)).total == 1
