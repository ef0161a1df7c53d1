"""A SQLite database of Missions Locales in use for a year and a half, any size, from a seed: people, offers, a log.

The rows that the product's own services leave, written directly. Youths come by habits of their own, weekly, and most
stop some day; likes are answered or not, matches shared, interviews had; appointments are kept or missed.
"""

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from _filled import opened
from _filled import put as put_rows
from numpy.typing import NDArray

from myjobmatch.db.migrate import upgrade

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
DAYS = 540
PORTFOLIO = 100
COMPANIES_EACH = 40
OFFERS = 20_000
INSIDE_SHARE = 0.4
BATCH = 200_000
_STAMP = "%Y-%m-%d %H:%M:%S.%f"
_TIMES = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}.000000" for s in range(86_400)]
_DAY_S = 86_400

# what a youth's own acts are, and how often
OWN = {
    "signed_in": 0.12,
    "profile_changed": 0.03,
    "message_sent": 0.1,
    "offer_passed": 0.5,
    "offer_liked": 0.25,
}


@dataclass(frozen=True)
class Size:
    """How many of what."""

    youths: int
    events: int
    structures: int

    @property
    def advisors(self) -> int:
        """Advisors in all, each with a portfolio of about a hundred."""
        return max(
            self.structures, round(self.youths / PORTFOLIO / self.structures) * self.structures
        )


def fill(file: Path, size: Size, seed: int) -> None:
    """Make the database anew."""
    upgrade(f"sqlite:///{file}")
    connection = opened(file)
    draw = np.random.default_rng(seed)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN")
    _people(connection, size, draw)
    _offers(connection, size)
    connection.execute("COMMIT")
    log = _log(size, draw)
    _write_log(connection, log)
    _write_decisions(connection)
    _write_talks(connection, size, draw)
    _write_hours(connection, size, draw)
    connection.execute("ANALYZE")
    connection.close()


def _stamp(seconds: NDArray[Any]) -> list[str]:
    """Moments as SQLite holds them, of seconds since the first day."""
    first = (NOW - timedelta(days=DAYS)).date()
    days = [(first + timedelta(days=at)).isoformat() for at in range(DAYS + 2)]
    whole, rest = np.divmod(seconds, _DAY_S)
    return [
        f"{days[day]} {_TIMES[second]}"
        for day, second in zip(whole.tolist(), rest.tolist(), strict=True)
    ]


def _last_second() -> int:
    first = datetime.combine((NOW - timedelta(days=DAYS)).date(), datetime.min.time(), UTC)
    return int((NOW - first).total_seconds())


def _people(connection: sqlite3.Connection, size: Size, draw: np.random.Generator) -> None:
    made = (NOW - timedelta(days=DAYS)).strftime(_STAMP)
    put(connection, "structure", (
        {"id": i, "public_id": f"s{i:021d}", "name": f"Mission Locale {i}", "commune": "Évry",
         "phone": "", "created_at": made}
        for i in range(1, size.structures + 1)
    ))  # fmt: skip

    def account(
        i: int, role: str, structure: int | None, company: int | None = None
    ) -> dict[str, Any]:
        return {"id": i, "public_id": f"a{i:021d}", "login": f"{role}{i}", "password_hash": "",
                "role": role, "status": "active", "display_name": f"{role} {i}", "locale": "fr",
                "structure_id": structure, "company_id": company, "is_demo": 0, "created_at": made}  # fmt: skip

    def accounts() -> Iterator[dict[str, Any]]:
        for i in range(1, size.advisors + 1):
            yield account(i, "advisor", (i - 1) % size.structures + 1)
        for i in range(1, size.structures + 1):
            yield account(size.advisors + i, "manager", i)
        for i in range(1, size.youths + 1):
            yield account(size.advisors + size.structures + i, "youth", _structure(i, size))

    put(connection, "account", accounts())
    put(connection, "company", (
        {"id": i, "public_id": f"c{i:021d}", "structure_id": (i - 1) % size.structures + 1,
         "name": f"Entreprise {i}", "sector": "", "presentation": "", "commune": "Évry",
         "postcode": "91000", "status": "approved", "created_at": made}
        for i in range(1, size.structures * COMPANIES_EACH + 1)
    ))  # fmt: skip
    joined = _stamp(_joined(size))
    active = draw.random(size.youths) < 0.9
    schemes = draw.choice(["cej", "pacea", "none"], size.youths, p=(0.5, 0.3, 0.2)).tolist()
    put(connection, "youth", (
        {"id": i, "public_id": f"y{i:021d}", "structure_id": _structure(i, size),
         "advisor_id": _advisor(i, size), "follow_up": "followed", "scheme": schemes[i - 1],
         "dossier": f"D{i}", "active": int(active[i - 1]), "visible": 1,
         "created_at": joined[i - 1], "last_active_at": None}
        for i in range(1, size.youths + 1)
    ))  # fmt: skip
    put(connection, "youth_identity", (
        {"youth_id": i, "account_id": size.advisors + size.structures + i, "first_name": f"Prénom{i % 977}",
         "last_name": f"Nom{i % 3571}", "sex": "not_recorded", "birth_date": date(2005, 1 + i % 12, 1 + i % 28).isoformat(),
         "phone": f"06{i:08d}", "email": f"y{i}@exemple.invalid", "address": "", "commune": f"Commune {i % 40}",
         "postcode": f"91{i % 40:03d}", "nationality": "", "home_languages": "[]", "family_situation": ""}
        for i in range(1, size.youths + 1)
    ))  # fmt: skip
    put(connection, "youth_profile", (
        {"youth_id": i, "contracts": "[]", "licences": "[]", "modes": "[]", "refused_schedules": "[]"}
        for i in range(1, size.youths + 1)
    ))  # fmt: skip
    put(connection, "skill", (
        {"id": i, "source": "rome", "code": f"{i}", "kind": "savoir_faire", "active": 1}
        for i in range(1, 501)
    ))  # fmt: skip
    put(connection, "youth_skill", (
        {"youth_id": i, "skill_id": (i * 7 + at * 31) % 500 + 1, "origin": "job", "added_at": made}
        for i in range(1, size.youths + 1) for at in range(i % 7)
    ))  # fmt: skip


def put(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows; columns that must hold something and are not named hold nothing, in their kind's way."""
    first = next(rows)
    lacking = {
        name: "[]" if kind == "JSON" else 0 if kind in ("INTEGER", "BOOLEAN", "BIGINT") else ""
        for _, name, kind, needed, default, key in connection.execute(
            f'PRAGMA table_info("{table}")'
        )
        if needed and default is None and not key and name not in first
    }
    put_rows(connection, f'"{table}"', (row | lacking for row in chain([first], rows)))


def _structure(youth: int, size: Size) -> int:
    return (_advisor(youth, size) - 1) % size.structures + 1


def _advisor(youth: int, size: Size) -> int:
    return (youth - 1) % size.advisors + 1


def _joined(size: Size) -> NDArray[Any]:
    draw = np.random.default_rng(size.youths)
    # half of them were there before, the rest came one after another
    days = np.where(draw.random(size.youths) < 0.4, 0, draw.integers(0, DAYS - 5, size.youths))
    return np.asarray(days * _DAY_S + draw.integers(8 * 3600, 20 * 3600, size.youths))


def _offers(connection: sqlite3.Connection, size: Size) -> None:
    made = (NOW - timedelta(days=DAYS)).strftime(_STAMP)
    until = (NOW + timedelta(days=30)).strftime(_STAMP)
    companies = size.structures * COMPANIES_EACH
    inside = int(OFFERS * INSIDE_SHARE)
    put(connection, "offer", (
        {"id": i, "public_id": f"o{i:021d}", "origin": "internal" if i <= inside else "outside",
         "status": "published", "structure_id": (i - 1) % size.structures + 1 if i <= inside else None,
         "company_id": (i - 1) % companies + 1 if i <= inside else None,
         "company_name": f"Entreprise {i}", "title": f"Vendeur / Vendeuse {i}", "description": "Vous vendez.",
         "contract": "cdi", "contract_text": "", "schedules": "[]", "pay_text": "", "experience": "beginner",
         "licences_required": "[]", "licences_wished": "[]", "languages_asked": "[]", "place": "Évry",
         "commune_code": "91228", "postcode": "91000", "positions": 1, "night_work": 0, "hazardous_work": 0,
         "refusal_reason": "", "created_at": made, "updated_at": made, "published_at": made, "expires_at": until}
        for i in range(1, OFFERS + 1)
    ))  # fmt: skip


def _log(size: Size, draw: np.random.Generator) -> dict[str, NDArray[Any]]:
    """The log as columns, in the order of time."""
    end = _last_second()
    joined = _joined(size)
    stays = np.minimum(draw.exponential(200, size.youths) * _DAY_S + 3 * _DAY_S, end - joined)
    habit = draw.lognormal(0, 0.8, size.youths) * stays
    own = int(size.events * 0.86)
    youth = draw.choice(size.youths, own, p=habit / habit.sum())
    # a few days a week, in the evening mostly
    day = draw.random(own) ** 1.15 * stays[youth] // _DAY_S
    at = (
        joined[youth] // _DAY_S * _DAY_S
        + day * _DAY_S
        + np.clip(draw.normal(18 * 3600, 3 * 3600, own), 6 * 3600, 23.5 * 3600)
    )
    kind = draw.choice(list(OWN), own, p=list(OWN.values()))
    inside = int(OFFERS * INSIDE_SHARE)
    decided = np.char.startswith(kind, "offer_")
    offer = np.where(
        draw.random(own) < 0.5,
        draw.integers(1, inside + 1, own),
        draw.integers(inside + 1, OFFERS + 1, own),
    )
    parts = [_part(youth + 1, at, kind, np.where(decided, offer, 0), "youth")]
    likes = np.flatnonzero((kind == "offer_liked") & (offer <= inside) & (draw.random(own) < 0.4))
    waits = at[likes] + draw.exponential(6 * _DAY_S, likes.size)
    yes = draw.random(likes.size) < 0.5
    verdict = np.where(yes, "candidate_liked", "candidate_passed")
    parts.append(_part(youth[likes] + 1, waits, verdict, offer[likes], "recruiter"))
    matched = likes[yes]
    parts.append(_part(youth[matched] + 1, waits[yes] + 1, "matched", offer[matched], "recruiter"))
    shared = draw.random(matched.size) < 0.6
    later = waits[yes][shared] + draw.exponential(2 * _DAY_S, int(shared.sum()))
    both = matched[shared]
    parts.append(_part(youth[both] + 1, later, "identity_shared", offer[both], "youth"))
    met = draw.random(both.size) < 0.35
    when = later[met] + draw.exponential(8 * _DAY_S, int(met.sum()))
    parts.append(_part(youth[both[met]] + 1, when, "interviewed", offer[both[met]], "youth"))
    hired = draw.random(int(met.sum())) < 0.4
    parts.append(
        _part(
            youth[both[met][hired]] + 1,
            when[hired] + 5 * _DAY_S,
            "hired",
            offer[both[met][hired]],
            "youth",
        )
    )
    rest = size.events - sum(part["youth"].size for part in parts)
    if rest > 0:
        whose = draw.choice(size.youths, rest, p=habit / habit.sum())
        moment = joined[whose] + draw.random(rest) * stays[whose]
        other = draw.choice(
            ["appointment_seen", "appointment_missed", "appointment_excused", "workshop_attended",
             "workshop_missed", "action_declared", "action_validated", "message_sent", "offer_proposed"],
            rest, p=(0.14, 0.05, 0.02, 0.08, 0.03, 0.18, 0.16, 0.29, 0.05),
        )  # fmt: skip
        proposed = np.where(other == "offer_proposed", draw.integers(1, OFFERS + 1, rest), 0)
        parts.append(_part(whose + 1, moment, other, proposed, "advisor"))
    log = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    log["at"] = np.minimum(log["at"], end - 60).astype(np.int64)
    order = np.argsort(log["at"], kind="stable")[: size.events]
    log = {name: values[order] for name, values in log.items()}
    log["advisor"] = (log["youth"] - 1) % size.advisors + 1
    log["structure"] = (log["advisor"] - 1) % size.structures + 1
    return log


def _part(youth: Any, at: Any, kind: Any, offer: Any, role: str) -> dict[str, NDArray[Any]]:
    count = len(youth)
    return {
        "youth": np.asarray(youth),
        "at": np.asarray(at, dtype=np.float64),
        "kind": np.full(count, kind) if isinstance(kind, str) else kind.astype("U24"),
        "offer": np.asarray(offer),
        "role": np.full(count, role, dtype="U10"),
    }


def _write_log(connection: sqlite3.Connection, log: dict[str, NDArray[Any]]) -> None:
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'activity' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    statement = (
        "INSERT INTO activity (at, structure_id, kind, youth_id, offer_id, actor_role, advisor_id)"
        " VALUES (?, ?, ?, ?, nullif(?, 0), ?, ?)"
    )
    names = ("structure", "kind", "youth", "offer", "role", "advisor")
    for start in range(0, log["at"].size, BATCH):
        some = slice(start, start + BATCH)
        connection.execute("BEGIN")
        connection.executemany(
            statement,
            zip(
                _stamp(log["at"][some]), *(log[name][some].tolist() for name in names), strict=True
            ),
        )
        connection.execute("COMMIT")
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute(
        "UPDATE youth SET last_active_at = (SELECT max(at) FROM activity a WHERE a.youth_id = youth.id"
        " AND a.actor_role = 'youth')"
    )


def _write_decisions(connection: sqlite3.Connection) -> None:
    """The last decision of each pair, matches, and the applications that likes outside opened."""
    connection.execute("BEGIN")
    connection.execute(
        "INSERT INTO decision (youth_id, offer_id, side, kind, status, reason, account_id, on_behalf, decided_at)"
        " SELECT youth_id, offer_id, 'youth', CASE kind WHEN 'offer_liked' THEN 'like' ELSE 'pass' END, 'active', '',"
        " 1, 0, max(at) FROM activity WHERE kind IN ('offer_liked', 'offer_passed') GROUP BY youth_id, offer_id"
    )
    connection.execute(
        'INSERT INTO "match" (public_id, youth_id, offer_id, status, created_at, updated_at, shared_at)'
        " SELECT printf('m%021d', min(id)), youth_id, offer_id, CASE max(kind = 'identity_shared') WHEN 1 THEN"
        " CASE min(id) % 3 WHEN 0 THEN 'shared' ELSE 'closed' END ELSE CASE min(id) % 10 WHEN 0 THEN"
        " 'consent_asked' ELSE 'closed' END END, min(at), max(at),"
        " CASE max(kind = 'identity_shared') WHEN 1 THEN max(at) END"
        " FROM activity WHERE kind IN ('matched', 'identity_shared') GROUP BY youth_id, offer_id"
    )
    connection.execute(
        "INSERT INTO application (public_id, youth_id, offer_id, status, opened_at, ask_after)"
        " SELECT printf('p%021d', d.id), d.youth_id, d.offer_id,"
        " CASE WHEN d.decided_at > date(?, '-20 days') THEN 'opened' ELSE 'no_answer' END,"
        " d.decided_at, datetime(d.decided_at, '+3 days') || '.000000'"
        " FROM decision d JOIN offer o ON o.id = d.offer_id"
        " WHERE d.kind = 'like' AND o.origin = 'outside'",
        (NOW.date().isoformat(),),
    )
    connection.execute("COMMIT")


def _write_talks(connection: sqlite3.Connection, size: Size, draw: np.random.Generator) -> None:
    """A conversation of each youth with their advisor, twenty messages each, a few unread."""
    first = size.advisors + size.structures
    made = (NOW - timedelta(days=DAYS)).strftime(_STAMP)
    connection.execute("BEGIN")
    put(connection, "conversation", (
        {"id": i, "public_id": f"t{i:021d}", "kind": "advisor", "youth_id": i, "created_at": made,
         "last_message_at": made}
        for i in range(1, size.youths + 1)
    ))  # fmt: skip
    each, end = 20, _last_second()
    when = _stamp(np.sort(draw.integers(0, end, size.youths * each)))
    put(connection, "message", (
        {"id": at + 1, "public_id": f"g{at + 1:021d}", "conversation_id": at % size.youths + 1,
         "author_id": first + at % size.youths + 1 if at // size.youths % 2 else _advisor(at % size.youths + 1, size),
         "on_behalf": 0, "body": "Bonjour, à jeudi 10 h.", "sent_at": when[at]}
        for at in range(size.youths * each)
    ))  # fmt: skip
    unread = draw.random(size.youths) < 0.05
    last = size.youths * each
    put(connection, "conversation_member", (
        {"conversation_id": i, "account_id": who,
         "last_read_id": last - 3 * size.youths if unread[i - 1] else last, "joined_at": made}
        for i in range(1, size.youths + 1) for who in (_advisor(i, size), first + i)
    ))  # fmt: skip
    connection.execute("COMMIT")


def _write_hours(connection: sqlite3.Connection, size: Size, draw: np.random.Generator) -> None:
    """The hours of the last sixty weeks, of most weeks of every other youth."""
    this = NOW.date() - timedelta(days=NOW.weekday())
    mondays = [(this - timedelta(weeks=back)).isoformat() for back in range(60)]
    connection.execute("BEGIN")
    for monday in mondays:
        done = draw.random(size.youths) < 0.6
        minutes = np.clip(draw.normal(840, 240, size.youths), 60, 1800).astype(int).tolist()
        put(connection, "youth_week", (
            {"youth_id": i, "monday": monday, "planned": 120, "waiting": 90, "validated": minutes[i - 1]}
            for i in range(1, size.youths + 1) if done[i - 1]
        ))  # fmt: skip
    connection.execute("COMMIT")
