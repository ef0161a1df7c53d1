"""A review of an immersion that is corrected: what it told elsewhere is told anew, or no more; on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, AuditEntry, FigureDay, Hire
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ApplicationStatus, ContractKind
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.figures import EVERYBODY
from myjobmatch.domain.imilo import EntryKind
from myjobmatch.domain.immersions import (
    ImmersionDone,
    ImmersionPurpose,
    ImmersionReviewView,
    ObjectivesMet,
)
from myjobmatch.domain.outcomes import HireTerms, Stage
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.counting import count_activity
from myjobmatch.services.imilo.listing import EntryQuery, list_entries
from myjobmatch.services.immersion_review import ReviewImmersion, review_immersion
from myjobmatch.services.immersion_views import immersions_with
from myjobmatch.services.immersions import ImmersionNotReady, SaveImmersion, save_immersion
from myjobmatch.services.outcomes import MoveOn, move_on, undo_step
from myjobmatch.services.situations import list_situations
from tests.integration.services.immersion_town import ImmersionTown, immersion_town


@pytest.fixture
async def town(database: Database) -> ImmersionTown:
    return await immersion_town(database)


async def over(town: ImmersionTown, clock: FixedClock, **where: str) -> str:
    """An agreement that all signed, and that has ended; of the match unless told otherwise."""
    immersion_id = await town.ready(**where)
    assert await town.sign(immersion_id)
    clock.advance(timedelta(days=20))
    return immersion_id


async def elsewhere(town: ImmersionTown, clock: FixedClock) -> str:
    """The same with a host that is neither a match nor an application."""
    whole = town.whole(host_name="Garage Martin", host_siret="")
    command = SaveImmersion(town.lina_id, whole, ready=True)
    immersion_id = await town.app.run(save_immersion, town.own, command)
    assert await town.sign(immersion_id)
    clock.advance(timedelta(days=20))
    return immersion_id


def said(immersion_id: str, **other: object) -> ReviewImmersion:
    """A review without a hire."""
    plain = ReviewImmersion(immersion_id, ImmersionDone.COMPLETED, ObjectivesMet.YES)
    return replace(plain, **other)  # type: ignore[arg-type]


def hired(town: ImmersionTown, immersion_id: str, **other: object) -> ReviewImmersion:
    """A review with a permanent contract, in a month."""
    starts = town.today + timedelta(days=30)
    terms = {"hired": True, "contract": ContractKind.CDI, "contract_starts_on": starts}
    return said(immersion_id, **terms | other)


async def review(town: ImmersionTown, command: ReviewImmersion) -> None:
    await town.app.run(review_immersion, town.own, command)


async def correct(town: ImmersionTown, command: ReviewImmersion) -> None:
    await review(town, replace(command, correct=True))


async def stands(town: ImmersionTown) -> ImmersionReviewView:
    """The review of the only agreement."""
    (view,) = await town.app.run(immersions_with, town.own, town.lina_id)
    assert view.review is not None
    return view.review


async def stage(town: ImmersionTown) -> Stage:
    async with town.app.database.unit(write=False) as uow:
        found = await uow.outcomes.match(town.match_id)
        assert found is not None
        return found[0].stage


async def status(town: ImmersionTown) -> ApplicationStatus:
    async with town.app.database.unit(write=False) as uow:
        sent = await uow.applications.by_public_id(town.application_id)
        assert sent is not None
        return sent.status


async def contracts(town: ImmersionTown) -> list[ContractKind]:
    async with town.app.database.unit(write=False) as uow:
        return list(await uow.session.scalars(select(Hire.contract)))


async def logged(town: ImmersionTown, kind: ActivityKind) -> list[bool]:
    async with town.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(
            select(Activity).where(Activity.kind == kind).order_by(Activity.id)
        )
        return [row.taken_back for row in rows]


async def hires_counted(town: ImmersionTown) -> dict[str, int]:
    """What dashboards say of hires, in all."""
    await count_activity(town.app)
    async with town.app.database.unit(write=False) as uow:
        days = await uow.session.scalars(select(FigureDay).where(FigureDay.advisor_id == EVERYBODY))
        found = Counter[str]()
        for day in days:
            for where in ("inside", "outside", "elsewhere"):
                found[where] += getattr(day, f"hired_{where}")
    return dict(+found)


async def test_what_was_said_is_replaced_and_counted_once(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock)
    with pytest.raises(Conflict, match="immersion_state"):
        await correct(town, said(immersion_id))
    await review(town, said(immersion_id, youth_words="J'ai aimé", host_words="Ponctuelle"))
    first = await stands(town)
    clock.advance(timedelta(days=2))
    corrected = said(
        immersion_id,
        done=ImmersionDone.PARTLY,
        objectives_met=ObjectivesMet.PARTLY,
        host_words="Partie deux jours plus tôt",
        correct=True,
    )
    await town.app.run(review_immersion, town.manager, corrected)
    now = await stands(town)
    assert (now.done, now.objectives_met, now.youth_words, now.host_words) == (
        ImmersionDone.PARTLY,
        ObjectivesMet.PARTLY,
        "",
        "Partie deux jours plus tôt",
    )
    assert (now.at, now.by) == (first.at, first.by)
    assert await logged(town, ActivityKind.IMMERSION_REVIEWED) == [False]
    async with town.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "immersion_review_corrected")
        )
        (noted,) = rows
    assert noted.account_id == town.manager.account_id
    assert noted.details == {"done": "completed", "objectives_met": "yes", "hired": False}
    with pytest.raises(Conflict, match="immersion_state"):
        await review(town, said(immersion_id))


async def test_nobody_else_corrects(town: ImmersionTown, clock: FixedClock) -> None:
    immersion_id = await over(town, clock)
    await review(town, said(immersion_id))
    for other in (town.colleague, town.stranger):
        with pytest.raises(NotFound, match="immersion_unknown"):
            await town.app.run(review_immersion, other, said(immersion_id, correct=True))
    with pytest.raises(ImmersionNotReady):
        await correct(town, said(immersion_id, host_words="x" * 601))
    assert (await stands(town)).host_words == ""


async def test_who_came_after_all_was_in_immersion_and_imilo_gets_a_new_entry(
    town: ImmersionTown, clock: FixedClock
) -> None:
    async def entries() -> set[str]:
        query = EntryQuery(with_dossier=False)
        listed = await town.app.run(list_entries, town.own, query)
        return {row.id for row in listed.rows if row.kind is EntryKind.IMMERSION}

    immersion_id = await over(town, clock)
    nobody = {"done": ImmersionDone.NO_SHOW, "objectives_met": ObjectivesMet.NO}
    await review(town, said(immersion_id, **nobody))
    assert await town.app.run(list_situations, town.own, town.lina_id) == []
    before = await entries()
    await correct(town, said(immersion_id))
    (told,) = await town.app.run(list_situations, town.own, town.lina_id)
    assert told.since == town.whole().starts_on
    assert len(before & await entries()) == 1  # the agreement's stays, the review's is another
    assert len(await entries()) == 2
    await correct(town, said(immersion_id, youth_words="Super"))
    assert len(await town.app.run(list_situations, town.own, town.lina_id)) == 1
    await correct(town, said(immersion_id, **nobody))
    assert await town.app.run(list_situations, town.own, town.lina_id) == []
    assert await entries() == before


async def test_a_hire_of_a_match_is_told_changed_and_taken_back(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock)
    await review(town, said(immersion_id))
    clock.advance(timedelta(days=1))
    await correct(town, hired(town, immersion_id))
    assert (await stage(town), await contracts(town)) == (Stage.HIRED, [ContractKind.CDI])
    assert await hires_counted(town) == {"inside": 1}
    clock.advance(timedelta(days=3))
    await correct(town, hired(town, immersion_id, contract=ContractKind.CDD))
    assert (await stage(town), await contracts(town)) == (Stage.HIRED, [ContractKind.CDD])
    assert await logged(town, ActivityKind.HIRED) == [False]
    await correct(town, said(immersion_id))
    assert (await stage(town), await contracts(town)) == (Stage.IMMERSION, [])
    assert await logged(town, ActivityKind.HIRED) == [False, True]
    assert await hires_counted(town) == {}
    assert not (await stands(town)).hired


async def test_a_hire_of_an_application_is_told_and_taken_back(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock, application_id=town.application_id)
    await review(town, hired(town, immersion_id))
    assert await status(town) is ApplicationStatus.HIRED
    assert await hires_counted(town) == {"outside": 1}
    clock.advance(timedelta(days=3))
    await correct(town, said(immersion_id))
    assert (await status(town), await contracts(town)) == (ApplicationStatus.IMMERSION, [])
    assert await hires_counted(town) == {}
    await correct(town, hired(town, immersion_id))
    assert await status(town) is ApplicationStatus.HIRED
    assert await hires_counted(town) == {"outside": 1}


async def refused(town: ImmersionTown, immersion_id: str) -> dict[str, str]:
    """The fields of a correction without the hire that are in the way; nothing of it is kept."""
    with pytest.raises(ImmersionNotReady) as refusal:
        await correct(town, said(immersion_id, host_words="Pas d'embauche"))
    now = await stands(town)
    assert (now.hired, now.host_words) == (True, "")
    return {one.field: one.code for one in refusal.value.problems}


async def test_a_hire_that_others_told_is_theirs_to_take_back(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock)
    await town.app.run(move_on, town.recruiter, MoveOn(town.match_id, Stage.HIRED))
    await review(town, hired(town, immersion_id))
    assert await refused(town, immersion_id) == {"hired": "immersion_hire_elsewhere"}
    assert (await stage(town), await contracts(town)) == (Stage.HIRED, [ContractKind.CDI])
    await town.app.run(undo_step, town.recruiter, town.match_id)
    await correct(town, said(immersion_id))
    assert (await stage(town), await contracts(town)) == (Stage.IMMERSION, [])


async def test_a_contract_that_the_company_told_since_is_theirs(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock)
    await review(town, hired(town, immersion_id))
    terms = HireTerms(ContractKind.SEASONAL, town.today + timedelta(days=40))
    await town.app.run(move_on, town.recruiter, MoveOn(town.match_id, Stage.HIRED, terms=terms))
    await correct(town, hired(town, immersion_id))
    assert await contracts(town) == [ContractKind.SEASONAL]  # the same again changes nothing
    assert await refused(town, immersion_id) == {"hired": "immersion_hire_elsewhere"}


async def test_a_hire_that_the_youth_told_is_theirs(town: ImmersionTown, clock: FixedClock) -> None:
    immersion_id = await over(town, clock, application_id=town.application_id)
    answer = AnswerApplication(town.application_id, ApplicationStatus.HIRED)
    await town.app.run(answer_application, town.lina, answer)
    await review(town, hired(town, immersion_id))
    assert await refused(town, immersion_id) == {"hired": "immersion_hire_elsewhere"}
    assert await status(town) is ApplicationStatus.HIRED


async def test_a_hire_taken_back_on_the_match_is_left_as_it_is(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock)
    await review(town, hired(town, immersion_id))
    await town.app.run(undo_step, town.own, town.match_id)
    await town.app.run(move_on, town.recruiter, MoveOn(town.match_id, Stage.NOT_HIRED))
    await correct(town, hired(town, immersion_id, host_words="Ponctuelle"))
    assert (await stage(town), await contracts(town)) == (Stage.NOT_HIRED, [])
    await correct(town, said(immersion_id))
    assert (await stage(town), await contracts(town)) == (Stage.NOT_HIRED, [])
    assert await logged(town, ActivityKind.HIRED) == [False, True]


async def test_a_hire_that_another_review_tells_stands(
    town: ImmersionTown, clock: FixedClock
) -> None:
    first = await over(town, clock)
    await review(town, hired(town, first))
    starts = town.today + timedelta(days=25)
    content = town.whole(
        purpose=ImmersionPurpose.CONFIRM, starts_on=starts, ends_on=starts + timedelta(days=3)
    )
    second = await town.ready(content)
    assert await town.sign(second)
    clock.advance(timedelta(days=20))
    await review(town, hired(town, second))
    await correct(town, said(first))
    assert (await stage(town), await contracts(town)) == (Stage.HIRED, [ContractKind.CDI])
    await correct(town, said(second))
    assert (await stage(town), await contracts(town)) == (Stage.IMMERSION, [])


async def test_a_contract_of_long_ago_is_no_obstacle(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await over(town, clock)
    await review(town, hired(town, immersion_id))
    clock.advance(timedelta(days=500))
    await correct(town, hired(town, immersion_id, host_words="Toujours là"))
    assert (await stands(town)).host_words == "Toujours là"
    with pytest.raises(ImmersionNotReady) as refusal:
        await correct(town, hired(town, immersion_id, contract=ContractKind.CDD))
    assert [one.code for one in refusal.value.problems] == ["hire_start"]


async def test_a_hire_by_a_host_found_elsewhere_counts_once(
    town: ImmersionTown, clock: FixedClock
) -> None:
    immersion_id = await elsewhere(town, clock)
    await review(town, hired(town, immersion_id))
    assert (await contracts(town), await hires_counted(town)) == ([], {"elsewhere": 1})
    clock.advance(timedelta(days=2))
    await correct(town, hired(town, immersion_id, contract=ContractKind.CDD))
    assert await hires_counted(town) == {"elsewhere": 1}
    await correct(town, said(immersion_id))
    assert await hires_counted(town) == {}
    clock.advance(timedelta(days=2))
    await correct(town, hired(town, immersion_id))
    assert await hires_counted(town) == {"elsewhere": 1}
    await correct(town, said(immersion_id))
    assert await hires_counted(town) == {}
    assert await logged(town, ActivityKind.HIRED) == [False, True, False, True]
