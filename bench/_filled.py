"""A SQLite database of any number of invented offers: the rows that an import leaves, written directly.

The catalogue, the offers' columns and lists are those of `_synthetic.land`; words are made of syllables,
so that titles and labels are as many and as long as real ones.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import isnan
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from _synthetic import SKILLS_PER_OCCUPATION, Land, land, nation

from myjobmatch.db.migrate import upgrade
from myjobmatch.domain.enums import ContractKind, ExperienceDemand
from myjobmatch.matching.batch import OfferBatch
from myjobmatch.matching.columns import LICENCE_BITS, SCHEDULE_BITS

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
STAMP = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
UNTIL = (NOW + timedelta(days=30)).strftime("%Y-%m-%d %H:%M:%S.%f")
DESCRIPTION_LENGTH = 900
APTITUDES = 15
_SYLLABLES = (
    "ba", "che", "con", "dre", "en", "fou", "gner", "in", "ja", "lier", "ma", "men", "né", "on",
    "pré", "qui", "ra", "sé", "ter", "tion", "u", "vail", "vé", "yer", "zo", "é", "dis", "com",
)  # fmt: skip


class Words:
    """Words of two to four syllables, some far commoner than others."""

    def __init__(self, draw: np.random.Generator) -> None:
        """Three thousand of them."""
        sizes = draw.integers(2, 5, 3_000)
        self._words = ["".join(draw.choice(_SYLLABLES, size)) for size in sizes]
        weights = 1 / np.arange(1, len(self._words) + 1) ** 0.8
        self._weights, self._draw = weights / weights.sum(), draw

    def phrases(self, count: int, least: int, most: int) -> list[str]:
        """So many phrases of `least` to `most` words."""
        sizes = self._draw.integers(least, most + 1, count)
        drawn = self._draw.choice(len(self._words), int(sizes.sum()), p=self._weights).tolist()
        ends = np.cumsum(sizes).tolist()
        return [
            " ".join(self._words[at] for at in drawn[end - size : end]).capitalize()
            for end, size in zip(ends, sizes.tolist(), strict=True)
        ]


def fill(file: Path, count: int, seed: int) -> None:
    """Make the database `file` anew, with `count` open offers and the catalogue that they refer to."""
    draw = np.random.default_rng(seed)
    ground, words = land(count, draw), Words(draw)
    titles, _ = fill_catalogue(file, ground, words)
    connection = opened(file)
    page = " ".join(words.phrases(400, 6, 14))
    for batch, _ in nation(ground, seed):
        connection.execute("BEGIN")
        _offers(connection, batch, titles, words, page)
        connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def opened(file: Path) -> sqlite3.Connection:
    """A connection that writes much and need survive nothing."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def fill_catalogue(file: Path, ground: Land, words: Words) -> tuple[list[str], list[str]]:
    """A new database with occupations (codes X0…), skills (0…) and aptitudes; names of the former two."""
    upgrade(f"sqlite:///{file}")
    connection = opened(file)
    occupations = len(ground.occupation_vectors)
    titles = words.phrases(occupations, 3, 6)
    skills = words.phrases(len(ground.skill_ids), 3, 7)
    connection.execute("BEGIN")
    put(connection, "occupation", (
        {"id": at + 1, "source": "rome", "code": f"X{at}", "riasec": "", "active": 1}
        for at in range(occupations)
    ))  # fmt: skip
    put(connection, "occupation_label", (
        {"id": at + 1, "occupation_id": at + 1, "language": "fr", "kind": "preferred", "text": text}
        for at, text in enumerate(titles)
    ))  # fmt: skip
    kinds = ["savoir_faire"] * len(skills) + ["savoir_etre"] * APTITUDES
    names = [f"{text} {at}" for at, text in enumerate(skills)]
    names += [f"Aptitude {text}" for text in words.phrases(APTITUDES, 2, 3)]
    put(connection, "skill", (
        {"id": at + 1, "source": "rome", "code": f"{at}", "kind": kind, "active": 1}
        for at, kind in enumerate(kinds)
    ))  # fmt: skip
    put(connection, "skill_label", (
        {"id": at + 1, "skill_id": at + 1, "language": "fr", "kind": "preferred", "text": text}
        for at, text in enumerate(names)
    ))  # fmt: skip
    put(connection, "occupation_skill", (
        {"occupation_id": at // SKILLS_PER_OCCUPATION + 1, "skill_id": at + 1, "essential": at % 2}
        for at in range(len(skills))
    ))  # fmt: skip
    connection.execute("COMMIT")
    connection.close()
    return titles, names[: len(skills)]


def _offers(
    connection: sqlite3.Connection, batch: OfferBatch, titles: list[str], words: Words, page: str
) -> None:
    columns = {name: values.tolist() for name, values in batch.columns.items()}
    ids: list[int] = columns["offer_id"]
    more = words.phrases(len(ids), 1, 3)
    contracts = [kind.value for kind in ContractKind]
    demands = [kind.value for kind in ExperienceDemand]

    def rows() -> Iterator[dict[str, Any]]:
        for at, offer_id in enumerate(ids):
            latitude, longitude = columns["latitude"][at], columns["longitude"][at]
            placed = not isnan(latitude)
            occupation = columns["occupation_id"][at]
            begin = offer_id * 37 % (len(page) - DESCRIPTION_LENGTH)
            title = titles[occupation] if occupation >= 0 else "Emploi"
            yield {
                "id": offer_id,
                "public_id": f"o{offer_id:021d}",
                "origin": "outside",
                "status": "published",
                "company_name": f"Entreprise {columns['company_id'][at]}",
                "title": f"{title} {more[at]}",
                "description": page[begin : begin + DESCRIPTION_LENGTH],
                "occupation_id": occupation + 1 if occupation >= 0 else None,
                "contract": contracts[columns["contract"][at]],
                "contract_text": "Contrat tel que dit par la source",
                "schedules": _json(columns["schedules"][at], SCHEDULE_BITS),
                "pay_text": "Selon la grille",
                "experience": demands[columns["demand"][at]],
                "licences_required": _json(columns["licences"][at], LICENCE_BITS),
                "licences_wished": "[]",
                "languages_asked": "[]",
                "place": "Commune",
                "commune_code": "91228",
                "postcode": "91000",
                "latitude": latitude if placed else None,
                "longitude": longitude if placed else None,
                "starts_on": date.fromordinal(columns["start_day"][at]).isoformat(),
                "positions": 1,
                "night_work": 0,
                "hazardous_work": 0,
                "refusal_reason": "",
                "created_at": STAMP,
                "updated_at": STAMP,
                "published_at": STAMP,
                "expires_at": UNTIL,
            }

    put(connection, "offer", rows())
    put(connection, "offer_source", (
        {"offer_id": i, "source": "france_travail", "source_id": f"S{i}",
         "url": f"https://exemple.invalid/offre/{i}", "content_hash": f"{i:064x}",
         "first_seen_at": STAMP, "last_seen_at": STAMP}
        for i in ids
    ))  # fmt: skip
    put(
        connection,
        "offer_transition",
        ({"offer_id": i, "before": None, "after": "published", "at": STAMP} for i in ids),
    )
    put(connection, "change", ({"topic": "offer", "entity_id": i, "at": STAMP} for i in ids))
    owners = np.array(ids)
    asked, flags = batch.skills
    whose = np.repeat(owners, batch.columns["skill_count"]).tolist()
    connection.executemany(
        "INSERT INTO offer_skill (offer_id, skill_id, essential) VALUES (?, ?, ?)",
        zip(whose, asked.tolist(), flags.tolist(), strict=True),
    )
    first = connection.execute("SELECT min(id) FROM skill WHERE kind = 'savoir_etre'").fetchone()
    whose = np.repeat(owners, batch.columns["aptitude_count"]).tolist()
    connection.executemany(
        "INSERT INTO offer_aptitude (offer_id, skill_id) VALUES (?, ?)",
        zip(whose, (batch.aptitudes[0] + first[0] - 1).tolist(), strict=True),
    )


def put(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows of the same columns."""
    first = next(rows)
    marks = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({marks})"
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _json(mask: int, bits: dict[Any, int]) -> str:
    return json.dumps([kind.value for kind, bit in bits.items() if mask & bit])
