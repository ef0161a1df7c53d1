"""Operations that the FSE+ pays for: written, entered, left, told six months after, counted; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import AuditEntry, FseCorrection, FseParticipation, OutboxEvent, Youth
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.dashboard import CellKind
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.form_problems import FormNotReady
from myjobmatch.domain.fse.indicators import figures_of
from myjobmatch.domain.fse.questionnaire import Part, questionnaire
from myjobmatch.domain.fse.told import DueKind, Narrow, ToldBy
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.services.fse.answering import TellAnswers, take_back_leaving, tell_answers
from myjobmatch.services.fse.exporting import (
    ExportIndicators,
    ExportRows,
    export_incomplete,
    export_indicators,
    export_participants,
)
from myjobmatch.services.fse.figures import funded_figures, list_funded, operation_figures
from myjobmatch.services.fse.follow_up import (
    TellFollowUp,
    ask_six_months,
    follow_up_by_link,
    give_link,
    own_follow_up,
    tell_by_link,
    tell_own_follow_up,
)
from myjobmatch.services.fse.holding import cut_loose, held_of
from myjobmatch.services.fse.operations import (
    SaveOperation,
    list_operations,
    read_operation,
    save_operation,
)
from myjobmatch.services.fse.participants import (
    Enrol,
    ParticipantsQuery,
    enrol,
    list_participants,
)
from myjobmatch.services.situations import TellSituation, tell_situation
from myjobmatch.services.today.fse import participants_due
from tests.integration.services.fse_town import FseTown, fse_town, whole_operation

LEFT = date(2026, 9, 1)


@pytest.fixture
async def town(database: Database) -> FseTown:
    return await fse_town(database)


async def due(town: FseTown) -> list[tuple[str, bool]]:
    async with town.app.database.unit(write=False) as uow:
        return [
            (row.detail, row.urgent) for row in (await participants_due(town.advisor, uow)).rows
        ]


async def test_an_operation_is_written_shared_and_shown(town: FseTown) -> None:
    run = town.app.run
    view = await run(read_operation, town.manager, town.operation_id)
    assert (view.rate, view.leads, view.may_edit, view.version) == (5000, True, True, 1)
    wrong = SaveOperation(whole_operation(rate=6000), town.operation_id, version=1)
    with pytest.raises(FormNotReady) as refusal:
        await run(save_operation, town.manager, wrong)
    assert [one.field for one in refusal.value.problems] == ["rate"]
    changed = SaveOperation(
        whole_operation(title="Autre titre"),
        town.operation_id,
        version=1,
        structures=(town.foreign_structure,),
        funders=(town.funder.public_id,),
    )
    await run(save_operation, town.manager, changed)
    with pytest.raises(Conflict, match="fse_changed"):
        await run(save_operation, town.manager, changed)
    (shared,) = await run(list_operations, town.foreign_manager, None)
    assert (shared.content.title, shared.leads, shared.may_edit) == ("Autre titre", False, False)
    with pytest.raises(NotFound):
        await run(save_operation, town.foreign_manager, replace(changed, version=2))
    assert [one.content.title for one in await run(list_funded, town.funder, None)] == [
        "Autre titre"
    ]
    assert await run(list_funded, town.other_funder, None) == []
    with pytest.raises(NotFound):
        await run(funded_figures, town.other_funder, town.operation_id)


async def test_a_youth_enters_once_and_nothing_is_guessed(town: FseTown) -> None:
    run = town.app.run
    participant = await town.enter()
    again = await run(
        enrol, town.advisor, Enrol(town.operation_id, (town.youth_id,), date(2026, 2, 1))
    )
    assert (again.made, again.known) == ((), 1)
    others = await run(
        enrol, town.colleague, Enrol(town.operation_id, (town.youth_id,), date(2026, 2, 1))
    )
    assert others.left_out == 1
    for day, code in (
        (date(2025, 1, 1), "fse_entry_outside"),
        (date(2026, 12, 1), "fse_day_to_come"),
    ):
        with pytest.raises(Invalid, match=code):
            await run(enrol, town.advisor, Enrol(town.operation_id, (town.youth_id,), day))
    view = await town.read(participant)
    assert view.answers == {}
    assert view.suggested == {
        "sex": "female",
        "birth_date": "2006-03-01",
        "disability": "no",
        "qpv": "yes",
        "commune": "Évry-Courcouronnes",
    }
    figures = (await run(operation_figures, town.manager, town.operation_id)).figures
    assert figures is not None
    assert (figures.participants, figures.count("EECO01")) == (1, 0)
    view = await town.tell(participant, Part.ENTRY, sex="", qpv="yes")
    assert view.lacking[Part.ENTRY] == ("sex",)
    with pytest.raises(FormNotReady) as refusal:
        await town.tell(participant, Part.ENTRY, sex="f", birth_date="demain")
    assert [one.field for one in refusal.value.problems] == ["sex", "birth_date"]
    view = await town.tell(participant, Part.ENTRY, qpv="yes")
    assert view.lacking[Part.ENTRY] == ()
    stale = TellAnswers(participant, view.version - 1, Part.ENTRY, {"sex": "male"})
    with pytest.raises(Conflict, match="fse_changed"):
        await run(tell_answers, town.advisor, stale)


async def test_leaving_is_asked_for_before_it_is_late(town: FseTown, clock: FixedClock) -> None:
    run = town.app.run
    participant = await town.enter()
    await town.tell(participant, Part.ENTRY)
    assert await due(town) == []
    told = TellSituation(town.youth_id, SituationKind.EMPLOYMENT, LEFT)
    await run(tell_situation, town.advisor, told)
    view = await town.read(participant)
    assert view.suggested_left_on == LEFT
    assert view.suggested["exit_labour"] == "employed"
    left = TellAnswers(participant, view.version, Part.EXIT, {}, left_on=LEFT)
    await run(tell_answers, town.advisor, left)
    assert await due(town) == [("fse_exit", False)]
    clock.advance(timedelta(days=9))
    assert await due(town) == [("fse_exit", True)]
    clock.advance(timedelta(days=9))
    assert await due(town) == [("fse_exit_late", True)]
    listed = await run(
        list_participants, town.manager, ParticipantsQuery(town.operation_id, narrow=Narrow.DUE)
    )
    assert [(one.due, one.late) for one in listed.rows] == [(DueKind.EXIT, True)]
    progress = (await run(list_operations, town.manager, None))[0].progress
    assert (progress.participants, progress.lacking, progress.due, progress.late) == (1, 1, 1, 1)
    view = await town.tell(participant, Part.EXIT, left_on=LEFT)
    assert await due(town) == []
    # a correction keeps what stood before, and no audit says an answer
    await town.tell(participant, Part.EXIT, exit_labour="self_employed")
    async with town.app.database.unit(write=False) as uow:
        (kept,) = (await uow.session.scalars(select(FseCorrection))).all()
        assert (kept.question, kept.before, kept.after) == (
            "exit_labour",
            "employed",
            "self_employed",
        )
        audits = (await uow.session.scalars(select(AuditEntry))).all()
        assert not any("self_employed" in str(one.details) for one in audits)
    view = await run(take_back_leaving, town.advisor, participant)
    assert (view.left_on, "exit_labour" in view.answers) == (None, False)


async def test_six_months_after_two_taps_tell_it(town: FseTown, clock: FixedClock) -> None:
    run, app = town.app.run, town.app
    participant = await town.enter()
    await town.tell(participant, Part.ENTRY)
    await town.tell(participant, Part.EXIT, left_on=date(2026, 3, 20))
    assert await run(ask_six_months, SYSTEM, None) == 0
    with pytest.raises(Conflict, match="fse_too_early"):
        await town.tell(participant, Part.SIX_MONTHS)
    assert await run(own_follow_up, town.youth, None) is None
    clock.advance(timedelta(days=7))
    assert await run(ask_six_months, SYSTEM, None) == 1
    assert await run(ask_six_months, SYSTEM, None) == 0
    async with app.database.unit(write=False) as uow:
        topics = (await uow.session.scalars(select(OutboxEvent.topic))).all()
        assert "fse_six_months" in topics
    asked = await run(own_follow_up, town.youth, None)
    assert asked is not None
    assert asked.questions == ("six_labour",)  # nobody who had no job is asked whether it is better
    assert await due(town) == [("fse_six_months", False)]
    token = (await run(give_link, town.advisor, participant)).partition("jeton=")[2]
    second = (await run(give_link, town.advisor, participant)).partition("jeton=")[2]
    with pytest.raises(NotFound, match="link_unknown"):
        await follow_up_by_link(app, "wrong")
    assert (await follow_up_by_link(app, token)).questions == ("six_labour",)
    for answers, code in (({}, "fse_answer_needed"), ({"six_labour": "unreachable"}, "fse_answer")):
        with pytest.raises(Invalid, match=code):
            await tell_by_link(app, token, TellFollowUp(answers))
    await tell_by_link(app, token, TellFollowUp({"six_labour": "employed"}))
    with pytest.raises(Conflict, match="link_used"):
        await tell_by_link(app, token, TellFollowUp({"six_labour": "inactive"}))
    with pytest.raises(Conflict, match="fse_told_already"):
        await follow_up_by_link(app, second)
    with pytest.raises(Conflict, match="fse_told_already"):
        await run(tell_own_follow_up, town.youth, TellFollowUp({"six_labour": "inactive"}))
    view = await town.read(participant)
    assert view.told[Part.SIX_MONTHS][0] is ToldBy.LINK
    figures = (await run(operation_figures, town.manager, town.operation_id)).figures
    assert figures is not None
    assert [figures.count(code) for code in ("EECR04", "EECR05", "EECR06")] == [1, 1, 0]


async def test_a_link_ends_with_its_time(town: FseTown, clock: FixedClock) -> None:
    participant = await town.enter()
    await town.tell(participant, Part.EXIT, left_on=date(2026, 3, 2))
    path = await town.app.run(give_link, town.advisor, participant)
    clock.advance(timedelta(days=29))
    with pytest.raises(Conflict, match="link_expired"):
        await tell_by_link(
            town.app, path.partition("jeton=")[2], TellFollowUp({"six_labour": "employed"})
        )
    assert await due(town) == [("fse_six_months_late", True)]
    await town.tell(participant, Part.SIX_MONTHS, six_labour="unreachable")
    assert await due(town) == []


async def test_what_leaves_is_masked_for_the_funder_and_audited(town: FseTown) -> None:
    run = town.app.run
    youths = [town.youth_id, *await town.more_youths(8)]
    for number, youth_id in enumerate(youths):
        participant = await town.enter(youth_id)
        await town.tell(participant, Part.ENTRY, sex="male" if number < 3 else "female")
    lacks = await town.enter((await town.more_youths(1))[0])
    inside = await run(export_indicators, town.manager, ExportIndicators(town.operation_id))
    outside = await run(export_indicators, town.funder, ExportIndicators(town.operation_id))
    first = {one.tables[0].rows[0][0]: one.tables[0].rows[0][1] for one in (inside, outside)}
    assert set(first) == {"EECO01"}
    assert [int(cell.number) for cell in inside.tables[0].rows[0][1]] == [9, 6, 3, 0]
    kinds = [cell.kind for cell in outside.tables[0].rows[0][1]]
    assert kinds == [CellKind.COUNT, CellKind.FEW, CellKind.FEW, CellKind.COUNT]
    assert outside.figures is None
    taken_out = await run(
        export_indicators, town.manager, ExportIndicators(town.operation_id, outside=True)
    )
    assert [cell.kind for cell in taken_out.tables[0].rows[0][1]] == kinds
    assert outside.stood_on == date(2026, 8, 31)
    assert not any(word in repr(outside) for word in ("Lina", "Zyxwv", town.youth_id, lacks))
    with pytest.raises(Invalid, match="fse_reason_needed"):
        await run(export_participants, town.manager, ExportRows(town.operation_id, " "))
    rows = await run(
        export_participants, town.manager, ExportRows(town.operation_id, "Contrôle de l'État")
    )
    assert len(rows.rows) == 10
    listed = await run(export_incomplete, town.manager, town.operation_id)
    assert [(one.row.ref, len(one.lacking[Part.ENTRY])) for one in listed.rows] == [(lacks, 12)]
    async with town.app.database.unit(write=False) as uow:
        noted = (await uow.session.scalars(select(AuditEntry))).all()
    told = {one.action: one.details for one in noted}
    assert told["fse_participants_exported"] == {"reason": "Contrôle de l'État", "rows": 10}
    assert told["fse_incomplete_exported"] == {"rows": 1}
    assert [one.action for one in noted].count("fse_indicators_exported") == 3


async def test_a_shared_operation_shows_each_structure_its_own(town: FseTown) -> None:
    participant = await town.enter()
    await town.tell(participant, Part.ENTRY)
    share = SaveOperation(
        whole_operation(), town.operation_id, version=1, structures=(town.foreign_structure,)
    )
    await town.app.run(save_operation, town.manager, share)
    other = await town.app.run(operation_figures, town.foreign_manager, town.operation_id)
    assert other.figures is not None
    assert other.figures.participants == 0
    query = ParticipantsQuery(town.operation_id)
    assert (await town.app.run(list_participants, town.foreign_manager, query)).total == 0
    assert (await town.app.run(list_participants, town.colleague, query)).total == 0
    found = await town.app.run(list_participants, town.manager, replace(query, search="zyxwv lina"))
    assert (found.total, found.rows[0].name) == (1, "Lina Zyxwv")
    period = SaveOperation(
        whole_operation(starts_on=date(2026, 2, 1)), town.operation_id, version=2
    )
    with pytest.raises(FormNotReady):
        await town.app.run(save_operation, town.manager, period)


async def test_a_row_outlives_its_person_and_counts_the_same(town: FseTown) -> None:
    participant = await town.enter()
    await town.tell(participant, Part.ENTRY)
    await town.tell(participant, Part.EXIT, left_on=LEFT)
    form = questionnaire("2021-1")
    async with town.app.database.unit() as uow:
        row = await uow.participations.by_public_id(participant)
        assert row is not None
        before = await uow.participations.rows(row.operation_id)
        youth_id = row.youth_id or 0
        held = await held_of(youth_id, uow)
        assert held["until"] == "2031-12-31"
        assert "Évry-Courcouronnes" in str(held["participations"])
        assert await cut_loose(youth_id, uow) == 1
        assert await held_of(youth_id, uow) == {}
        youth = await uow.session.get(Youth, youth_id)
        assert youth is not None
        await uow.session.delete(youth)
    async with town.app.database.unit(write=False) as uow:
        left = (await uow.session.scalars(select(FseParticipation))).one()
        after = await uow.participations.rows(left.operation_id)
        assert (left.youth_id, left.entered_on.day, left.left_on) == (None, 1, date(2026, 9, 30))
        assert "2006" not in str(after[0][0].answers)
        assert (left.exit_due_on, left.six_due_on) == (date(2026, 9, 30), date(2027, 3, 31))
        assert left.created_at.astimezone(PARIS).day == 1
        today = date(2026, 11, 2)
        figures = [figures_of(form, [one for one, _ in rows], today) for rows in (before, after)]
        assert figures[0].counts == figures[1].counts
        assert after[0][1] == ""
    listed = await town.app.run(
        list_participants, town.manager, ParticipantsQuery(town.operation_id)
    )
    assert [(one.name, one.youth_id) for one in listed.rows] == [("", "")]
    new = SaveOperation(whole_operation(), new_id=new_public_id())
    assert await town.app.run(save_operation, town.manager, new) == new.new_id
