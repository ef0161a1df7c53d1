"""What youths leave waiting: messages unread, silence, decline, consents and answers due."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from myjobmatch.db.repositories.today import Concerned
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.portfolio import NEW_DAYS
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow, declining
from myjobmatch.services.silence import silent_days
from myjobmatch.services.today.registry import key_of, source

PORTFOLIO = "/conseil/portefeuille"
OLD_AFTER = timedelta(days=2)
"""A message, or a consent, that waits for so long is urgent."""


def _is_advisor(actor: Actor) -> bool:
    return actor.role is Role.ADVISOR


@source(TodayKind.MESSAGE, behind="/conseil/messages", policy=_is_advisor)
async def unread_messages(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths who wrote and were not read, the longest waiting first."""
    found = await uow.today.unread(actor, READ_EACH)
    now = uow.clock.now()
    return _answer(
        found,
        [
            TodayRow(
                key=key_of(TodayKind.MESSAGE, one.public_id),
                kind=TodayKind.MESSAGE,
                at=one.at or now,
                subject=one.name,
                youth_id=one.public_id,
                detail="unread",
                count=one.count,
                when=_iso(one.at),
                act="answer",
                href=f"/conseil/messages?c={one.ref}",
                urgent=one.at is not None and now - one.at >= OLD_AFTER,
            )
            for one in found
        ],
    )


@source(TodayKind.CONSENT, behind=f"{PORTFOLIO}?attention=consent_waiting")
async def consents_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Employers who would like to meet a youth, who has not said yes or no."""
    found = await uow.today.consent_waiting(actor, READ_EACH)
    now = uow.clock.now()
    return _answer(
        found,
        [
            TodayRow(
                key=key_of(TodayKind.CONSENT, one.ref),
                kind=TodayKind.CONSENT,
                at=one.at or now,
                subject=one.name,
                youth_id=one.public_id,
                detail="consent",
                what=one.what,
                when=_iso(one.at),
                urgent=one.at is not None and now - one.at >= OLD_AFTER,
                act=_act(actor),
                href=_href(actor, one.public_id),
            )
            for one in found
        ],
    )


@source(TodayKind.ANSWER_DUE, behind=f"{PORTFOLIO}?attention=answer_due")
async def answers_due(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Applications of which nobody told how they went."""
    found = await uow.today.answers_due(actor, uow.clock.now(), READ_EACH)
    return _answer(
        found,
        [
            TodayRow(
                key=key_of(TodayKind.ANSWER_DUE, one.ref),
                kind=TodayKind.ANSWER_DUE,
                at=one.at or uow.clock.now(),
                subject=one.name,
                youth_id=one.public_id,
                detail="answer_due",
                what=one.what,
                when=_iso(one.at),
                act=_act(actor),
                href=_href(actor, one.public_id),
            )
            for one in found
        ],
    )


@source(TodayKind.SILENT, behind=f"{PORTFOLIO}?attention=silent")
async def silent_youths(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths who gave no sign for as long as the structure says, or never came."""
    now = uow.clock.now()
    days = await silent_days(actor.structure_id, uow)
    found = await uow.today.silent(
        actor,
        now - timedelta(days=days),
        now - timedelta(days=NEW_DAYS),
        READ_EACH,
    )
    return _answer(found, [_silent(actor, one, now) for one in found])


def _silent(actor: Actor, one: Concerned, now: datetime) -> TodayRow:
    never = one.what == "never"
    return TodayRow(
        key=key_of(TodayKind.SILENT, one.public_id),
        kind=TodayKind.SILENT,
        at=one.at or now,
        subject=one.name,
        youth_id=one.public_id,
        detail="never_came" if never else "silent",
        count=(now - one.at).days if one.at else 0,
        when=_iso(one.at),
        act="door" if never else _act(actor),
        href=f"/conseil/jeunes/{one.public_id}/acces" if never else _href(actor, one.public_id),
    )


@source(TodayKind.DECLINING, behind=f"{PORTFOLIO}?declining=1", policy=_is_advisor)
async def declining_youths(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths who do much less than before, by the rule of `domain.today.declining`; the steepest first."""
    now = uow.clock.now()
    gone = now - timedelta(days=await silent_days(actor.structure_id, uow))
    rows = []
    for one in await uow.today.activity_of(actor, now):
        decline = declining(one.lately, one.before)
        if decline is None or one.last_at is None or one.last_at <= gone:
            continue  # who is silent stands among the silent
        row = TodayRow(
            key=key_of(TodayKind.DECLINING, one.public_id),
            kind=TodayKind.DECLINING,
            at=one.last_at,
            subject=one.name,
            youth_id=one.public_id,
            detail="declining",
            count=one.lately,
            what=f"{decline.usually:g}",
            when=_iso(one.last_at),
            act=_act(actor),
            href=_href(actor, one.public_id),
        )
        rows.append((one.lately - decline.usually, row))
    rows.sort(key=lambda pair: (pair[0], pair[1].key))
    return TodayFound([row for _, row in rows][:READ_EACH], len(rows))


def _act(actor: Actor) -> str:
    """The button of a youth who can be asked: an advisor writes, a manager opens their page."""
    return "write" if actor.role is Role.ADVISOR else "open"


def _href(actor: Actor, youth_id: str) -> str:
    return "" if actor.role is Role.ADVISOR else f"/conseil/jeunes/{youth_id}"


def _answer(found: Sequence[Concerned], rows: Sequence[TodayRow]) -> TodayFound:
    return TodayFound(rows, found[0].total if found else 0)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
