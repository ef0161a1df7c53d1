"""Weeks of the demonstration: what youths planned and told, and what their advisors made of it."""

import random
from datetime import date, datetime, timedelta

from myjobmatch.db.models import Account, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.action_catalogue import SHARED
from myjobmatch.domain.actions import ActionCategory, ReturnReason, StepKind
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.enums import FollowUp, Role, Scheme
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.weeks import Week, week_of
from myjobmatch.services.action_bulk import (
    AgreeActions,
    ReturnActions,
    ValidateActions,
    agree_actions,
    return_actions,
    validate_actions,
)
from myjobmatch.services.action_entries import SaveEntry, save_entry
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import AddAction, put_action
from myjobmatch.services.hour_sources import recount
from myjobmatch.services.sessions import actor_of

WEEKS = 5
SHOWN = ("lina", "moussa", "emma")
"""Who may be signed in as: their weeks are full enough to be looked at."""

PLACES = {"official_papers": "Préfecture d'Évry, hall B", "health_check": "Centre de santé"}
FREE = (
    ("Aider mon oncle au marché", ActionCategory.EMPLOYMENT),
    ("Lire le livret d'accueil de l'école", ActionCategory.TRAINING),
    ("Ranger mes papiers", ActionCategory.CITIZENSHIP),
)


async def live_weeks(
    uow: UnitOfWork, travelling: FixedClock, people: People, now: datetime, seed: int
) -> int:
    """Let the youths of the contract, and those one may sign in as, have weeks; answers how many actions."""
    chance = random.Random(f"{seed}/weeks")  # noqa: S311  (a story, not a secret)
    today = paris_day(now)
    this = week_of(today)
    advisors = {account.id: account for account in people.accounts.values()}
    for account in people.accounts.values():
        if account.role is Role.ADVISOR and account.login == "conseil":
            await _own_entries(actor_of(account, None), uow)
    count = 0
    alerted: set[int] = set()
    for login, youth in people.youths.items():
        advisor = advisors.get(youth.advisor_id or 0)
        asked = youth.scheme is Scheme.CEJ or login in SHOWN
        if advisor is None or not asked or youth.follow_up is not FollowUp.FOLLOWED:
            continue
        self = actor_of(people.accounts[login], youth.id)
        # the first of each advisor: zero hours, an alert in their list
        lazy = login not in SHOWN and advisor.id not in alerted
        if lazy:
            alerted.add(advisor.id)
        for back in reversed(range(WEEKS)):
            week = this.shifted(-back)
            if lazy and back < 2:
                continue
            count += await _one_week(
                uow, travelling, (self, youth), actor_of(advisor, None), week, now, chance
            )
        if login in SHOWN:
            count += await _ahead(uow, advisor, youth, today)
    travelling.advance(now - travelling.now())
    return count


async def _one_week(
    uow: UnitOfWork,
    travelling: FixedClock,
    who: tuple[Actor, Youth],
    advisor: Actor,
    week: Week,
    now: datetime,
    chance: random.Random,
) -> int:
    """Some actions on days of the week that have come, told on the day; last week's are validated."""
    self, youth = who
    today = paris_day(now)
    current = week_of(today) == week
    days = [week.monday + timedelta(days=n) for n in range(6)]
    days = [day for day in days if day <= today]
    told: list[str] = []
    for _ in range(chance.randint(4, 7) if not current else chance.randint(1, 4)):
        day = chance.choice(days)
        moment = now - timedelta(days=(today - day).days, hours=1)
        if paris_day(moment) < day:  # in the first hour of a day
            moment += timedelta(hours=1)
        travelling.advance(moment - travelling.now())
        wish = Wish(chance.choice(list(SHARED)))
        if chance.random() < 0.12:
            title, category = chance.choice(FREE)
            wish = Wish(title=title, category=category)
        id_ = new_public_id()
        await put_action(self, youth, AddAction(id_, wish, day), uow)
        uow.ledger.activity(
            ActivityKind.ACTION_DECLARED, self, structure_id=youth.structure_id, youth_id=youth.id
        )
        told.append(id_)
    settled = now - timedelta(days=(today - week.sunday).days - 1, hours=2)
    travelling.advance((now if current else settled) - travelling.now())
    if not current:
        await validate_actions(advisor, ValidateActions(new_public_id(), tuple(told)), uow)
    elif len(told) > 2:
        reason = ReturnReason.DETAILS
        words = "Combien de candidatures, et à qui ?"
        back = ReturnActions(new_public_id(), tuple(told[:1]), reason, words)
        await return_actions(advisor, back, uow)
        await validate_actions(advisor, ValidateActions(new_public_id(), (told[1],)), uow)
    else:
        await recount(uow, (youth.id,), (week.monday,))
    return len(told)


async def _ahead(uow: UnitOfWork, advisor: Account, youth: Youth, today: date) -> int:
    """What is planned: papers at the prefecture, a session to be signed on site, something without a day."""
    actor = actor_of(advisor, None)
    plans = (
        (Wish("official_papers"), today + timedelta(days=1), PLACES["official_papers"]),
        (Wish("on_site_session"), today, ""),
        (Wish("send_applications"), None, ""),
    )
    for wish, day, place in plans:
        command = AgreeActions(new_public_id(), (youth.public_id,), (wish,), day=day, place=place)
        await agree_actions(actor, command, uow)
    return len(plans)


async def _own_entries(advisor: Actor, uow: UnitOfWork) -> None:
    for title, category, minutes, step, place in (
        ("Café des langues", ActionCategory.LEISURE, 90, StepKind.GO, "Agora d'Évry"),
        ("Chantier solidaire", ActionCategory.CITIZENSHIP, 240, StepKind.NONE, ""),
    ):
        await save_entry(advisor, SaveEntry("", title, category, minutes, step, place), uow)
