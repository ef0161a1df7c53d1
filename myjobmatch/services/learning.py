"""Learning from decisions, off line: gather what was decided, learn, keep the figures, or forget them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import LearntFigures
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Side
from myjobmatch.domain.permissions import is_system_or_administrator
from myjobmatch.matching.learning.examples import Examples, Step
from myjobmatch.matching.learning.guard import to_kept
from myjobmatch.matching.learning.lesson import Lesson, Refusal, learn
from myjobmatch.matching.parameters import CODE_VERSION, DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.learning_examples import Gatherer, carried_on, liked_or_passed
from myjobmatch.services.notices import FIGURES

WINDOW = timedelta(days=180)
"""Decisions older than this are not learnt from, unless asked for."""
KEPT_ON_PHONE = timedelta(days=30)
"""A card may be decided on so long after it was dealt."""
AT_ONCE = 200
"""Youths, or offers, whose rankings are in memory together."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when decisions are learnt from."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """Examples (None: no decision on anything shown), by how many persons, and what was left out."""

    examples: Examples | None
    people: int
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson, what it was learnt from, and the figures that were in force before it."""

    window: Window
    counts: dict[str, int]
    people: int
    left_out: dict[str, int]
    before: EngineParameters
    lesson: Lesson

    def as_json(self) -> dict[str, object]:
        """One object: figures, counts and measures; nothing of anybody."""
        check = self.lesson.check
        return {
            "since": self.window.since.isoformat(),
            "until": self.window.until.isoformat(),
            "counts": self.counts,
            "people_count": self.people,
            "left_out": self.left_out,
            "taken": list(self.lesson.taken),
            "refusals": [str(each) for each in self.lesson.refusals],
            "before": to_kept(self.before),
            "after": to_kept(self.lesson.parameters),
            "held_out": None if check is None else asdict(check),
        }


@dataclass(frozen=True, slots=True)
class KeepFigures:
    """Figures that decisions bore out, or those made by hand where `parameters` is None."""

    parameters: EngineParameters | None
    fingerprint: str
    report: dict[str, object]


async def learn_from_decisions(
    app: Application,
    actor: Actor,
    window: Window,
    *,
    keep: bool = True,
    on_step: Callable[[str], None] = lambda _: None,
) -> Learnt:
    """Learn from what was decided in a window; what is taken is in force at once, in every process.

    Raises:
        Forbidden: neither the product itself nor the administrator (`not_allowed`).
        GuardFailed: figures learnt are not among those that may be; nothing is kept.
    """
    await app.matching.refresh()
    on_step("gathering")
    gathered = await app.run(gather_examples, actor, window)
    on_step("learning")
    before = app.matching.parameters
    counts = {}
    lesson = Lesson(before, (), (Refusal.TOO_FEW,))
    if gathered.examples is not None:
        counts = _counts(gathered.examples)
        lesson = await off_loop(learn, gathered.examples, before, people=gathered.people)
    left_out = dict(sorted(gathered.left_out.items()))
    learnt = Learnt(window, counts, gathered.people, left_out, before, lesson)
    if keep and lesson.taken:
        fingerprint = app.matching.encoder.fingerprint
        figures = KeepFigures(lesson.parameters, fingerprint, learnt.as_json())
        await app.run(keep_figures, actor, figures)
        await app.matching.refresh()
    return learnt


@service(is_system_or_administrator, writes=False)
async def gather_examples(_actor: Actor, window: Window, uow: UnitOfWork) -> Gathered:
    """What was decided on cards that are in the log of rankings, and what became of it."""
    gatherer, learning = Gatherer(), uow.learning
    since, until = window.since, window.until
    for side, step in ((Side.YOUTH, Step.LIKE), (Side.EMPLOYER, Step.EMPLOYER_LIKE)):
        subjects = await learning.deciders(side, since, until)
        for start in range(0, len(subjects), AT_ONCE):
            some = subjects[start : start + AT_ONCE]
            verdicts = liked_or_passed(await learning.decided(side, some, since, until), step)
            if side is Side.YOUTH:
                later = carried_on(await learning.moved(some, until))
                verdicts += [verdict for verdict in later if verdict.at >= since]
            rankings = await learning.rankings(side, some, since - KEPT_ON_PHONE, until)
            gatherer.take(verdicts, rankings, subject_is_youth=side is Side.YOUTH)
    return Gathered(gatherer.examples(), gatherer.people, gatherer.left_out)


@service(is_system_or_administrator)
async def keep_figures(_actor: Actor, command: KeepFigures, uow: UnitOfWork) -> None:
    """Put figures in force, in every process; those before stay on record."""
    uow.learning.keep(
        LearntFigures(
            at=uow.clock.now(),
            fingerprint=command.fingerprint,
            code_version=CODE_VERSION,
            figures={} if command.parameters is None else to_kept(command.parameters),
            report=command.report,
        )
    )
    uow.changed(FIGURES, 0)


async def forget_figures(app: Application, actor: Actor) -> bool:
    """Go back to the figures made by hand, in every process; whether any were learnt."""
    await app.matching.refresh()
    if app.matching.parameters == DEFAULT_PARAMETERS:
        return False
    command = KeepFigures(None, app.matching.encoder.fingerprint, {"forgotten": True})
    await app.run(keep_figures, actor, command)
    await app.matching.refresh()
    return True


def _counts(examples: Examples) -> dict[str, int]:
    """Decisions by step and answer."""
    found: dict[str, int] = {}
    for step in Step:
        yes = examples.of_step(step).yes
        name = step.name.lower()
        found |= {f"{name}_yes": int(yes.sum()), f"{name}_no": int((~yes).sum())}
    return found
