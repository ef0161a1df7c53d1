"""Imports: offers of a feed and rows of taxonomies, a batch a transaction, only differences written.

`services.importing` reads files and calls these batch by batch.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from myjobmatch.db.repositories.imports import Outcome
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import SkillKind
from myjobmatch.domain.permissions import is_system_or_administrator
from myjobmatch.domain.taxonomy import EntryRead, MobilityRead, Name, RelationRead, TaxonomyRow
from myjobmatch.integrations.aptitude_words import aptitude_family
from myjobmatch.integrations.france_travail import FeedOffer
from myjobmatch.integrations.problems import Problem
from myjobmatch.integrations.rome import SOURCE as ROME
from myjobmatch.services.building import service
from myjobmatch.services.imported_offers import OfferWriter
from myjobmatch.services.imported_words import OfferWords


@dataclass(frozen=True, slots=True)
class OfferBatch:
    """Offers read from a file; `seen_ids` are those that the import met before, and is added to."""

    file: str
    offers: Sequence[FeedOffer]
    words: OfferWords
    seen_ids: set[int]


@dataclass(frozen=True, slots=True)
class TaxonomyBatch:
    """Rows of one kind; `decided` is kept over a whole import (`Imports.entries`)."""

    rows: Sequence[TaxonomyRow]
    decided: set[tuple[str, str, str]]


@dataclass(slots=True)
class BatchResult:
    """What became of a batch's rows: counts by (part, outcome), and the rows to tell of."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


@service(is_system_or_administrator)
async def import_offers(actor: Actor, batch: OfferBatch, uow: UnitOfWork) -> BatchResult:  # noqa: ARG001
    """Write a batch of a feed's offers: new ones are published at once, changed ones updated.

    The outcomes are `created`, `attached` (another record of a job that is here already), `updated`,
    `reopened` (had expired and is back), `unchanged`; the part is `offers`. Unknown ROME skills that
    carry a code are created and counted under the part `skills`.
    """
    await uow.imports.exclusive()
    return await write_offers(batch, uow)


async def write_offers(batch: OfferBatch, uow: UnitOfWork) -> BatchResult:
    """As `import_offers`, for whoever writes more in the same transaction and keeps other imports out."""
    result = BatchResult()
    offers = _first_of_each(batch, result)
    if missing := batch.words.unknown_skills(offers):
        await uow.imports.entries(missing, is_skill=True, decided=set())
        keys = {(ROME, row.code) for row in missing}
        ids = await uow.imports.ids(keys, is_skill=True)
        batch.words.learn({code: id_ for (_, code), id_ in ids.items()})
        result.counts["skills", "created"] += len(missing)
        uow.changed("catalogue", 0)
    writer = OfferWriter(uow, batch.words)
    for offer, (outcome, gaps) in zip(offers, await writer.write(offers), strict=True):
        result.counts["offers", outcome] += 1
        result.problems += [
            Problem(batch.file, offer.line, offer.source_id, gap) for gap in dict.fromkeys(gaps)
        ]
    return result


def _first_of_each(batch: OfferBatch, result: BatchResult) -> list[FeedOffer]:
    """The offers whose id the import has not met yet; the first of a repeated one counts."""
    first: list[FeedOffer] = []
    for offer in batch.offers:
        mark = hash(offer.source_id)  # eight bytes an offer: a feed of a million fits
        if mark in batch.seen_ids:
            problem = Problem(batch.file, offer.line, offer.source_id, "duplicate_id", skipped=True)
            result.problems.append(problem)
            result.counts["offers", "skipped"] += 1
        else:
            batch.seen_ids.add(mark)
            first.append(offer)
    return first


@service(is_system_or_administrator)
async def import_taxonomy(actor: Actor, batch: TaxonomyBatch, uow: UnitOfWork) -> BatchResult:  # noqa: ARG001
    """Write a batch of rows of ROME or ESCO; what refers to unknown entries is told and left out.

    ROME's professional savoir-être that mean an aptitude of ours become further names of it.
    """
    result = BatchResult()
    await uow.imports.exclusive()
    for rows, outcomes in await _written(batch, uow):
        for row, outcome in zip(rows, outcomes, strict=True):
            if outcome in ("created", "updated", "unchanged"):
                result.counts[row.part, outcome] += 1
            else:
                result.problems.append(
                    Problem(row.file, row.line, _ref(row), outcome, skipped=True)
                )
                result.counts[row.part, "skipped"] += 1
    if any(outcome in ("created", "updated") for _, outcome in result.counts):
        uow.changed("catalogue", 0)
    return result


async def _written(
    batch: TaxonomyBatch, uow: UnitOfWork
) -> list[tuple[Sequence[TaxonomyRow], list[Outcome]]]:
    done: list[tuple[Sequence[TaxonomyRow], list[Outcome]]] = []
    entries = [row for row in batch.rows if isinstance(row, EntryRead)]
    for is_skill in (False, True):
        if some := [row for row in entries if row.is_skill is is_skill]:
            known = await _as_our_aptitudes(some, uow) if is_skill else some
            outcomes = await uow.imports.entries(known, is_skill=is_skill, decided=batch.decided)
            done.append((some, outcomes))
    if relations := [row for row in batch.rows if isinstance(row, RelationRead)]:
        done.append((relations, await uow.imports.relations(relations)))
    if mobilities := [row for row in batch.rows if isinstance(row, MobilityRead)]:
        done.append((mobilities, await uow.imports.mobilities(mobilities)))
    return done


async def _as_our_aptitudes(rows: list[EntryRead], uow: UnitOfWork) -> list[EntryRead]:
    if not any(row.skill_kind is SkillKind.SAVOIR_ETRE for row in rows):
        return rows
    ours: dict[str, tuple[str, str]] = {}
    for source, code, text in await uow.imports.aptitudes(besides=ROME):
        if family := aptitude_family(text):
            ours.setdefault(family, (source, code))
    return [_as_ours(row, ours) for row in rows]


def _as_ours(row: EntryRead, ours: dict[str, tuple[str, str]]) -> EntryRead:
    if row.skill_kind is not SkillKind.SAVOIR_ETRE or not row.names:
        return row
    known = ours.get(aptitude_family(row.names[0].text))
    if known is None:
        return row
    names = tuple(Name(name.language, name.text, preferred=False) for name in row.names)
    return replace(row, source=known[0], code=known[1], names=names, rules=False, creates=False)


def _ref(row: TaxonomyRow) -> str:
    if isinstance(row, EntryRead):
        return row.code
    if isinstance(row, RelationRead):
        return f"{row.occupation_code} {row.skill_code}"
    return f"{row.from_code} {row.to_code}"
