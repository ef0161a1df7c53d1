"""Workshops on both databases: places and the line, invitations, presence, closing, and who sees whom."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, Notification, OutboxEvent, WorkshopSession
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.attendance_code import STEP, code_of, grouped, step_at
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, TooMany
from myjobmatch.domain.workshops import (
    EnrolmentStatus,
    Liked,
    LikedWhy,
    WorkshopDoor,
    WorkshopMode,
    WorkshopPresence,
    WorkshopStatus,
)
from myjobmatch.services.phone import SyncQuery, synchronise
from myjobmatch.services.workshop_attendance import (
    TellPresence,
    close_session,
    screen_code,
    sign_by_code,
    tell_presence,
)
from myjobmatch.services.workshop_file import workshops_of
from myjobmatch.services.workshop_invitations import (
    FindInvitable,
    ForEnrolments,
    ForYouths,
    enrol_for,
    find_invitable,
    invite_youths,
    move_up,
    withdraw_for,
)
from myjobmatch.services.workshop_phone import SayHow, own_workshops, say_how
from myjobmatch.services.workshop_places import enrol, withdraw
from myjobmatch.services.workshop_sessions import (
    CancelSession,
    RepeatSession,
    SaveSession,
    cancel_session,
    repeat_session,
    save_session,
)
from myjobmatch.services.workshop_sheet import attendance_sheet, print_sheet
from myjobmatch.services.workshop_tellers import end_sessions, mind_workshops, remind_participants
from myjobmatch.services.workshop_views import list_sessions, read_session, sessions_to_close
from tests.integration.services.workshop_town import WorkshopTown, workshop_town

ENROLLED, WAITING = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING


@pytest.fixture
async def town(database: Database) -> WorkshopTown:
    return await workshop_town(database)


async def names_of(town: WorkshopTown, actor: Actor, session: str) -> list[str]:
    page = await town.app.run(read_session, actor, session)
    return [one.name for one in page.participants]


async def enrolment_of(town: WorkshopTown, actor: Actor, session: str, youth: Actor) -> str:
    page = await town.app.run(read_session, actor, session)
    return next(one.id for one in page.participants if one.youth_id == town.public(youth))


async def code_now(town: WorkshopTown, session: str) -> str:
    return (await town.app.run(screen_code, town.advisor, session)).code


async def test_the_line_keeps_its_order_and_a_withdrawal_promotes(
    database: Database, town: WorkshopTown
) -> None:
    session = await town.plan()
    first, second, third = town.youths
    other = town.others[0]
    for youth, rank in ((first, 0), (other, 0), (second, 1), (third, 2)):
        standing = await town.app.run(enrol, youth, session)
        assert standing.status is (WAITING if rank else ENROLLED)
        assert standing.rank == rank
    assert (await town.app.run(enrol, second, session)).rank == 1, "again is once"

    await town.app.run(withdraw, other, session)

    mine = (await town.app.run(own_workshops, second, None))[0]
    assert (mine.status, mine.rank, mine.free, mine.waiting) == ("enrolled", 0, 0, 1)
    assert (await town.app.run(own_workshops, third, None))[0].rank == 1
    async with database.unit(write=False) as uow:
        kinds = list(await uow.session.scalars(select(Activity.kind).order_by(Activity.id)))
        events = list(await uow.session.scalars(select(OutboxEvent.topic)))
    assert kinds.count(ActivityKind.WORKSHOP_ENROLLED) == 4
    assert kinds[-2:] == [ActivityKind.WORKSHOP_WITHDRAWN, ActivityKind.WORKSHOP_PROMOTED]
    assert "workshop_promoted" in events
    # who comes back goes to the end
    assert (await town.app.run(enrol, other, session)).rank == 2


async def test_a_session_is_there_for_the_structures_that_share_it(town: WorkshopTown) -> None:
    session = await town.plan()
    await town.app.run(enrol, town.youths[0], session)
    row = await enrolment_of(town, town.advisor, session, town.youths[0])
    content = town.content()
    told = []
    for service, command in (
        (read_session, session),
        (save_session, SaveSession(content, session)),
        (repeat_session, RepeatSession(session, content.starts_at)),
        (cancel_session, CancelSession(session, "Non.")),
        (close_session, session),
        (screen_code, session),
        (attendance_sheet, session),
        (find_invitable, FindInvitable(session)),
        (invite_youths, ForYouths(session, (town.public(town.foreign[0]),))),
        (enrol_for, ForYouths(session, (town.public(town.foreign[0]),))),
        (withdraw_for, ForEnrolments(session, (row,))),
        (move_up, ForEnrolments(session, (row,))),
        (tell_presence, TellPresence(session, (row,), WorkshopPresence.PRESENT)),
    ):
        with pytest.raises(NotFound) as refusal:
            await town.app.run(service, town.stranger, command)  # type: ignore[arg-type]
        told.append(refusal.value.code)
    assert set(told) == {"workshop_unknown"}
    for service in (enrol, withdraw):
        with pytest.raises(NotFound, match="workshop_unknown"):
            await town.app.run(service, town.foreign[0], session)
    assert await town.app.run(own_workshops, town.foreign[0], None) == ()
    assert (await town.app.run(list_sessions, town.stranger, None)).rows == ()
    for advisor in (town.partner, town.stranger):
        with pytest.raises(NotFound, match="youth_unknown"):
            await town.app.run(workshops_of, advisor, town.public(town.youths[0]))
    mine = await town.app.run(workshops_of, town.advisor, town.public(town.youths[0]))
    assert [(one.id, one.status, one.free) for one in mine] == [(session, "enrolled", 1)]
    # a partner sees it, and changes nothing of it
    assert await town.app.run(read_session, town.partner, session)
    for service, command in (
        (save_session, SaveSession(content, session)),
        (cancel_session, CancelSession(session, "Non.")),
        (close_session, session),
    ):
        with pytest.raises(NotFound, match="workshop_unknown"):
            await town.app.run(service, town.partner, command)  # type: ignore[arg-type]
    # and touches nobody of another structure
    for service, command in (
        (withdraw_for, ForEnrolments(session, (row,))),
        (invite_youths, ForYouths(session, (town.public(town.youths[1]),))),
        (enrol_for, ForYouths(session, (town.public(town.youths[1]),))),
    ):
        with pytest.raises(NotFound):
            await town.app.run(service, town.partner, command)  # type: ignore[arg-type]


async def test_each_structure_sees_its_own_names_and_counts_of_the_others(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=5)
    for youth in (*town.youths[:2], town.others[0]):
        await town.app.run(enrol, youth, session)
    ours = await names_of(town, town.advisor, session)
    theirs = await names_of(town, town.partner, session)
    assert len(ours) == 2
    assert len(theirs) == 1
    page = await town.app.run(read_session, town.partner, session)
    assert [(one.owner, one.enrolled, one.waiting) for one in page.partners] == [(True, 2, 0)]
    assert all(name not in str(dataclasses.asdict(page)) for name in ours)
    clock.advance(timedelta(days=10))
    sheet = await town.app.run(attendance_sheet, town.partner, session)
    assert len(sheet.rows) == 1
    assert all(name.split()[1] not in str(sheet) for name in ours)


async def test_no_participant_ever_learns_anothers_name(
    town: WorkshopTown, clock: FixedClock
) -> None:
    """Neither by what the phone synchronises nor by any answer to what it does."""
    session = await town.plan(capacity=3)
    everybody = [*town.youths, *town.others]
    answers: list[Any] = [await town.app.run(enrol, youth, session) for youth in everybody]
    clock.advance(timedelta(days=10))
    code = await code_now(town, session)
    answers += [await sign_by_code(town.app, youth, code) for youth in everybody[:3]]
    answers.append(await town.app.run(screen_code, town.advisor, session))
    for reader in everybody:
        sync = await synchronise(town.app, reader, SyncQuery())
        told = orjson.dumps([sync, answers]).decode()
        for youth in everybody:
            assert f"Nom{town.here}x" not in told
            assert f"Nom{town.there}x" not in told
            assert town.public(youth) not in told
        assert "Réussir son entretien" in told


async def test_a_code_signs_for_who_has_a_place_and_only_now(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=1)
    seated, waiting, nobody = town.youths
    await town.app.run(enrol, seated, session)
    await town.app.run(enrol, waiting, session)
    with pytest.raises(Conflict, match="attendance_no_session"):
        await sign_by_code(town.app, seated, "K7M4QX")
    shown = await town.app.run(screen_code, town.advisor, session)
    assert (shown.code, shown.open) == ("", False)

    clock.advance(timedelta(days=10) - timedelta(minutes=20))
    shown = await town.app.run(screen_code, town.partner, session)
    assert shown.open
    assert (shown.signed, shown.expected) == (0, 1)
    code = shown.code
    for youth, why in ((waiting, "attendance_waiting"), (nobody, "attendance_no_session")):
        with pytest.raises(Conflict, match=why):
            await sign_by_code(town.app, youth, code)
    # a picture of it, sent to a friend, comes too late
    clock.advance(2 * STEP)
    with pytest.raises(Conflict, match="attendance_code_expired"):
        await sign_by_code(town.app, seated, code)
    fresh = await code_now(town, session)
    clock.advance(STEP)
    signed = await sign_by_code(town.app, seated, grouped(fresh).lower())
    assert not signed.again
    assert (await sign_by_code(town.app, seated, code)).again
    assert (await town.app.run(own_workshops, seated, None))[0].presence == "present"
    assert (await town.app.run(screen_code, town.advisor, session)).signed == 1
    with pytest.raises(Forbidden):
        await sign_by_code(town.app, town.advisor, fresh)


async def test_codes_cannot_be_guessed(town: WorkshopTown, clock: FixedClock) -> None:
    session = await town.plan()
    await town.app.run(enrol, town.youths[0], session)
    clock.advance(timedelta(days=10))
    right = await code_now(town, session)
    wrong = right[:-1] + ("2" if right[-1] != "2" else "3")
    for _ in range(10):
        with pytest.raises(Conflict, match="attendance_code_expired"):
            await sign_by_code(town.app, town.youths[0], wrong)
    with pytest.raises(TooMany, match="attendance_too_many"):
        await sign_by_code(town.app, town.youths[0], right)
    with pytest.raises(Invalid, match="attendance_code_form"):
        await sign_by_code(town.app, town.youths[0], "123")


async def test_closing_waits_for_everybodys_presence(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=4)
    here, late = town.youths[:2]
    there = town.others[0]
    for youth in (here, late, there):
        await town.app.run(enrol, youth, session)
    clock.advance(timedelta(days=10))
    await sign_by_code(town.app, here, await code_now(town, session))
    with pytest.raises(Conflict, match="workshop_transition"):
        await town.app.run(close_session, town.advisor, session)
    clock.advance(timedelta(hours=3))
    assert await town.app.run(end_sessions, SYSTEM, None) == 1
    assert [
        row.undecided for row in (await town.app.run(sessions_to_close, town.advisor, None)).rows
    ] == [1]
    row = await enrolment_of(town, town.advisor, session, late)
    absent = TellPresence(session, (row,), WorkshopPresence.ABSENT)
    assert await town.app.run(tell_presence, town.advisor, absent) == 1
    with pytest.raises(Conflict, match="workshop_unsigned"):
        await town.app.run(close_session, town.advisor, session)
    theirs = await enrolment_of(town, town.partner, session, there)
    with pytest.raises(NotFound, match="participant_unknown"):
        await town.app.run(
            tell_presence, town.advisor, TellPresence(session, (theirs,), WorkshopPresence.PRESENT)
        )
    excused = TellPresence(session, (theirs,), WorkshopPresence.EXCUSED)
    await town.app.run(tell_presence, town.partner, excused)
    page = await town.app.run(read_session, town.advisor, session)
    assert page.row.status is WorkshopStatus.SIGNED
    assert page.may_close
    by_hand = next(one for one in page.participants if one.id == row)
    assert (by_hand.presence, by_hand.how, bool(by_hand.signed_by)) == ("absent", "hand", True)

    await town.app.run(close_session, town.manager, session)

    async with database.unit(write=False) as uow:
        kinds = list(await uow.session.scalars(select(Activity.kind)))
        attended = await uow.workshop_hours.attended(
            [here.youth_id or 0, late.youth_id or 0],
            clock.now() - timedelta(days=1),
            clock.now() + timedelta(days=1),
        )
    assert kinds.count(ActivityKind.WORKSHOP_ATTENDED) == 1
    assert kinds.count(ActivityKind.WORKSHOP_MISSED) == 1
    assert [(one.youth_id, one.minutes) for one in attended] == [(here.youth_id, 120)]
    with pytest.raises(Conflict, match="workshop_closed"):
        await town.app.run(tell_presence, town.advisor, absent)
    assert (await town.app.run(sessions_to_close, town.advisor, None)).rows == ()


async def test_a_partner_who_says_nothing_is_waited_for_a_week(
    town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan()
    await town.app.run(enrol, town.others[0], session)
    clock.advance(timedelta(days=10, hours=3))
    with pytest.raises(Conflict, match="workshop_unsigned"):
        await town.app.run(close_session, town.advisor, session)
    clock.advance(timedelta(days=7))
    await town.app.run(close_session, town.advisor, session)
    # what is missing may still be completed, once
    row = await enrolment_of(town, town.partner, session, town.others[0])
    said = TellPresence(session, (row,), WorkshopPresence.PRESENT)
    await town.app.run(tell_presence, town.partner, said)
    with pytest.raises(Conflict, match="workshop_closed"):
        await town.app.run(
            tell_presence, town.partner, replace(said, presence=WorkshopPresence.ABSENT)
        )


async def test_invitations_go_to_ones_own_and_open_the_door(
    database: Database, town: WorkshopTown
) -> None:
    session = await town.plan(door=WorkshopDoor.INVITED)
    with pytest.raises(Conflict, match="workshop_invited_only"):
        await town.app.run(enrol, town.youths[0], session)
    assert await town.app.run(own_workshops, town.youths[0], None) == ()
    found = await town.app.run(find_invitable, town.advisor, FindInvitable(session))
    assert {one.youth_id for one in found} == {town.public(youth) for youth in town.youths}
    one = await town.app.run(find_invitable, town.manager, FindInvitable(session, "prénom1"))
    assert [candidate.name for candidate in one] == [f"Prénom1 Nom{town.here}x1"]

    ids = tuple(town.public(youth) for youth in town.youths[:2])
    assert (await town.app.run(invite_youths, town.advisor, ForYouths(session, ids))).done == 2
    again = await town.app.run(invite_youths, town.advisor, ForYouths(session, ids))
    assert (again.done, again.left) == (0, 2)
    assert (await town.app.run(own_workshops, town.youths[0], None))[0].status == "invited"
    assert (await town.app.run(enrol, town.youths[0], session)).status is ENROLLED
    await town.app.run(withdraw, town.youths[1], session)
    assert await town.app.run(own_workshops, town.youths[1], None) == ()
    with pytest.raises(Invalid, match="workshop_nobody"):
        await town.app.run(invite_youths, town.advisor, ForYouths(session, ()))


async def test_an_advisor_acts_for_a_youth_and_it_is_written_down(
    database: Database, town: WorkshopTown
) -> None:
    session = await town.plan(capacity=1)
    ids = tuple(town.public(youth) for youth in town.youths)
    dealt = await town.app.run(enrol_for, town.advisor, ForYouths(session, ids))
    assert (dealt.done, dealt.waiting) == (1, 2)
    page = await town.app.run(read_session, town.advisor, session)
    assert all(one.on_behalf for one in page.participants)
    last = next(one for one in page.participants if one.rank == 2)
    assert last.movable

    await town.app.run(move_up, town.advisor, ForEnrolments(session, (last.id,)))

    page = await town.app.run(read_session, town.advisor, session)
    moved = next(one for one in page.participants if one.id == last.id)
    assert (moved.rank, moved.movable) == (1, False)
    with pytest.raises(Conflict, match="workshop_line_first"):
        await town.app.run(move_up, town.advisor, ForEnrolments(session, (last.id,)))
    seated = next(one for one in page.participants if one.status is ENROLLED)
    await town.app.run(withdraw_for, town.advisor, ForEnrolments(session, (seated.id,)))
    page = await town.app.run(read_session, town.advisor, session)
    assert next(one for one in page.participants if one.id == last.id).promoted
    async with database.unit(write=False) as uow:
        audits = await uow.ledger.audits_of("youth", town.youths[0].youth_id or 0)
    assert "workshop_enrolled_for" in {entry.action for entry in audits}
    assert {entry.in_name_of for entry in audits} == {f"youth:{town.public(town.youths[0])}"}


async def test_moving_up_makes_nobody_of_another_structure_wait(town: WorkshopTown) -> None:
    session = await town.plan(capacity=1)
    for youth in (town.youths[0], town.youths[1], town.others[0], town.youths[2]):
        await town.app.run(enrol, youth, session)
    before = (await town.app.run(own_workshops, town.others[0], None))[0].rank
    row = await enrolment_of(town, town.advisor, session, town.youths[2])
    await town.app.run(move_up, town.advisor, ForEnrolments(session, (row,)))
    assert (await town.app.run(own_workshops, town.others[0], None))[0].rank == before == 2
    assert (await town.app.run(own_workshops, town.youths[2], None))[0].rank == 1
    assert (await town.app.run(own_workshops, town.youths[1], None))[0].rank == 3


async def test_what_changes_is_told_to_who_is_concerned(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=1)
    await town.app.run(enrol, town.youths[0], session)
    await town.app.run(enrol, town.youths[1], session)
    content = replace(town.content(), capacity=2, place="Salle rouge")
    read = await town.version(session)
    await town.app.run(save_session, town.advisor, SaveSession(content, session, version=read))
    assert (await town.app.run(own_workshops, town.youths[1], None))[0].status == "enrolled"
    read = await town.version(session)
    with pytest.raises(Conflict, match="workshop_capacity_taken"):
        await town.app.run(
            save_session,
            town.advisor,
            SaveSession(replace(content, capacity=1), session, version=read),
        )
    again = await town.app.run(
        repeat_session, town.advisor, RepeatSession(session, content.starts_at + timedelta(days=7))
    )
    assert (await town.app.run(read_session, town.partner, again)).row.enrolled == 0
    renamed = replace(content, title="Autre titre")
    await town.app.run(save_session, town.advisor, SaveSession(renamed, session, version=read))
    assert (await town.app.run(read_session, town.advisor, again)).row.title == content.title
    await town.app.run(
        cancel_session, town.advisor, CancelSession(session, "L'intervenante est malade.")
    )
    seen = (await town.app.run(own_workshops, town.youths[0], None))[0]
    assert (seen.session, seen.reason) == (WorkshopStatus.CANCELLED, "L'intervenante est malade.")
    with pytest.raises(Conflict, match="workshop_over"):
        await town.app.run(enrol, town.youths[2], session)
    async with database.unit(write=False) as uow:
        topics = list(await uow.session.scalars(select(OutboxEvent.topic)))
    assert {"workshop_promoted", "workshop_moved", "workshop_cancelled"} <= set(topics)


async def test_reminders_come_a_week_and_a_day_before_once(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=3)
    await town.app.run(enrol, town.youths[0], session)

    async def reminded() -> list[str]:
        await mind_workshops(town.app)
        async with database.unit(write=False) as uow:
            rows = await uow.session.scalars(
                select(OutboxEvent).where(OutboxEvent.topic == "workshop_reminder")
            )
            return [str(row.payload["when"]) for row in rows]

    assert await reminded() == []
    clock.advance(timedelta(days=3, minutes=1))
    assert await reminded() == ["week"]
    assert await reminded() == ["week"]
    await town.app.run(enrol, town.youths[1], session)
    clock.advance(timedelta(days=6))
    assert await reminded() == ["week", "day", "day"]
    assert await town.app.run(remind_participants, SYSTEM, None) == 0


async def test_how_it_was_is_told_in_counts_once_enough_have_said_so(
    database: Database, clock: FixedClock
) -> None:
    town = await workshop_town(database, youths=4, others=2)
    session = await town.plan(capacity=6)
    everybody = [*town.youths, *town.others]
    for youth in everybody:
        await town.app.run(enrol, youth, session)
    clock.advance(timedelta(days=10))
    code = await code_now(town, session)
    for youth in everybody[:5]:
        await sign_by_code(town.app, youth, code)
    with pytest.raises(Conflict, match="workshop_not_asked"):
        await town.app.run(say_how, everybody[0], SayHow(session, Liked.GREAT))
    clock.advance(timedelta(hours=3))
    assert (await town.app.run(own_workshops, everybody[0], None))[0].asks
    with pytest.raises(NotFound, match="workshop_unknown"):
        await town.app.run(say_how, everybody[5], SayHow(session, Liked.BAD))
    for number, youth in enumerate(everybody[:5]):
        page = await town.app.run(read_session, town.advisor, session)
        assert page.satisfaction.answers == number
        assert page.satisfaction.liked == ()
        await town.app.run(say_how, youth, SayHow(session, Liked.GREAT))
        await town.app.run(say_how, youth, SayHow(session, Liked.GOOD, LikedWhy.USEFUL))
    page = await town.app.run(read_session, town.advisor, session)
    assert dict(page.satisfaction.liked) == {"great": 0, "good": 5, "so_so": 0, "bad": 0}
    assert page.satisfaction.why == (("useful", 5),)
    mine = (await town.app.run(own_workshops, everybody[0], None))[0]
    assert (mine.liked, mine.liked_why, mine.asks) == ("good", "useful", False)


async def test_no_one_is_in_two_workshops_at_once(town: WorkshopTown) -> None:
    session, other = await town.plan(), await town.plan()
    await town.app.run(enrol, town.youths[0], session)
    with pytest.raises(Conflict, match="workshop_overlap"):
        await town.app.run(enrol, town.youths[0], other)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "workshop_title"),
        ({"minutes": 700}, "workshop_minutes"),
        ({"capacity": 0}, "workshop_capacity"),
        ({"place": ""}, "workshop_place"),
        ({"mode": WorkshopMode.VIDEO, "link": "http://x"}, "workshop_link"),
        ({"mode": WorkshopMode.VIDEO}, "workshop_link"),
    ],
)
async def test_what_is_written_is_checked(
    town: WorkshopTown, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError, match=code):
        await town.plan(**changes)


async def test_a_room_is_made_where_there_is_a_base_and_its_link_is_for_who_has_a_place(
    town: WorkshopTown,
) -> None:
    content = replace(town.content(), mode=WorkshopMode.VIDEO, place="", capacity=1)
    session = await town.app.run(
        save_session,
        town.advisor,
        SaveSession(content, video_base="https://visio.exemple.invalid/"),
    )
    await town.app.run(enrol, town.youths[0], session)
    await town.app.run(enrol, town.youths[1], session)
    seated = (await town.app.run(own_workshops, town.youths[0], None))[0]
    waiting = (await town.app.run(own_workshops, town.youths[1], None))[0]
    assert seated.link.startswith("https://visio.exemple.invalid/mjm-")
    assert waiting.link == ""


async def test_the_sheet_is_a_pdf_of_ones_own(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    session = await town.plan(capacity=4)
    await town.app.run(enrol, town.youths[0], session)
    with pytest.raises(Conflict, match="workshop_not_begun"):
        await print_sheet(town.app, town.advisor, session)
    clock.advance(timedelta(days=10))
    await sign_by_code(town.app, town.youths[0], await code_now(town, session))
    name, pdf = await print_sheet(town.app, town.advisor, session)
    assert name == "emargement-2026-09-24.pdf"
    assert pdf.startswith(b"%PDF-")
    async with database.unit(write=False) as uow:
        row = await uow.workshops.session_by_public_id(session)
        assert row is not None
        audits = await uow.ledger.audits_of("workshop_session", row.id)
    assert [entry.action for entry in audits] == ["workshop_planned", "workshop_sheet_printed"]


async def test_the_database_itself_refuses_one_place_too_many(
    database: Database, town: WorkshopTown
) -> None:
    from myjobmatch.db.clash import Clash

    await town.plan(capacity=2)

    async def seat_one_too_many() -> None:
        async with database.unit() as uow:
            row = (await uow.session.scalars(select(WorkshopSession))).one()
            row.taken = 3

    with pytest.raises(Clash):
        await seat_one_too_many()


async def test_notifications_name_nobody_and_no_workshop(
    database: Database, town: WorkshopTown, clock: FixedClock
) -> None:
    from myjobmatch.domain.notifications import Channel
    from myjobmatch.services.notice_texts import notice
    from myjobmatch.services.outbox import carry_out_events
    from tests.integration.services.told_town import phone

    await phone(database, town.youths[0])
    session = await town.plan(capacity=1)
    await town.app.run(
        invite_youths, town.advisor, ForYouths(session, (town.public(town.youths[0]),))
    )
    await town.app.run(carry_out_events, SYSTEM, 100)
    async with database.unit(write=False) as uow:
        told = list(await uow.session.scalars(select(Notification)))
    assert [(one.text, one.channel) for one in told] == [("workshop_invited", Channel.PUSH)]
    for locale in ("fr", "ar", "uk", "fr-falc"):
        said = notice(
            locale, told[0].kind, told[0].text, told[0].params, told[0].path, told[0].matter
        )
        assert "entretien" not in said.title + said.body
    assert code_of("a", step_at(clock.now())) != code_of("b", step_at(clock.now()))
