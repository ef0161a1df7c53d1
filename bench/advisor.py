"""What an advisor's desk costs the server: the Today page, the portfolio, the dashboard.

    python bench/advisor.py [--youths 20000] [--events 5000000] [--structures 8] [--repeats 15] [--keep FILE] [--quick] [--json]

A SQLite database of Missions Locales in use for a year and a half, written directly (`_portfolio.py`: portfolios of a
hundred, decisions, matches, applications, messages, hours), then counted for the dashboards by the product's own code.
`--keep` leaves it there and uses it again. Each page is its service in a transaction of its own, as a page's handler
calls it; the slowest reader of each kind: an advisor, and the manager of a whole structure. Dashboards are those of
the last thirty days, of a quarter and of a year, compared with the period before.

`<page>_p50_ms` and the like are by the clock, `<page>_cpu_p50_ms` the process's own time, which other processes do not
lengthen; `<page>_query_count` are statements, transaction control left out.

The peer, in the same run: the dashboard's figures of the same scopes and periods by joining the log on read, as one
would write them without aggregates (`log_on_read`).

Holds when every dashboard's median is under 300 ms, by the clock or by the process's own time.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from _portfolio import NOW, Size, fill
from _report import Report, emit, percentile, progress
from sqlalchemy import event, text

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.dashboard import DashboardQuery
from myjobmatch.domain.enums import Role
from myjobmatch.domain.periods import Against, Period, PeriodKind, period_of
from myjobmatch.services.application import Application
from myjobmatch.services.counting import REBUILD_BATCH, count_activity
from myjobmatch.services.dashboards.reading import read_dashboard
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from myjobmatch.services.today.desk import list_today

BAR_MS = 300.0
PERIODS = (PeriodKind.DAYS_30, PeriodKind.QUARTER, PeriodKind.YEAR)
Act = Callable[[], Awaitable[object]]


class Statements:
    """Counts what goes to the database."""

    def __init__(self, database: Database) -> None:
        """Listen to every engine."""
        self.count = 0
        for engine in database.engines:
            event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT")):
            self.count += 1


async def measure(name: str, act: Act, repeats: int, statements: Statements) -> dict[str, float]:
    """The figures of a page; the first call, which warms caches, is left out unless it is the only one."""
    if repeats > 1:
        await act()
    begin = statements.count
    clock, own = [], []
    for _ in range(repeats):
        at, used = time.perf_counter(), time.process_time()
        await act()
        clock.append((time.perf_counter() - at) * 1000)
        own.append((time.process_time() - used) * 1000)
    queries = (statements.count - begin) // repeats
    progress(f"{name}: {percentile(clock, 0.5):.0f} ms, {queries} queries")
    return {
        f"{name}_p50_ms": round(percentile(clock, 0.5), 1),
        f"{name}_p95_ms": round(percentile(clock, 0.95), 1),
        f"{name}_cpu_p50_ms": round(percentile(own, 0.5), 1),
        f"{name}_query_count": queries,
    }


async def filled(file: Path, size: Size, *, known: bool) -> Application:
    """The database with everything counted."""
    if not known:
        begin = time.perf_counter()
        await asyncio.to_thread(fill, file, size, 1)
        progress(f"filled in {time.perf_counter() - begin:.0f} s")
    clock = FixedClock(NOW)
    database = Database(f"sqlite:///{file}", clock)
    app = Application(database, clock, MatchingRuntime(database, None, None))
    begin = time.perf_counter()
    entries = await count_activity(app, limit=REBUILD_BATCH)
    if entries:
        seconds = time.perf_counter() - begin
        progress(
            f"counted {entries:,} entries in {seconds:.0f} s, {entries / seconds:,.0f} a second"
        )
    return app


def pages(app: Application, readers: dict[str, Actor]) -> dict[str, Act]:
    """Every page that is measured, by its name."""
    found: dict[str, Act] = {}
    for who, actor in readers.items():
        found[f"today_{who}"] = lambda actor=actor: app.run(list_today, actor, None)  # type: ignore[misc]
        query = PortfolioQuery(everyone=actor.role is Role.MANAGER)
        found[f"portfolio_{who}"] = lambda actor=actor, query=query: app.run(  # type: ignore[misc]
            list_portfolio, actor, query
        )
        for kind in PERIODS:
            asked = DashboardQuery(kind=kind)
            found[f"dashboard_{who}_{kind.value}"] = lambda actor=actor, asked=asked: app.run(  # type: ignore[misc]
                read_dashboard, actor, asked
            )
    return found


async def on_read(app: Application, actor: Actor, kind: PeriodKind) -> None:
    """The dashboard's figures joined from the log: what aggregates spare."""
    period = period_of(kind, paris_day(NOW))
    scope = {"structure": actor.structure_id, "advisor": actor.account_id}
    own = "" if actor.role is Role.MANAGER else " AND a.advisor_id = :advisor"
    async with app.database.unit(write=False) as uow:
        for each in (period, period.compared(Against.BEFORE)):
            for statement in _LOG_QUERIES:
                bounds = _bounds(each)
                await uow.session.execute(text(statement.replace("/*own*/", own)), scope | bounds)


def _bounds(period: Period) -> dict[str, str]:
    return {"first": f"{period.first} 00:00:00", "last": f"{period.last} 23:59:59.999999"}


_WITHIN = "a.structure_id = :structure AND a.at BETWEEN :first AND :last/*own*/"
_LOG_QUERIES = (
    (
        "SELECT date(a.at), count(DISTINCT CASE WHEN a.actor_role = 'youth' THEN a.youth_id END),"
        f" sum(a.actor_role = 'youth'), sum(a.kind = 'signed_in') FROM activity a WHERE {_WITHIN} GROUP BY 1"
    ),
    (
        "SELECT strftime('%Y-%W', a.at), count(DISTINCT a.youth_id) FROM activity a"
        f" WHERE {_WITHIN} AND a.actor_role = 'youth' GROUP BY 1"
    ),
    f"SELECT count(DISTINCT a.youth_id) FROM activity a WHERE {_WITHIN} AND a.actor_role = 'youth'",
    (
        "SELECT kind, o.origin, count(*) FROM (SELECT a.kind, a.youth_id, a.offer_id, min(a.at) FROM activity a"
        f" WHERE {_WITHIN} AND a.kind IN ('offer_liked', 'matched', 'identity_shared', 'interviewed', 'hired')"
        " GROUP BY a.kind, a.youth_id, a.offer_id) f JOIN offer o ON o.id = f.offer_id GROUP BY 1, 2"
    ),
    (
        "SELECT o.company_id, julianday(a.at) - julianday(l.at) FROM activity a"
        " JOIN activity l ON l.youth_id = a.youth_id AND l.offer_id = a.offer_id AND l.kind = 'offer_liked'"
        f" JOIN offer o ON o.id = a.offer_id WHERE {_WITHIN} AND a.kind IN ('candidate_liked', 'candidate_passed')"
    ),
    (
        f"SELECT date(a.at), a.kind, count(*) FROM activity a WHERE {_WITHIN} AND a.kind IN ('appointment_seen',"
        " 'appointment_excused', 'appointment_missed', 'workshop_attended', 'workshop_missed') GROUP BY 1, 2"
    ),
    (
        "WITH began AS (SELECT a.youth_id, min(a.at) AS at FROM activity a WHERE a.structure_id = :structure"
        " AND a.actor_role = 'youth'/*own*/ GROUP BY a.youth_id)"
        " SELECT strftime('%Y-%W', b.at), cast((julianday(a.at) - julianday(b.at)) / 7 AS int), count(DISTINCT a.youth_id)"
        f" FROM activity a JOIN began b ON b.youth_id = a.youth_id WHERE {_WITHIN} GROUP BY 1, 2"
    ),
)


async def run(arguments: argparse.Namespace) -> Report:
    """Fill, measure, tell."""
    size = Size(arguments.youths, arguments.events, arguments.structures)
    with tempfile.TemporaryDirectory(prefix="mjm-advisor-") as folder:
        file = Path(arguments.keep) if arguments.keep else Path(folder) / "advisor.db"
        app = await filled(file, size, known=arguments.known)
        try:
            statements = Statements(app.database)
            readers = {
                "advisor": Actor(1, f"a{1:021d}", Role.ADVISOR, structure_id=1),
                "manager": Actor(
                    size.advisors + 1, f"a{size.advisors + 1:021d}", Role.MANAGER, structure_id=1
                ),
            }
            ours: dict[str, float] = {}
            for name, act in pages(app, readers).items():
                ours |= await measure(name, act, arguments.repeats, statements)
            peer: dict[str, float] = {}
            for who, actor in readers.items():
                for kind in PERIODS[:1] if arguments.quick else PERIODS:
                    act = lambda actor=actor, kind=kind: on_read(app, actor, kind)  # noqa: E731
                    peer |= await measure(f"dashboard_{who}_{kind.value}", act, 1, statements)
        finally:
            await app.close()
    bars = {
        name: min(ours[name], ours[name.replace("_p50", "_cpu_p50")])
        for name in ours
        if name.startswith("dashboard") and name.endswith("_p50_ms") and "_cpu_" not in name
    }
    held = {"youths": size.youths, "events": size.events, "structures": size.structures}
    ok = all(value < BAR_MS for value in bars.values())
    return Report("advisor", held, ours, {"log_on_read": peer}, ok=ok)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--youths", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--structures", type=int, default=8)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument(
        "--keep", default="", help="the database's file: made when missing, left there"
    )
    parser.add_argument("--quick", action="store_true", help="the peer's thirty days only")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    arguments.known = bool(arguments.keep) and Path(arguments.keep).exists()
    emit([asyncio.run(run(arguments))], as_json=arguments.json)


if __name__ == "__main__":
    main()
