"""An erasure from the wish to the last row: who hears of it, who may change their mind, what counts stay. On both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from myjobmatch.db.models import (
    Account,
    Activity,
    ContactPoint,
    FigureDay,
    Notification,
    Youth,
    YouthIdentity,
)
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.appointments import (
    AppointmentHow,
    AppointmentKind,
    AppointmentStatus,
    on_the_wall,
)
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.erasure import (
    CLOSING,
    GRACE,
    IDLE,
    WARNING,
    Erased,
    ErasureReason,
    erased_key,
)
from myjobmatch.domain.errors import Conflict, DomainError, Forbidden, NotFound
from myjobmatch.domain.notifications import Channel
from myjobmatch.domain.workshops import EnrolmentStatus
from myjobmatch.services import erasing, erasure_tellers, sharing_tellers
from myjobmatch.services.appointment_views import AskAgenda, list_agenda
from myjobmatch.services.appointments import SetAppointment, set_appointment
from myjobmatch.services.counting import count_activity
from myjobmatch.services.erasing import erase_again, mind_erasures
from myjobmatch.services.erasure import (
    AskErasure,
    AskOnPaper,
    ask_on_paper,
    drop_on_paper,
    keep_account,
    own_erasure,
    request_erasure,
)
from myjobmatch.services.idle_youths import mind_idle_youths
from myjobmatch.services.matches import list_company_matches
from myjobmatch.services.outbox import work_once
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.proving import Proof, prove
from myjobmatch.services.sessions import SessionService
from myjobmatch.services.workshop_places import enrol
from myjobmatch.services.youth_file import youth_head
from tests import factories
from tests.integration.services.in_touch import NAME, Pair, pair_in_touch
from tests.integration.services.workshop_town import WorkshopTown, workshop_town

LISTENING = (erasure_tellers, sharing_tellers)
LATER, NOW = AskErasure(now=False, session=""), AskErasure(now=True, session="")


@dataclass
class World:
    """A youth in touch with a company, whose advisor has an appointment with them in ten days."""

    pair: Pair
    advisor: Actor
    manager: Actor
    stranger: Actor
    youth_id: str
    day: date

    @property
    def youth(self) -> Actor:
        return self.pair.youth

    async def run_out(self, clock: FixedClock) -> int:
        """Until nothing is left of whoever is due; answers how many were erased."""
        assert await mind_erasures(self.pair.app) == 0
        clock.advance(CLOSING)
        return await mind_erasures(self.pair.app)


@pytest.fixture
async def world(database: Database, clock: FixedClock) -> World:
    pair = await pair_in_touch(database)
    async with database.unit() as uow:
        youth = await uow.youths.get(pair.youth.youth_id or 0)
        assert youth is not None
        where = await uow.accounts.structure(youth.structure_id or 0)
        assert where is not None
        other = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        made = World(
            pair,
            advisor,
            await factories.staff(uow, Role.MANAGER, where),
            await factories.staff(uow, Role.MANAGER, other),
            youth.public_id,
            paris_day(clock.now()) + timedelta(days=10),
        )
        youth.advisor_id = advisor.account_id
        for actor in (pair.youth, advisor, pair.recruiter):
            uow.notifications.add(
                ContactPoint(
                    account_id=actor.account_id,
                    channel=Channel.EMAIL,
                    address=f"a{actor.account_id}@exemple.invalid",
                    verified_at=clock.now(),
                )
            )
    wanted = SetAppointment(
        made.youth_id,
        AppointmentKind.INTERVIEW,
        AppointmentHow.ON_SITE,
        on_the_wall(made.day, 600),
        45,
    )
    await pair.app.run(set_appointment, advisor, wanted)
    return made


async def told(database: Database, to: Actor) -> list[str]:
    async with database.unit(write=False) as uow:
        rows = await uow.session.scalars(
            select(Notification.text)
            .where(Notification.account_id == to.account_id)
            .order_by(Notification.id)
        )
        return list(rows)


async def visible(database: Database, actor: Actor) -> bool:
    async with database.unit(write=False) as uow:
        youth = await uow.youths.get(actor.youth_id or 0)
        return youth is not None and youth.visible


async def test_one_may_change_ones_mind(
    world: World, database: Database, clock: FixedClock
) -> None:
    app = world.pair.app
    asked = await app.run(request_erasure, world.youth, LATER)
    assert (asked.due_on, asked.reason, asked.final) == (
        paris_day(clock.now() + GRACE),
        ErasureReason.OWN_WISH,
        False,
    )
    assert not await visible(database, world.youth)
    again = await app.run(request_erasure, world.youth, LATER)
    assert again == asked
    await work_once(app)
    assert "erasure_asked" in await told(database, world.youth)
    assert "erasure_of_youth" in await told(database, world.advisor)
    clock.advance(GRACE - timedelta(minutes=1))
    assert await mind_erasures(app) == 0
    await app.run(keep_account, world.youth, None)
    await app.run(keep_account, world.youth, None)
    assert await app.run(own_erasure, world.youth, None) is None
    assert await visible(database, world.youth)
    await work_once(app)
    assert (await told(database, world.advisor))[-1] == "erasure_kept"
    clock.advance(GRACE)
    assert await world.run_out(clock) == 0
    (match,) = await app.run(list_company_matches, world.pair.recruiter, world.pair.company.id)
    assert match.person == NAME


async def test_what_stood_is_called_off_and_told_before_anything_goes(
    world: World, database: Database, clock: FixedClock
) -> None:
    app = world.pair.app
    await app.run(request_erasure, world.youth, NOW)
    assert await mind_erasures(app) == 0
    with pytest.raises(Conflict, match="erasure_begun"):
        await app.run(keep_account, world.youth, None)
    await work_once(app)
    assert "sharing_withdrawn" in await told(database, world.pair.recruiter)
    agenda = await app.run(list_agenda, world.advisor, AskAgenda(world.day, 1))
    assert [one.view.status for one in agenda.entries] == [AppointmentStatus.CANCELLED]
    async with database.unit(write=False) as uow:
        account = await uow.accounts.get(world.youth.account_id)
        assert account is not None
        assert account.status.value == "disabled"
    clock.advance(CLOSING)
    assert await mind_erasures(app) == 1
    assert not await app.run(list_company_matches, world.pair.recruiter, world.pair.company.id)
    with pytest.raises(NotFound):
        await app.run(youth_head, world.advisor, world.youth_id)
    await work_once(app)  # what waited to be told falls over nobody


async def test_figures_stay_and_a_rebuild_counts_the_same_months(
    world: World, database: Database, clock: FixedClock
) -> None:
    app = world.pair.app

    async def figures() -> list[tuple[object, ...]]:
        async with database.unit(write=False) as uow:
            table = FigureDay.__table__
            rows = await uow.session.execute(
                select(table).order_by(table.c.day, table.c.structure_id, table.c.advisor_id)
            )
            return [tuple(row) for row in rows]

    async with database.unit(write=False) as uow:
        entries = await uow.session.scalar(select(func.count(Activity.id)))
    await app.run(request_erasure, world.youth, NOW)
    await mind_erasures(app)
    await count_activity(app)
    before = await figures()
    clock.advance(CLOSING)
    assert await mind_erasures(app) == 1
    await count_activity(app)
    assert await figures() == before
    async with database.unit(write=False) as uow:
        moments = set(
            await uow.session.scalars(
                select(Activity.at).where(Activity.youth_id == world.youth.youth_id)
            )
        )
        left = await uow.session.scalar(select(func.count(Activity.id)))
    assert {paris_day(at).day for at in moments} == {1}
    assert (left or 0) >= (entries or 0)


async def test_on_paper_the_manager_alone_notes_it_and_never_against_their_own_wish(
    world: World, database: Database, clock: FixedClock
) -> None:
    app, asked = world.pair.app, AskOnPaper(world.youth_id)
    for act in (ask_on_paper, drop_on_paper):
        with pytest.raises(Forbidden, match="not_allowed"):
            await app.run(act, world.advisor, asked)
        with pytest.raises(NotFound, match="youth_unknown"):
            await app.run(act, world.stranger, asked)
    noted = await app.run(ask_on_paper, world.manager, asked)
    assert noted.reason is ErasureReason.ON_PAPER
    await work_once(app)
    assert "erasure_on_paper" in await told(database, world.youth)
    await app.run(drop_on_paper, world.manager, asked)
    await app.run(drop_on_paper, world.manager, asked)
    assert await visible(database, world.youth)

    await app.run(ask_on_paper, world.manager, asked)
    own = await app.run(request_erasure, world.youth, LATER)
    assert own.reason is ErasureReason.OWN_WISH
    with pytest.raises(Conflict, match="erasure_theirs"):
        await app.run(drop_on_paper, world.manager, asked)
    clock.advance(GRACE)
    assert await world.run_out(clock) == 1


async def test_a_demonstration_account_stays(world: World, database: Database) -> None:
    async with database.unit() as uow:
        await uow.session.execute(
            update(Account).where(Account.id == world.youth.account_id).values(is_demo=True)
        )
    for act in (
        world.pair.app.run(request_erasure, world.youth, LATER),
        world.pair.app.run(ask_on_paper, world.manager, AskOnPaper(world.youth_id)),
    ):
        with pytest.raises(Conflict, match="erasure_demo"):
            await act


async def test_a_backup_does_not_bring_anybody_back(
    world: World, database: Database, clock: FixedClock
) -> None:
    app = world.pair.app
    await app.run(request_erasure, world.youth, NOW)
    assert await world.run_out(clock) == 1
    (noted,) = app.erased.read()
    assert noted == Erased(erased_key(world.youth_id), paris_day(clock.now()))
    async with database.unit() as uow:  # the backup: they are there again, and no table tells
        where = await uow.accounts.structure(world.advisor.structure_id or 0)
        assert where is not None
        back = await factories.youth(uow, where, advisor=world.advisor)
        await uow.session.execute(
            update(Youth).where(Youth.id == back.youth_id).values(public_id=world.youth_id)
        )
    assert await erase_again(app) == 1
    assert await erase_again(app) == 0
    async with database.unit(write=False) as uow:
        assert await uow.youths.identity(back.youth_id or 0) is None
        assert await uow.youths.by_public_id(world.youth_id) is None


async def test_a_lost_file_is_filled_from_the_database(world: World, clock: FixedClock) -> None:
    app = world.pair.app
    await app.run(request_erasure, world.youth, NOW)
    assert await world.run_out(clock) == 1
    before = app.erased.read()
    app.erased._path.unlink()
    assert await erase_again(app) == 0
    assert app.erased.read() == before


async def test_nobody_is_erased_where_the_file_cannot_be_written(
    world: World,
    database: Database,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = world.pair.app
    await app.run(request_erasure, world.youth, NOW)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(app.erased, "add", full)
    assert await mind_erasures(app) == 0
    clock.advance(CLOSING)
    with caplog.at_level("ERROR"):
        assert await mind_erasures(app) == 0
    assert "could not be erased" in caplog.text
    async with database.unit(write=False) as uow:
        assert await uow.youths.identity(world.youth.youth_id or 0) is not None
    monkeypatch.undo()
    assert await mind_erasures(app) == 1


async def test_one_who_cannot_be_called_off_holds_up_nobody(
    world: World,
    database: Database,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = world.pair.app
    async with database.unit() as uow:
        where = await uow.accounts.structure(world.advisor.structure_id or 0)
        assert where is not None
        other = await factories.youth(uow, where)
    await app.run(request_erasure, world.youth, NOW)
    clock.advance(timedelta(seconds=1))
    await app.run(request_erasure, other, NOW)

    async def fails(actor: Actor, youth: Youth, uow: object) -> int:
        if youth.id == world.youth.youth_id:
            raise RuntimeError("bent")
        return 0

    monkeypatch.setattr(erasing, "call_off_all", fails)
    with caplog.at_level("ERROR"):
        assert await world.run_out(clock) == 1
    assert f"youth {world.youth.youth_id} could not be called off" in caplog.text
    async with database.unit(write=False) as uow:
        assert await uow.youths.identity(other.youth_id or 0) is None
    monkeypatch.undo()
    assert await world.run_out(clock) == 1


async def test_two_years_without_a_sign(
    world: World, database: Database, clock: FixedClock
) -> None:
    app = world.pair.app

    async def look() -> int:
        return await app.run(mind_idle_youths, SYSTEM, None)

    assert await look() == 0
    clock.advance(IDLE - WARNING + timedelta(days=11))  # since the appointment that was to be
    assert await look() == 1
    assert await look() == 0
    waits = await app.run(own_erasure, world.youth, None)
    assert waits is not None
    assert (waits.reason, waits.due_on) == (
        ErasureReason.IDLE,
        paris_day(clock.now() + WARNING),
    )
    assert await visible(database, world.youth)
    await work_once(app)
    assert "erasure_idle" in await told(database, world.youth)

    clock.advance(timedelta(days=5))
    async with database.unit() as uow:  # they come back
        await uow.youths.touch(world.youth.youth_id or 0, clock.now())
        await uow.session.execute(
            update(Account)
            .where(Account.id == world.youth.account_id)
            .values(last_seen_at=clock.now())
        )
    assert await look() == 0
    assert await app.run(own_erasure, world.youth, None) is None

    clock.advance(IDLE)
    assert await look() == 1
    clock.advance(WARNING)
    assert await world.run_out(clock) == 1
    async with database.unit(write=False) as uow:
        assert not list(await uow.session.scalars(select(YouthIdentity.youth_id)))


@pytest.mark.parametrize("password", [True, False], ids=["password", "none"])
async def test_it_is_asked_who_asks(
    world: World, database: Database, clock: FixedClock, password: bool
) -> None:
    app, sessions = world.pair.app, SessionService(database)
    async with database.unit() as uow:
        account = await uow.accounts.get(world.youth.account_id)
        assert account is not None
        account.password_hash = await hash_password("un chat dort ici") if password else None
    opened = await sessions.open_for(world.youth.account_id, None)
    good = Proof("un chat dort ici", opened.token, "192.0.2.1")
    await prove(app, world.youth, good)
    clock.advance(timedelta(hours=1))
    if password:
        await prove(app, world.youth, good)
        with pytest.raises(DomainError, match="password_wrong"):
            await prove(app, world.youth, Proof("autre", opened.token, "192.0.2.1"))
    else:
        with pytest.raises(Conflict, match="session_old"):
            await prove(app, world.youth, good)
    with pytest.raises(DomainError, match="signed_out"):
        await prove(app, world.youth, Proof("", "nobody's", "192.0.2.1"))


async def test_a_place_in_a_workshop_goes_to_who_waits(
    database: Database, clock: FixedClock
) -> None:
    town: WorkshopTown = await workshop_town(database)
    session = await town.plan()
    for youth in town.youths:  # two places: the third waits
        await town.app.run(enrol, youth, session)
    first = town.youths[0]
    await town.app.run(request_erasure, first, NOW)
    assert await mind_erasures(town.app) == 0
    async with database.unit(write=False) as uow:
        rows = await uow.workshops.of_youths(
            (await uow.workshops.session_by_public_id(session)).id,  # type: ignore[union-attr]
            [youth.youth_id or 0 for youth in town.youths],
        )
    assert [rows[youth.youth_id or 0].status for youth in town.youths] == [
        EnrolmentStatus.WITHDRAWN,
        EnrolmentStatus.ENROLLED,
        EnrolmentStatus.ENROLLED,
    ]
    clock.advance(CLOSING)
    assert await mind_erasures(town.app) == 1
