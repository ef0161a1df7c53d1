"""The states of the calendar, of what stands behind it, and of booking: on real rows, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from reflex.state import State

from myjobmatch.container import Container, install
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.settings import Settings
from myjobmatch.state.advisor.agenda import AgendaState
from myjobmatch.state.advisor.agenda_settings import AgendaSettingsState
from myjobmatch.state.base import AppState, acting_as
from myjobmatch.state.youth.booking import BookingState
from tests.integration.services.test_appointments import BASE, House, house

__all__ = ["house"]

S = TypeVar("S", bound=AppState)
FORM = {"kind": "interview", "how": "video", "day": "2026-09-22", "time": "10:00", "minutes": "45"}
HOURS = {
    "kind": "interview",
    "how": "on_site",
    "minutes": "30",
    "rhythm": "week",
    "weekday": "1",
    "start": "09:00",
    "end": "10:00",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture(autouse=True)
def container(house: House) -> Iterator[None]:
    none: Any = None
    settings = Settings(video_base=BASE)
    install(Container(settings, house.app.clock, none, none, house.app))
    yield
    install(None)


async def opened(kind: type[S], actor: Actor) -> S:
    """A state of a page that was opened."""
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    with acting_as(actor):
        page = await root.get_state(kind)
        await page.load()  # type: ignore[attr-defined]
    return page


def shown(page: AgendaState) -> list[tuple[str, str]]:
    """Day and time of everything in the grid."""
    return [(e.day, e.time) for row in page.hours for cell in row.cells for e in cell.shown]


async def test_an_advisor_sets_moves_cancels_and_marks(house: House, clock: FixedClock) -> None:
    page = await opened(AgendaState, house.advisor)
    assert [head.day for head in page.heads] == [f"2026-09-{day}" for day in range(14, 19)]
    assert {one.id for one in page.people} == {house.youth_id, house.friend_id}
    with acting_as(house.advisor):
        await page.new_at("2026-09-22", 600)
        assert (page.panel, page.draft.day, page.draft.time) == ("new", "2026-09-22", "10:00")
        await page.save({**FORM, "youth": house.youth_id, "note": "Ton CV"})
        assert (page.error_code, page.panel, page.done) == ("", "", "set")
        assert shown(page) == [("2026-09-22", "10:00")]
        await page.new()
        await page.save({**FORM, "youth": house.friend_id})
        assert (page.error_code, page.panel) == ("appointment_clash", "new")
        assert page.draft.youth_id == house.friend_id, "what was typed stays"
        (one,) = [e for row in page.hours for cell in row.cells for e in cell.shown]
        await page.open_entry(one.id)
        assert (page.panel, page.chosen.id, page.error_code != "") == ("entry", one.id, True)
        await page.begin_move()
        await page.save({**FORM, "time": "14:30"})
        assert shown(page) == [("2026-09-22", "14:30")]
        for view, count in (("day", 1), ("month", 0)):
            await page.show(view)
            assert len(page.heads) == count
        assert any(day.shown for week in page.weeks for day in week.days)
        await page.open_day("2026-09-22")
        assert [e.time for e in page.day_list] == ["14:30"]
        clock.advance(timedelta(days=9))
        await page.today()
        assert [e.id for e in page.unmarked] == [one.id]
        await page.mark(one.id, "absent")
        assert (page.done, [e.id for e in page.missed]) == ("marked", [one.id])
        await page.unmark()
        assert page.missed == []
        await page.mark(one.id, "absent")
        await page.propose(one.id)
        assert (page.draft.day, page.draft.time) == ("2026-09-29", "14:30")
        await page.begin_kind_words(one.id)
        assert "22 septembre" in page.kind_words
        await page.write({"body": page.kind_words})
        assert (page.error_code, page.done, page.missed) == ("", "written", [])


async def test_the_keys_of_a_calendar_go_through_time(house: House) -> None:
    page = await opened(AgendaState, house.advisor)
    with acting_as(house.advisor):
        await page.step(True)
        assert page.first == "2026-09-21"
        await page.step(False)
        await page.step(False)
        assert page.first == "2026-09-07"
        await page.show("month")
        for _ in range(5):
            await page.step(True)
        assert page.first == "2027-02-01"
        await page.show("nonsense")
        assert page.view == "month"
        await page.open_day("not a day")
        await page.new_at("2026-09-22", 5000)
        assert (page.view, page.panel) == ("month", "")


async def test_a_manager_reads_and_chooses_whose(house: House) -> None:
    await house.set()
    page = await opened(AgendaState, house.manager)
    with acting_as(house.manager):
        await page.step(True)
        assert shown(page) == [("2026-09-22", "10:00")]
        (one,) = [e for row in page.hours for cell in row.cells for e in cell.shown]
        assert (one.open, one.markable) == (False, False)
        await page.choose_advisor(house.colleague.public_id)
        assert shown(page) == []
        assert len(page.advisors) == 2


async def test_hours_absences_and_the_address(house: House) -> None:
    page = await opened(AgendaSettingsState, house.advisor)
    with acting_as(house.advisor):
        await page.open_hours(HOURS)
        assert (page.error_code, page.done, page.free) == ("", "opened", 4)
        await page.open_hours({**HOURS, "start": "rubbish"})
        assert page.error_code == "opening_times"
        await page.close_day({"day": "2026-09-15", "start": "", "end": ""})
        assert (page.free, page.closed[0].whole) == (2, True)
        await page.reopen(page.closed[0].id)
        await page.close_opening(page.openings[0].id)
        assert page.openings == []
        await page.put_back()
        assert [one.start for one in page.openings] == ["09:00"]
        away = {"first": "2026-09-21", "last": "2026-09-25", "reason": "leave"}
        await page.be_away({**away, "replacing": house.colleague.public_id})
        assert (page.error_code, len(page.absences), page.free) == ("", 1, 2)
        await page.be_there(page.absences[0].id)
        assert page.absences == []
        await page.revoke()
        assert not page.feed_on


async def test_a_youth_books_and_is_told_when_another_was_quicker(house: House) -> None:
    settings = await opened(AgendaSettingsState, house.advisor)
    with acting_as(house.advisor):
        await settings.open_hours(HOURS)
    page, other = await opened(BookingState, house.youth), await opened(BookingState, house.friend)
    assert page.days[0].day == date(2026, 9, 15).isoformat()
    first = page.days[0].slots[0]
    for state, actor in ((page, house.youth), (other, house.friend)):
        with acting_as(actor):
            await state.choose(first.opening_id, first.starts_at)
            await state.book({"about": "Mon CV"})
    assert (page.booked, page.error_code) == (first.starts_at, "")
    assert (other.booked, other.error_code) == ("", "slot_taken")
    assert first.starts_at not in {slot.starts_at for slot in other.days[0].slots}
