"""What companies were shown of candidates: who, on which day, told of ways from which places; and how many more they may be."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Select,
    String,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import UtcDateTime
from myjobmatch.db.models import (
    CandidateAlias,
    CandidateAllowance,
    CandidatePlace,
    CandidateQuestion,
    Company,
    CompanyBlock,
    Decision,
    Offer,
    RankingLog,
)
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.enums import DecisionKind, Side
from myjobmatch.domain.ids import new_public_id


@dataclass(slots=True)
class Pile:
    """An offer's pile: decided on or kept away, likers, shown before; and what its company was shown today."""

    out: set[int]
    likers: set[int]
    given: set[int]
    spent: int
    more: int


@dataclass(slots=True)
class Dealing:
    """What a company knows of some candidates of an offer, and what it may still be shown today.

    `cells` are the places that it was told a band of each one's way from; `asked` are (template, month, answer).
    """

    aliases: dict[int, str]
    given: set[int]
    cells: dict[int, set[str]]
    asked: dict[int, list[tuple[str, ...]]]
    spent: int
    more: int


def _dealt(company_id: int, since: datetime) -> Select[int]:
    return (
        select(func.count())
        .select_from(CandidateAlias)
        .join(Offer, Offer.id == CandidateAlias.offer_id)
        .where(Offer.company_id == company_id, CandidateAlias.given_at >= since)
    )


def _allowed(company_id: int, day: date) -> Select[int]:
    return select(func.coalesce(func.sum(CandidateAllowance.cards), 0)).where(
        CandidateAllowance.company_id == company_id, CandidateAllowance.day == day
    )


class Dealings:
    """Queries on what was dealt."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def held(self, company_id: int, offer_id: int = 0) -> set[int]:
        """Hold a company until the transaction ends, where a database can: colleagues come one by one.

        Answers whom the offer's pile showed lately (`Rankings.shown_before`), read on the way.
        """
        log = RankingLog
        rows = await self._s.execute(
            select(Company.id, log.log["ids"])
            .outerjoin(log, and_(log.offer_id == offer_id, log.side == Side.EMPLOYER))
            .where(Company.id == company_id)
            .order_by(log.at.desc(), log.id.desc())
            .limit(2)
            .with_for_update(of=Company)
        )
        return {number for _, ids in rows for number in ids or ()}

    async def pile(self, company_id: int, offer_id: int, since: datetime, day: date) -> Pile:
        """Who is out of an offer's pile, who likes it, who was shown for it; what the company may still be shown."""
        alias = CandidateAlias
        said = select(cast(Decision.side, String), cast(Decision.kind, String), Decision.youth_id)
        parts = union_all(
            said.where(Decision.offer_id == offer_id, stands()),
            select(literal("block"), literal(""), CompanyBlock.youth_id).where(
                CompanyBlock.company_id == company_id
            ),
            select(literal("given"), literal(""), alias.youth_id).where(
                alias.offer_id == offer_id, alias.given_at.is_not(None)
            ),
            select(literal("spent"), literal(""), _dealt(company_id, since).scalar_subquery()),
            select(literal("more"), literal(""), _allowed(company_id, day).scalar_subquery()),
        )
        found = Pile(set(), set(), set(), 0, 0)
        for part, kind, number in await self._s.execute(parts):
            if part in (Side.EMPLOYER.value, "block"):
                found.out.add(number)
            elif part == Side.YOUTH.value and kind == DecisionKind.LIKE.value:
                found.likers.add(number)
            elif part == "given":
                found.given.add(number)
            elif part == "spent":
                found.spent = int(number)
            elif part == "more":
                found.more = int(number)
        return found

    async def spent(self, company_id: int, since: datetime, day: date) -> tuple[int, int]:
        """How many cards a company was shown for the first time since then, and how many more it is allowed that day."""
        row = (
            await self._s.execute(
                select(
                    _dealt(company_id, since).scalar_subquery(),
                    _allowed(company_id, day).scalar_subquery(),
                )
            )
        ).one()
        return int(row[0]), int(row[1])

    async def dealing(
        self,
        company_id: int,
        offer_id: int,
        youth_ids: Collection[int],
        since: datetime,
        day: date,
    ) -> Dealing:
        """All that decides what a company may be shown of some candidates of an offer, in one question."""
        ids = list(youth_ids)
        alias, question, place = CandidateAlias, CandidateQuestion, CandidatePlace
        answer = func.coalesce(cast(question.answer, String), "")
        words = cast(question.template, String) + ":" + question.month + ":" + answer
        nothing = literal("")
        parts = union_all(
            select(literal("alias"), alias.youth_id, alias.alias, alias.given_at).where(
                alias.offer_id == offer_id, alias.youth_id.in_(ids)
            ),
            select(literal("cell"), alias.youth_id, alias.told_cell, null())
            .join(Offer, Offer.id == alias.offer_id)
            .where(Offer.company_id == company_id, alias.youth_id.in_(ids), alias.told_cell != ""),
            select(literal("cell"), place.youth_id, place.cell, null()).where(
                place.company_id == company_id, place.youth_id.in_(ids)
            ),
            select(literal("asked"), question.youth_id, words, null()).where(
                question.offer_id == offer_id, question.youth_id.in_(ids)
            ),
            select(literal("spent"), _dealt(company_id, since).scalar_subquery(), nothing, null()),
            select(literal("more"), _allowed(company_id, day).scalar_subquery(), nothing, null()),
        )
        found = Dealing({}, set(), defaultdict(set), defaultdict(list), 0, 0)
        for part, number, text, at in await self._s.execute(parts):
            if part == "alias":
                found.aliases[number] = text
                if at is not None:
                    found.given.add(number)
            elif part == "cell":
                found.cells[number].add(text)
            elif part == "asked":
                found.asked[number].append(tuple(text.split(":")))
            elif part == "spent":
                found.spent = number
            else:
                found.more = number
        return found

    async def give(
        self,
        offer_id: int,
        youth_ids: Collection[int],
        known: Mapping[int, str],
        cells: Mapping[int, str],
        at: datetime,
    ) -> dict[int, str]:
        """These are shown for this offer from now on, under the alias that they have or a new one; answers all."""
        aliases = {i: known[i] for i in youth_ids if i in known}
        for youth_id in sorted(set(youth_ids) - known.keys()):
            aliases[youth_id] = new_public_id()
            self._s.add(
                CandidateAlias(
                    offer_id=offer_id,
                    youth_id=youth_id,
                    alias=aliases[youth_id],
                    given_at=at,
                    told_cell=cells.get(youth_id, ""),
                )
            )
        by_cell: dict[str, list[int]] = defaultdict(list)
        for youth_id in set(youth_ids) & known.keys():
            by_cell[cells.get(youth_id, "")].append(youth_id)
        for cell, ids in by_cell.items():
            told = {"told_cell": cell} if cell else {}
            await self._s.execute(
                update(CandidateAlias)
                .where(CandidateAlias.offer_id == offer_id, CandidateAlias.youth_id.in_(ids))
                .values(given_at=func.coalesce(CandidateAlias.given_at, at), **told)
            )
        await self._s.flush()
        return aliases

    async def keep_places(self, offer_id: int, at: datetime) -> None:
        """Before an offer's aliases are forgotten: what its company was told of the ways stays known."""
        alias, place = CandidateAlias, CandidatePlace
        there = (
            select(place.cell)
            .where(
                place.company_id == Offer.company_id,
                place.youth_id == alias.youth_id,
                place.cell == alias.told_cell,
            )
            .exists()
        )
        told = (
            select(Offer.company_id, alias.youth_id, alias.told_cell, literal(at, UtcDateTime()))
            .join(Offer, Offer.id == alias.offer_id)
            .where(
                alias.offer_id == offer_id,
                alias.told_cell != "",
                Offer.company_id.is_not(None),
                ~there,
            )
        )
        await self._s.execute(
            insert(place).from_select(["company_id", "youth_id", "cell", "at"], told)
        )

    async def forget_old_places(self, before: datetime) -> None:
        """What was told so long ago tells of a home that may be another one."""
        await self._s.execute(delete(CandidatePlace).where(CandidatePlace.at < before))
