"""Out of office: what a youth is told of who answers, in advance and without a network, and the answer by itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.models import AwayWords, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import Loan, answering
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.text import some_lines
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT, tell_youth

LONGEST_WORDS = 500
AHEAD = timedelta(days=400)
"""How far ahead a phone is told who will answer: it says so without a network as well."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days, both included, on which somebody else answers (`name`), or nobody (empty); `words` are the advisor's."""

    from_day: date
    until_day: date
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class OwnAway:
    """What an advisor says while away, and until when they are, if they are."""

    words: str
    until: date | None


async def away_of(youth: Youth | None, uow: UnitOfWork) -> tuple[Away, ...]:
    """Who answers a youth in their advisor's place, from today on; stretches of days in their order."""
    if youth is None or youth.advisor_id is None or youth.structure_id is None:
        return ()
    today = paris_day(uow.clock.now())
    horizon = today + AHEAD
    lent = await uow.transfers.overlapping(youth.structure_id, today, horizon)
    absent = [
        (row.absence.from_day, row.absence.to_day)
        for row in await uow.appointments.absences([youth.advisor_id], today, horizon)
    ]
    if not lent and not absent:
        return ()
    edges = {today}
    for row, _ in lent:
        edges |= {row.from_day, (row.until_day or horizon) + timedelta(days=1)}
    for start, end in absent:
        edges |= {start, end + timedelta(days=1)}
    days = sorted(day for day in edges if today <= day <= horizon)
    words = await uow.continuity.away_words(youth.advisor_id)
    found: list[Away] = []
    for start, after in zip(days, [*days[1:], horizon + timedelta(days=1)], strict=True):
        loans = [
            Loan(row.from_id, row.to_id, row.until_day, youth_id)
            for row, youth_id in lent
            if row.from_day <= start <= (row.until_day or horizon)
        ]
        who = answering(youth.advisor_id, youth.id, loans)
        end = after - timedelta(days=1)
        if who.account_id != youth.advisor_id:
            account = await uow.accounts.get(who.account_id)
            name = account.display_name if account else ""
        elif any(first <= start <= last for first, last in absent):
            name = ""
        else:
            continue
        last = found[-1] if found else None
        if last and last.name == name and last.until_day == start - timedelta(days=1):
            found[-1] = Away(last.from_day, end, name, words)
        else:
            found.append(Away(start, end, name, words))
    return tuple(found)


@service(lambda actor: actor.role is Role.ADVISOR, writes=False)
async def own_away(actor: Actor, _command: None, uow: UnitOfWork) -> OwnAway:
    """What the actor says while away."""
    today = paris_day(uow.clock.now())
    away = await uow.continuity.away([actor.account_id], today)
    words = await uow.continuity.away_words(actor.account_id)
    return OwnAway(words, away.get(actor.account_id))


@service(lambda actor: actor.role is Role.ADVISOR)
async def set_away_words(actor: Actor, words: str, uow: UnitOfWork) -> None:
    """Say something of one's own while away; nothing: only what the product says, in each youth's language.

    Raises:
        Invalid: too long (`away_words_long`, with `most`).
    """
    text = some_lines(words)
    if len(text) > LONGEST_WORDS:
        raise Invalid("away_words_long", most=LONGEST_WORDS)
    await uow.continuity.forget_away_words(actor.account_id)
    if text:
        uow.continuity.add(
            AwayWords(account_id=actor.account_id, words=text, updated_at=uow.clock.now())
        )
    await uow.continuity.flush()
    await tell_of_absence(uow, actor.account_id, actor.structure_id or 0)
    uow.changed(ACCOUNT, actor.account_id)


async def tell_of_absence(uow: UnitOfWork, advisor_id: int, structure_id: int) -> None:
    """The phones of an advisor's youths have another word on when they are away."""
    for youth in await uow.continuity.youths_of(advisor_id, structure_id):
        await tell_youth(uow, youth, advisor_too=False)
