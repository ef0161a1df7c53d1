"""Actions of the week, from the phone and from the desk, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from myjobmatch.db.models import Appointment
from myjobmatch.db.repositories.imilo import Whose
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain import rotating_code
from myjobmatch.domain.actions import (
    ActionCategory,
    ActionStatus,
    ActionView,
    ReturnReason,
    StepKind,
    WeekContents,
)
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import (
    AppointmentHow,
    AppointmentKind,
    AppointmentSide,
    AppointmentStatus,
    Presence,
)
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.conversation import CardKind, CardState
from myjobmatch.domain.enums import Role, Scheme
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.today import TodayKind
from myjobmatch.domain.weeks import Week, WeekTotal, ZeroHours
from myjobmatch.services import client_week
from myjobmatch.services.action_bulk import (
    AgreeActions,
    ReturnActions,
    ValidateActions,
    agree_actions,
    return_actions,
    undo_batch,
    validate_actions,
)
from myjobmatch.services.action_entries import (
    HideEntry,
    SaveEntry,
    hide_entry,
    list_entries,
    save_entry,
)
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import (
    AddAction,
    DoAction,
    EditAction,
    SignAction,
    add_action,
    do_action,
    edit_action,
    restore_action,
    sign_action,
    take_back_action,
)
from myjobmatch.services.client_kinds import KINDS
from myjobmatch.services.hour_sources import recount, totals_between
from myjobmatch.services.imilo.registry import EntryScope
from myjobmatch.services.imilo.sources.actions import actions as actions_for_imilo
from myjobmatch.services.own_week import own_week
from myjobmatch.services.reception import reception_code
from myjobmatch.services.shared_cards import FindCards, cards_for, choices_for
from myjobmatch.services.today.registry import SOURCES
from myjobmatch.services.today.weeks import actions_waiting
from myjobmatch.services.today.weeks import zero_hours as zero_hours_today
from myjobmatch.services.weeks import WeeksQuery, alerted_youths, weeks_page, youth_weeks
from tests import factories

SENT = client_week
MONDAY = date(2026, 9, 14)
THIS = Week(MONDAY)


@dataclass
class World:
    database: Database
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    youth: Actor
    other: Actor
    youth_public: str
    other_public: str


@pytest.fixture
async def world(database: Database) -> World:
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        youth = await factories.youth(uow, here, advisor=advisor)
        other = await factories.youth(uow, here, advisor=advisor)
        publics = []
        for one in (youth, other):
            row = await uow.youths.get(one.youth_id or 0)
            assert row is not None
            row.created_at = uow.clock.now() - timedelta(days=60)
            publics.append(row.public_id)
            if one is youth:
                row.scheme = Scheme.CEJ
        return World(
            database,
            advisor,
            await factories.staff(uow, Role.ADVISOR, here),
            await factories.staff(uow, Role.MANAGER, here),
            await factories.staff(uow, Role.ADVISOR, there),
            youth,
            other,
            *publics,
        )


async def declare(
    uow: UnitOfWork, youth: Actor, entry: str = "send_applications", **rest: object
) -> str:
    id_ = new_public_id()
    day = rest.pop("day", MONDAY)
    assert isinstance(day, date)
    await add_action(youth, AddAction(id_, Wish(entry), day, **rest), uow)  # type: ignore[arg-type]
    return id_


async def run_kind(actor: Actor, name: str, payload: dict[str, object], uow: UnitOfWork) -> None:
    """As a phone sends it."""
    kind = KINDS[name]
    await kind.handle(actor, kind.form.model_validate(payload), uow)


async def week(world: World, youth: Actor | None = None) -> WeekContents:
    async with world.database.unit(write=False) as uow:
        return await own_week(youth or world.youth, None, uow)


async def only(world: World, youth: Actor | None = None) -> ActionView:
    (one,) = (await week(world, youth)).actions
    return one


async def total(world: World, of: Week = THIS) -> WeekTotal:
    """The sum as it is kept, which must be the one that is counted anew."""
    id_ = world.youth.youth_id or 0
    async with world.database.unit(write=False) as uow:
        kept = (await uow.actions.weeks([id_], of.monday, of.monday)).get(id_, {})
        fresh = (await totals_between(uow, [id_], (of,)))[id_]
    assert kept == fresh
    return kept.get(of, WeekTotal())


async def test_four_declared_are_validated_at_once(world: World) -> None:
    async with world.database.unit() as uow:
        ids = [
            await declare(uow, world.youth, entry)
            for entry in ("send_applications", "sport_session", "update_cv")
        ]
        own = new_public_id()
        free = Wish(title="  Aidé ma  tante ", category=ActionCategory.CITIZENSHIP)
        await add_action(world.youth, AddAction(own, free, MONDAY), uow)
    assert await total(world) == WeekTotal(waiting=180 + 120 + 180 + 120)

    batch = new_public_id()
    command = ValidateActions(batch, (*ids, own), ((ids[1], 90),))
    for _ in range(2):  # a second click is the same
        async with world.database.unit() as uow:
            done = await validate_actions(world.advisor, command, uow)
        assert (done.actions, done.youths) == (4, 1)
    assert await total(world) == WeekTotal(validated=180 + 90 + 180 + 120)
    async with world.database.unit(write=False) as uow:
        whose = Whose(world.advisor.structure_id or 0, (world.advisor.account_id,))
        entries = await actions_for_imilo(uow, EntryScope(whose, MONDAY, MONDAY))
        assert (
            await actions_for_imilo(uow, EntryScope(whose, date(2026, 9, 1), date(2026, 9, 2)))
            == []
        )
    assert [one.hours for one in entries] == [3, 1.5, 3, 2]
    assert entries[3].what == "Citoyenneté : Aidé ma tante"
    assert {a.status for a in (await week(world)).actions} == {ActionStatus.VALIDATED}
    async with world.database.unit(write=False) as uow:
        events = [e for e in await uow.ledger.pending_events(50) if e.topic == "actions_validated"]
        timeline = await uow.portfolio.timeline(world.youth.youth_id or 0, 50)
    assert [event.payload["count"] for event in events] == [4]  # one word, not four
    kinds = [entry.kind for entry, _ in timeline]
    assert kinds.count(ActivityKind.ACTION_DECLARED) == 4
    assert kinds.count(ActivityKind.ACTION_VALIDATED) == 4

    async with world.database.unit() as uow:
        await undo_batch(world.advisor, batch, uow)
    assert await total(world) == WeekTotal(waiting=180 + 120 + 180 + 120)


async def test_several_youths_get_several_actions_once(world: World) -> None:
    command = AgreeActions(
        new_public_id(),
        (world.youth_public, world.other_public),
        (
            Wish("official_papers", minutes=60),
            Wish(title="Ouvrir un compte", category=ActionCategory.HOUSING),
        ),
        day=MONDAY + timedelta(days=3),
        place="Préfecture d'Évry",
    )
    for _ in range(2):
        async with world.database.unit() as uow:
            done = await agree_actions(world.advisor, command, uow)
        assert (done.actions, done.youths) == (4, 2)
    first, second = (await week(world)).actions
    assert (first.key, first.step, first.place) == (
        "official_papers",
        StepKind.GO,
        "Préfecture d'Évry",
    )
    assert (second.title, second.minutes) == ("Ouvrir un compte", 120)
    assert await total(world) == WeekTotal(planned=180)

    async with world.database.unit() as uow:
        await do_action(world.youth, DoAction(first.id, MONDAY), uow)
        await do_action(world.youth, DoAction(first.id, MONDAY), uow)
    assert await total(world) == WeekTotal(planned=120, waiting=60)

    # what has changed since stays; the rest goes
    async with world.database.unit() as uow:
        undone = await undo_batch(world.advisor, command.batch, uow)
    assert (undone.actions, undone.youths) == (3, 2)
    assert [one.id for one in (await week(world)).actions] == [first.id]
    assert (await week(world, world.other)).actions == ()
    assert await total(world) == WeekTotal(waiting=60)


async def test_recorded_in_the_name_of_who_has_no_phone(world: World) -> None:
    command = AgreeActions(
        new_public_id(), (world.youth_public,), (Wish("volunteering"),), day=MONDAY, done=True
    )
    async with world.database.unit() as uow:
        await agree_actions(world.advisor, command, uow)
        audits = await uow.ledger.audits_of("youth", world.youth.youth_id or 0)
    one = await only(world)
    assert (one.status, one.on_behalf) == (ActionStatus.VALIDATED, True)
    assert [entry.in_name_of for entry in audits] == [f"youth:{world.youth_public}"]
    assert await total(world) == WeekTotal(validated=120)


async def test_returned_with_a_reason_corrected_and_validated(world: World) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth)
        with pytest.raises(Invalid, match="action_reason"):
            await return_actions(
                world.advisor, ReturnActions(new_public_id(), (id_,), ReturnReason.OTHER), uow
            )
    async with world.database.unit() as uow:
        back = ReturnActions(new_public_id(), (id_,), ReturnReason.OTHER, " Combien d'envois ? ")
        await return_actions(world.advisor, back, uow)
    one = await only(world)
    assert (one.status, one.reason, one.reason_words) == (
        ActionStatus.RETURNED,
        "other",
        "Combien d'envois ?",
    )
    assert await total(world) == WeekTotal(planned=180)

    async with world.database.unit() as uow:
        await edit_action(
            world.youth, EditAction(id_, MONDAY - timedelta(days=7), 60, title="ignored"), uow
        )
    one = await only(world)
    assert (one.status, one.reason, one.title) == (ActionStatus.DECLARED, "", "")
    assert await total(world) == WeekTotal()
    assert await total(world, THIS.shifted(-1)) == WeekTotal(waiting=60)
    async with world.database.unit() as uow:
        await validate_actions(world.advisor, ValidateActions(new_public_id(), (id_,)), uow)
        with pytest.raises(Conflict, match="action_closed"):
            await take_back_action(world.youth, id_, uow)
        with pytest.raises(Conflict, match="action_closed"):
            await edit_action(world.youth, EditAction(id_, MONDAY, 60), uow)


async def test_taken_back_and_put_back(world: World) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth)
    async with world.database.unit() as uow:
        await take_back_action(world.youth, id_, uow)
        await take_back_action(world.youth, id_, uow)
    assert (await week(world)).actions == ()
    assert await total(world) == WeekTotal()
    async with world.database.unit() as uow:
        await restore_action(world.youth, id_, uow)
    assert await total(world) == WeekTotal(waiting=180)

    async with world.database.unit() as uow:
        agreed = AgreeActions(new_public_id(), (world.youth_public,), (Wish("update_cv"),))
        await agree_actions(world.advisor, agreed, uow)
    shared = next(one for one in (await week(world)).actions if one.key == "update_cv")
    async with world.database.unit() as uow:
        with pytest.raises(Conflict, match="action_agreed"):
            await take_back_action(world.youth, shared.id, uow)
    async with world.database.unit() as uow:
        await do_action(world.youth, DoAction(shared.id, MONDAY), uow)
    async with world.database.unit() as uow:
        await take_back_action(world.youth, shared.id, uow)
    shared = next(one for one in (await week(world)).actions if one.key == "update_cv")
    assert shared.status is ActionStatus.AGREED
    async with world.database.unit() as uow:
        await undo_batch(world.advisor, agreed.batch, uow)  # changed since: it stays
        await restore_action(world.youth, shared.id, uow)
    assert len((await week(world)).actions) == 2


async def test_not_done_after_all_what_was_planned_is_planned_again(
    world: World, clock: FixedClock
) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth, planned=True, day=MONDAY + timedelta(days=2))
    before = await only(world)
    for _ in range(2):
        async with world.database.unit() as uow:
            await do_action(world.youth, DoAction(id_, MONDAY, 240), uow)
        assert await total(world) == WeekTotal(waiting=240)
        async with world.database.unit() as uow:
            await run_kind(world.youth, "take_back_action", {"id": id_, "to_plan": True}, uow)
        assert await only(world) == before
        assert await total(world) == WeekTotal(planned=180)
    async with world.database.unit() as uow:
        # said again, by a phone that did not know
        await run_kind(world.youth, "take_back_action", {"id": id_, "to_plan": True}, uow)
    assert await only(world) == before
    async with world.database.unit() as uow:
        await do_action(world.youth, DoAction(id_, MONDAY), uow)
        await validate_actions(world.advisor, ValidateActions(new_public_id(), (id_,)), uow)
        with pytest.raises(Conflict, match="action_closed"):
            await take_back_action(world.youth, id_, uow, to_plan=True)


async def test_not_done_after_all_what_was_sent_back_is_there_again_with_its_reason(
    world: World,
) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth)
        back = ReturnActions(new_public_id(), (id_,), ReturnReason.PROOF, "La feuille")
        await return_actions(world.advisor, back, uow)
    before = await only(world)
    async with world.database.unit() as uow:
        await do_action(world.youth, DoAction(id_, MONDAY), uow)
    async with world.database.unit() as uow:
        await take_back_action(world.youth, id_, uow, to_plan=True)
    assert await only(world) == before
    assert before.status is ActionStatus.RETURNED


async def test_an_older_phone_takes_back_and_puts_back_as_it_did(world: World) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth, planned=True)
        await do_action(world.youth, DoAction(id_, MONDAY), uow)
        for name in ("take_back_action", "restore_action"):
            await run_kind(world.youth, name, {"id": id_}, uow)
    assert (await only(world)).status is ActionStatus.DECLARED
    async with world.database.unit() as uow:
        await take_back_action(world.youth, id_, uow, to_plan=True)
    assert (await only(world)).status is ActionStatus.AGREED


async def test_what_was_never_planned_is_taken_away_by_it(world: World) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth)
    async with world.database.unit() as uow:
        await take_back_action(world.youth, id_, uow, to_plan=True)
    assert (await week(world)).actions == ()


async def test_signed_on_site_by_the_code_of_the_own_structure(
    world: World, clock: FixedClock
) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth, "on_site_session", planned=True)
        plain = await declare(uow, world.youth, "update_cv", planned=True)
        shown = await reception_code(world.advisor, None, uow)
        elsewhere = await reception_code(world.stranger, None, uow)
    assert 0 < shown.seconds <= rotating_code.TURNS.total_seconds()
    async with world.database.unit() as uow:
        for code in (elsewhere.code, "", "ABCD2345"):
            with pytest.raises(Invalid, match="action_code"):
                await sign_action(world.youth, SignAction(id_, code), uow)
        with pytest.raises(Invalid, match="action_no_sign"):
            await sign_action(world.youth, SignAction(plain, shown.code), uow)
        await sign_action(world.youth, SignAction(id_, shown.code.lower()), uow)
        await sign_action(world.youth, SignAction(id_, shown.code), uow)
    signed = next(one for one in (await week(world)).actions if one.id == id_)
    assert (signed.status, signed.signed) == (ActionStatus.DECLARED, True)

    clock.advance(timedelta(minutes=5))
    async with world.database.unit() as uow:
        late = await declare(uow, world.youth, "on_site_session", planned=True)
        with pytest.raises(Invalid, match="action_code"):  # a picture sent to a friend
            await sign_action(world.youth, SignAction(late, shown.code), uow)


async def test_zero_hours_raises_an_alert_in_the_list(world: World, clock: FixedClock) -> None:
    async def alerts() -> list[ZeroHours]:
        async with world.database.unit(write=False) as uow:
            page = await weeks_page(world.advisor, WeeksQuery(zero=True), uow)
            told = await alerted_youths(world.advisor, uow)
            assert [row.youth_id for row in page.rows] == [one.public_id for one in told]
            assert page.zero_count == len(page.rows)
            return [one.zero for one in told]

    async with world.database.unit() as uow:
        await declare(uow, world.youth, day=MONDAY - timedelta(days=3))
    assert await alerts() == []  # it is Monday
    clock.advance(timedelta(days=2))
    assert await alerts() == [ZeroHours.THIS_WEEK]
    async with world.database.unit() as uow:
        await declare(uow, world.youth)
    assert await alerts() == []
    clock.advance(timedelta(days=14))
    assert await alerts() == [ZeroHours.THIS_WEEK]


async def test_the_page_of_weeks(world: World) -> None:
    async with world.database.unit() as uow:
        await declare(uow, world.youth)
        await declare(uow, world.other, "sport_session", day=MONDAY - timedelta(days=7))
        await declare(uow, world.other, "update_cv", planned=True)
    async with world.database.unit(write=False) as uow:
        page = await weeks_page(world.advisor, WeeksQuery(), uow)
        assert [one.action.key for one in page.waiting] == ["sport_session", "send_applications"]
        assert page.weeks[-1] == THIS
        rows = {row.youth_id: row for row in page.rows}
        assert rows[world.youth_public].totals[-1] == WeekTotal(waiting=180)
        assert rows[world.other_public].totals[-2:] == (
            WeekTotal(waiting=120),
            WeekTotal(planned=180),
        )
        assert rows[world.other_public].target is None
        assert (await weeks_page(world.advisor, WeeksQuery(search="personne"), uow)).rows == ()
        asked = await weeks_page(world.advisor, WeeksQuery(asked=True), uow)
        assert [row.youth_id for row in asked.rows] == [world.youth_public]
        # a colleague reads, and settles nothing
        seen = await weeks_page(world.colleague, WeeksQuery(everyone=True), uow)
        assert (len(seen.rows), seen.waiting) == (2, ())
        assert not any(row.settles for row in seen.rows)
        assert (await weeks_page(world.stranger, WeeksQuery(everyone=True), uow)).rows == ()
        whole = await weeks_page(world.manager, WeeksQuery(), uow)
        assert (whole.waiting_count, all(row.settles for row in whole.rows)) == (2, True)
        one = await youth_weeks(world.colleague, world.youth_public, uow)
        assert (one.settles, one.totals[-1]) == (False, WeekTotal(waiting=180))


async def test_others_settle_nothing(world: World) -> None:
    async with world.database.unit() as uow:
        id_ = await declare(uow, world.youth)
        mine = AgreeActions(new_public_id(), (world.youth_public,), (Wish("update_cv"),))
        await agree_actions(world.advisor, mine, uow)
    for actor in (world.colleague, world.stranger):
        async with world.database.unit() as uow:
            new = new_public_id
            agree = replace(mine, batch=new())
            back = ReturnActions(new(), (id_,), ReturnReason.DAY)
            for attempt in (
                agree_actions(actor, agree, uow),
                validate_actions(actor, ValidateActions(new(), (id_,)), uow),
                return_actions(actor, back, uow),
                undo_batch(actor, mine.batch, uow),
                validate_actions(actor, ValidateActions(mine.batch, (id_,)), uow),
            ):
                with pytest.raises(NotFound):
                    await attempt
    async with world.database.unit() as uow:
        for attempt in (
            youth_weeks(world.stranger, world.youth_public, uow),
            do_action(world.other, DoAction(id_, MONDAY), uow),
            edit_action(world.other, EditAction(id_, MONDAY, 60), uow),
            take_back_action(world.other, id_, uow),
            restore_action(world.other, id_, uow),
            sign_action(world.other, SignAction(id_, "ABCD2345"), uow),
        ):
            with pytest.raises(NotFound):
                await attempt
        with pytest.raises(Conflict, match="action_known"):
            await add_action(world.other, AddAction(id_, Wish("update_cv"), MONDAY), uow)
    async with world.database.unit() as uow:
        done = await validate_actions(world.manager, ValidateActions(new_public_id(), (id_,)), uow)
    assert done.actions == 1


async def test_the_catalogue_of_a_structure(world: World) -> None:
    async with world.database.unit() as uow:
        entry = SaveEntry("", "Café des langues", ActionCategory.LEISURE, 90, StepKind.GO, "Agora")
        id_ = await save_entry(world.advisor, entry, uow)
        await hide_entry(world.manager, HideEntry("driving_theory", hidden=True), uow)
        longer = SaveEntry("sport_session", "another name", ActionCategory.HEALTH, 60)
        assert await save_entry(world.advisor, longer, uow) == "sport_session"
    catalogue = {one.id: one for one in (await week(world)).catalogue}
    assert catalogue[id_].title == "Café des langues"
    assert "driving_theory" not in catalogue
    sport = catalogue["sport_session"]
    assert (sport.minutes, sport.title, sport.category) == (60, "", ActionCategory.LEISURE)
    async with world.database.unit() as uow:
        with pytest.raises(NotFound):
            await save_entry(world.stranger, replace(entry, id=id_), uow)
        with pytest.raises(NotFound):
            await hide_entry(world.stranger, HideEntry(id_, hidden=True), uow)
        assert len(await list_entries(world.stranger, None, uow)) == len(catalogue)
        await declare(uow, world.youth, id_)
        await hide_entry(world.advisor, HideEntry(id_, hidden=True), uow)
    assert (await only(world)).title == "Café des langues"  # what was made of it stays


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddAction("x" * 22, Wish(), MONDAY), "action_title_empty"),
        (AddAction("x" * 22, Wish(title="mot"), MONDAY), "malformed"),
        (AddAction("x" * 22, Wish("no_such_thing"), MONDAY), "entry_unknown"),
        (AddAction("x" * 22, Wish("update_cv", minutes=20), MONDAY), "action_minutes"),
        (AddAction("x" * 22, Wish("update_cv"), date(2026, 9, 15)), "action_day_future"),
        (AddAction("x" * 22, Wish("update_cv"), date(2026, 7, 1)), "action_day_old"),
        (AddAction("x" * 22, Wish("update_cv"), date(2028, 1, 1), planned=True), "action_day_plan"),
        (AddAction("x" * 22, Wish("update_cv"), MONDAY, document="y" * 22), "document_unknown"),
        (AddAction("short", Wish("update_cv"), MONDAY), "bad_id"),
    ],
)
async def test_what_cannot_be_is_refused(world: World, command: AddAction, code: str) -> None:
    async with world.database.unit() as uow:
        with pytest.raises(DomainError) as refused:
            await add_action(world.youth, command, uow)
    assert refused.value.code == code
    assert (await week(world)).actions == ()


async def test_an_undo_comes_too_late_after_a_day(world: World, clock: FixedClock) -> None:
    batch = new_public_id()
    async with world.database.unit() as uow:
        wishes = (Wish("update_cv"),)
        await agree_actions(world.advisor, AgreeActions(batch, (world.youth_public,), wishes), uow)
    clock.advance(timedelta(hours=25))
    async with world.database.unit() as uow:
        with pytest.raises(Conflict, match="batch_old"):
            await undo_batch(world.advisor, batch, uow)


async def test_hours_from_elsewhere_count_too(world: World) -> None:
    """An appointment that was held, and one to come; a workshop is in the same sum."""
    async with world.database.unit() as uow:
        youth = await uow.youths.get(world.youth.youth_id or 0)
        assert youth is not None
        now = uow.clock.now()
        for begins, presence in (
            (now - timedelta(hours=2), Presence.SEEN),
            (now + timedelta(days=1), None),
        ):
            uow.session.add(
                Appointment(
                    public_id=new_public_id(),
                    uid=new_public_id(),
                    structure_id=youth.structure_id,
                    advisor_id=world.advisor.account_id,
                    youth_id=youth.id,
                    kind=next(iter(AppointmentKind)),
                    how=AppointmentHow.ON_SITE,
                    starts_at=begins,
                    ends_at=begins + timedelta(minutes=45),
                    status=AppointmentStatus.DONE if presence else AppointmentStatus.PLANNED,
                    presence=presence,
                    booked_by=AppointmentSide.ADVISOR,
                    created_at=now,
                    changed_at=now,
                )
            )
        await uow.session.flush()
        await recount(uow, (youth.id,), (MONDAY,))
        await declare(uow, world.youth)
    assert await total(world) == WeekTotal(planned=45, waiting=180, validated=45)
    hours = (await week(world)).hours
    assert sorted((one.source.value, one.minutes) for one in hours) == [("appointment", 45)] * 2


async def test_today_tells_what_waits_and_who_has_no_hours(world: World, clock: FixedClock) -> None:
    async with world.database.unit() as uow:
        await declare(uow, world.other)
        await declare(uow, world.other, "update_cv")
    clock.advance(timedelta(days=2))
    async with world.database.unit(write=False) as uow:
        waiting = await actions_waiting(world.advisor, uow)
        empty = await zero_hours_today(world.advisor, uow)
        assert (await actions_waiting(world.colleague, uow)).total == 0
    assert [(row.youth_id, row.count) for row in waiting.rows] == [(world.other_public, 2)]
    assert [(row.youth_id, row.detail) for row in empty.rows] == [
        (world.youth_public, "zero_this_week")
    ]
    settle = next(one.settle for one in SOURCES if one.kind is TodayKind.ACTION)
    assert settle is not None
    async with world.database.unit() as uow:
        await settle(world.advisor, world.other_public, uow)
        with pytest.raises(NotFound):
            await settle(world.stranger, world.other_public, uow)
    async with world.database.unit(write=False) as uow:
        assert (await actions_waiting(world.advisor, uow)).total == 0


async def test_a_card_opens_the_week_at_an_action_for_its_youth_and_who_settles(
    world: World, database: Database
) -> None:
    async with database.unit() as uow:
        done = await declare(uow, world.youth)
        planned = await declare(uow, world.youth, day=MONDAY + timedelta(days=3), planned=True)
        foreign = await declare(uow, world.other, day=MONDAY + timedelta(days=3), planned=True)
    references = [(CardKind.ACTION, id_) for id_ in (done, planned, foreign)]
    async with database.unit(write=False) as uow:
        for reader in (world.youth, world.advisor):
            choices = await choices_for(
                reader, FindCards(world.youth.youth_id, "candidatures"), uow
            )
            assert [c.id for c in choices if c.kind is CardKind.ACTION] == [planned]
            nothing = await choices_for(reader, FindCards(world.youth.youth_id, "piscine"), uow)
            assert [c for c in nothing if c.kind is CardKind.ACTION] == []
        assert [
            card.id
            for card in await choices_for(world.colleague, FindCards(world.youth.youth_id), uow)
            if card.kind is CardKind.ACTION
        ] == []
        own = await cards_for(world.youth, references, uow)
        assert [own[one].state for one in references] == [
            CardState.DONE,
            CardState.OPEN,
            CardState.GONE,
        ]
        card = own[references[1]]
        assert (card.title, card.path) == (
            "Envoyer des candidatures",
            f"/mon-espace/semaine#{planned}",
        )
        for reader in (world.advisor, world.manager):
            seen = (await cards_for(reader, references, uow))[references[1]]
            assert seen.path == f"/conseil/jeunes/{world.youth_public}/semaine"
        for reader in (world.colleague, world.stranger):
            hidden = await cards_for(reader, references, uow)
            assert {hidden[one].state for one in references} == {CardState.GONE}
