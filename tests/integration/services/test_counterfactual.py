"""Nothing that article L1132-1 names weighs: changed in the database, and every deck is the same.

Through the services, in both directions: whole decks, with their scores, parts, explanations and the
words that are shown.
"""

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from myjobmatch.db.base import Base
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.travel import Point
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests.fixtures.databases import administer, database_of
from tests.integration.services import youth_data
from tests.integration.services.mirrored_town import MERIDIAN, MirroredTown, build
from tests.integration.services.town_watch import (
    Watch,
    changed,
    differing,
    shown_candidates,
    shown_offers,
    values_of,
    without_words,
    write,
    written_back,
)

pytestmark = pytest.mark.timeout(600)  # some seconds of work, on a machine that may be busy

SEED = 20
SMALL, WHOLE = (30, 40), (500, 200)
"""Youths and offers."""

QUICK = [
    pytest.param(("sqlite", SMALL), id="sqlite-30"),
    # what the engine reads is the same on either; the half minute goes to `make test-all`
    pytest.param(("postgresql", SMALL), id="postgresql-30", marks=pytest.mark.slow),
]
EVERY = QUICK + [
    pytest.param(
        (system, WHOLE), id=f"{system}-500", marks=[pytest.mark.slow, pytest.mark.timeout(3600)]
    )
    for system in ("sqlite", "postgresql")
]


@pytest.fixture(scope="module")
def towns() -> Iterator[dict[object, tuple[MirroredTown, str]]]:
    """The towns built so far, each with its database, which every test copies."""
    built: dict[object, tuple[MirroredTown, str]] = {}
    yield built
    for _, url in built.values():
        if url.startswith("postgresql"):
            server, _, name = url.rpartition("/")
            administer(f"{server}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def watch(
    request: pytest.FixtureRequest,
    towns: dict[object, tuple[MirroredTown, str]],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    encoder: Encoder,
    clock: FixedClock,
) -> AsyncIterator[Watch]:
    """A town of this test's own, on the database system and of the size asked for."""
    system, (youths, offers) = request.param
    if request.param not in towns:
        url = request.getfixturevalue("postgres_url" if system == "postgresql" else "sqlite_url")
        url = _kept_copy(url, f"mirrored_{youths}", tmp_path_factory)
        database = Database(url, clock)
        towns[request.param] = await build(database, youths, offers, SEED), url
        await database.close()
    town, url = towns[request.param]
    own = _kept_copy(url, f"mirrored_{youths}_{tmp_path.name}"[:60], tmp_path_factory)
    database = Database(own, clock)
    app = Application(database, clock, MatchingRuntime(database, None, encoder))
    yield Watch(app, town)
    await app.close()
    if system == "postgresql":
        administer(
            database_of(own, "postgres"), f"DROP DATABASE {own.rpartition('/')[2]} WITH (FORCE)"
        )


def _kept_copy(url: str, name: str, folders: pytest.TempPathFactory) -> str:
    """A copy of a database that nobody is in, under another name."""
    if url.startswith("sqlite"):
        file = folders.mktemp(name) / "town.db"
        shutil.copyfile(url.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"
    name = re.sub(r"\W", "_", name).lower()
    server, _, source = url.rpartition("/")
    administer(
        f"{server}/postgres",
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE {source}",
    )
    return f"{server}/{name}"


def changes(watch: Watch) -> dict[str, list[str]]:
    """The columns to change at once, by name: each on its own, in the small town many together.

    Traces go together; the language, which changes words, has its own test.
    """
    kinds = {f"{t}.{c}": k for t, columns in youth_data.COLUMNS.items() for c, k in columns.items()}
    each: dict[str, list[str]] = {}
    for column in youth_data.changeable():
        if column == "account.locale":
            continue
        table, _, name = column.partition(".")
        if kinds[column] is youth_data.Kind.TRACE:
            name = "traces"
        elif name in ("latitude", "longitude"):
            name = "home"
        elif len(watch.town.youths) < WHOLE[0]:
            name = "identity" if table == "youth_identity" else "elsewhere"
        else:
            name = column
        each.setdefault(name, []).append(column)
    return each


@pytest.mark.parametrize("watch", EVERY, indirect=True)
async def test_no_attribute_of_l1132_1_changes_a_rank_a_score_or_an_explanation(
    watch: Watch,
) -> None:
    """All youths take another value of an attribute, one attribute after the other; then of all."""
    first = await watch.everything()
    hints = await watch.hints()
    assert sum(bool(deck[0]) for name, deck in first.items() if name.startswith("youth")) > (
        len(watch.town.youths) / 2
    )
    told: dict[str, list[str]] = {}
    for name, columns in changes(watch).items():
        before = await changed(watch, columns)
        if moved := differing(first, await watch.everything()):
            told[name] = moved
        await written_back(watch, before)
    assert told == {}
    await changed(watch, [column for columns in changes(watch).values() for column in columns])
    assert differing(first, await watch.everything()) == []
    assert differing(hints, await watch.hints()) == []


@pytest.mark.parametrize("watch", QUICK, indirect=True)
async def test_what_does_weigh_is_seen(watch: Watch) -> None:
    """The test above would tell: less experience, another home that is further, and decks differ."""
    first = await watch.everything()
    for column, value in (
        ("youth_profile.experience", "under_1"),
        ("youth_identity.longitude", MERIDIAN + 0.25),
    ):
        async with watch.app.database.unit() as uow:
            before = await values_of(uow, column)
            new = {row: now and value for row, now in before.items()}
            await write(uow, column, new, watch.town)
        moved = differing(first, await watch.everything())
        assert {name.partition(" ")[0] for name in moved} == {"youth", "offer"}
        await written_back(watch, {column: before})
    assert differing(first, await watch.everything()) == []


@pytest.mark.parametrize("watch", EVERY, indirect=True)
async def test_another_language_changes_words_only(watch: Watch) -> None:
    first, theirs = await watch.youths(), await watch.employers()
    before = (await changed(watch, ["account.locale"]))["account.locale"]
    async with watch.app.database.unit(write=False) as uow:
        after = await values_of(uow, "account.locale")
    # the town's words are French and English: from one other language to the next they stay French
    to_or_from_english = sum((before[row] == "en") != (after[row] == "en") for row in before)
    second, again = await watch.youths(), await watch.employers()
    assert [*map(shown_candidates, theirs.values())] == [*map(shown_candidates, again.values())]
    words = with_cards = 0
    for youth_id, deck in first.items():
        other = second[youth_id]
        assert [r.items for r in deck.rankings] == [r.items for r in other.rankings]
        assert [*map(without_words, deck.cards)] == [*map(without_words, other.cards)]
        words += deck.cards != other.cards
        with_cards += bool(deck.cards)
    assert words > with_cards * to_or_from_english / len(before) / 2  # and words it does change


@pytest.mark.parametrize("watch", QUICK, indirect=True)
async def test_homes_move_and_every_way_takes_as_long(watch: Watch) -> None:
    """What the first test stands on: the mirrored home is elsewhere, and equally far."""
    await watch.app.matching.refresh()
    view, travel = watch.app.matching.offers.view(), watch.app.matching.travel
    async with watch.app.database.unit(write=False) as uow:
        facts = await uow.youths.lawful_facts(watch.town.youths)
        profiles = await uow.youths.candidate_profiles(watch.town.youths)
    different, moved = set(), 0
    for youth_id, fact in facts.items():
        if fact.home is None:
            continue
        mirrored = Point(fact.home.latitude, 2 * MERIDIAN - fact.home.longitude)
        modes = profiles[youth_id].modes
        ways = [travel.minutes_in_reach(view, home, modes) for home in (fact.home, mirrored)]
        here, there = (way and (way.rows.tolist(), way.minutes.tolist()) for way in ways)
        assert here is not None
        assert here == there
        different |= set(here[1])
        moved += mirrored != fact.home
    assert moved > len(watch.town.youths) / 2
    assert len(different) > 30


@pytest.mark.parametrize("watch", EVERY, indirect=True)
async def test_crossing_eighteen_changes_only_cards_with_a_declared_rule(
    watch: Watch, clock: FixedClock
) -> None:
    """The day before, a deck is the later one without the offers that a rule bars; no other way."""
    tomorrow = clock.now().date() + timedelta(days=1)
    birthday = tomorrow.replace(year=tomorrow.year - 18)
    await _all_born_on(watch, birthday)
    minor, fewer = await watch.youths(), await watch.employers()
    await _all_born_on(watch, birthday - timedelta(days=1))
    adult, more = await watch.youths(), await watch.employers()
    async with watch.app.database.unit(write=False) as uow:
        ruled = {i for i, _, _ in await uow.offers.lawful_flags()}
        names = {row.offer.public_id for row in (await uow.offers.rows(ruled)).values()}
    assert any(names & {card.id for card in deck.cards} for deck in adult.values())
    # the same deck of grown-ups, had they seen those offers already
    expected = await watch.youths(left_out=frozenset(names))
    for youth_id, deck in minor.items():
        assert not names & {card.id for card in deck.cards}
        assert shown_offers(deck) == shown_offers(expected[youth_id])
    for offer_id, candidates in fewer.items():
        if offer_id in ruled:
            assert (candidates.cards, candidates.eligible) == ((), 0)
        else:
            assert shown_candidates(candidates) == shown_candidates(more[offer_id])
    assert any(more[offer_id].cards for offer_id in ruled if offer_id in more)


@pytest.mark.parametrize("watch", QUICK, indirect=True)
async def test_one_minor_leaves_only_the_candidates_of_offers_with_a_rule(
    watch: Watch, clock: FixedClock
) -> None:
    grown_up, seventeen = date(2004, 5, 6), clock.now().date() - timedelta(days=17 * 365)
    await _all_born_on(watch, grown_up)
    before = await watch.employers()
    async with watch.app.database.unit(write=False) as uow:
        ruled = {i for i, _, _ in await uow.offers.lawful_flags()} & before.keys()
    rankings = [before[offer_id].ranking for offer_id in ruled]
    young = next(ranking.ids[0] for ranking in rankings if ranking and ranking.ids)
    async with watch.app.database.unit() as uow:
        await write(uow, "youth_identity.birth_date", {(young,): seventeen}, watch.town)
    after = await watch.employers()
    async with watch.app.database.unit() as uow:
        await write(uow, "youth_identity.birth_date", {(young,): grown_up}, watch.town)
        aliases = {i: (await uow.decisions.aliases(i, [young]))[young] for i in ruled}
    # to those offers it is as if they had been seen already; to the others as if nothing was
    seen = await watch.employers({i: frozenset([alias]) for i, alias in aliases.items()})
    for offer_id, deck in after.items():
        same = seen if offer_id in ruled else before
        assert shown_candidates(deck) == shown_candidates(same[offer_id])
        assert offer_id not in ruled or deck.ranking is None or young not in deck.ranking.ids


async def _all_born_on(watch: Watch, day: date) -> None:
    async with watch.app.database.unit() as uow:
        now = await values_of(uow, "youth_identity.birth_date")
        await write(uow, "youth_identity.birth_date", dict.fromkeys(now, day), watch.town)


def test_every_column_about_youths_is_classified() -> None:
    """A new table or column goes to `youth_data`, where one thinks of what it is to matching."""
    tables = Base.metadata.tables
    assert set(youth_data.COLUMNS) | youth_data.NOT_OF_YOUTHS == set(tables)
    assert not set(youth_data.COLUMNS) & youth_data.NOT_OF_YOUTHS
    for table, columns in youth_data.COLUMNS.items():
        assert set(columns) == set(tables[table].columns.keys()), table
    for table in youth_data.NOT_OF_YOUTHS:
        refers = {key.column.table.name for key in tables[table].foreign_keys}
        assert "youth" not in refers, table


def test_every_criterion_is_changed_or_has_no_column() -> None:
    every = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
    }
    changeable = set(youth_data.changeable())
    assert len(youth_data.CRITERIA) == 26
    for name, criterion in youth_data.CRITERIA.items():
        assert criterion.columns or criterion.absent, name
        assert set(criterion.columns) <= changeable, name
        if criterion.absent:
            held = {c for c in every if re.search(criterion.absent, c.partition(".")[2])}
            assert held == set(), name
    assert set(youth_data.FREE_TEXT) <= changeable
    claimed = {c for criterion in youth_data.CRITERIA.values() for c in criterion.columns}
    protected = {
        f"{table}.{name}"
        for table, columns in youth_data.COLUMNS.items()
        for name, kind in columns.items()
        if kind is youth_data.Kind.PROTECTED
    }
    freely = {"youth_experience.youth_id", "conversation.youth_id", "youth_legal_hold.reason"}
    assert protected - claimed - set(youth_data.FREE_TEXT) == freely
