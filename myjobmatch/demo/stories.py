"""What happened in the sixty days before now: who liked what, who matched, who wrote.

A pure plan: the same for the same seed, checked by nothing but itself. `load_stories` carries it out
through the product's own services, one event after the other.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from myjobmatch.demo.content import YouthContent, youths
from myjobmatch.demo.offers import OfferContent
from myjobmatch.demo.talks import TalkContent, liked_first, proposals, talks, waiting
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.enums import OfferOrigin, OfferStatus, ProposalStatus
from myjobmatch.domain.travel import Point, distance_km, reach_km


class EventKind(StrEnum):
    """What can happen."""

    YOUTH_LIKES = "youth_likes"
    YOUTH_PASSES = "youth_passes"
    EMPLOYER_LIKES = "employer_likes"
    EMPLOYER_PASSES = "employer_passes"
    SAYS_YES = "says_yes"
    SAYS_NO = "says_no"
    CLOSES = "closes"
    WRITES = "writes"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One thing that happened; `order` keeps cause before effect within a minute."""

    at: datetime
    order: int
    kind: EventKind = field(compare=False)
    youth: str = field(compare=False)
    offer: str | None = field(compare=False, default=None)
    text: str = field(compare=False, default="")
    """A message's text, a pass's reason or an application's new status."""
    writer: str = field(compare=False, default="")
    """Who writes: "y" (the youth), "a" (the advisor) or "r" (whoever acts for the company)."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How someone uses the app: how many likes and passes, between how many days ago and when."""

    likes: tuple[int, int]
    passes: tuple[int, int]
    from_days: int
    to_days: int


HABITS: Mapping[str, Habit] = {
    "active": Habit((5, 8), (6, 12), 50, 1),
    "steady": Habit((3, 4), (3, 6), 50, 4),
    "quiet": Habit((1, 2), (1, 2), 50, 21),
    "dormant": Habit((2, 2), (2, 3), 58, 42),
    "unfollowed": Habit((1, 2), (1, 3), 6, 1),
    "new": Habit((0, 0), (0, 0), 2, 1),
}
PASS_REASONS = ("too_far", "hours", "contract", "not_my_job", "pay", "", "", "")
EMPLOYER_REASONS = ("skills", "skills", "experience", "availability", "travel", "")
EACH_STATE = 10
ANSWERS = (
    "",
    "sent",
    "sent interview",
    "sent no_answer",
    "sent refused",
    "not_sent",
    "sent interview hired",
)


def plan(offers: Sequence[OfferContent], now: datetime, seed: int) -> list[Event]:
    """Every event before `now`, in order of time."""
    events: list[Event] = []
    liked: list[tuple[YouthContent, OfferContent, int]] = []
    told = {(talk.youth, talk.offer): talk for talk in talks() if talk.offer}
    applications = 0
    for youth in youths():
        rng = random.Random(f"{seed}/{youth.login}")  # noqa: S311  (a story, not a secret)
        mine = {offer for login, offer in told if login == youth.login and offer}
        mine |= {offer for login, offer in liked_first() if login == youth.login}
        mine |= {proposal.offer for proposal in proposals() if proposal.youth == youth.login}
        likes, passes = _choices(youth, [o for o in offers if o.key not in mine], rng)
        for offer in likes:
            days = _days(youth, offer, rng)
            at = _evening(now, days, rng)
            events.append(Event(at, 0, EventKind.YOUTH_LIKES, youth.login, offer.key))
            if offer.origin is OfferOrigin.OUTSIDE:
                events += _answers(youth, offer, at, now, applications)
                applications += 1
            else:
                liked.append((youth, offer, days))
        for offer in passes:
            days = _days(youth, offer, rng)
            at = _evening(now, days, rng)
            reason = rng.choice(PASS_REASONS)
            events.append(Event(at, 0, EventKind.YOUTH_PASSES, youth.login, offer.key, text=reason))
    for proposal in proposals():
        if proposal.status is ProposalStatus.PASSED:
            at = _evening(now, proposal.days_ago - 1, random.Random(proposal.youth))  # noqa: S311
            events.append(
                Event(at, 0, EventKind.YOUTH_PASSES, proposal.youth, proposal.offer, "skills")
            )
    rng = random.Random(f"{seed}/stories")  # noqa: S311
    events += _waiting(now, rng)
    for talk in talks():
        events += _told(talk, now, rng)
    events += _unfolding(liked, told.values(), now, rng)
    return sorted(event for event in events if event.at < now)


def _choices(
    youth: YouthContent, offers: Iterable[OfferContent], rng: random.Random
) -> tuple[list[OfferContent], list[OfferContent]]:
    habit = HABITS[youth.life]
    reachable = [offer for offer in offers if _possible(youth, offer)]
    wanted = [o for o in reachable if o.rome in youth.wanted and o.contract in youth.contracts]
    near = [
        o
        for o in reachable
        if o.rome in youth.wanted and o not in wanted and o.origin is OfferOrigin.INTERNAL
    ]
    others = [o for o in reachable if o.rome not in youth.wanted]
    inside = [o for o in wanted if o.origin is OfferOrigin.INTERNAL and o.key != waiting()[0]]
    outside = [o for o in wanted if o.origin is OfferOrigin.OUTSIDE]
    count = rng.randint(*habit.likes)
    some_outside = 1 if youth.life in ("active", "unfollowed") else 0
    inside += rng.sample(near, min(max(0, count - len(inside)), len(near)))
    likes = rng.sample(inside, min(count, len(inside)))
    likes += rng.sample(outside, min(some_outside, len(outside), max(count, 0)))
    aside = [offer for offer in others if offer.key != waiting()[0]]
    passes = rng.sample(aside, min(rng.randint(*habit.passes), len(aside)))
    # the named youths keep a full deck of what they want
    return (likes[-3:] if youth.shown else likes), passes


def _days(youth: YouthContent, offer: OfferContent, rng: random.Random) -> int:
    habit = HABITS[youth.life]
    return rng.randint(habit.to_days, min(habit.from_days, offer.published_days_ago - 1))


def _possible(youth: YouthContent, offer: OfferContent) -> bool:
    home = Point(youth.place.latitude, youth.place.longitude)
    work = Point(offer.latitude, offer.longitude)
    return (
        offer.status is OfferStatus.PUBLISHED
        and offer.published_days_ago > HABITS[youth.life].to_days
        and distance_km(home, work) <= reach_km(youth.modes, youth.max_minutes)
        and set(offer.licences) <= set(youth.licences)
        and (youth.age >= 18 or not (offer.night_work or offer.hazardous_work))
    )


def _evening(now: datetime, days: int, rng: random.Random) -> datetime:
    moment = time(rng.choice((8, 12, 13, 17, 18, 19, 20, 21)), rng.randrange(60))
    return datetime.combine(paris_day(now) - timedelta(days), moment, PARIS)


def _office(moment: datetime, days: int, rng: random.Random) -> datetime:
    day = paris_day(moment) + timedelta(days)
    return datetime.combine(
        day, time(rng.choice((9, 10, 11, 14, 15, 16)), rng.randrange(60)), PARIS
    )


def _answers(
    youth: YouthContent, offer: OfferContent, at: datetime, now: datetime, number: int
) -> list[Event]:
    steps = ANSWERS[number % len(ANSWERS)].split()
    events = []
    for rank, status in enumerate(steps, start=1):
        moment = at + timedelta(days=3 * rank, hours=1)
        if moment < now:
            events.append(Event(moment, 1, EventKind.ANSWERS, youth.login, offer.key, text=status))
    return events


def _waiting(now: datetime, rng: random.Random) -> list[Event]:
    offer_key, logins = waiting()
    events = [
        Event(_evening(now, 1 + rank, rng), 0, EventKind.YOUTH_LIKES, login, offer_key)
        for rank, login in enumerate(logins)
    ]
    return events + [
        Event(_office(now, -1, rng), 0, EventKind.EMPLOYER_LIKES, login, offer)
        for login, offer in liked_first()
    ]


def _told(talk: TalkContent, now: datetime, rng: random.Random) -> list[Event]:
    lines = [
        Event(
            datetime.combine(
                paris_day(now) - timedelta(line.days_ago), time.fromisoformat(line.at), PARIS
            ),
            3,
            EventKind.WRITES,
            talk.youth,
            talk.offer,
            text=line.text,
            writer=line.who,
        )
        for line in talk.lines
    ]
    if talk.offer is None:
        return lines
    first, last = lines[0].at, lines[-1].at
    events = [
        Event(_office(first, -5, rng), 0, EventKind.YOUTH_LIKES, talk.youth, talk.offer),
        Event(_office(first, -3, rng), 1, EventKind.EMPLOYER_LIKES, talk.youth, talk.offer),
        Event(_office(first, -1, rng), 2, EventKind.SAYS_YES, talk.youth, talk.offer),
        *lines,
    ]
    if talk.closed:
        events.append(Event(_office(last, 2, rng), 4, EventKind.CLOSES, talk.youth, talk.offer))
    return events


def _unfolding(
    liked: Sequence[tuple[YouthContent, OfferContent, int]],
    told: Iterable[TalkContent],
    now: datetime,
    rng: random.Random,
) -> list[Event]:
    """Ten matches wait for consent, ten were declined, the rest of ten closed; a few likes passed."""
    closed = sum(talk.closed for talk in told)
    states = ["waiting"] * EACH_STATE + ["declined"] * EACH_STATE
    states += ["closed"] * (EACH_STATE - closed) + ["shared"] + ["passed"] * 14
    matches: Counter[str] = Counter()
    events: list[Event] = []
    for youth, offer, days in rng.sample(liked, len(liked)):
        if not states:
            break
        if youth.shown or matches[youth.login] >= 2:
            continue
        state = next((s for s in states if _enough_days(s, days, youth)), None)
        if state is None:
            continue
        states.remove(state)
        matches[youth.login] += 1
        events += _match(youth, offer, days, state, now, rng)
    return events


def _enough_days(state: str, days: int, youth: YouthContent) -> bool:
    needed = {"waiting": 3, "passed": 3, "declined": 5, "shared": 5, "closed": 9}[state]
    return days >= needed and (state != "waiting" or days <= 30) and youth.advisor is not None


def _match(
    youth: YouthContent,
    offer: OfferContent,
    days: int,
    state: str,
    now: datetime,
    rng: random.Random,
) -> list[Event]:
    def event(kind: EventKind, later: int, order: int) -> Event:
        return Event(_office(now, -days + later, rng), order, kind, youth.login, offer.key)

    if state == "passed":
        at = _office(now, -days + 2, rng)
        reason = rng.choice(EMPLOYER_REASONS)
        return [Event(at, 1, EventKind.EMPLOYER_PASSES, youth.login, offer.key, text=reason)]
    events = [event(EventKind.EMPLOYER_LIKES, 2, 1)]
    if state == "declined":
        events.append(event(EventKind.SAYS_NO, 4, 2))
    if state in ("closed", "shared"):
        events.append(event(EventKind.SAYS_YES, 4, 2))
    if state == "closed":
        events.append(event(EventKind.CLOSES, 8, 4))
    return events
