"""What a town's decks are at a moment, and what is written to the database between two looks.

Decks are dealt without being logged, so that looking changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sqlalchemy import bindparam, select, update

from myjobmatch.db.base import Base
from myjobmatch.db.models import Account, YouthIdentity
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import OfferCard
from myjobmatch.domain.enums import Role
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import CandidateDeck, CandidateQuery, candidate_deck
from myjobmatch.services.decks import DeckQuery, OfferDeck, offer_deck
from myjobmatch.services.hints import what_would_open
from myjobmatch.services.sessions import actor_of
from myjobmatch.state.employer_candidates import candidate_of
from tests.integration.services import youth_data
from tests.integration.services.mirrored_town import MERIDIAN, MirroredTown

Row = tuple[Any, ...]


async def values_of(uow: UnitOfWork, column: str) -> dict[Row, Any]:
    """A column's values by primary key; of accounts those of youths."""
    table, name = column.split(".")
    found = Base.metadata.tables[table]
    keys = list(found.primary_key.columns)
    query = select(*keys, found.c[name]).order_by(*keys)
    if table == "account":
        query = query.where(found.c.role == Role.YOUTH)
    return {tuple(row[:-1]): row[-1] for row in await uow.session.execute(query)}


async def write(uow: UnitOfWork, column: str, values: dict[Row, Any], town: MirroredTown) -> None:
    """Give a column these values, and say that all youths changed."""
    table, name = column.split(".")
    found = Base.metadata.tables[table]
    keys = list(found.primary_key.columns)
    statement = update(found).values({name: bindparam("new")})
    for key in keys:
        statement = statement.where(key == bindparam(f"of_{key.name}"))
    rows = [
        {"new": value} | {f"of_{key.name}": part for key, part in zip(keys, row, strict=True)}
        for row, value in values.items()
    ]
    await (await uow.session.connection()).execute(statement, rows)
    for youth_id in town.youths:
        uow.changed("youth", youth_id)


async def actors(uow: UnitOfWork, youth_ids: Sequence[int]) -> dict[int, Actor]:
    """Who the youths are when they come in now: as the session's service resolves them."""
    rows = await uow.session.execute(
        select(YouthIdentity.youth_id, Account)
        .join(Account, Account.id == YouthIdentity.account_id)
        .where(YouthIdentity.youth_id.in_(youth_ids))
    )
    return {youth_id: actor_of(account, youth_id) for youth_id, account in rows}


@dataclass
class Watch:
    """The decks of a town, as they are at a moment."""

    app: Application
    town: MirroredTown

    async def youths(self, left_out: frozenset[str] = frozenset()) -> dict[int, OfferDeck]:
        """Each youth's deck; `left_out` are offers that their phones hold already."""
        await self.app.matching.refresh()
        async with self.app.database.unit(write=False) as uow:
            who = await actors(uow, self.town.youths)
        query, matching = DeckQuery(exclude=left_out), self.app.matching
        return {i: await self.app.run(offer_deck, who[i], query, matching) for i in who}

    async def hints(self) -> dict[str, Any]:
        """What would open doors to each youth."""
        async with self.app.database.unit(write=False) as uow:
            who = await actors(uow, self.town.youths)
        return {
            f"hints {i}": await self.app.run(what_would_open, who[i], None, self.app.matching)
            for i in who
        }

    async def employers(
        self, left_out: dict[int, frozenset[str]] | None = None
    ) -> dict[int, CandidateDeck]:
        """Each company's candidates, by offer."""
        await self.app.matching.refresh()
        await self.app.matching.candidates()
        found = {}
        for offer_id, (public_id, recruiter) in self.town.employers.items():
            hidden = (left_out or {}).get(offer_id, frozenset())
            query = CandidateQuery(public_id, limit=60, exclude=hidden)
            found[offer_id] = await self.app.run(
                candidate_deck, recruiter, query, self.app.matching
            )
        return found

    async def everything(self) -> dict[str, Any]:
        """All that is shown and all figures behind it, by whom it is shown to."""
        shown: dict[str, Any] = {}
        for youth_id, deck in (await self.youths()).items():
            shown[f"youth {youth_id}"] = shown_offers(deck)
        for offer_id, candidates in (await self.employers()).items():
            page = [asdict(candidate_of(card)) for card in candidates.cards]
            shown[f"offer {offer_id}"] = shown_candidates(candidates), page
        return shown


def shown_offers(deck: OfferDeck) -> object:
    """The cards in their order and words, and each ranking's ids, scores, parts and minutes."""
    ranked = [ranking.items for ranking in deck.rankings if ranking.items]
    return deck.cards, deck.eligible, deck.exhausted, ranked


def shown_candidates(deck: CandidateDeck) -> object:
    """The same of the other side."""
    return deck.cards, deck.eligible, deck.exhausted, deck.ranking and deck.ranking.items


def without_words(card: OfferCard) -> object:
    """What a card says in any language."""
    why = card.explanation
    skills = [
        [(m.skill_id, m.similarity) for m in some] for some in (why.matched, why.near, why.missing)
    ]
    return card.id, card.minutes, skills, why.breakdown, why.fit, why.wanted_occupation


def others(column: str, now: dict[Row, Any], town: MirroredTown) -> dict[Row, Any]:
    """Other values for a column: drawn anew, or somebody else's."""
    draw = np.random.default_rng(sum(column.encode()))
    if column.endswith(("structure_id", "advisor_id")):
        theirs = town.structures if column.endswith("structure_id") else town.staffed
        return {row: next(i for i in theirs if i != value) for row, value in now.items()}
    if column in youth_data.ELSEWHERE:
        # what is one youth's is the next one's: some who had none have one, some who had have none
        following = dict(zip(town.youths, [*town.youths[1:], town.youths[0]], strict=True))
        return {row: following[value] for row, value in now.items()}
    other = youth_data.other_value(column)
    return {row: other(draw, at, value) for at, (row, value) in enumerate(now.items())}


async def changed(watch: Watch, columns: Iterable[str]) -> dict[str, dict[Row, Any]]:
    """Give these columns other values; what they were, to be written back."""
    before: dict[str, dict[Row, Any]] = {}
    async with watch.app.database.unit() as uow:
        for column in columns:
            now = before[column] = await values_of(uow, column)
            if column == "youth_identity.longitude":
                new = {row: v and 2 * MERIDIAN - v for row, v in now.items()}
            elif column == "youth_identity.latitude":
                new = now  # a home moves across the meridian: the whole of it is at `longitude`
            else:
                new = others(column, now, watch.town)
                assert now, f"nobody has a {column}"
                assert all(new[row] != now[row] for row in now), column
            await write(uow, column, new, watch.town)
    return before


async def written_back(watch: Watch, before: dict[str, dict[Row, Any]]) -> None:
    async with watch.app.database.unit() as uow:
        for column, values in before.items():
            await write(uow, column, values, watch.town)


def differing(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    assert a.keys() == b.keys()
    return [whose for whose in a if a[whose] != b[whose]]
