"""Searches that a youth keeps by name, what is new in them, and telling of it at most once a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import SavedSearch
from myjobmatch.db.repositories.found import Found, Wanted
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.my_search import (
    LONGEST_SEARCH_NAME,
    LONGEST_SEARCH_WORDS,
    MOST_SEARCHES,
    SavedSearchView,
)
from myjobmatch.domain.permissions import is_system, is_youth
from myjobmatch.domain.text import one_line
from myjobmatch.domain.travel import Point
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.decks import barred_offers
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import ACCOUNT

FOUND = "saved_search_found"
"""The domain event of a search with new offers: `{youth, search, count}`."""

LOOKED_THROUGH = 300
"""How many of the newest offers with the right words are held against the way."""

SHOWN = 40
CHECK_EVERY = timedelta(hours=1)
TELL_EVERY = timedelta(hours=20)
"""Once a day, also when the worker comes a little earlier than the day before."""

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """A search, new or changed; `id` is made on the phone. `minutes` None: however far."""

    id: str
    name: str
    words: str = ""
    minutes: int | None = None
    contracts: tuple[ContractKind, ...] = ()
    alert: bool = True


@dataclass(frozen=True, slots=True)
class FoundOffer:
    """An offer that a search finds."""

    id: str
    title: str
    company: str
    place: str
    contract: ContractKind
    minutes: int | None
    published_at: datetime
    fresh: bool


@service(is_youth)
async def save_search(actor: Actor, command: SaveSearch, uow: UnitOfWork) -> SavedSearchView:
    """Keep a search, or change it. A changed one begins anew: nothing in it is new yet.

    Raises:
        Invalid: no name (`search_name_empty`), nothing asked (`search_empty`), too long
            (`search_text_long`, with `most`), `minutes_range`, too many (`too_many_kept`, with `most`).
    """
    youth_id = actor.youth_id or 0
    public_id = checked_public_id(command.id)
    name = _line(command.name, LONGEST_SEARCH_NAME)
    words = _line(command.words, LONGEST_SEARCH_WORDS)
    if not name:
        raise Invalid("search_name_empty")
    if not words and not command.contracts and command.minutes is None:
        raise Invalid("search_empty")
    if command.minutes is not None and not 5 <= command.minutes <= 240:
        raise Invalid("minutes_range")
    now = uow.clock.now()
    contracts = sorted({contract.value for contract in command.contracts})
    row = await uow.my_search.search_of(youth_id, public_id)
    if row is None:
        if len(await uow.my_search.searches(youth_id)) >= MOST_SEARCHES:
            raise Invalid("too_many_kept", most=MOST_SEARCHES)
        row = SavedSearch(
            public_id=public_id,
            youth_id=youth_id,
            fresh=0,
            added_at=now,
            seen_at=now,
            checked_at=now,
        )
        row.words, row.minutes, row.contracts = words, command.minutes, contracts
        uow.my_search.add(row)
    elif (row.words, row.minutes, row.contracts) != (words, command.minutes, contracts):
        row.words, row.minutes, row.contracts = words, command.minutes, contracts
        row.fresh, row.seen_at = 0, now
    row.name, row.tell = name, command.alert
    uow.changed(ACCOUNT, actor.account_id)
    return _view(row)


@service(is_youth)
async def delete_search(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Forget a search; one that is gone already changes nothing."""
    row = await uow.my_search.search_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is not None:
        await uow.my_search.remove(row)
        uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def see_search(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """It was looked at: what comes from now on is new.

    Raises:
        NotFound: not one of theirs (`search_unknown`).
    """
    row = await _own(actor, public_id, uow)
    row.seen_at, row.fresh = uow.clock.now(), 0
    uow.changed(ACCOUNT, actor.account_id)


async def find_saved(app: Application, actor: Actor, public_id: str) -> list[FoundOffer]:
    """What a saved search finds now: what is new since they looked, then the others, newest first.

    Raises:
        Forbidden: not a youth (`not_allowed`).
        NotFound: not one of theirs (`search_unknown`).
    """
    await app.matching.refresh()
    return await app.run(found_offers, actor, public_id, app.matching)


@service(is_youth, writes=False)
async def found_offers(
    actor: Actor, public_id: str, uow: UnitOfWork, matching: MatchingRuntime
) -> list[FoundOffer]:
    """The offers of a saved search, without those decided on or barred by law.

    Raises:
        NotFound: not one of theirs (`search_unknown`).
    """
    row = await _own(actor, public_id, uow)
    found = (await _offers_of(row, uow, matching))[:SHOWN]
    return [
        FoundOffer(
            id=one.public_id,
            title=one.title,
            company=one.company,
            place=one.place,
            contract=one.contract,
            minutes=minutes,
            published_at=one.published_at,
            fresh=one.is_new(row.seen_at),
        )
        for one, minutes in found
    ]


async def check_searches(app: Application) -> int:
    """Look the saved searches through whose hour has come; answers how many had something to tell."""
    due = await app.run(searches_due, SYSTEM, None)
    if not due:
        return 0
    await app.matching.refresh()
    told = 0
    for search_id in due:
        told += await app.run(check_search, SYSTEM, search_id, app.matching)
    return told


@service(is_system, writes=False)
async def searches_due(_actor: Actor, _command: None, uow: UnitOfWork) -> list[int]:
    """The searches to look through now."""
    before = uow.clock.now() - CHECK_EVERY
    return [row.id for row in await uow.my_search.searches_to_check(before, _AT_ONCE)]


@service(is_system)
async def check_search(
    _actor: Actor, search_id: int, uow: UnitOfWork, matching: MatchingRuntime
) -> int:
    """Count what is new in a search, and put an event out if its youth was told of none today: 1 or 0."""
    row = await uow.my_search.search(search_id)
    if row is None:
        return 0
    now = uow.clock.now()
    row.checked_at = now
    fresh = len(await _offers_of(row, uow, matching, new_only=True))
    if fresh == row.fresh:
        return 0
    more, row.fresh = fresh > row.fresh, fresh
    identity = await uow.youths.identity(row.youth_id)
    if identity is not None and identity.account_id is not None:
        uow.changed(ACCOUNT, identity.account_id)
    if not (more and row.tell):
        return 0
    last = max(
        (s.told_at for s in await uow.my_search.searches(row.youth_id) if s.told_at), default=None
    )
    if last is not None and now - last < TELL_EVERY:
        return 0
    row.told_at = now
    day = paris_day(now).isoformat()
    found = {"youth": row.youth_id, "search": row.id, "count": fresh, "day": day}
    uow.ledger.event(FOUND, found)
    return 1


async def search_views(youth_id: int, uow: UnitOfWork) -> tuple[SavedSearchView, ...]:
    """A youth's saved searches; the caller has checked the right."""
    return tuple(_view(row) for row in await uow.my_search.searches(youth_id))


async def _offers_of(
    row: SavedSearch, uow: UnitOfWork, matching: MatchingRuntime, *, new_only: bool = False
) -> Sequence[tuple[Found, int | None]]:
    """What a search finds, what is new first, with the minutes of the way where a home is known."""
    contracts = tuple(ContractKind(value) for value in row.contracts)
    wanted = Wanted(row.words, contracts, row.seen_at, LOOKED_THROUGH, new_only)
    found = await uow.found.newest(wanted, uow.clock.now())
    facts = (await uow.youths.lawful_facts([row.youth_id])).get(row.youth_id)
    profile = (await uow.youths.candidate_profiles([row.youth_id]))[row.youth_id]
    out = await uow.decisions.out_of_decks(row.youth_id) | set(await barred_offers(facts, uow))
    kept = [one for one in found if one.id not in out]
    profiles = await uow.offers.profiles([one.id for one in kept])
    home: Point | None = facts.home if facts else None
    within = row.minutes or 240

    def ways() -> list[int | None]:
        return [
            matching.travel.journey(
                home, one.point, profile.modes, profiles[one.id].schedules, within=within
            ).minutes
            for one in kept
        ]

    minutes = await off_loop(ways)
    near = row.minutes is None or home is None
    return [
        (one, way)
        for one, way in zip(kept, minutes, strict=True)
        if near or (way is not None and way <= within)
    ]


async def _own(actor: Actor, public_id: str, uow: UnitOfWork) -> SavedSearch:
    row = await uow.my_search.search_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is None:
        raise NotFound("search_unknown")
    return row


def _line(value: str, most: int) -> str:
    text = one_line(value)
    if len(text) > most:
        raise Invalid("search_text_long", most=most)
    return text


def _view(row: SavedSearch) -> SavedSearchView:
    return SavedSearchView(
        id=row.public_id,
        name=row.name,
        words=row.words,
        minutes=row.minutes,
        contracts=tuple(ContractKind(value) for value in row.contracts),
        alert=row.tell,
        fresh=row.fresh,
    )
