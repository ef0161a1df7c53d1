"""Notes with their readers, next steps, obstacles of whoever accompanies; history by theme and page."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from myjobmatch.db.models import Activity
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.notes import NoteSight, ObstacleKind, YouthNotes
from myjobmatch.domain.youth_file import TIMELINE_PAGE, Theme
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.today.desk import list_today, settle_row
from myjobmatch.services.youth_file import TimelineQuery, youth_head, youth_timeline
from myjobmatch.services.youth_notes import (
    AddObstacle,
    AddStep,
    EditNote,
    ResolveObstacle,
    TickStep,
    WriteNote,
    add_obstacle,
    add_step,
    delete_note,
    edit_note,
    resolve_obstacle,
    restore_note,
    tick_step,
    write_note,
    youth_notes,
)
from tests import factories


@dataclass
class File:
    """A youth with their advisor, a colleague, the manager, and an advisor of elsewhere."""

    app: Application
    advisor: Actor
    colleague: Actor
    manager: Actor
    stranger: Actor
    youth: Actor
    id: str


@pytest.fixture
async def file(database: Database, clock: FixedClock) -> File:
    async with database.unit() as uow:
        here, there = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        youth = await factories.youth(uow, here, advisor=advisor)
        person = await uow.youths.get(youth.youth_id or 0)
        assert person is not None
        return File(
            Application(database, clock, MatchingRuntime(database, None)),
            advisor,
            await factories.staff(uow, Role.ADVISOR, here),
            await factories.staff(uow, Role.MANAGER, here),
            await factories.staff(uow, Role.ADVISOR, there),
            youth,
            person.public_id,
        )


async def written(file: File, actor: Actor) -> YouthNotes:
    return await file.app.run(youth_notes, actor, file.id)


async def test_notes_are_read_by_those_they_are_for(file: File) -> None:
    run = file.app.run
    await run(write_note, file.advisor, WriteNote(file.id, " Pour tous ", NoteSight.STRUCTURE))
    await run(write_note, file.advisor, WriteNote(file.id, "Pour moi", NoteSight.ME))
    assert {n.text for n in (await written(file, file.advisor)).notes} == {"Pour tous", "Pour moi"}
    for reader in (file.colleague, file.manager):
        (seen,) = (await written(file, reader)).notes
        assert (seen.text, seen.mine) == ("Pour tous", False)
    for nobody, refused in ((file.stranger, NotFound), (file.youth, Forbidden)):
        with pytest.raises(refused):
            await written(file, nobody)
        with pytest.raises(refused):
            await run(write_note, nobody, WriteNote(file.id, "x"))
    for text, code in (("  ", "note_empty"), ("x" * 4001, "note_long")):
        with pytest.raises(Invalid, match=code):
            await run(write_note, file.advisor, WriteNote(file.id, text))


async def test_a_note_is_changed_and_deleted_by_its_author_with_a_trace(
    file: File, database: Database, clock: FixedClock
) -> None:
    run = file.app.run
    note = await run(write_note, file.advisor, WriteNote(file.id, "Avant"))
    for service, command in (
        (edit_note, EditNote(note, "Volé", NoteSight.STRUCTURE)),
        (delete_note, note),
        (restore_note, note),
    ):
        for other in (file.colleague, file.manager, file.stranger):
            with pytest.raises(NotFound, match="note_unknown"):
                await run(service, other, command)
    clock.advance(timedelta(hours=1))
    await run(edit_note, file.advisor, EditNote(note, "Après", NoteSight.STRUCTURE))
    (seen,) = (await written(file, file.colleague)).notes
    assert (seen.text, seen.edited_at) == ("Après", clock.now())
    await run(delete_note, file.advisor, note)
    assert (await written(file, file.advisor)).notes == ()
    with pytest.raises(NotFound):
        await run(edit_note, file.advisor, EditNote(note, "x", NoteSight.ME))
    await run(restore_note, file.advisor, note)
    assert len((await written(file, file.advisor)).notes) == 1
    async with database.unit(write=False) as uow:
        entries = await uow.ledger.audits_of("youth", file.youth.youth_id or 0)
    assert [e.action for e in entries] == ["note_edited", "note_deleted", "note_restored"]
    assert entries[0].details["before"] == "Avant"


async def test_a_next_step_stands_on_the_first_page_on_its_day(
    file: File, clock: FixedClock
) -> None:
    run = file.app.run
    day = paris_day(clock.now()) + timedelta(days=2)
    await run(add_step, file.advisor, AddStep(file.id, "Appeler la CAF", day.isoformat()))
    step = (await written(file, file.advisor)).steps[0]
    assert (step.text, step.day, step.done, step.late) == ("Appeler la CAF", day, False, False)
    kinds = {g.kind.value for g in (await run(list_today, file.advisor, None)).groups}
    assert "next_step" not in kinds
    clock.advance(timedelta(days=3))
    assert (await written(file, file.advisor)).steps[0].late
    groups = {g.kind.value: g for g in (await run(list_today, file.advisor, None)).groups}
    (row,) = groups["next_step"].rows
    assert (row.what, row.urgent) == ("Appeler la CAF", True)
    await run(settle_row, file.advisor, row.key)
    assert (await written(file, file.advisor)).steps[0].done
    await run(tick_step, file.colleague, TickStep(step.id, False))
    assert not (await written(file, file.advisor)).steps[0].done
    with pytest.raises(NotFound):
        await run(tick_step, file.stranger, TickStep(step.id, True))
    for command, code in (
        (AddStep(file.id, " "), "step_empty"),
        (AddStep(file.id, "x" * 201), "step_long"),
        (AddStep(file.id, "x", "demain"), "step_day"),
    ):
        with pytest.raises(Invalid, match=code):
            await run(add_step, file.advisor, command)


async def test_obstacles_are_of_whoever_accompanies_alone(file: File) -> None:
    run = file.app.run
    command = AddObstacle(file.id, ObstacleKind.HOUSING, "chez un ami")
    made = await run(add_obstacle, file.advisor, command)
    (seen,) = (await written(file, file.advisor)).obstacles
    assert (seen.kind, seen.note, seen.resolved_at) == ("housing", "chez un ami", None)
    for other in (file.colleague, file.manager):
        assert (await written(file, other)).obstacles == ()
    for other, refused in ((file.colleague, NotFound), (file.manager, Forbidden)):
        with pytest.raises(refused):
            await run(add_obstacle, other, command)
        with pytest.raises(refused):
            await run(resolve_obstacle, other, ResolveObstacle(made, True))
    await run(resolve_obstacle, file.advisor, ResolveObstacle(made, True))
    assert (await written(file, file.advisor)).obstacles[0].resolved_at is not None
    with pytest.raises(Conflict, match="obstacle_settled"):
        await run(resolve_obstacle, file.advisor, ResolveObstacle(made, True))
    await run(resolve_obstacle, file.advisor, ResolveObstacle(made, False))


async def test_history_is_read_by_theme_and_page(
    file: File, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        for number in range(TIMELINE_PAGE + 20):
            kind = ActivityKind.MESSAGE_SENT if number % 2 else ActivityKind.OFFER_LIKED
            uow.session.add(
                Activity(
                    at=clock.now() + timedelta(minutes=number),
                    structure_id=file.advisor.structure_id,
                    kind=kind,
                    youth_id=file.youth.youth_id,
                    actor_role="youth",
                )
            )
        await uow.session.flush()
        uow.session.add(  # written last, of long before
            Activity(
                at=clock.now() - timedelta(days=1),
                structure_id=file.advisor.structure_id,
                kind=ActivityKind.APPOINTMENT_SEEN,
                youth_id=file.youth.youth_id,
                actor_role="advisor",
                taken_back=True,
            )
        )
    first = await file.app.run(youth_timeline, file.advisor, TimelineQuery(file.id))
    rest = await file.app.run(
        youth_timeline, file.advisor, TimelineQuery(file.id, before=first.before)
    )
    assert (len(first.entries), len(rest.entries), rest.before) == (TIMELINE_PAGE, 21, 0)
    assert (rest.entries[-1].kind, rest.entries[-1].taken_back) == (
        ActivityKind.APPOINTMENT_SEEN,
        True,
    )
    only = await file.app.run(
        youth_timeline, file.colleague, TimelineQuery(file.id, Theme.MESSAGES)
    )
    (run_of_messages,) = only.entries
    assert run_of_messages.times == (TIMELINE_PAGE + 20) // 2
    for service, command in ((youth_timeline, TimelineQuery(file.id)), (youth_head, file.id)):
        with pytest.raises(NotFound):
            await file.app.run(service, file.stranger, command)
