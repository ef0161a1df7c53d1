"""Dashboards: figures of the right people, a fixed number of queries, files that say what the page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from myjobmatch.db.models import Activity, AuditEntry, YouthWeek
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind as K
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.dashboard import CellKind, Dashboard, DashboardQuery, TableKey
from myjobmatch.domain.enums import Role, Scheme
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.periods import Against, PeriodKind
from myjobmatch.services.application import Application
from myjobmatch.services.counting import CountBatch, count_activity, count_batch, forget_counts
from myjobmatch.services.dashboards.exporting import ExportTable, export_table
from myjobmatch.services.dashboards.reading import read_dashboard
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories
from tests.fixtures.encoder import shipped
from tests.integration.db.test_query_budgets import counted

MONTH = DashboardQuery(kind=PeriodKind.DAYS_30)


class Ground:
    """A structure with two advisors, a manager, youths of both; another structure; an offer of a company."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        self.clock = clock
        self.app = Application(database, clock, MatchingRuntime(database, None, shipped()))

    async def make(self, youths: int = 6) -> None:
        async with self.app.database.unit() as uow:
            self.here, there = await factories.structure(uow), await factories.structure(uow)
            self.advisor = await factories.staff(uow, Role.ADVISOR, self.here)
            self.colleague = await factories.staff(uow, Role.ADVISOR, self.here)
            self.manager = await factories.staff(uow, Role.MANAGER, self.here)
            self.officer = await factories.staff(uow, Role.EMPLOYMENT_OFFICER, self.here)
            self.funder = await factories.staff(uow, Role.FUNDER, self.here)
            self.foreigner = await factories.staff(uow, Role.ADVISOR, there)
            self.foreign_manager = await factories.staff(uow, Role.MANAGER, there)
            company = await factories.company(uow, self.here)
            self.offer = await factories.offer(uow, company)
            self.recruiter = await factories.recruiter(uow, company)
            self.youths = [
                await factories.youth(uow, self.here, advisor=self.advisor) for _ in range(youths)
            ]
            self.others = [
                await factories.youth(uow, self.here, advisor=self.colleague) for _ in range(2)
            ]

    async def log(self, kind: K, youth: Actor, days_ago: float, *, role: str = "youth") -> None:
        mine = youth in self.youths
        async with self.app.database.unit() as uow:
            uow.session.add(
                Activity(
                    at=self.clock.now() - timedelta(days=days_ago),
                    structure_id=self.here.id,
                    kind=kind,
                    youth_id=youth.youth_id,
                    offer_id=self.offer.id if kind in PAIRED else None,
                    actor_role=role,
                    advisor_id=(self.advisor if mine else self.colleague).account_id,
                )
            )

    async def read(self, actor: Actor, query: DashboardQuery = MONTH) -> Dashboard:
        await count_activity(self.app)
        return await self.app.run(read_dashboard, actor, query)


PAIRED = frozenset(
    {K.OFFER_LIKED, K.MATCHED, K.IDENTITY_SHARED, K.INTERVIEWED, K.HIRED, K.CANDIDATE_LIKED}
)


@pytest.fixture
async def ground(database: Database, clock: FixedClock) -> Ground:
    found = Ground(database, clock)
    await found.make()
    return found


def headline(found: Dashboard, key: str) -> tuple[float | None, float | None]:
    return next((one.value, one.before) for one in found.headlines if one.key == key)


async def test_a_new_structure_is_told_that_there_is_nothing_yet(ground: Ground) -> None:
    found = await ground.read(ground.advisor)
    assert found.empty
    assert found.drop_outs == ()
    assert found.followed == 6


async def test_everybody_sees_their_own_and_the_manager_each(ground: Ground) -> None:
    await ground.log(K.SIGNED_IN, ground.youths[0], 3)
    await ground.log(K.SIGNED_IN, ground.youths[0], 2)
    await ground.log(K.SIGNED_IN, ground.youths[1], 40)
    await ground.log(K.SIGNED_IN, ground.others[0], 1)
    await ground.log(K.MESSAGE_SENT, ground.youths[2], 1, role="advisor")

    mine = await ground.read(ground.advisor)
    assert headline(mine, "youths") == (1, 1)
    assert mine.table(TableKey.ADVISORS) is None
    assert headline(await ground.read(ground.colleague), "youths") == (1, 0)
    whole = await ground.read(ground.advisor, DashboardQuery(whole=True))
    assert headline(whole, "youths") == (2, 1)
    assert whole.table(TableKey.ADVISORS) is None

    managers = await ground.read(ground.manager)
    assert headline(managers, "youths") == (2, 1)
    lines = managers.table(TableKey.ADVISORS)
    assert lines is not None
    assert [row[2].number for row in lines.rows] == [1, 1]
    one = await ground.read(ground.manager, DashboardQuery(advisor=ground.colleague.public_id))
    assert headline(one, "youths") == (1, 0)
    assert one.of == ground.colleague.public_id
    assert headline(await ground.read(ground.foreign_manager), "youths") == (0, 0)


async def test_nobody_else_sees_anything(ground: Ground) -> None:
    await ground.log(K.SIGNED_IN, ground.youths[0], 3)
    outsiders = (ground.youths[0], ground.recruiter, ground.officer, ground.funder)
    for actor in outsiders:
        with pytest.raises(Forbidden):
            await ground.read(actor)
        command = ExportTable(MONTH, TableKey.ACTIVITY)
        with pytest.raises(Forbidden):
            await ground.app.run(export_table, actor, command)
    for actor in (ground.foreigner, ground.foreign_manager):
        assert (await ground.read(actor, DashboardQuery(whole=True))).empty
    chosen = DashboardQuery(advisor=ground.advisor.public_id)
    with pytest.raises(NotFound, match="advisor_unknown"):
        await ground.read(ground.foreign_manager, chosen)
    # an advisor may not look at a colleague's: the choice is the manager's
    assert headline(await ground.read(ground.colleague, chosen), "youths") == (0, 0)


async def test_the_funnel_counts_a_pair_once_a_step_and_the_answer_its_days(ground: Ground) -> None:
    for youth in ground.youths[:5]:
        await ground.log(K.OFFER_LIKED, youth, 10)
        await ground.log(K.OFFER_LIKED, youth, 9)
        await ground.log(K.CANDIDATE_LIKED, youth, 7, role="recruiter")
        await ground.log(K.MATCHED, youth, 7, role="recruiter")
    await ground.log(K.IDENTITY_SHARED, ground.youths[0], 6)
    await ground.log(K.INTERVIEWED, ground.youths[0], 4)
    await ground.log(K.HIRED, ground.youths[0], 1)
    await ground.log(K.HIRED, ground.youths[0], 0.5)
    found = await ground.read(ground.advisor)
    funnel = found.table(TableKey.FUNNEL)
    assert funnel is not None
    assert [row[1].number for row in funnel.rows] == [5, 5, 1, 1, 1]
    answers = found.table(TableKey.ANSWERS)
    assert answers is not None
    everybody, company = answers.rows
    assert (everybody[1].number, everybody[2].number) == (5, 3)
    assert company[2].kind is CellKind.DAYS
    less = await ground.read(
        ground.advisor,
        DashboardQuery(PeriodKind.DAYS_7, against=Against.YEAR_BEFORE),
    )
    funnel = less.table(TableKey.FUNNEL)
    assert funnel is not None
    assert [row[1].number for row in funnel.rows] == [0, 0, 1, 1, 1]


async def test_fewer_than_five_answers_tell_no_median(ground: Ground) -> None:
    for youth in ground.youths[:4]:
        await ground.log(K.OFFER_LIKED, youth, 10)
        await ground.log(K.CANDIDATE_LIKED, youth, 7, role="recruiter")
    answers = (await ground.read(ground.advisor)).table(TableKey.ANSWERS)
    assert answers is not None
    assert {row[2].kind for row in answers.rows} == {CellKind.FEW}


async def test_who_comes_back_attendance_and_hours(ground: Ground, clock: FixedClock) -> None:
    for youth in ground.youths[:4]:
        await ground.log(K.SIGNED_IN, youth, 30)
    await ground.log(K.SIGNED_IN, ground.youths[0], 23)
    for kind in (K.APPOINTMENT_SEEN, K.WORKSHOP_ATTENDED, K.APPOINTMENT_MISSED):
        await ground.log(kind, ground.youths[1], 2, role="advisor")
    monday = (clock.now() - timedelta(days=7)).date()
    async with ground.app.database.unit() as uow:
        for youth in ground.youths[:2]:
            row = await uow.youths.get(youth.youth_id or 0)
            assert row is not None
            row.scheme = Scheme.CEJ
        uow.session.add(
            YouthWeek(youth_id=ground.youths[0].youth_id, monday=monday, validated=900, waiting=60)
        )
    found = await ground.read(ground.advisor)
    retention = found.table(TableKey.RETENTION)
    assert retention is not None
    assert [(row[1].number, row[2].number) for row in retention.rows[:2]] == [(4, 1), (4, 0)]
    assert headline(found, "rate")[0] == pytest.approx(2 / 3)
    hours = found.table(TableKey.HOURS)
    assert hours is not None
    assert [cell.number for cell in hours.rows[-1][1:]] == [2, 7.5, 0.5, 0.5]


async def test_who_is_going_is_told_with_a_way_to_write(ground: Ground) -> None:
    for days in range(11, 80, 2):
        await ground.log(K.SIGNED_IN, ground.youths[0], days)
    for days in range(1, 80, 2):
        await ground.log(K.SIGNED_IN, ground.youths[1], days)
    found = await ground.read(ground.advisor)
    assert [(one.silent_days, one.own) for one in found.drop_outs] == [(11, True)]
    assert found.drop_out_count == 1
    assert (await ground.read(ground.colleague, DashboardQuery(whole=True))).drop_outs == ()
    assert [one.own for one in (await ground.read(ground.manager)).drop_outs] == [False]


async def test_the_number_of_queries_is_the_same_for_few_and_for_many(ground: Ground) -> None:
    year = DashboardQuery(kind=PeriodKind.YEAR)

    async def queries(actor: Actor) -> int:
        await count_activity(ground.app)
        with counted(ground.app.database) as statements:
            await ground.app.run(read_dashboard, actor, year)
        assert not any(" activity" in statement for statement in statements), "the log is not read"
        return len(statements)

    for youth in ground.youths:
        await ground.log(K.SIGNED_IN, youth, 3)
        await ground.log(K.OFFER_LIKED, youth, 3)
        await ground.log(K.CANDIDATE_LIKED, youth, 2, role="recruiter")
    few = await queries(ground.advisor), await queries(ground.manager)
    for youth in ground.youths:
        for days in range(1, 300, 9):
            await ground.log(K.SIGNED_IN, youth, days)
    assert (await queries(ground.advisor), await queries(ground.manager)) == few
    assert few[0] <= 13
    assert few[1] <= 16


async def test_a_file_is_noted_and_hides_few_when_it_leaves(ground: Ground) -> None:
    for youth in ground.youths[:3]:
        await ground.log(K.SIGNED_IN, youth, 1)
    await count_activity(ground.app)
    inside = await ground.app.run(
        export_table, ground.manager, ExportTable(MONTH, TableKey.ADVISORS)
    )
    outside = await ground.app.run(
        export_table, ground.manager, ExportTable(MONTH, TableKey.ADVISORS, outside=True)
    )
    assert [row[2].number for row in inside.table.rows] == [3, 0]
    assert [row[2].kind for row in outside.table.rows] == [CellKind.FEW, CellKind.COUNT]
    command = ExportTable(MONTH, TableKey.DROP_OUTS, outside=True)
    with pytest.raises(Invalid, match="table_named"):
        await ground.app.run(export_table, ground.manager, command)
    with pytest.raises(NotFound, match="table_unknown"):
        await ground.app.run(export_table, ground.advisor, ExportTable(MONTH, TableKey.ADVISORS))
    async with ground.app.database.unit(write=False) as uow:
        noted = await uow.ledger.audits_of("structure", ground.here.id)
    assert [(entry.action, entry.details["outside"]) for entry in noted] == [
        ("dashboard_exported", False),
        ("dashboard_exported", True),
    ]
    assert isinstance(noted[0], AuditEntry)


async def test_a_period_that_does_not_work_is_refused(ground: Ground) -> None:
    with pytest.raises(Invalid, match="period_bad"):
        await ground.read(ground.advisor, DashboardQuery(kind=PeriodKind.OWN))


async def test_no_file_leaves_while_the_figures_are_counted_anew(ground: Ground) -> None:
    for days in (1, 2, 3):
        await ground.log(K.SIGNED_IN, ground.youths[0], days)
    await count_activity(ground.app)
    command = ExportTable(MONTH, TableKey.ACTIVITY)
    whole = await ground.app.run(export_table, ground.manager, command)

    await ground.app.run(forget_counts, SYSTEM, None)
    await ground.app.run(count_batch, SYSTEM, CountBatch(until=10_000, limit=1))
    assert (await ground.app.run(read_dashboard, ground.manager, MONTH)).rebuilding
    for outside in (False, True):
        with pytest.raises(Conflict, match="figures_rebuilding"):
            await ground.app.run(export_table, ground.manager, replace(command, outside=outside))
    with pytest.raises(Forbidden):
        await ground.app.run(export_table, ground.funder, command)

    await count_activity(ground.app)
    again = await ground.app.run(export_table, ground.manager, command)
    assert again.table == whole.table
