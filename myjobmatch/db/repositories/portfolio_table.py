"""The advisor's table: narrowed, counted, sorted and cut into pages by the database, however many youths there are.

Whether a youth needs attention is asked of each by one look into an index, never by counting all that they did. Figures
are counted for the rows that are shown alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.base import UtcDateTime
from myjobmatch.db.models import (
    Account,
    Application,
    Conversation,
    ConversationMember,
    Decision,
    Match,
    Message,
    Youth,
    YouthIdentity,
    YouthSkill,
)
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.db.sorting import by_name, by_signs
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import (
    ApplicationStatus,
    ConversationKind,
    DecisionKind,
    MatchStatus,
    Role,
    Side,
)
from myjobmatch.domain.portfolio import Attention, PortfolioSort
from myjobmatch.domain.portfolio_filter import (
    LAST_SIGN_DAYS,
    LIKES,
    LastSign,
    LikesBand,
    PortfolioFilter,
    born_between,
)

NEVER = literal(datetime(1970, 1, 1, tzinfo=UTC), UtcDateTime)
UNKNOWN = literal(date(1900, 1, 1))
"""Who told no birth date stands beyond the oldest, on either database."""
OPEN = (MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED, MatchStatus.SHARED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked for: by whom, how narrowed, and the moments that its words mean today.

    `words` are plain (`domain.text.plain`); `declining` are the youths of whom that is so, where it is asked.
    """

    actor: Actor
    whole: bool
    words: tuple[str, ...]
    filter: PortfolioFilter
    now: datetime
    today: date
    silent_since: datetime
    new_since: datetime
    likes_since: datetime
    declining: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A youth as the table shows them."""

    youth: Youth
    identity: YouthIdentity
    advisor: str
    likes: int
    matches: int
    applications: int
    unread: int
    attention: tuple[Attention, ...]


class PortfolioTable:
    """Queries of the table."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def counts(self, asked: Asked) -> tuple[int, dict[str, int]]:
        """How many youths the filter finds; and for each reason how many there are without asking for a reason."""
        flags = _flags(asked)
        wanted = _wanted(asked, flags)
        query = self._found(
            asked,
            select(
                func.coalesce(func.sum(case((wanted, 1), else_=0)), 0),
                *(func.coalesce(func.sum(case((flag, 1), else_=0)), 0) for flag in flags.values()),
            ),
        )
        row = (await self._s.execute(query)).one()
        told = {reason.value: int(n) for reason, n in zip(flags, row[1:], strict=True) if n}
        return int(row[0]), told

    async def ids(
        self,
        asked: Asked,
        sort: PortfolioSort = PortfolioSort.NAME,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[int]:
        """The youths found, in their order; a page of them with a limit."""
        flags = _flags(asked)
        query = self._found(asked, select(Youth.id)).where(_wanted(asked, flags))
        first = _orders(asked, flags)[sort]
        # whoever was born last is the youngest
        falling = descending is not (sort is PortfolioSort.AGE)
        name = by_signs(YouthIdentity.found_by)
        query = query.order_by(
            first.desc() if falling else first.asc(),
            name.desc() if descending else name,
            Youth.id,
        )
        if limit is not None:
            query = query.limit(limit).offset(offset)
        return list(await self._s.scalars(query))

    async def rows(self, asked: Asked, ids: Collection[int]) -> list[TableRow]:
        """What the table shows of these youths, in the order of their ids as they were given."""
        wanted = list(ids)
        if not wanted:
            return []
        flags = _flags(asked)
        query = (
            select(
                Youth,
                YouthIdentity,
                Account.display_name,
                _likes(asked),
                _count(Match, Match.status.in_(OPEN)),
                _count(Application, Application.status != ApplicationStatus.WITHDRAWN),
                _unread(asked.actor),
                *flags.values(),
            )
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == Youth.advisor_id)
        )
        found: dict[int, TableRow] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            for r in await self._s.execute(query.where(Youth.id.in_(part))):
                reasons = tuple(one for one, holds in zip(flags, r[7:], strict=True) if holds)
                found[r[0].id] = TableRow(r[0], r[1], r[2] or "", r[3], r[4], r[5], r[6], reasons)
        return [found[one] for one in wanted if one in found]

    async def communes(self, actor: Actor, *, whole: bool, limit: int = 60) -> Sequence[str]:
        """The communes that the youths live in, by name."""
        query = (
            select(YouthIdentity.commune)
            .join(Youth, Youth.id == YouthIdentity.youth_id)
            .where(accompanied(actor, whole=whole), YouthIdentity.commune != "")
            .group_by(YouthIdentity.commune)
            .order_by(by_name(YouthIdentity.commune), YouthIdentity.commune)
            .limit(limit)
        )
        return (await self._s.scalars(query)).all()

    @staticmethod
    def _found(asked: Asked, query: Select[Any]) -> Select[Any]:
        """Those who hold the words and every part of the filter but the reasons for attention."""
        return (
            query.select_from(Youth)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == Youth.advisor_id)
            .where(accompanied(asked.actor, whole=asked.whole), *_narrowed(asked))
        )


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    kept = asked.filter
    parts: list[ColumnElement[bool]] = [
        YouthIdentity.found_by.contains(word, autoescape=True) for word in asked.words
    ]
    if kept.schemes:
        parts.append(Youth.scheme.in_(kept.schemes))
    if kept.follow_ups:
        parts.append(Youth.follow_up.in_(kept.follow_ups))
    if kept.ages:
        bands = [born_between(band, asked.today) for band in kept.ages]
        parts.append(or_(*(YouthIdentity.birth_date.between(*band) for band in bands)))
    if kept.last_signs:
        parts.append(or_(*(_last_sign(sign, asked.now) for sign in kept.last_signs)))
    if kept.likes:
        parts.append(or_(*(_liked(band, asked) for band in kept.likes)))
    if kept.advisors:
        parts.append(Account.public_id.in_(kept.advisors))
    if kept.communes:
        parts.append(YouthIdentity.commune.in_(kept.communes))
    if kept.unread is not None:
        count = _unread(asked.actor)
        parts.append(count > 0 if kept.unread else count == 0)
    if kept.account is not None:
        has = YouthIdentity.account_id.is_not(None)
        parts.append(has if kept.account else ~has)
    if kept.declining:
        parts.append(Youth.id.in_(asked.declining) if asked.declining else false())
    return parts


def _wanted(asked: Asked, flags: Mapping[Attention, ColumnElement[bool]]) -> ColumnElement[bool]:
    reasons = asked.filter.attention
    return or_(*(flags[one] for one in reasons)) if reasons else true()


def _flags(asked: Asked) -> dict[Attention, ColumnElement[bool]]:
    """Why a youth needs attention, each reason as a condition."""
    known = Youth.created_at <= asked.new_since
    skilled = exists().where(YouthSkill.youth_id == Youth.id)
    return {
        Attention.CONSENT_WAITING: exists().where(
            Match.youth_id == Youth.id, Match.status == MatchStatus.CONSENT_ASKED
        ),
        Attention.NEVER_CAME: and_(Youth.last_active_at.is_(None), known),
        Attention.SILENT: Youth.last_active_at <= asked.silent_since,
        Attention.ANSWER_DUE: exists().where(
            Application.youth_id == Youth.id,
            Application.status == ApplicationStatus.OPENED,
            Application.ask_after <= asked.now,
        ),
        Attention.EMPTY_PROFILE: and_(known, ~skilled),
        Attention.NO_LIKES: and_(known, skilled, ~exists().where(*_a_like(asked))),
    }


def _a_like(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (
        Decision.youth_id == Youth.id,
        Decision.side == _written(Side.YOUTH),
        Decision.kind == _written(DecisionKind.LIKE),
        stands(),
        Decision.decided_at >= asked.likes_since,
    )


def _written(word: Side | DecisionKind) -> ColumnElement[Any]:
    """A value written out, so that SQLite sees that its partial index will do."""
    return literal_column(f"'{word.value}'")


def _likes(asked: Asked) -> ColumnElement[int]:
    return select(func.count()).select_from(Decision).where(*_a_like(asked)).scalar_subquery()


def _liked(band: LikesBand, asked: Asked) -> ColumnElement[bool]:
    if band is LikesBand.NONE:
        return ~exists().where(*_a_like(asked))
    fewest, most = LIKES[band]
    count = _likes(asked)
    return count >= fewest if most is None else count.between(fewest, most)


def _last_sign(sign: LastSign, now: datetime) -> ColumnElement[bool]:
    if sign is LastSign.NEVER:
        return Youth.last_active_at.is_(None)
    newest, oldest = LAST_SIGN_DAYS[sign]
    part = Youth.last_active_at <= now - timedelta(days=newest)
    if oldest is None:
        return part
    return and_(part, Youth.last_active_at > now - timedelta(days=oldest))


def _count(table: type[Match] | type[Application], condition: Any) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(table)
        .where(table.youth_id == Youth.id, condition)
        .scalar_subquery()
    )


def _unread(actor: Actor) -> ColumnElement[int]:
    """How many messages of the youth the reader has not read in the conversation with their advisor."""
    if actor.role is not Role.ADVISOR:
        return literal(0)
    own, theirs = aliased(ConversationMember), aliased(ConversationMember)
    return (
        select(func.count())
        .select_from(Conversation)
        .outerjoin(
            own, (own.conversation_id == Conversation.id) & (own.account_id == actor.account_id)
        )
        .outerjoin(
            theirs,
            (theirs.conversation_id == Conversation.id) & (theirs.account_id == Youth.advisor_id),
        )
        .join(
            Message,
            (Message.conversation_id == Conversation.id)
            & (Message.id > func.coalesce(own.last_read_id, theirs.last_read_id, 0))
            & (Message.author_id == YouthIdentity.account_id)
            & Message.deleted_at.is_(None),
        )
        .where(
            Conversation.youth_id == Youth.id,
            Conversation.kind == ConversationKind.ADVISOR,
            accompanied(actor),
        )
        .correlate(Youth, YouthIdentity)
        .scalar_subquery()
    )


def _orders(
    asked: Asked, flags: Mapping[Attention, ColumnElement[bool]]
) -> dict[PortfolioSort, Any]:
    urgency = case(*((flag, place) for place, flag in enumerate(flags.values())), else_=len(flags))
    return {
        PortfolioSort.ATTENTION: urgency,
        PortfolioSort.NAME: by_signs(YouthIdentity.found_by),
        PortfolioSort.LAST_ACTIVE: func.coalesce(Youth.last_active_at, NEVER),
        PortfolioSort.LIKES: _likes(asked),
        PortfolioSort.MATCHES: _count(Match, Match.status.in_(OPEN)),
        PortfolioSort.COMMUNE: by_name(YouthIdentity.commune),
        PortfolioSort.SCHEME: Youth.scheme,
        PortfolioSort.ADVISOR: by_name(func.coalesce(Account.display_name, "")),
        PortfolioSort.AGE: func.coalesce(YouthIdentity.birth_date, UNKNOWN),
    }
