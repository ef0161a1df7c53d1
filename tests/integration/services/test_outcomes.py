"""From a match to its outcome: interviews, steps, a hire, the one question; who may tell, and who hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import pytest
from sqlalchemy import select

from myjobmatch.db.models import Activity, ContactPoint, Interview, Notification
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    ApplicationStatus,
    ContractKind,
    DecisionKind,
    OfferOrigin,
    Role,
)
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.notifications import Channel, NotificationKind
from myjobmatch.domain.outcomes import (
    HireTerms,
    InterviewHow,
    InterviewStatus,
    OutcomeView,
    Stage,
    Teller,
    Went,
    WhyNot,
)
from myjobmatch.services import outcome_tellers
from myjobmatch.services.applications import list_own_applications
from myjobmatch.services.client_commands import ClientCommand, carry_out
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.interviews import (
    AnswerInterview,
    ProposeInterview,
    answer_interview,
    cancel_interview,
    interview_file,
    propose_interview,
)
from myjobmatch.services.matches import (
    CloseMatch,
    close_match,
    list_company_matches,
    list_own_matches,
)
from myjobmatch.services.outbox import work_once
from myjobmatch.services.outcome_questions import TellHow, mind_outcomes, tell_how
from myjobmatch.services.outcomes import MoveOn, TellHire, move_on, tell_hire, undo_step
from myjobmatch.services.telling import ENCLOSURES
from tests import factories
from tests.integration.services.in_touch import NAME, Pair, pair_in_touch

assert outcome_tellers
TERMS = HireTerms(ContractKind.CDD, date(2026, 12, 7), date(2027, 3, 5))
PLACE = "3 rue des Ateliers, Évry"


@pytest.fixture
async def pair(database: Database) -> Pair:
    return await pair_in_touch(database)


@pytest.fixture
def move(clock: FixedClock) -> Any:
    """Moves the clock of everybody on."""

    def later(**by: float) -> datetime:
        clock.advance(timedelta(**by))
        return clock.now()

    return later


async def seen(pair: Pair, who: Actor | None = None) -> OutcomeView:
    """How far it has come, as the youth sees it, or the company."""
    views = (
        await pair.app.run(list_company_matches, who, pair.company.id)
        if who is not None
        else await pair.app.run(list_own_matches, pair.youth, None)
    )
    outcome = next(view for view in views if view.id == pair.match_id).outcome
    assert outcome is not None
    return outcome


def proposal(pair: Pair, **changes: Any) -> ProposeInterview:
    now = pair.app.database.clock.now()
    slots = (now + timedelta(days=3), now + timedelta(days=4))
    command = ProposeInterview(
        pair.match_id, InterviewHow.ON_SITE, PLACE, slots, 45, "Demandez Paul."
    )
    return replace(command, **changes)


async def told(pair: Pair) -> list[tuple[str, str]]:
    """What was noted for whom, once the worker has looked."""
    await pair.app.run(mind_outcomes, SYSTEM, None)
    for _ in range(2):  # a listener may have something to tell itself
        await work_once(pair.app)
    names = {pair.youth.account_id: "youth", pair.recruiter.account_id: "company"}
    async with pair.app.database.unit(write=False) as uow:
        rows = list(await uow.session.scalars(select(Notification).order_by(Notification.id)))
    assert all(NAME not in f"{row.params} {row.path}" for row in rows)
    about = [row for row in rows if row.kind is NotificationKind.OUTCOME]
    return sorted({(names[row.account_id], row.text) for row in about})


async def reachable(pair: Pair) -> None:
    async with pair.app.database.unit() as uow:
        for actor in (pair.youth, pair.recruiter):
            uow.notifications.add(
                ContactPoint(
                    account_id=actor.account_id,
                    channel=Channel.EMAIL,
                    address=f"{actor.account_id}@exemple.fr",
                    verified_at=uow.clock.now(),
                    sent_count=0,
                )
            )


async def logged(pair: Pair, kind: ActivityKind) -> list[bool]:
    """Entries of a kind about the pair: whether each is taken back."""
    async with pair.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(
            select(Activity)
            .where(Activity.kind == kind, Activity.youth_id == pair.youth.youth_id)
            .order_by(Activity.id)
        )
        return [row.taken_back for row in rows]


async def test_moments_are_proposed_and_one_is_taken(pair: Pair, move: Any) -> None:
    await reachable(pair)
    run = pair.app.run
    view = await run(propose_interview, pair.recruiter, proposal(pair))
    assert (view.status, view.place, view.minutes) == (InterviewStatus.PROPOSED, PLACE, 45)
    assert len(view.slots) == 2
    assert await told(pair) == [("youth", "interview_proposed")]
    assert (await seen(pair)).stage is Stage.IN_TOUCH

    chosen = view.slots[1]
    for _ in range(2):  # a phone that repeats itself
        taken = await run(answer_interview, pair.youth, AnswerInterview(view.id, chosen))
        assert (taken.status, taken.starts_at) == (InterviewStatus.ACCEPTED, chosen)
    both = [await seen(pair), await seen(pair, pair.recruiter)]
    assert [one.stage for one in both] == [Stage.INTERVIEW] * 2
    assert [step.teller for step in both[0].steps] == [Teller.YOUTH]
    assert await logged(pair, ActivityKind.INTERVIEWED) == [False]
    assert set(await told(pair)) >= {
        ("youth", "interview_set"),
        ("company", "interview_set_company"),
    }
    file = (await run(interview_file, pair.recruiter, view.id)).decode()
    assert PLACE.replace(",", "\\,") in file
    assert NAME not in file

    move(days=3, minutes=1)
    assert ("youth", "interview_tomorrow") in await told(pair)
    move(days=2, hours=23, minutes=58)
    assert ("youth", "outcome_asked") not in await told(pair)
    move(minutes=2)
    assert {("youth", "outcome_asked"), ("company", "outcome_asked_company")} <= set(
        await told(pair)
    )


async def test_none_suits_other_moments_and_calling_off(pair: Pair) -> None:
    await reachable(pair)
    run = pair.app.run
    first = await run(propose_interview, pair.recruiter, proposal(pair))
    none = await run(answer_interview, pair.youth, AnswerInterview(first.id, None))
    assert none.status is InterviewStatus.NONE_SUITS
    assert ("company", "interview_none_company") in await told(pair)
    with pytest.raises(Conflict, match="interview_over"):
        await run(answer_interview, pair.youth, AnswerInterview(first.id, first.slots[0]))

    second = await run(propose_interview, pair.recruiter, proposal(pair))
    third = await run(propose_interview, pair.recruiter, proposal(pair, minutes=30))
    with pytest.raises(Conflict, match="interview_over"):
        await run(answer_interview, pair.youth, AnswerInterview(second.id, second.slots[0]))
    await run(answer_interview, pair.youth, AnswerInterview(third.id, third.slots[0]))
    for _ in range(2):
        await run(cancel_interview, pair.youth, third.id)
    assert ("company", "interview_off_company") in await told(pair)
    outcome = await seen(pair, pair.recruiter)
    assert outcome.interview is not None
    assert outcome.interview.status is InterviewStatus.CANCELLED
    with pytest.raises(NotFound, match="interview_unknown"):
        await run(interview_file, pair.youth, third.id)


async def enclosed(pair: Pair, text: str) -> tuple[str, icalendar.Event]:
    """The method and the event of the calendar file that goes with what was told."""
    async with pair.app.database.unit() as uow:
        row = await uow.session.scalar(
            select(Notification).where(Notification.text == text).order_by(Notification.id.desc())
        )
        assert row is not None
        enclose = ENCLOSURES[NotificationKind.OUTCOME]
        part = await enclose(uow, row.account_id, row.about, "fr")
    assert part is not None
    made = icalendar.Calendar.from_ical(part.write("nous@exemple.fr", "vous@exemple.fr"))
    (event,) = made.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return str(made["method"]), event


async def test_moments_proposed_over_an_agreed_interview_take_it_out_of_calendars(
    pair: Pair, move: Any
) -> None:
    await reachable(pair)
    run = pair.app.run
    first = await run(propose_interview, pair.recruiter, proposal(pair))
    await run(answer_interview, pair.youth, AnswerInterview(first.id, first.slots[0]))
    await told(pair)
    _, agreed = await enclosed(pair, "interview_set")
    second = await run(propose_interview, pair.recruiter, proposal(pair))
    assert set(await told(pair)) >= {
        ("youth", "interview_moved"),
        ("company", "interview_moved_company"),
    }
    for reader in (None, pair.recruiter):
        shown = (await seen(pair, reader)).interview
        assert shown is not None
        assert (shown.instead_of, shown.starts_at) == (first.slots[0], None)
    for text in ("interview_moved", "interview_moved_company"):
        method, off = await enclosed(pair, text)
        assert (method, str(off["status"]), off["uid"]) == ("CANCEL", "CANCELLED", agreed["uid"])
        assert off.decoded("sequence") > agreed.decoded("sequence")
        assert off.decoded("dtstart") == first.slots[0]
    move(days=2, minutes=1)  # the day before what was called off
    assert "interview_tomorrow" not in {text for _, text in await told(pair)}

    taken = second.slots[0]
    await run(answer_interview, pair.youth, AnswerInterview(second.id, taken))
    move(days=2)
    await run(
        propose_interview, pair.recruiter, proposal(pair)
    )  # a second interview, after the first
    async with pair.app.database.unit(write=False) as uow:
        rows = await uow.session.scalars(select(Interview).order_by(Interview.id))
        stood = [(row.status, row.starts_at) for row in rows]
    assert stood[1:] == [
        (InterviewStatus.ACCEPTED, taken),  # it took place
        (InterviewStatus.PROPOSED, None),
    ]
    await told(pair)
    async with pair.app.database.unit(write=False) as uow:
        texts = list(await uow.session.scalars(select(Notification.text)))
    assert texts.count("interview_moved") == 1


async def test_an_ended_match_takes_its_interview_with_it(pair: Pair) -> None:
    await reachable(pair)
    view = await pair.app.run(propose_interview, pair.recruiter, proposal(pair))
    await pair.app.run(answer_interview, pair.youth, AnswerInterview(view.id, view.slots[0]))
    await pair.app.run(close_match, pair.recruiter, CloseMatch(pair.match_id))
    assert ("youth", "interview_off") in await told(pair)
    outcome = await seen(pair)
    assert outcome.interview is not None
    assert outcome.interview.status is InterviewStatus.CANCELLED
    with pytest.raises(Conflict, match="outcome_not_in_touch"):
        await pair.app.run(answer_interview, pair.youth, AnswerInterview(view.id, view.slots[0]))
    with pytest.raises(Conflict, match="outcome_not_in_touch"):
        await pair.app.run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.HIRED))
    views = await pair.app.run(list_company_matches, pair.recruiter, pair.company.id)
    assert [view.outcome for view in views if view.id == pair.match_id] == [None]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slots": ()}, "interview_slots"),
        ({"slots": (datetime(2000, 1, 1, tzinfo=UTC),)}, "interview_when"),
        ({"slots": (datetime(2999, 1, 1, tzinfo=UTC),)}, "interview_when"),
        ({"place": "  "}, "interview_place"),
        ({"place": "x" * 201}, "interview_place"),
        ({"how": InterviewHow.PHONE, "place": "chez nous"}, "interview_phone"),
        ({"how": InterviewHow.VIDEO, "place": "http://x.fr/a"}, "interview_link"),
        ({"how": InterviewHow.VIDEO, "place": "javascript:alert(1)"}, "interview_link"),
        ({"minutes": 7}, "malformed"),
        ({"note": "x" * 401}, "note_long"),
    ],
)
async def test_what_cannot_be_is_refused(pair: Pair, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        await pair.app.run(propose_interview, pair.recruiter, proposal(pair, **changes))
    assert (await seen(pair)).interview is None


async def test_a_hire_is_counted_once_and_told_once_it_can_be_no_slip(
    pair: Pair, move: Any
) -> None:
    await reachable(pair)
    run = pair.app.run
    await run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.HIRED, terms=TERMS))
    await run(move_on, pair.youth, MoveOn(pair.match_id, Stage.HIRED))  # both tell it
    assert await told(pair) == []
    outcome = await seen(pair)
    assert (outcome.stage, len(outcome.steps)) == (Stage.HIRED, 1)
    assert outcome.hire is not None
    assert (outcome.hire.contract, outcome.hire.starts_on) == (ContractKind.CDD, TERMS.starts_on)
    assert await logged(pair, ActivityKind.HIRED) == [False]
    move(minutes=16)
    assert await told(pair) == [("youth", "outcome_hired")]
    move(days=20)
    assert await told(pair) == [("youth", "outcome_hired")]  # nobody is asked what is known
    permanent = HireTerms(ContractKind.CDI, TERMS.starts_on)
    await run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.HIRED, terms=permanent))
    corrected = (await seen(pair)).hire
    assert corrected is not None
    assert (corrected.contract, corrected.ends_on) == (ContractKind.CDI, None)


async def test_an_end_calls_the_next_interview_off_once_it_can_be_no_slip(
    pair: Pair, move: Any
) -> None:
    await reachable(pair)
    view = await pair.app.run(propose_interview, pair.recruiter, proposal(pair))
    await pair.app.run(answer_interview, pair.youth, AnswerInterview(view.id, view.slots[0]))
    await pair.app.run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.HIRED))
    await told(pair)
    interview = (await seen(pair)).interview
    assert interview is not None
    assert interview.status is InterviewStatus.ACCEPTED  # it may have been a slip of the hand
    move(minutes=16)
    assert {("youth", "interview_off"), ("youth", "outcome_hired")} <= set(await told(pair))
    interview = (await seen(pair)).interview
    assert interview is not None
    assert interview.status is InterviewStatus.CANCELLED


async def test_a_slip_is_taken_back_by_whoever_made_it(pair: Pair, move: Any) -> None:
    await reachable(pair)
    run = pair.app.run
    await run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.HIRED, terms=TERMS))
    with pytest.raises(Conflict, match="outcome_no_undo"):
        await run(undo_step, pair.youth, pair.match_id)
    assert (await seen(pair, pair.recruiter)).undoable
    assert not (await seen(pair)).undoable
    await run(undo_step, pair.recruiter, pair.match_id)
    outcome = await seen(pair)
    assert (outcome.stage, outcome.hire, outcome.steps) == (Stage.IN_TOUCH, None, ())
    assert await logged(pair, ActivityKind.HIRED) == [False, True]
    move(minutes=20)
    assert await told(pair) == []
    await run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.NOT_HIRED, WhyNot.SKILLS))
    move(days=1, minutes=1)
    with pytest.raises(Conflict, match="outcome_no_undo"):
        await run(undo_step, pair.recruiter, pair.match_id)
    assert await told(pair) == [("youth", "outcome_not_hired")]
    # a no may be thought over
    await run(propose_interview, pair.recruiter, proposal(pair))
    await run(move_on, pair.recruiter, MoveOn(pair.match_id, Stage.HIRED))
    assert (await seen(pair)).stage is Stage.HIRED


async def test_both_sides_are_asked_once(pair: Pair, move: Any) -> None:
    await reachable(pair)
    run = pair.app.run
    await told(pair)
    with pytest.raises(Conflict, match="outcome_not_asked"):
        await run(tell_how, pair.youth, TellHow(pair.match_id, Went.MET))
    move(days=14, minutes=1)
    asked = [("company", "outcome_asked_company"), ("youth", "outcome_asked")]
    assert await told(pair) == asked
    assert (await seen(pair)).asks
    assert (await seen(pair, pair.recruiter)).asks
    await run(tell_how, pair.youth, TellHow(pair.match_id, Went.MET))
    with pytest.raises(Conflict, match="outcome_not_asked"):
        await run(tell_how, pair.youth, TellHow(pair.match_id, Went.HIRED))
    assert ((await seen(pair)).stage, (await seen(pair)).asks) == (Stage.INTERVIEW, False)
    assert (await seen(pair, pair.recruiter)).asks
    await run(tell_how, pair.recruiter, TellHow(pair.match_id, Went.GOING_ON))
    move(days=60)
    assert await told(pair) == asked


async def test_nobody_else_has_a_say(pair: Pair, database: Database) -> None:
    view = await pair.app.run(propose_interview, pair.recruiter, proposal(pair))
    async with database.unit() as uow:
        elsewhere = await factories.structure(uow)
        other = await factories.company(uow, elsewhere)
        strangers = [
            await factories.recruiter(uow, other),
            await factories.youth(uow, elsewhere),
            await factories.staff(uow, Role.ADVISOR, elsewhere),
            await factories.staff(uow, Role.EMPLOYMENT_OFFICER, elsewhere),
        ]
        home = await uow.accounts.structures()
        here = next(one for one in home if one.id == pair.officer.structure_id)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
    for actor in strangers:
        with pytest.raises(NotFound, match="match_unknown"):
            await pair.app.run(move_on, actor, MoveOn(pair.match_id, Stage.HIRED))
        with pytest.raises(NotFound, match="match_unknown"):
            await pair.app.run(undo_step, actor, pair.match_id)
        with pytest.raises(NotFound, match="interview_unknown"):
            await pair.app.run(cancel_interview, actor, view.id)
        with pytest.raises(NotFound, match="interview_unknown"):
            await pair.app.run(interview_file, actor, view.id)
    command = AnswerInterview(view.id, view.slots[0])
    with pytest.raises(NotFound, match="interview_unknown"):
        await pair.app.run(answer_interview, strangers[1], command)
    await pair.app.run(move_on, advisor, MoveOn(pair.match_id, Stage.INTERVIEW))
    assert [step.teller for step in (await seen(pair)).steps] == [Teller.ADVISOR]
    with pytest.raises(Invalid, match="outcome_by_agreement"):
        await pair.app.run(move_on, advisor, MoveOn(pair.match_id, Stage.IMMERSION))


async def test_a_phone_answers_from_its_outbox(pair: Pair, database: Database) -> None:
    """In order, once, and what is no moment is refused in words."""
    view = await pair.app.run(propose_interview, pair.recruiter, proposal(pair))

    async def send(kind: str, **payload: Any) -> str:
        command = ClientCommand(
            id=str(uuid4()), kind=kind, at=database.clock.now().isoformat(), payload=payload
        )
        answer, _ = await carry_out(pair.app, pair.youth, command)
        return answer.code or answer.status

    moment = view.slots[0].isoformat()
    assert await send("answer_interview", interview_id=view.id, starts_at="demain") == "malformed"
    assert await send("answer_interview", interview_id=view.id, starts_at=moment) == "done"
    terms = {"contract": "cdi", "starts_on": "2026-13-01"}
    hired = {"match_id": pair.match_id, "stage": "hired"}
    assert await send("tell_outcome", **hired, terms=terms) == "hire_start"
    assert await send("tell_outcome", **hired, terms=terms | {"contract": "internship"}) != "done"
    soon = database.clock.now().date().isoformat()
    assert await send("tell_outcome", **hired, terms=terms | {"starts_on": soon}) == "done"
    assert await send("undo_outcome", match_id=pair.match_id) == "done"
    assert await send("tell_how", match_id=pair.match_id, went="met") == "outcome_not_asked"
    assert await send("cancel_interview", interview_id=view.id) == "done"
    assert (await seen(pair)).stage is Stage.INTERVIEW


async def test_a_hire_by_an_outside_company_has_its_contract_too(
    pair: Pair, database: Database
) -> None:
    async with database.unit() as uow:
        outside = await factories.offer(uow, None, origin=OfferOrigin.OUTSIDE)
    await pair.app.run(decide_on_offer, pair.youth, Decide(outside.public_id, DecisionKind.LIKE))
    applications = await pair.app.run(list_own_applications, pair.youth, None)
    ours = next(one for one in applications if one.offer_id == outside.public_id)
    start = database.clock.now().date()
    command = TellHire(ours.id, HireTerms(ContractKind.SEASONAL, start))
    for _ in range(2):
        await pair.app.run(tell_hire, pair.youth, command)
    applications = await pair.app.run(list_own_applications, pair.youth, None)
    ours = next(one for one in applications if one.offer_id == outside.public_id)
    assert ours.status is ApplicationStatus.HIRED
    assert ours.hire is not None
    assert ours.hire.contract is ContractKind.SEASONAL
    assert await logged(pair, ActivityKind.HIRED) == [False]
