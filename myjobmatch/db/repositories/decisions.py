"""Likes and passes; the opaque aliases of candidates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.base import table_of
from myjobmatch.db.models import (
    CandidateAlias,
    CompanyBlock,
    Decision,
    Match,
    Offer,
    Proposal,
    Youth,
)
from myjobmatch.db.repositories.offers import showable_at
from myjobmatch.domain.enums import DecisionKind, DecisionStatus, OfferOrigin, Side
from myjobmatch.domain.ids import new_public_id


@dataclass(frozen=True, slots=True)
class CardAtHand:
    """What a youth's decision on a card depends on."""

    youth: Youth
    offer: Offer
    own: Decision | None
    theirs: Decision | None
    """The employer's, when it counts."""
    proposal: Proposal | None


_ACTIVE: ColumnElement[DecisionStatus] = literal_column(f"'{DecisionStatus.ACTIVE.value}'")


def stands(decision: type[Decision] = Decision) -> ColumnElement[bool]:
    """Whether a decision counts.

    The state is written out: for a value that is bound, SQLite looks again whether its partial index of the
    decisions that count will do, and plans the statement anew at each execution.
    """
    return decision.status == _ACTIVE


_DECIDE = insert(table_of(Decision))
_Own, _Theirs = aliased(Decision), aliased(Decision)
# Made once: this is read at every swipe.
_CARD_AT_HAND = (
    select(Youth, Offer, _Own, _Theirs, Proposal)
    .select_from(Youth)
    .join(Offer, Offer.public_id == bindparam("offer"))
    .outerjoin(
        _Own,
        and_(
            _Own.youth_id == Youth.id,
            _Own.offer_id == Offer.id,
            _Own.side == Side.YOUTH,
            stands(_Own),
        ),
    )
    .outerjoin(
        _Theirs,
        and_(
            _Theirs.youth_id == Youth.id,
            _Theirs.offer_id == Offer.id,
            _Theirs.side == Side.EMPLOYER,
            stands(_Theirs),
        ),
    )
    .outerjoin(Proposal, and_(Proposal.youth_id == Youth.id, Proposal.offer_id == Offer.id))
    .where(Youth.id == bindparam("youth"))
)
_CARD_AS_IT_STANDS = _CARD_AT_HAND.execution_options(populate_existing=True)
_HOLD = (
    select(Offer.id)
    .where(Offer.public_id == bindparam("offer"))
    .with_for_update(key_share=True)  # as `Offers.to_decide_on`
)


class Decisions:
    """Queries on what each side decided."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def add(self, decision: Decision) -> None:
        """Insert now.

        Raises:
            sqlalchemy.exc.IntegrityError: an active decision stands already on this pair and side.
        """
        self._s.add(decision)
        await self._s.flush()

    async def record(
        self,
        youth_id: int,
        offer_id: int,
        side: Side,
        kind: DecisionKind,
        *,
        reason: str,
        account_id: int,
        at: datetime,
    ) -> None:
        """Insert a decision that counts, now.

        Raises:
            sqlalchemy.exc.IntegrityError: one stands already on this pair and side.
        """
        made = {
            "youth_id": youth_id,
            "offer_id": offer_id,
            "side": side,
            "kind": kind,
            "reason": reason,
            "account_id": account_id,
            "decided_at": at,
        }
        await self._s.execute(_DECIDE, made)

    async def card_at_hand(
        self, youth_id: int, offer_public_id: str, kind: DecisionKind
    ) -> CardAtHand | None:
        """A youth, an offer and what stands between them, in one query; None when either is unknown.

        Where the decision of that `kind` brings a like of a company's offer, or takes one away, the offer is locked as
        for the employer's decisions: what stands between them now goes on standing until the transaction ends.
        """
        named = {"youth": youth_id, "offer": offer_public_id}
        row = (await self._s.execute(_CARD_AT_HAND, named)).first()
        if row is not None and self._must_hold(row[1], row[2], kind):
            await self._s.execute(_HOLD, {"offer": offer_public_id})
            # by a question of its own: one that waited for the lock would answer of the others as they were before
            row = (await self._s.execute(_CARD_AS_IT_STANDS, named)).first()
        return CardAtHand(row[0], row[1], row[2], row[3], row[4]) if row else None

    def _must_hold(self, offer: Offer, own: Decision | None, kind: DecisionKind) -> bool:
        """An offer that nobody here answers, and a pass, need not wait; SQLite has one writer at a time."""
        a_like = DecisionKind.LIKE in (kind, own.kind if own is not None else None)
        shared = self._s.get_bind().dialect.name == "postgresql"
        return shared and a_like and offer.company_id is not None

    async def active(self, youth_id: int, offer_id: int, side: Side) -> Decision | None:
        """The decision that counts on a pair, by a side."""
        return await self._s.scalar(
            select(Decision).where(
                Decision.youth_id == youth_id,
                Decision.offer_id == offer_id,
                Decision.side == side,
                stands(),
            )
        )

    async def liked_at(self, youth_id: int, offer_id: int) -> datetime | None:
        """When a youth liked an offer, if the like stands."""
        own = await self.active(youth_id, offer_id, Side.YOUTH)
        return own.decided_at if own is not None and own.kind is DecisionKind.LIKE else None

    async def decided_offers(self, youth_id: int) -> set[int]:
        """Offers a youth has decided on (undone ones left out)."""
        return set(
            await self._s.scalars(
                select(Decision.offer_id).where(
                    Decision.youth_id == youth_id,
                    Decision.side == Side.YOUTH,
                    stands(),
                )
            )
        )

    async def out_of_decks(self, youth_id: int) -> set[int]:
        """Offers that a youth has decided on, and those of companies that they block."""
        decided = select(Decision.offer_id).where(
            Decision.youth_id == youth_id, Decision.side == Side.YOUTH, stands()
        )
        blocked = (
            select(Offer.id)
            .join(CompanyBlock, CompanyBlock.company_id == Offer.company_id)
            .where(CompanyBlock.youth_id == youth_id)
        )
        return set(await self._s.scalars(decided.union_all(blocked)))

    async def decided_youths(self, offer_id: int) -> set[int]:
        """Youths an employer has decided on for an offer."""
        return set(
            await self._s.scalars(
                select(Decision.youth_id).where(
                    Decision.offer_id == offer_id,
                    Decision.side == Side.EMPLOYER,
                    stands(),
                )
            )
        )

    async def likers(self, offer_id: int) -> set[int]:
        """Youths who like an offer."""
        return set(
            await self._s.scalars(
                select(Decision.youth_id).where(
                    Decision.offer_id == offer_id,
                    Decision.side == Side.YOUTH,
                    Decision.kind == DecisionKind.LIKE,
                    stands(),
                )
            )
        )

    async def sides_of_offer(self, offer_id: int) -> tuple[set[int], set[int]]:
        """Who is out of an offer's pile, decided on or blocking its company, and its likers, in one question."""
        decided: set[int] = set()
        likers: set[int] = set()
        said = select(Decision.youth_id, Decision.side, Decision.kind).where(
            Decision.offer_id == offer_id, stands()
        )
        blocking = (
            select(CompanyBlock.youth_id, literal(Side.EMPLOYER.value), literal("block"))
            .join(Offer, Offer.company_id == CompanyBlock.company_id)
            .where(Offer.id == offer_id)
        )
        for youth_id, side, kind in await self._s.execute(said.union_all(blocking)):
            if side == Side.EMPLOYER:
                decided.add(youth_id)
            elif kind == DecisionKind.LIKE:
                likers.add(youth_id)
        return decided, likers

    async def youth_likes(self, youth_id: int, limit: int = 200) -> Sequence[Decision]:
        """A youth's likes that stand, the latest first."""
        rows = await self._s.scalars(
            select(Decision)
            .where(
                Decision.youth_id == youth_id,
                Decision.side == Side.YOUTH,
                Decision.kind == DecisionKind.LIKE,
                stands(),
            )
            .order_by(Decision.decided_at.desc(), Decision.id.desc())
            .limit(limit)
        )
        return rows.all()

    async def likes_by_offer(self, company_id: int) -> dict[int, int]:
        """How many youths like each offer of a company."""
        rows = await self._s.execute(
            select(Decision.offer_id, func.count())
            .join(Offer, Offer.id == Decision.offer_id)
            .where(
                Offer.company_id == company_id,
                Decision.side == Side.YOUTH,
                Decision.kind == DecisionKind.LIKE,
                stands(),
            )
            .group_by(Decision.offer_id)
        )
        return {r[0]: r[1] for r in rows}

    async def liked_without_match(self, now: datetime) -> Sequence[tuple[int, str]]:
        """(youth id, offer's public id) of those who like each other and have no match, by offer.

        Of offers and youths that may be shown now; whoever blocks the company is left out.
        """
        theirs = aliased(Decision)
        matched = exists().where(
            Match.youth_id == Decision.youth_id, Match.offer_id == Decision.offer_id
        )
        blocked = exists().where(
            CompanyBlock.youth_id == Decision.youth_id, CompanyBlock.company_id == Offer.company_id
        )
        rows = await self._s.execute(
            select(Decision.youth_id, Offer.public_id)
            .join(
                theirs,
                and_(theirs.youth_id == Decision.youth_id, theirs.offer_id == Decision.offer_id),
            )
            .join(Offer, Offer.id == Decision.offer_id)
            .join(Youth, Youth.id == Decision.youth_id)
            .where(
                Decision.side == Side.YOUTH,
                Decision.kind == DecisionKind.LIKE,
                stands(),
                theirs.side == Side.EMPLOYER,
                theirs.kind == DecisionKind.LIKE,
                stands(theirs),
                Offer.origin == OfferOrigin.INTERNAL,
                *showable_at(now),
                Youth.active,
                Youth.visible,
                ~matched,
                ~blocked,
            )
            .order_by(Offer.id, Decision.youth_id)
        )
        return [(row[0], row[1]) for row in rows]

    async def undo(self, decision: Decision, at: datetime) -> None:
        """Mark a decision undone."""
        decision.status = DecisionStatus.UNDONE
        decision.undone_at = at
        await self._s.flush()

    async def aliases(self, offer_id: int, youth_ids: Collection[int]) -> dict[int, str]:
        """The opaque ids of some youths for one offer; those that lack one get one."""
        rows = await self._s.execute(
            select(CandidateAlias.youth_id, CandidateAlias.alias).where(
                CandidateAlias.offer_id == offer_id, CandidateAlias.youth_id.in_(list(youth_ids))
            )
        )
        found = {r[0]: r[1] for r in rows}
        for youth_id in sorted(set(youth_ids) - found.keys()):
            found[youth_id] = new_public_id()
            self._s.add(CandidateAlias(offer_id=offer_id, youth_id=youth_id, alias=found[youth_id]))
        await self._s.flush()
        return found

    async def forget_aliases(self, offer_id: int) -> None:
        """Whoever was shown for this offer is shown under another opaque id from now on."""
        await self._s.execute(delete(CandidateAlias).where(CandidateAlias.offer_id == offer_id))

    async def youths_of_aliases(self, offer_id: int, aliases: Collection[str]) -> set[int]:
        """The youths behind some opaque ids of this offer; unknown ones are left out."""
        if not aliases:
            return set()
        query = select(CandidateAlias.youth_id).where(
            CandidateAlias.offer_id == offer_id, CandidateAlias.alias.in_(list(aliases))
        )
        return set(await self._s.scalars(query))

    async def named(self, offer_id: int, aliases: Collection[str]) -> dict[str, int]:
        """The youth behind each of some opaque ids of this offer; unknown ones are left out."""
        rows = await self._s.execute(
            select(CandidateAlias.alias, CandidateAlias.youth_id).where(
                CandidateAlias.offer_id == offer_id, CandidateAlias.alias.in_(list(aliases))
            )
        )
        return {row[0]: row[1] for row in rows}

    async def youth_of_alias(self, offer_id: int, alias: str) -> int | None:
        """The youth behind an opaque id of this offer."""
        return await self._s.scalar(
            select(CandidateAlias.youth_id).where(
                CandidateAlias.offer_id == offer_id, CandidateAlias.alias == alias
            )
        )
