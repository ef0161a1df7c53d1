"""How soon an offer that one process publishes or closes is in another process's decks, or out of them.

    python bench/visible.py [--rounds 40] [--offers 500] [--json]

Two processes over one database, SQLite and then a PostgreSQL of the run's own: this one publishes and
closes an offer that a youth wants, the other deals that youth's deck over and over, as phones would ask.
`shown_` and `hidden_` are from the commit until the first deck that was dealt with it, or without it;
`deck_` is how long a deck took there, refresh included.

Peer, in the same run: `a_query` asks the database itself, from a connection of its own, whether the offer
may be shown, until it says so.

Holds when the 95th percentile of both is at most a second, on both databases.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

from _feed import write_feed
from _report import Report, emit, latencies, progress
from private_server import ServerUnavailableError, private_postgres

from myjobmatch.db.migrate import upgrade
from myjobmatch.db.models import Account, Offer, Youth, YouthIdentity, YouthOccupation, YouthProfile
from myjobmatch.db.uow import Database
from myjobmatch.demo.catalogue.reader import Catalogue, read_catalogue
from myjobmatch.demo.load_catalogue import load_catalogue
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import SystemClock
from myjobmatch.domain.enums import ContractKind, OfferOrigin, OfferStatus, Role
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.application import Application
from myjobmatch.services.decks import DeckQuery, offer_deck
from myjobmatch.services.importing import Importer
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import OFFER
from myjobmatch.services.sessions import actor_of

BAR_MS = 1000.0
HOME = (48.63, 2.44)
WHOLE_DECK = 60


async def follow(url: str, youth_id: int, account_id: int) -> None:
    """Deal the youth's deck until the input ends; tell each change of it, and when it was dealt."""
    database = Database(url, SystemClock())
    app = Application(database, database.clock, MatchingRuntime(database, None))
    actor = Actor(account_id, "follower", Role.YOUTH, youth_id=youth_id)
    over = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    last: set[str] | None = None  # the first deck is told, empty or not
    while not over.done():
        begin = time.monotonic()
        await app.matching.refresh()
        deck = await app.run(offer_deck, actor, DeckQuery(limit=WHOLE_DECK), app.matching)
        now, ids = time.monotonic(), {card.id for card in deck.cards}
        if ids != last:
            before = last or set()
            told = {"at": now, "took": now - begin, "new": [*ids - before], "gone": [*before - ids]}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
        last = ids
    await app.close()


def pages(catalogue: Catalogue) -> tuple[list[tuple[str, str]], list[list[tuple[str, str]]], str]:
    """What a feed is written of: trades, the skills of each by name, a page of words."""
    names = {skill.code: skill.label_fr for skill in catalogue.skills}
    asked: dict[str, list[tuple[str, str]]] = {}
    for link in catalogue.occupation_skills:
        asked.setdefault(link.rome_code, []).append(("", names[link.skill_code]))
    trades = [(row.rome_code, row.label_fr) for row in catalogue.occupations]
    trades = [trade for trade in trades if trade[0] in asked]
    return trades, [asked[code] for code, _ in trades], ". ".join(names.values())


async def settled(database: Database, feed: Path, catalogue: Catalogue) -> tuple[int, int, int]:
    """Catalogue, offers and a youth of Évry: ids of the youth, the account, the trade wanted."""
    async with database.unit() as uow:
        words = await load_catalogue(uow, catalogue)
    await Importer(database).offers(SYSTEM, feed)
    async with database.unit() as uow:
        now = uow.clock.now()
        account = Account(
            public_id=new_public_id(), login="f@exemple.invalid", role=Role.YOUTH, created_at=now
        )
        person = Youth(public_id=new_public_id(), created_at=now)
        uow.session.add_all([account, person])
        await uow.session.flush()
        trade = words.occupations[catalogue.occupations[0].rome_code]
        uow.session.add_all(
            [
                YouthIdentity(
                    youth_id=person.id, account_id=account.id,
                    latitude=HOME[0], longitude=HOME[1],
                ),
                YouthProfile(youth_id=person.id),
                YouthOccupation(youth_id=person.id, occupation_id=trade),
            ]
        )  # fmt: skip
        return person.id, actor_of(account, person.id).account_id, trade


class Follower:
    """The other process, and what it tells."""

    def __init__(self, url: str, youth_id: int, account_id: int) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--follow", url, str(youth_id), str(account_id)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.decks: list[float] = []

    async def until(self, kind: str, public_id: str | None) -> float:
        """When it dealt the first deck that has the offer (`new`), or has it no more (`gone`)."""
        out = self._process.stdout
        assert out is not None
        while line := await asyncio.to_thread(out.readline):
            told = json.loads(line)
            self.decks.append(told["took"] * 1000)
            if public_id is None or public_id in told[kind]:
                return float(told["at"])
        msg = "the other process has ended"
        raise RuntimeError(msg)

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)


async def published(database: Database, trade: int) -> tuple[int, str]:
    """A new offer of the trade around the corner."""
    async with database.unit() as uow:
        now = uow.clock.now()
        offer = Offer(
            public_id=new_public_id(), origin=OfferOrigin.OUTSIDE, status=OfferStatus.PUBLISHED,
            title="Vient de paraître", occupation_id=trade, contract=ContractKind.CDI,
            latitude=HOME[0], longitude=HOME[1], created_at=now, updated_at=now, published_at=now,
            expires_at=now + timedelta(days=30),
        )  # fmt: skip
        uow.offers.add(offer)
        await uow.offers.flush()
        uow.changed(OFFER, offer.id)
    return offer.id, offer.public_id


async def closed(database: Database, offer_id: int) -> None:
    """It is filled."""
    async with database.unit() as uow:
        offer = await uow.offers.get(offer_id)
        assert offer is not None
        offer.status = OfferStatus.FILLED
        uow.changed(OFFER, offer_id)


async def asked(database: Database, public_id: str) -> float:
    """Milliseconds until the database itself says that the offer may be shown."""
    begin = time.monotonic()
    found: dict[str, int] = {}
    while not found:
        async with database.unit(write=False) as uow:
            found = await uow.offers.showable([public_id], uow.clock.now())
    return (time.monotonic() - begin) * 1000


async def measured(
    url: str, feed: Path, rounds: int, name: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Our figures and the peer's on one database."""
    database, other = Database(url, SystemClock()), Database(url, SystemClock())
    youth_id, account_id, trade = await settled(database, feed, read_catalogue())
    follower = Follower(url, youth_id, account_id)
    shown, hidden, queries = [], [], []
    try:
        await follower.until("new", None)
        follower.decks.clear()
        for _ in range(rounds):
            offer_id, public_id = await published(database, trade)
            begin = time.monotonic()
            asking = asyncio.create_task(asked(other, public_id))
            shown.append((await follower.until("new", public_id) - begin) * 1000)
            queries.append(await asking)
            await closed(database, offer_id)
            begin = time.monotonic()
            hidden.append((await follower.until("gone", public_id) - begin) * 1000)
    finally:
        await asyncio.to_thread(follower.close)
        await database.close()
        await other.close()
    figures = {}
    for kind, values in (("shown", shown), ("hidden", hidden), ("deck", follower.decks)):
        figures |= {f"{name}_{kind}_{key}": value for key, value in latencies(values).items()}
    return figures, {f"{name}_{key}": value for key, value in latencies(queries).items()}


@contextmanager
def databases(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """The name and URL of each database there is, both empty and migrated."""
    found = [("sqlite", f"sqlite:///{folder / 'visible.db'}")]
    try:
        with private_postgres() as url:
            found.append(("postgresql", url))
            for _, one in found:
                upgrade(one)
            yield found
    except ServerUnavailableError as reason:
        progress(f"{reason}: PostgreSQL is left out")
        upgrade(found[0][1])
        yield found[:1]


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--rounds", type=int, default=40)
    reader.add_argument("--offers", type=int, default=500)
    reader.add_argument("--json", action="store_true")
    reader.add_argument("--follow", nargs=3, help=argparse.SUPPRESS)
    given = reader.parse_args()
    if given.follow:
        url, youth_id, account_id = given.follow
        asyncio.run(follow(url, int(youth_id), int(account_id)))
        return
    figures: dict[str, float] = {}
    peer: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as found:
        feed = Path(folder) / "feed.json"
        write_feed(feed, given.offers, *pages(read_catalogue()), seed=7)
        for name, url in found:
            progress(f"{name}: {given.rounds} offers published and closed")
            ours, theirs = asyncio.run(measured(url, feed, given.rounds, name))
            figures |= ours
            peer |= theirs
    waits = [
        value for key, value in figures.items()
        if key.endswith(("shown_p95_ms", "hidden_p95_ms"))
    ]  # fmt: skip
    size = {"rounds_count": given.rounds, "offers_count": given.offers}
    emit(
        [Report("visible", size, figures, {"a_query": peer}, ok=max(waits) <= BAR_MS)],
        as_json=given.json,
    )


if __name__ == "__main__":
    main()
