"""The counts of the dashboards equal a plain recount of the log, whatever its order and however it is cut."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from myjobmatch.db.models import (
    Activity,
    FigureAnswer,
    FigureCursor,
    FigureDay,
    FigureWeek,
    FigureYouth,
    Offer,
    OfferStep,
    Youth,
)
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind as K
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.enums import ApplicationStatus, OfferOrigin, Role
from myjobmatch.domain.figures import EVERYBODY, Measure
from myjobmatch.services.application import Application
from myjobmatch.services.counting import (
    CountBatch,
    count_activity,
    count_batch,
    forget_counts,
    log_horizon,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.my_search import MoveTracked, SaveTracked, add_tracked, move_tracked
from tests import factories
from tests.fixtures.encoder import shipped

# over the end of summer time, a year's end and a Sunday night that is Monday in Paris
BEGIN = datetime(2025, 10, 20, 22, 30, tzinfo=UTC)
ROLES = ("youth", "advisor", "recruiter", "employment_officer")
KINDS = (
    K.SIGNED_IN,
    K.OFFER_LIKED,
    K.OFFER_LIKED,
    K.OFFER_PASSED,
    K.DECISION_UNDONE,
    K.CANDIDATE_LIKED,
    K.CANDIDATE_PASSED,
    K.MATCHED,
    K.IDENTITY_SHARED,
    K.INTERVIEWED,
    K.HIRED,
    K.MESSAGE_SENT,
    K.OFFER_PROPOSED,
    K.APPOINTMENT_SEEN,
    K.APPOINTMENT_MISSED,
    K.WORKSHOP_ATTENDED,
    K.WORKSHOP_MISSED,
    K.ACTION_DECLARED,
    K.ACTION_VALIDATED,
    K.NOTE_WRITTEN,
)
entries = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "minutes": st.integers(0, 60 * 24 * 90),
            "youth": st.sampled_from((0, 1, 2, None)),
            "offer": st.sampled_from((0, 1, 2, None)),
            "role": st.sampled_from(ROLES),
            "advisor": st.sampled_from((None, 7, 8)),
            "structure": st.sampled_from((0, 0, 1, None)),
            "taken_back": st.sampled_from((False, False, False, True)),
        }
    ),
    max_size=60,
)


Scope = tuple[int, int]
Told = tuple[Counter[Any], dict[Any, tuple[int, int, int]], dict[int, date], Counter[Any]]
SIMPLE = {
    K.OFFER_PROPOSED: "proposed",
    K.APPOINTMENT_SEEN: "seen",
    K.APPOINTMENT_MISSED: "missed",
    K.WORKSHOP_ATTENDED: "attended",
    K.WORKSHOP_MISSED: "absent",
    K.ACTION_DECLARED: "declared",
    K.ACTION_VALIDATED: "validated",
}
OWN = {
    K.SIGNED_IN: "sign_ins",
    K.OFFER_LIKED: "decisions",
    K.OFFER_PASSED: "decisions",
    K.MESSAGE_SENT: "received",
}
NAMED = {
    K.OFFER_LIKED: "liked",
    K.CANDIDATE_LIKED: "decided",
    K.CANDIDATE_PASSED: "decided",
    K.MATCHED: "mutual",
    K.IDENTITY_SHARED: "shared",
    K.INTERVIEWED: "interview",
    K.HIRED: "hired",
}


def plain_recount(rows: list[dict[str, Any]], offers: dict[int, Offer]) -> Told:
    """Days, weeks, first weeks and answers, counted from the whole log at once, in the plainest way."""
    rows = [row for row in rows if row["structure_id"] is not None]
    days: Counter[Any] = Counter()
    for row in rows:
        for measure in simple_measures(row):
            days[(*scope_of(row), paris_day(row["at"]), measure)] += sign_of(row)
    answers = recount_pairs(rows, offers, days)
    for (structure, _advisor, day, measure), count in list(days.items()):
        days[structure, EVERYBODY, day, measure] += count
    weeks, firsts = recount_weeks(rows, days)
    return days, weeks, firsts, answers


def scope_of(row: dict[str, Any]) -> Scope:
    return row["structure_id"], row["advisor_id"] or 0


def is_own(row: dict[str, Any]) -> bool:
    told = row["actor_role"] == "youth" and row["youth_id"] is not None
    return told and not row["taken_back"]


def sign_of(row: dict[str, Any]) -> int:
    return -1 if row["taken_back"] else 1


def simple_measures(row: dict[str, Any]) -> list[str]:
    kind = row["kind"]
    found = [SIMPLE[kind]] if kind in SIMPLE else []
    if kind in (K.INTERVIEWED, K.HIRED) and row["offer_id"] is None:
        found.append("interview_elsewhere" if kind is K.INTERVIEWED else "hired_elsewhere")
    if row["taken_back"]:
        return found
    if is_own(row):
        found += ["acts", *([OWN[kind]] if kind in OWN else [])]
    if kind is K.MESSAGE_SENT and row["actor_role"] == "advisor":
        found.append("written")
    return found


def recount_weeks(
    rows: list[dict[str, Any]], days: Counter[Any]
) -> tuple[dict[Any, tuple[int, int, int]], dict[int, date]]:
    signs: dict[Any, set[date]] = defaultdict(set)
    acts: Counter[Any] = Counter()
    missed: Counter[Any] = Counter()
    for row in rows:
        day = paris_day(row["at"])
        key = (row["youth_id"], day - timedelta(days=day.weekday()), *scope_of(row))
        if is_own(row):
            signs[key].add(day)
            acts[key] += 1
        if row["kind"] in (K.APPOINTMENT_MISSED, K.WORKSHOP_MISSED) and row["youth_id"] is not None:
            missed[key] += sign_of(row)
    firsts: dict[int, date] = {}
    together: dict[Any, set[date]] = defaultdict(set)
    for (youth, monday, structure, advisor), its in signs.items():
        firsts[youth] = min(monday, firsts.get(youth, monday))
        together[youth, monday, structure, advisor] |= its
        together[youth, monday, structure, EVERYBODY] |= its
    for (_youth, monday, *scope), its in together.items():
        days[(*scope, monday, "week_youths")] += 1
        for day in its:
            days[(*scope, day, "youths")] += 1
    weeks = {
        key: (sum(1 << day.weekday() for day in signs[key]), acts[key], missed[key])
        for key in signs.keys() | missed.keys()
    }
    return weeks, firsts


def recount_pairs(
    rows: list[dict[str, Any]], offers: dict[int, Offer], days: Counter[Any]
) -> Counter[Any]:
    pairs: dict[Any, dict[str, tuple[datetime, int, int]]] = defaultdict(dict)
    for row in rows:
        if row["taken_back"] and row["kind"] not in (K.INTERVIEWED, K.HIRED):
            continue
        if row["youth_id"] is not None and row["offer_id"] is not None:
            move(pairs[row["youth_id"], row["offer_id"]], row)
    answers: Counter[Any] = Counter()
    for (_, offer_id), steps in pairs.items():
        offer = offers[offer_id]
        way = "inside" if offer.origin is OfferOrigin.INTERNAL else "outside"
        for name, (at, *scope) in steps.items():
            if name in ("mutual", "shared"):
                days[(*scope, paris_day(at), name)] += 1
            elif name in ("liked", "interview", "hired"):
                days[(*scope, paris_day(at), f"{name}_{way}")] += 1
        if way == "inside" and "liked" in steps:
            liked = steps["liked"][0]
            later = [steps[n][0] for n in ("decided", "wrote") if n in steps]
            later = sorted(at for at in later if at >= liked)
            if later:
                waited = (later[0] - liked) // timedelta(days=1)
                key = (*steps["liked"][1:], offer.company_id, paris_day(later[0]), waited)
                answers[key] += 1
    return answers


def move(steps: dict[str, tuple[datetime, int, int]], row: dict[str, Any]) -> None:
    kind = row["kind"]
    employer = row["actor_role"] in ("recruiter", "employment_officer")
    if kind is K.OFFER_PASSED or (kind is K.DECISION_UNDONE and not employer):
        steps.pop("liked", None)
    elif kind is K.DECISION_UNDONE:
        steps.pop("decided", None)
    name = "wrote" if kind is K.MESSAGE_SENT and employer else NAMED.get(kind)
    if name is not None and row["taken_back"]:
        if name in steps and steps[name][0] >= row["at"]:
            del steps[name]
        return
    if name is not None and (name not in steps or row["at"] < steps[name][0]):
        steps[name] = (row["at"], *scope_of(row))


async def kept(database: Database) -> Told:
    """What the tables hold, in the same shape."""
    days: Counter[Any] = Counter()
    weeks, firsts, known = {}, {}, set()
    async with database.unit(write=False) as uow:
        for row in await uow.session.scalars(select(FigureDay)):
            for measure in Measure:
                if count := getattr(row, measure.value):
                    days[row.structure_id, row.advisor_id, row.day, measure.value] = count
        for week in await uow.session.scalars(select(FigureWeek)):
            key = (week.youth_id, week.monday, week.structure_id, week.advisor_id)
            weeks[key] = (week.days, week.acts, week.missed)
            known.add((week.structure_id, week.advisor_id, week.youth_id))
            if week.first_monday is not None:
                assert firsts.setdefault(week.youth_id, week.first_monday) == week.first_monday
        rows = await uow.session.scalars(select(FigureYouth))
        assert {(each.structure_id, each.advisor_id, each.youth_id) for each in rows} == known
        answers = Counter(
            {
                (a.structure_id, a.advisor_id, a.company_id, a.day, a.waited): a.answers
                for a in await uow.session.scalars(select(FigureAnswer))
            }
        )
    return days, weeks, firsts, answers


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return Application(database, clock, MatchingRuntime(database, None, shipped()))


class Ground:
    """Two structures, three youths, two offers of a company and one from outside: made once a test."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.structures: list[int] = []
        self.youths: list[int] = []
        self.offers: dict[int, Offer] = {}

    async def make(self) -> None:
        async with self.app.database.unit() as uow:
            here, there = await factories.structure(uow), await factories.structure(uow)
            company = await factories.company(uow, here)
            self.structures = [here.id, there.id]
            self.youths = [(await factories.youth(uow, here)).youth_id or 0 for _ in range(3)]
            made = [await factories.offer(uow, company) for _ in range(2)]
            made.append(await factories.offer(uow, None))
            self.offers = {offer.id: offer for offer in made}

    async def log(self, drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Empty everything, write this log, answer its rows in the order of their numbers."""
        offers = list(self.offers)
        rows = [
            {
                "at": BEGIN + timedelta(minutes=entry["minutes"]),
                "structure_id": None
                if entry["structure"] is None
                else self.structures[entry["structure"]],
                "kind": entry["kind"],
                "youth_id": None if entry["youth"] is None else self.youths[entry["youth"]],
                "offer_id": None if entry["offer"] is None else offers[entry["offer"]],
                "actor_role": entry["role"],
                "advisor_id": entry["advisor"],
                "taken_back": entry["taken_back"],
            }
            for entry in drawn
        ]
        async with self.app.database.unit() as uow:
            for model in (
                Activity, FigureDay, FigureWeek, FigureYouth, OfferStep, FigureAnswer, FigureCursor,
            ):  # fmt: skip
                await uow.session.execute(delete(model))
            if rows:
                await uow.session.execute(insert(Activity), rows)
        return rows


async def test_counts_equal_a_plain_recount_however_the_log_is_cut(app: Application) -> None:
    ground = Ground(app)
    await ground.make()
    loop = asyncio.get_running_loop()

    async def check(drawn: list[dict[str, Any]], limits: list[int]) -> None:
        rows = await ground.log(drawn)
        told = plain_recount(rows, ground.offers)
        until = await app.run(log_horizon, SYSTEM, None)
        at = 0
        while not (
            await app.run(count_batch, SYSTEM, CountBatch(until, limits[at % len(limits)]))
        ).done:
            at += 1
        assert await kept(app.database) == told
        # once more: nothing is counted twice; and made anew it is the same
        await count_activity(app)
        assert await kept(app.database) == told
        await app.run(forget_counts, SYSTEM, None)
        await count_activity(app, limit=7)
        assert await kept(app.database) == told

    @given(drawn=entries, limits=st.lists(st.integers(1, 9), min_size=1, max_size=4))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def property_holds(drawn: list[dict[str, Any]], limits: list[int]) -> None:
        asyncio.run_coroutine_threadsafe(check(drawn, limits), loop).result()

    await asyncio.to_thread(property_holds)


async def test_a_batch_that_fails_counts_nothing_and_is_counted_later(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from myjobmatch.db.repositories.figures import Figures

    ground = Ground(app)
    await ground.make()
    entry = {
        "kind": K.OFFER_LIKED,
        "minutes": 10,
        "youth": 0,
        "offer": 0,
        "role": "youth",
        "advisor": 7,
        "structure": 0,
        "taken_back": False,
    }
    rows = await ground.log([entry] * 3)
    with monkeypatch.context() as broken:

        async def fail(*_: object) -> None:
            raise OSError("the disk is full")

        broken.setattr(Figures, "add_days", fail)
        with pytest.raises(OSError, match="full"):
            await count_activity(app)
    assert await kept(app.database) == (Counter(), {}, {}, Counter())
    await asyncio.gather(count_activity(app), count_activity(app))
    assert await kept(app.database) == plain_recount(rows, ground.offers)


async def test_who_followed_the_youth_then_is_noted_and_what_was_found_elsewhere_has_no_name(
    app: Application, clock: FixedClock
) -> None:
    async with app.database.unit() as uow:
        where = await factories.structure(uow)
        first = await factories.staff(uow, Role.ADVISOR, where)
        second = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(uow, where, advisor=first)
    saved = SaveTracked(
        id="T" * 22, title="Vendeuse", company="", place="", url="", status=ApplicationStatus.SENT
    )
    await app.run(add_tracked, youth, saved)
    await app.run(move_tracked, youth, MoveTracked("T" * 22, ApplicationStatus.INTERVIEW))
    clock.advance(timedelta(days=1))
    async with app.database.unit() as uow:
        row = await uow.session.get(Youth, youth.youth_id)
        assert row is not None
        row.advisor_id = second.account_id
    for status in (ApplicationStatus.SENT, ApplicationStatus.INTERVIEW, ApplicationStatus.HIRED):
        await app.run(move_tracked, youth, MoveTracked("T" * 22, status))
    async with app.database.unit(write=False) as uow:
        logged = [
            (row.kind, row.advisor_id, row.youth_id)
            for row in await uow.session.scalars(select(Activity).order_by(Activity.id))
        ]
    assert logged == [
        (K.INTERVIEWED, first.account_id, None),
        (K.HIRED, second.account_id, None),
    ]


async def test_what_was_found_elsewhere_by_a_slip_counts_no_more_and_once_when_told_again(
    app: Application, clock: FixedClock
) -> None:
    async with app.database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(uow, where, advisor=advisor)
    saved = SaveTracked(
        id="T" * 22, title="Vendeuse", company="", place="", url="", status=ApplicationStatus.SENT
    )

    async def moved(status: ApplicationStatus) -> dict[str, int]:
        await app.run(move_tracked, youth, MoveTracked("T" * 22, status))
        await count_activity(app)
        days, *_ = await kept(app.database)
        return {
            key[3]: count
            for key, count in days.items()
            if key[1] == advisor.account_id and "elsewhere" in key[3]
        }

    await app.run(add_tracked, youth, saved)
    clock.advance(timedelta(hours=1))
    assert await moved(ApplicationStatus.HIRED) == {"hired_elsewhere": 1}
    clock.advance(timedelta(minutes=2))
    assert await moved(ApplicationStatus.REFUSED) == {}
    clock.advance(timedelta(minutes=2))
    assert await moved(ApplicationStatus.HIRED) == {"hired_elsewhere": 1}
    clock.advance(timedelta(days=1))
    # what was so and is no longer stays counted, and a slip of the same kind later takes nothing of it
    assert await moved(ApplicationStatus.REFUSED) == {"hired_elsewhere": 1}
    assert await moved(ApplicationStatus.HIRED) == {"hired_elsewhere": 1}
    assert await moved(ApplicationStatus.SENT) == {"hired_elsewhere": 1}


async def test_what_comes_after_an_import_that_was_undone_counts(app: Application) -> None:
    async with app.database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        stays = await factories.youth(uow, where, advisor=advisor)
        goes = await factories.youth(uow, where, advisor=advisor)

    async def log(kind: K, actor: Actor, youth: Actor) -> None:
        async with app.database.unit() as uow:
            uow.ledger.activity(kind, actor, structure_id=where.id, youth_id=youth.youth_id)

    for _ in range(3):
        await log(K.YOUTH_IMPORTED, advisor, goes)
    await count_activity(app)
    async with app.database.unit() as uow:
        await uow.youth_imports.people.delete_youths([goes.youth_id or 0])
    await log(K.SIGNED_IN, stays, stays)
    await count_activity(app)
    days, *_ = await kept(app.database)
    told = {key[3]: count for key, count in days.items() if key[1] == EVERYBODY}
    assert told == {"acts": 1, "sign_ins": 1, "youths": 1, "week_youths": 1}


async def test_a_hire_that_was_a_slip_counts_no_more(app: Application, clock: FixedClock) -> None:
    async with app.database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(uow, where, advisor=advisor)
        offer = await factories.offer(uow, None)

    async def hired(offer_id: int | None, takes_back: datetime | None = None) -> Counter[Any]:
        async with app.database.unit() as uow:
            uow.ledger.activity(
                K.HIRED,
                advisor,
                structure_id=where.id,
                youth_id=youth.youth_id,
                offer_id=offer_id,
                takes_back=takes_back,
            )
        await count_activity(app)
        days, *_ = await kept(app.database)
        return Counter({key[3]: count for key, count in days.items() if key[1] == EVERYBODY})

    first = clock.now()
    assert await hired(offer.id) == {"hired_outside": 1}
    assert await hired(None) == {"hired_outside": 1, "hired_elsewhere": 1}
    clock.advance(timedelta(days=3))
    again = clock.now()
    assert await hired(offer.id) == {"hired_outside": 1, "hired_elsewhere": 1}
    assert await hired(offer.id, again) == {"hired_outside": 1, "hired_elsewhere": 1}
    assert await hired(offer.id, first) == {"hired_elsewhere": 1}
    assert await hired(None, first) == {}
    await app.run(forget_counts, SYSTEM, None)
    await count_activity(app)
    days, *_ = await kept(app.database)
    assert days == {}


async def test_what_an_employer_writes_is_logged_with_its_offer(
    app: Application, clock: FixedClock
) -> None:
    """So that a first message counts as the answer of who had liked before the youth did."""
    from myjobmatch.db.models import Consent, Conversation, ConversationMember, Match
    from myjobmatch.domain.enums import ConsentKind, ConversationKind, MatchStatus
    from myjobmatch.services.conversations import SendMessage, send_message

    async with app.database.unit() as uow:
        where = await factories.structure(uow)
        company = await factories.company(uow, where)
        recruiter = await factories.recruiter(uow, company)
        youth = await factories.youth(uow, where)
        offer = await factories.offer(uow, company)
        now = clock.now()
        match = Match(
            public_id="M" * 22,
            youth_id=youth.youth_id,
            offer_id=offer.id,
            status=MatchStatus.SHARED,
            created_at=now,
            updated_at=now,
            shared_at=now,
        )
        uow.session.add(match)
        await uow.session.flush()
        uow.session.add(
            Consent(
                youth_id=youth.youth_id,
                kind=ConsentKind.SHARE_IDENTITY,
                match_id=match.id,
                company_id=company.id,
                text_version="share-identity-2026-11",
                language="fr",
                given=True,
                account_id=youth.account_id,
                at=now,
            )
        )
        talk = Conversation(
            public_id="C" * 22,
            kind=ConversationKind.MATCH,
            youth_id=youth.youth_id,
            match_id=match.id,
            created_at=now,
        )
        uow.session.add(talk)
        await uow.session.flush()
        for member in (recruiter, youth):
            uow.session.add(
                ConversationMember(
                    conversation_id=talk.id, account_id=member.account_id, joined_at=now
                )
            )
    await app.run(send_message, recruiter, SendMessage("C" * 22, "Bonjour, venez mardi."))
    await count_activity(app)
    async with app.database.unit(write=False) as uow:
        steps = [(s.step, s.offer_id) for s in await uow.session.scalars(select(OfferStep))]
    assert steps == [("wrote", offer.id)]
