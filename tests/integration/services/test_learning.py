"""The whole way: decks dealt, decided on through the services, learnt from, used at once, and forgotten."""

import logging
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from myjobmatch.db.models import LearntFigures, Match, MatchStep
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    ApplicationStatus,
    CalibratedOn,
    DecisionKind,
    ExperienceDemand,
    MatchStatus,
    Schedule,
)
from myjobmatch.domain.errors import Forbidden
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.outcomes import Stage, Teller
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.learning.examples import Step
from myjobmatch.matching.learning.lesson import LEAST_DECISIONS, Refusal
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.replay import replay
from myjobmatch.matching.scoring import PairFeatures
from myjobmatch.services.application import Application
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.decisions import Decide, Undo, decide_on_offer, undo_decision
from myjobmatch.services.decks import DeckQuery, deal_offers, offer_deck
from myjobmatch.services.learning import (
    Window,
    forget_figures,
    gather_examples,
    learn_from_decisions,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories
from tests.integration.services.test_decks import PROTECTED

YOUTHS, CARDS, ROUNDS = 22, 12, 2


@dataclass
class Deciders:
    """People who like what they look for and do not mind their lacks, whose decisions are in the database."""

    app: Application
    elsewhere: Application
    youths: list[Actor]
    window: Window


@pytest.fixture
async def deciders(database: Database, clock: FixedClock, encoder: Encoder) -> Deciders:
    """Enough to learn from."""
    return await deciding(database, clock, encoder, YOUTHS, ROUNDS)


@pytest.fixture
async def a_few(database: Database, clock: FixedClock, encoder: Encoder) -> Deciders:
    """Too few to learn from."""
    return await deciding(database, clock, encoder, 4, 1)


async def deciding(
    database: Database, clock: FixedClock, encoder: Encoder, people: int, rounds: int
) -> Deciders:
    draw = np.random.default_rng(5)
    begun = clock.now()
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        skills, jobs = list(words.skills.values()), list(words.occupations.values())
        for number in range(40):
            await factories.offer(
                uow,
                None,
                occupation_id=jobs[number % 3],
                skills=tuple(int(i) for i in draw.choice(skills, 3, replace=False)),
                experience=list(ExperienceDemand)[number % 3],
                schedules=[Schedule.NIGHT.value] if number % 5 == 0 else [],
                latitude=48.63 + float(draw.normal(0, 0.05)),
            )
        youths = [
            await factories.youth(
                uow,
                where,
                skills=tuple(int(i) for i in draw.choice(skills, 2, replace=False)),
                occupations=(jobs[number % 3],),
                profile={"max_minutes": 60, "refused_schedules": [Schedule.NIGHT.value]},
            )
            for number in range(people)
        ]
    app, elsewhere = (
        Application(database, clock, MatchingRuntime(database, None, encoder)) for _ in range(2)
    )
    for _ in range(rounds):
        for youth in youths:
            clock.advance(timedelta(hours=12))
            deck = await deal_offers(app, youth, DeckQuery(CARDS))
            (ranking,) = deck.rankings
            likes = likely(ranking.features) > draw.random(len(deck.cards))
            for card, liked in zip(deck.cards, likes.tolist(), strict=True):
                kind = DecisionKind.LIKE if liked else DecisionKind.PASS
                reason = "" if liked or draw.random() < 0.5 else "not_my_job"
                await app.run(decide_on_offer, youth, Decide(card.id, kind, reason))
    clock.advance(timedelta(days=1))
    return Deciders(app, elsewhere, youths, Window(begun, clock.now()))


def likely(features: PairFeatures) -> np.ndarray:
    """Chances of a like: what they look for, and nothing else."""
    wish = np.array([0.2, 0.05, 0.3, 0.85])[features.relation]
    chances: np.ndarray = wish
    return chances


async def looked_at(app: Application, youth: Actor) -> list[dict[str, Any]]:
    """The cards of a deck that nobody is shown, so that no views are counted."""
    await app.matching.refresh()
    deck = await app.run(offer_deck, youth, DeckQuery(CARDS), app.matching)
    return [asdict(card) for card in deck.cards]


async def test_from_decisions_to_decks(
    deciders: Deciders, database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    app, elsewhere, youth = deciders.app, deciders.elsewhere, deciders.youths[0]
    async with database.unit(write=False) as uow:
        shown_before = await uow.rankings.last_for_youth(youth.youth_id or 0)
    assert shown_before is not None
    by_hand = replay(shown_before.log)

    tried = await learn_from_decisions(app, SYSTEM, deciders.window, keep=False)
    assert tried.counts["like_yes"] + tried.counts["like_no"] == YOUTHS * CARDS * ROUNDS
    assert YOUTHS * CARDS * ROUNDS >= LEAST_DECISIONS
    assert (tried.people, tried.left_out) == (YOUTHS, {})
    assert app.matching.parameters == DEFAULT_PARAMETERS

    learnt = await learn_from_decisions(app, SYSTEM, deciders.window)
    assert learnt.lesson == tried.lesson
    assert learnt.lesson.taken == ("powers", "calibration")
    figures = learnt.lesson.parameters
    assert figures.preference_power > figures.coverage_power

    for process in (app, elsewhere):  # the other one is told by the change sequence
        deck = await deal_offers(process, youth, DeckQuery(CARDS))
        assert process.matching.parameters == figures
        assert [ranking.parameters for ranking in deck.rankings] == [figures]
        for card in deck.cards:
            breakdown = card.explanation.breakdown
            assert breakdown is not None
            assert breakdown.calibrated_on is CalibratedOn.DECISIONS
    # with learnt figures too, who they are weighs nothing; read, not dealt: a view counted in between
    # lowers what was shown, and of two offers that weigh nearly the same the other comes first
    before = await looked_at(app, youth)
    async with database.unit() as uow:
        identity = await uow.youths.identity(youth.youth_id or 0)
        assert identity is not None
        for attribute, other in PROTECTED.items():
            setattr(identity, attribute, other)
        uow.changed("youth", youth.youth_id or 0)
    assert await looked_at(app, youth) == before
    deck = await deal_offers(app, youth, DeckQuery(CARDS))
    async with database.unit(write=False) as uow:
        now = await uow.rankings.last_for_youth(youth.youth_id or 0)
    assert now is not None
    assert replay(now.log).ids == deck.rankings[0].ids
    assert now.engine_version != shown_before.engine_version
    assert replay(shown_before.log).items == by_hand.items

    started = Application(database, clock, MatchingRuntime(database, None, app.matching.encoder))
    await started.matching.refresh()
    assert started.matching.parameters == figures

    async with database.unit() as uow:  # damage is told, and what was made by hand holds
        kept = await uow.learning.in_force()
        assert kept is not None
        uow.learning.keep(
            LearntFigures(
                at=clock.now(),
                fingerprint=kept.fingerprint,
                code_version=kept.code_version,
                figures=kept.figures | {"coverage_power": 90},
                report={},
            )
        )
        uow.changed("figures", 0)
    with caplog.at_level(logging.WARNING):
        await app.matching.refresh()
    assert app.matching.parameters == DEFAULT_PARAMETERS
    assert "damaged" in caplog.text

    await learn_from_decisions(app, SYSTEM, deciders.window)
    assert await forget_figures(app, SYSTEM)
    assert not await forget_figures(app, SYSTEM)
    await elsewhere.matching.refresh()
    for process in (app, elsewhere):
        assert process.matching.parameters == DEFAULT_PARAMETERS


async def test_what_counts_no_more_or_was_proposed_or_is_outside_the_window_teaches_nothing(
    a_few: Deciders, database: Database, clock: FixedClock
) -> None:
    app = a_few.app
    whole = await app.run(gather_examples, SYSTEM, a_few.window)
    assert whole.examples is not None
    async with database.unit(write=False) as uow:
        (liked, *_) = await uow.decisions.youth_likes(a_few.youths[1].youth_id or 0)
        offer = await uow.offers.get(liked.offer_id)
    assert offer is not None
    await app.run(undo_decision, a_few.youths[1], Undo(offer.public_id))
    fewer = await app.run(gather_examples, SYSTEM, a_few.window)
    assert fewer.examples is not None
    assert len(fewer.examples) == len(whole.examples) - 1

    middle = a_few.window.since + (a_few.window.until - a_few.window.since) / 2
    halves = [
        (await app.run(gather_examples, SYSTEM, part)).examples
        for part in (replace(a_few.window, until=middle), replace(a_few.window, since=middle))
    ]
    assert sum(len(half) for half in halves if half is not None) == len(fewer.examples)
    few = await learn_from_decisions(app, SYSTEM, replace(a_few.window, since=middle))
    assert few.lesson.refusals == (Refusal.TOO_FEW,)
    nothing = Window(a_few.window.until, clock.now() + timedelta(days=1))
    assert (await learn_from_decisions(app, SYSTEM, nothing)).counts == {}


async def test_an_interview_and_a_hire_are_learnt_from(
    a_few: Deciders, database: Database, clock: FixedClock
) -> None:
    app, youth = a_few.app, a_few.youths[2]
    async with database.unit(write=False) as uow:
        (application, *_) = await uow.applications.of_youths([youth.youth_id or 0])
    clock.advance(timedelta(days=3))
    for status in (ApplicationStatus.SENT, ApplicationStatus.INTERVIEW, ApplicationStatus.HIRED):
        await app.run(answer_application, youth, AnswerApplication(application.public_id, status))
    clock.advance(timedelta(minutes=1))
    window = replace(a_few.window, until=clock.now())
    examples = (await app.run(gather_examples, SYSTEM, window)).examples
    assert examples is not None
    for step in (Step.INTERVIEW, Step.HIRE):
        assert examples.of_step(step).yes.tolist() == [True]


async def test_what_became_of_a_match_is_learnt_from(
    a_few: Deciders, database: Database, clock: FixedClock
) -> None:
    youth = a_few.youths[2]
    async with database.unit() as uow:
        (liked, *_) = await uow.decisions.youth_likes(youth.youth_id or 0)
        match = Match(
            public_id=new_public_id(),
            youth_id=youth.youth_id or 0,
            offer_id=liked.offer_id,
            status=MatchStatus.SHARED,
            stage=Stage.HIRED,
            created_at=clock.now(),
            updated_at=clock.now(),
            shared_at=clock.now(),
        )
        uow.session.add(match)
        await uow.session.flush()
        slip = {"after": Stage.NOT_HIRED, "undone_at": clock.now()}
        for step in ({"after": Stage.INTERVIEW}, {"after": Stage.HIRED}, slip):
            uow.session.add(
                MatchStep(
                    match_id=match.id,
                    before=Stage.IN_TOUCH,
                    teller=Teller.EMPLOYER,
                    at=clock.now(),
                    **step,
                )
            )
    clock.advance(timedelta(minutes=1))
    window = replace(a_few.window, until=clock.now())
    examples = (await a_few.app.run(gather_examples, SYSTEM, window)).examples
    assert examples is not None
    for step in (Step.INTERVIEW, Step.HIRE):
        assert examples.of_step(step).yes.tolist() == [True]


async def test_nobody_else_may_learn(a_few: Deciders) -> None:
    with pytest.raises(Forbidden):
        await learn_from_decisions(a_few.app, a_few.youths[0], a_few.window)
    with pytest.raises(Forbidden):
        await a_few.app.run(gather_examples, a_few.youths[0], a_few.window)
