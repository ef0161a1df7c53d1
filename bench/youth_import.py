"""The import of youths from a CSV, from the file sent to the last youth created, and the same file again.

    python bench/youth_import.py [--rows 5000] [--here 20000] [--postgres URL] [--json]

A structure has so many youths already; an invented file in Windows-1252, a twentieth of whose rows are bad or doubtful,
is sent, its columns guessed, its rows looked at, and carried out, by the services that the page calls. `start_`
is the file to a draft, `check_` its verdicts and duplicates, `run_` the rows taken in, `whole_` all of it, `again_`
the same file once more, which creates nobody, `undo_` taking it all back, `index_` the matching runtime's refresh
after it; the list of towns is read once before, as a running server has it. `loop_wait_` is the longest that the event loop was held up meanwhile: other pages wait that long.

Holds when the whole takes less than 60 s for 5,000 rows (in proportion for others), the second run creates nobody,
and the loop is never held up for 250 ms.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from _report import Report, emit, progress

from myjobmatch.db.migrate import upgrade
from myjobmatch.db.models import Account, Structure, Youth, YouthIdentity, YouthProfile
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import SystemClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.youth_import.words import Field, ImportKind
from myjobmatch.integrations.gazetteer import find_towns
from myjobmatch.integrations.imilo import CsvPort
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.youth_import.batches import StartImport, start_import
from myjobmatch.services.youth_import.preview import CheckImport, check_import
from myjobmatch.services.youth_import.running import confirm_import, run_rows
from myjobmatch.services.youth_import.undoing import undo_import
from myjobmatch.services.youth_import.viewing import view_import

BAR_MS_A_ROW = 60_000 / 5_000
MOST_WAIT_MS = 250.0
HEADS = "Civilité;NOM;Prénom(s);Né(e) le;Tél. portable;Courriel;Adresse;CP;Ville;Dispositif;N° dossier i-milo;RQTH"
TOWNS = (
    ("91000", "Évry-Courcouronnes"), ("77000", "Melun"), ("91330", "Yerres"), ("77550", "Moissy-Cramayel"),
    ("91100", "Corbeil-Essonnes"), ("91350", "Grigny"), ("77176", "Savigny-le-Temple"), ("91230", "Montgeron"),
)  # fmt: skip
FIRST = [
    "Léa",
    "Inès",
    "Chloé",
    "Ali",
    "Moussa",
    "Noé",
    "Zoé",
    "Aïcha",
    "Théo",
    "Lina",
    "Amadou",
    "Eva",
    "Yanis",
    "Nour",
    "Hugo",
    "Fatou",
    "Émile",
    "Rayan",
    "Élise",
    "Ana",
]
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "da",
    "du",
    "fa",
    "fi",
    "ga",
    "go",
    "la",
    "le",
    "li",
    "ma",
    "mi",
    "mo",
    "na",
    "ni",
    "ra",
    "ri",
    "ro",
    "sa",
    "si",
    "ta",
    "te",
    "ti",
    "va",
    "vi",
]


def surname(number: int) -> str:
    """A name for each number, no two alike by one letter for most."""
    parts = []
    for _ in range(4):
        number, rest = divmod(number * 7 + 3, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).upper() + SYLLABLES[number % len(SYLLABLES)].upper()


def csv_file(rows: int, seed: int) -> bytes:
    """The file, as Excel saves it in France."""
    drawn = random.Random(seed)
    lines = [HEADS]
    for number in range(rows):
        birth = date(1999, 1, 1) + timedelta(days=drawn.randrange(3600))
        told = f"{birth:%d/%m/%Y}" if number % 40 else "31/02/2004"
        postcode, town = TOWNS[number % len(TOWNS)]
        phone = f"06 {drawn.randrange(100):02} {number // 10000:02} {number // 100 % 100:02} {number % 100:02}"
        lines.append(
            f"{'Mme' if number % 2 else 'M.'};{surname(number)};{FIRST[drawn.randrange(len(FIRST))]};{told};{phone};"
            f"p{number}@exemple.invalid;{number} rue des Prés;{postcode};{town};{'CEJ' if number % 3 else 'PACEA'};"
            f"{700000 + number};{'oui' if number % 25 == 0 else ''}"
        )
    return "\r\n".join(lines).encode("cp1252")


async def filled(database: Database, here: int) -> Actor:
    """A structure with so many youths, and the advisor who imports."""
    now = database.clock.now()
    drawn = random.Random(1)
    async with database.unit() as uow:
        structure = Structure(public_id=new_public_id(), name="ML", created_at=now)
        uow.session.add(structure)
        await uow.session.flush()
        account = Account(
            public_id=new_public_id(), login="a", role=Role.ADVISOR, structure_id=structure.id, created_at=now
        )  # fmt: skip
        uow.session.add(account)
        await uow.session.flush()
        for start in range(0, here, 2_000):
            youths = [
                Youth(public_id=new_public_id(), structure_id=structure.id, created_at=now, visible=False)
                for _ in range(min(2_000, here - start))
            ]  # fmt: skip
            uow.session.add_all(youths)
            await uow.session.flush()
            for number, youth in enumerate(youths, start=start):
                uow.session.add(
                    YouthIdentity(
                        youth_id=youth.id,
                        first_name=FIRST[drawn.randrange(len(FIRST))],
                        last_name=f"Ancien {surname(number)}",
                        birth_date=date(1999, 1, 1) + timedelta(days=drawn.randrange(3600)),
                        phone=f"+337{number:08}",
                    )
                )
                uow.session.add(YouthProfile(youth_id=youth.id))
            await uow.session.flush()
        return Actor(account.id, account.public_id, Role.ADVISOR, structure_id=structure.id)


class Watch:
    """How long the event loop is held up, at the longest."""

    def __init__(self) -> None:
        """Not begun."""
        self.longest = 0.0

    async def run(self) -> None:
        """Tick for ever."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            self.longest = max(self.longest, time.perf_counter() - before - 0.01)


async def measured(url: str, rows: int, here: int) -> tuple[dict[str, float], bool]:
    """The figures of one database."""
    database = Database(url, SystemClock())
    app = Application(database, database.clock, MatchingRuntime(database, None))
    actor = await filled(database, here)
    await app.matching.refresh()
    await app.matching.candidates()
    await asyncio.to_thread(find_towns, "Melun", 1)
    data, figures, watch = csv_file(rows, 7), {}, Watch()
    ticking = asyncio.create_task(watch.run())

    async def brought(prefix: str) -> tuple[str, dict[str, int]]:
        begun = last = time.perf_counter()

        def lap(name: str) -> None:
            nonlocal last
            figures[f"{prefix}{name}_ms"] = round((time.perf_counter() - last) * 1000)
            last = time.perf_counter()

        id_ = await app.run_beside(
            start_import, actor, StartImport(ImportKind.YOUTHS, "jeunes.csv", data), CsvPort()
        )
        lap("start")
        view = await app.run(view_import, actor, id_)
        mapping: dict[Field, int] = {
            column.field: place for place, column in enumerate(view.columns) if column.field
        }
        await app.run_beside(check_import, actor, CheckImport(id_, mapping))
        lap("check")
        await app.run(confirm_import, actor, id_)
        while not (await app.run_beside(run_rows, actor, id_)).finished:
            pass
        lap("run")
        figures[f"{prefix}whole_ms"] = round((time.perf_counter() - begun) * 1000)
        return id_, (await app.run(view_import, actor, id_)).outcomes

    first, outcomes = await brought("")
    progress(f"first: {outcomes}")
    _, again = await brought("again_")
    progress(f"again: {again}")
    begun = time.perf_counter()
    await app.matching.refresh()
    figures["index_ms"] = round((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    await app.run_beside(undo_import, actor, first)
    figures["undo_ms"] = round((time.perf_counter() - begun) * 1000)
    ticking.cancel()
    figures["loop_wait_ms"] = round(watch.longest * 1000)
    figures["rows_per_s"] = round(rows / figures["whole_ms"] * 1000)
    figures["created_count"] = outcomes.get("created", 0)
    figures["again_created_count"] = again.get("created", 0)
    await app.close()
    ok = (
        figures["whole_ms"] <= BAR_MS_A_ROW * max(rows, 500)
        and figures["loop_wait_ms"] <= MOST_WAIT_MS
        and not again.get("created")
        and outcomes.get("created", 0) > rows * 0.9
    )
    return figures, ok


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where one is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--here", type=int, default=20_000)
    parser.add_argument("--postgres", default="", help="URL of an empty database to measure on too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reports = []
    with tempfile.TemporaryDirectory() as folder:
        urls = {"sqlite": f"sqlite:///{Path(folder) / 'bench.db'}"}
        if options.postgres:
            urls["postgresql"] = options.postgres
        for name, url in urls.items():
            upgrade(url)
            figures, ok = asyncio.run(measured(url, options.rows, options.here))
            size = {"rows": options.rows, "here": options.here, "database": name}
            reports.append(Report("youth_import", size, figures, ok=ok))
    emit(reports, as_json=options.json)


if __name__ == "__main__":
    main()
