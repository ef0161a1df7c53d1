"""Bulk upserts of taxonomies: a batch is compared with what stands, and only differences are written."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sqlalchemy import bindparam, insert, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Occupation,
    OccupationLabel,
    OccupationLink,
    OccupationSkill,
    Skill,
    SkillLabel,
)
from myjobmatch.domain.enums import LabelKind, SkillKind
from myjobmatch.domain.taxonomy import EntryRead, MobilityRead, RelationRead

Outcome = Literal["created", "updated", "unchanged", "unknown_occupation", "unknown_skill"]
"""What became of a row; the unknown ones were left out."""

Key = tuple[str, str]
"""Source and code."""

_LOCK = 7203119
_CHUNK = 400
T = TypeVar("T")


@dataclass(slots=True)
class _Label:
    id: int | None
    kind: LabelKind
    changed: bool = False


@dataclass(slots=True)
class _Entry:
    """An entry as it stands in the database and, in the end, as it should."""

    id: int
    kind: SkillKind | None = None
    riasec: str = ""
    changed: bool = False
    labels: dict[tuple[str, str], _Label] = field(default_factory=dict)

    def preferred(self, language: str) -> str | None:
        """The text of the preferred label in a language."""
        return next(
            (
                words
                for (tongue, words), label in self.labels.items()
                if tongue == language and label.kind is LabelKind.PREFERRED
            ),
            None,
        )

    def name(self, language: str, words: str, kind: LabelKind) -> bool:
        """Give a name its kind; whether that changed anything."""
        label = self.labels.get((language, words))
        if label is None:
            self.labels[language, words] = _Label(None, kind, changed=True)
        elif label.kind is not kind:
            label.kind, label.changed = kind, True
        else:
            return False
        return True


class Imports:
    """Writes of the imports of taxonomies."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def exclusive(self) -> None:
        """Wait until no other import writes; SQLite has one writer anyway."""
        if self._s.get_bind().dialect.name == "postgresql":
            await self._s.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    async def entries(
        self, rows: Sequence[EntryRead], *, is_skill: bool, decided: set[tuple[str, str, str]]
    ) -> list[Outcome]:
        """Write occupations or skills with their names; the outcome of each row.

        A preferred name replaces the standing one (which stays as another name) only from a row that
        rules, and only the first time in an import: `decided` holds (source, code, language).
        """
        known = await self._known({(row.source, row.code) for row in rows}, is_skill=is_skill)
        new = {
            (row.source, row.code): row
            for row in reversed(rows)
            if row.creates and (row.source, row.code) not in known
        }
        created = await self._create(new, is_skill=is_skill)
        known |= created
        await self._load_labels(
            known, {name.language for row in rows for name in row.names}, is_skill
        )
        outcomes: list[Outcome] = []
        waiting = set(created)
        for row in rows:
            key = (row.source, row.code)
            entry = known.get(key)
            if entry is None:
                outcomes.append("unknown_skill" if is_skill else "unknown_occupation")
                continue
            changed = _merge(entry, row, decided)
            fresh = key in waiting and row.creates
            waiting.discard(key) if fresh else None
            new_name = changed and not row.creates and bool(row.names)
            outcomes.append(
                "created" if fresh or new_name else "updated" if changed else "unchanged"
            )
        await self._write(known.values(), is_skill=is_skill)
        return outcomes

    async def relations(self, rows: Sequence[RelationRead]) -> list[Outcome]:
        """Write which skills occupations call for; the outcome of each row."""
        occupations = await self.ids({(r.source, r.occupation_code) for r in rows}, is_skill=False)
        skills = await self.ids({(r.source, r.skill_code) for r in rows}, is_skill=True)
        table = OccupationSkill
        standing: dict[tuple[int, int], bool] = {}
        for ids in _chunks(sorted(occupations.values())):
            query = select(table.occupation_id, table.skill_id, table.essential)
            for a, b, flag in await self._s.execute(query.where(table.occupation_id.in_(ids))):
                standing[a, b] = flag
        outcomes: list[Outcome] = []
        pairs = _Pairs(standing)
        for row in rows:
            occupation = occupations.get((row.source, row.occupation_code))
            skill = skills.get((row.source, row.skill_code))
            if occupation is None or skill is None:
                outcomes.append("unknown_occupation" if occupation is None else "unknown_skill")
            else:
                outcomes.append(pairs.put((occupation, skill), row.essential, rules=row.rules))
        await self._write_pairs(table, ("occupation_id", "skill_id", "essential"), pairs)
        return outcomes

    async def mobilities(self, rows: Sequence[MobilityRead]) -> list[Outcome]:
        """Write from which occupation to which one may go; the outcome of each row."""
        codes = {(r.source, code) for r in rows for code in (r.from_code, r.to_code)}
        ids = await self.ids(codes, is_skill=False)
        table = OccupationLink
        standing: dict[tuple[int, int], bool] = {}
        for some in _chunks(sorted(ids.values())):
            query = select(table.from_id, table.to_id, table.near)
            for a, b, flag in await self._s.execute(query.where(table.from_id.in_(some))):
                standing[a, b] = flag
        outcomes: list[Outcome] = []
        pairs = _Pairs(standing)
        for row in rows:
            start, end = ids.get((row.source, row.from_code)), ids.get((row.source, row.to_code))
            if start is None or end is None:
                outcomes.append("unknown_occupation")
            else:
                outcomes.append(pairs.put((start, end), row.near, rules=row.rules))
        await self._write_pairs(table, ("from_id", "to_id", "near"), pairs)
        return outcomes

    async def aptitudes(self, *, besides: str) -> Sequence[tuple[str, str, str]]:
        """(source, code, French name) of the aptitudes of every source but one."""
        rows = await self._s.execute(
            select(Skill.source, Skill.code, SkillLabel.text)
            .join(SkillLabel, SkillLabel.skill_id == Skill.id)
            .where(
                Skill.kind == SkillKind.SAVOIR_ETRE,
                Skill.source != besides,
                SkillLabel.language == "fr",
            )
            .order_by(Skill.id, SkillLabel.id)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    async def ids(self, keys: Collection[Key], *, is_skill: bool) -> dict[Key, int]:
        """The ids of skills or occupations by source and code; unknown ones are absent."""
        model = Skill if is_skill else Occupation
        found: dict[Key, int] = {}
        for source in sorted({source for source, _ in keys}):
            for codes in _chunks(sorted(code for s, code in keys if s == source)):
                query = select(model.code, model.id)
                rows = await self._s.execute(
                    query.where(model.source == source, model.code.in_(codes))
                )
                found |= {(source, code): id_ for code, id_ in rows}
        return found

    async def _known(self, keys: Collection[Key], *, is_skill: bool) -> dict[Key, _Entry]:
        ids = await self.ids(keys, is_skill=is_skill)
        entries = {id_: _Entry(id_) for id_ in ids.values()}
        for some in _chunks(sorted(entries)):
            if is_skill:
                query = select(Skill.id, Skill.kind).where(Skill.id.in_(some))
                for id_, kind in await self._s.execute(query):
                    entries[id_].kind = kind
            else:
                facts = select(Occupation.id, Occupation.riasec).where(Occupation.id.in_(some))
                for id_, riasec in await self._s.execute(facts):
                    entries[id_].riasec = riasec
        return {key: entries[id_] for key, id_ in ids.items()}

    async def _create(self, new: Mapping[Key, EntryRead], *, is_skill: bool) -> dict[Key, _Entry]:
        if not new:
            return {}
        rows: list[dict[str, object]] = [
            {"source": source, "code": code, "active": True}
            | (
                {"kind": row.skill_kind or SkillKind.SAVOIR_FAIRE}
                if is_skill
                else {"riasec": row.riasec}
            )
            for (source, code), row in new.items()
        ]
        await self._s.execute(insert(Skill if is_skill else Occupation), rows)
        return await self._known(new.keys(), is_skill=is_skill)

    async def _load_labels(
        self, known: Mapping[Key, _Entry], languages: Collection[str], is_skill: bool
    ) -> None:
        entries = {entry.id: entry for entry in known.values()}
        model: Any = SkillLabel if is_skill else OccupationLabel
        owner = model.skill_id if is_skill else model.occupation_id
        for some in _chunks(sorted(entries)):
            rows = await self._s.execute(
                select(owner, model.id, model.language, model.text, model.kind).where(
                    owner.in_(some), model.language.in_(sorted(languages))
                )
            )
            for entity, id_, language, words, kind in rows:
                entries[entity].labels[language, words] = _Label(id_, kind)

    async def _write(self, entries: Iterable[_Entry], *, is_skill: bool) -> None:
        model: Any = SkillLabel if is_skill else OccupationLabel
        owner = "skill_id" if is_skill else "occupation_id"
        changed = [
            (entry, language, words, label)
            for entry in entries
            for (language, words), label in entry.labels.items()
            if label.changed
        ]
        added = [
            {owner: entry.id, "language": language, "kind": label.kind, "text": words}
            for entry, language, words, label in changed
            if label.id is None
        ]
        turned = [
            {"row_id": label.id, "new_kind": label.kind}
            for _, _, _, label in changed
            if label.id is not None
        ]
        if added:
            await self._s.execute(insert(model), added)
        if turned:
            await self._update(model, {"kind": "new_kind"}, turned)
        facts = [entry for entry in entries if entry.changed]
        if facts and is_skill:
            await self._update(
                Skill,
                {"kind": "new_kind"},
                [{"row_id": entry.id, "new_kind": entry.kind} for entry in facts],
            )
        elif facts:
            await self._update(
                Occupation,
                {"riasec": "new_riasec"},
                [{"row_id": entry.id, "new_riasec": entry.riasec} for entry in facts],
            )

    async def _update(
        self, model: Any, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
    ) -> None:
        table = model.__table__
        statement = (
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values({name: bindparam(given) for name, given in columns.items()})
        )
        # on the connection: the session would take it for an update by primary key
        await (await self._s.connection()).execute(statement, list(rows))

    async def _write_pairs(
        self, model: Any, columns: tuple[str, str, str], pairs: "_Pairs"
    ) -> None:
        first, second, flag = columns
        if pairs.added:
            await self._s.execute(
                insert(model),
                [{first: a, second: b, flag: value} for (a, b), value in pairs.added.items()],
            )
        for value in (True, False):
            keys = sorted(pair for pair, given in pairs.turned.items() if given is value)
            for some in _chunks(keys):
                both = tuple_(getattr(model, first), getattr(model, second))
                await self._s.execute(
                    update(model)
                    .where(both.in_(some))
                    .values({flag: value})
                    .execution_options(synchronize_session=False)
                )


class _Pairs:
    """Pairs of ids with a flag: what stands, what is added, what is turned."""

    def __init__(self, standing: dict[tuple[int, int], bool]) -> None:
        self._now = standing
        self.added: dict[tuple[int, int], bool] = {}
        self.turned: dict[tuple[int, int], bool] = {}
        self._written: set[tuple[int, int]] = set()

    def put(self, pair: tuple[int, int], flag: bool, *, rules: bool) -> Outcome:
        """Add the pair, or turn its flag. Of rows for one pair in a batch the strongest counts."""
        if pair not in self._now:
            self._now[pair] = self.added[pair] = flag
            self._written.add(pair)
            return "created"
        if pair in self._written:
            if flag and not self._now[pair] and (rules or pair in self.added):
                self._now[pair] = True
                (self.added if pair in self.added else self.turned)[pair] = True
            return "unchanged"
        self._written.add(pair)
        if not rules or self._now[pair] is flag:
            return "unchanged"
        self._now[pair] = self.turned[pair] = flag
        return "updated"


def _merge(entry: _Entry, row: EntryRead, decided: set[tuple[str, str, str]]) -> bool:
    """Bring an entry to what a row says; whether anything changed."""
    changed = False
    for name in row.names:
        kind = LabelKind.ALTERNATIVE
        if name.preferred:
            key = (row.source, row.code, name.language)
            standing = entry.preferred(name.language)
            first = key not in decided
            if standing is None or standing == name.text or (row.rules and first):
                kind = LabelKind.PREFERRED
                if standing not in (None, name.text):
                    entry.name(name.language, str(standing), LabelKind.ALTERNATIVE)
                if row.rules:
                    decided.add(key)
        elif (name.language, name.text) in entry.labels:
            continue
        changed |= entry.name(name.language, name.text, kind)
    if row.skill_kind and entry.kind is not row.skill_kind and row.rules:
        entry.kind, entry.changed, changed = row.skill_kind, True, True
    if row.riasec and entry.riasec != row.riasec and (row.rules or not entry.riasec):
        entry.riasec, entry.changed, changed = row.riasec, True, True
    return changed


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
