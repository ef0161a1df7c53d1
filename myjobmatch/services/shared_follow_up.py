"""Who accompanies one youth, and who did; following one together with a colleague."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from myjobmatch.db.models import FollowUpSpan, PortfolioTransfer, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import LONGEST_REASON, FollowKind, TransferStatus
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying, is_own_advisor
from myjobmatch.domain.text import some_lines
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.following import give_advisor
from myjobmatch.services.notices import tell_accounts, tell_youth
from myjobmatch.services.standing import may_accompany, who_answers
from myjobmatch.services.team import status_of
from myjobmatch.services.transfer_carrying import settle_conversations


@dataclass(frozen=True, slots=True)
class ShareFollowUp:
    """A youth (public id) followed by a colleague (public id) beside their own advisor."""

    youth_id: str
    advisor_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AssignYouths:
    """Youths (public ids) who get an advisor (public id) of their own from now on."""

    youth_ids: tuple[str, ...]
    advisor_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Accompanying:
    """Somebody who accompanies, or accompanied; `until` is the last day, None: it goes on."""

    advisor_id: str
    advisor: str
    kind: FollowKind
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """Who accompanies a youth: today, and before; whom one may add or take away."""

    today: tuple[Accompanying, ...]
    history: tuple[Accompanying, ...]
    colleagues: tuple[tuple[str, str], ...]
    may_change: bool


@service(is_accompanying, writes=False)
async def follow_up_of(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> FollowUpView:
    """Who accompanies a youth today, and who did before.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    spans = await uow.transfers.spans(youth.id)
    lent = await _lent(youth, spans, uow)
    staff = await uow.accounts.staff(youth.structure_id or 0, (Role.ADVISOR,))
    people = {account.id: (account.public_id, account.display_name) for account in staff}
    for account_id in {s.advisor_id for s in spans} | {r.to_id for r in lent}:
        if account_id not in people:
            account = await uow.accounts.get(account_id)
            people[account_id] = ("", account.display_name if account else "")
    today = paris_day(uow.clock.now())
    rows = [(_of_span(span, people), span.until is None) for span in spans]
    main = next((s for s in spans if s.kind is FollowKind.MAIN and s.until is None), None)
    if youth.advisor_id is not None and (main is None or main.advisor_id != youth.advisor_id):
        # given before the history was kept
        who = people.get(youth.advisor_id, ("", ""))
        since = paris_day(youth.created_at)
        rows.append((Accompanying(*who, FollowKind.MAIN, since, None, ""), True))
    rows += [
        (_of_transfer(row, people), status_of(row, today) is TransferStatus.ACTIVE) for row in lent
    ]
    rows.sort(key=lambda one: (one[0].since, one[0].kind is not FollowKind.MAIN), reverse=True)
    now = [one for one, runs in rows if runs]
    order = {FollowKind.REPLACING: 0, FollowKind.MAIN: 1, FollowKind.SHARED: 2}
    answers = await who_answers(uow, youth)
    beside = {people[a][0] for a in (answers.accounts if answers else ()) if a in people}
    taken = beside | {one.advisor_id for one in now}
    return FollowUpView(
        today=tuple(sorted(now, key=lambda one: order[one.kind])),
        history=tuple(one for one, runs in rows if not runs),
        colleagues=tuple(
            (account.public_id, account.display_name)
            for account in staff
            if may_accompany(account, youth.structure_id) and account.public_id not in taken
        ),
        may_change=_may_change(actor, youth),
    )


@service(is_accompanying)
async def share_follow_up(actor: Actor, command: ShareFollowUp, uow: UnitOfWork) -> None:
    """A colleague accompanies a youth as well: they read and write in the conversation too. Again is once.

    Raises:
        NotFound: not a youth the actor accompanies or manages (`youth_unknown`), no such colleague
            (`advisor_unknown`).
        Conflict: it is the youth's own advisor (`advisor_already`).
        Invalid: too long a reason (`reason_long`, with `most`).
    """
    youth = await _changeable(actor, command.youth_id, uow)
    account = await uow.accounts.by_public_id(checked_public_id(command.advisor_id))
    if account is None or not may_accompany(account, youth.structure_id):
        raise NotFound("advisor_unknown")
    if account.id == youth.advisor_id:
        raise Conflict("advisor_already")
    reason = _reason(command.reason)
    await uow.continuity.lock(account.id)
    if any(span.advisor_id == account.id for span in await uow.continuity.open_spans([youth.id])):
        return
    uow.continuity.add(
        FollowUpSpan(
            youth_id=youth.id,
            advisor_id=account.id,
            kind=FollowKind.SHARED,
            since=uow.clock.now(),
            reason=reason,
            by_id=actor.account_id,
        )
    )
    await uow.continuity.flush()
    await _changed(actor, youth, account.id, "follow_up_shared", uow)


@service(is_accompanying)
async def stop_sharing(actor: Actor, command: ShareFollowUp, uow: UnitOfWork) -> None:
    """A colleague accompanies a youth no longer beside their own advisor. Again is once.

    Raises:
        NotFound: not a youth the actor accompanies or manages (`youth_unknown`).
    """
    youth = await _changeable(actor, command.youth_id, uow)
    account = await uow.accounts.by_public_id(checked_public_id(command.advisor_id))
    for span in await uow.continuity.open_spans([youth.id]):
        if span.kind is FollowKind.SHARED and account and span.advisor_id == account.id:
            span.until = max(uow.clock.now(), span.since)
            await uow.continuity.flush()
            await _changed(actor, youth, account.id, "follow_up_ended", uow)


@service(lambda actor: actor.role is Role.MANAGER)
async def assign_youths(actor: Actor, command: AssignYouths, uow: UnitOfWork) -> int:
    """Give youths of the structure an advisor of their own; answers for how many that is a change.

    Raises:
        NotFound: no such youth of the structure (`youth_unknown`), no such advisor (`advisor_unknown`).
        Invalid: too long a reason (`reason_long`, with `most`).
    """
    account = await uow.accounts.by_public_id(checked_public_id(command.advisor_id))
    if account is None or not may_accompany(account, actor.structure_id):
        raise NotFound("advisor_unknown")
    youths = [await followed_youth(actor, one, uow) for one in dict.fromkeys(command.youth_ids)]
    changed = await give_advisor(uow, actor, youths, account.id, reason=_reason(command.reason))
    for youth in youths:
        uow.ledger.audit(
            actor, "advisor_assigned", "youth", youth.id, details={"advisor": account.id}
        )
    return changed


def _reason(text: str) -> str:
    reason = some_lines(text)
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason_long", most=LONGEST_REASON)
    return reason


def _may_change(actor: Actor, youth: Youth) -> bool:
    """Whoever accompanies the youth today, or the manager of their structure."""
    if actor.role is Role.MANAGER:
        return actor.structure_id == youth.structure_id
    return is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id)


async def _changeable(actor: Actor, public_id: str, uow: UnitOfWork) -> Youth:
    youth = await followed_youth(actor, public_id, uow)
    if not _may_change(actor, youth):
        raise NotFound("youth_unknown")
    return youth


async def _changed(
    actor: Actor, youth: Youth, account_id: int, action: str, uow: UnitOfWork
) -> None:
    await settle_conversations(uow, account_id)
    uow.ledger.audit(actor, action, "youth", youth.id, details={"advisor": account_id})
    uow.ledger.activity(
        ActivityKind.ADVISOR_CHANGED, actor, structure_id=youth.structure_id, youth_id=youth.id
    )
    uow.ledger.event("advisor_changed", {"youth": youth.id, "transfer": None})
    await tell_youth(uow, youth)
    tell_accounts(uow, [account_id])


def _of_span(span: FollowUpSpan, people: Mapping[int, tuple[str, str]]) -> Accompanying:
    return Accompanying(
        *people[span.advisor_id],
        span.kind,
        paris_day(span.since),
        paris_day(span.until) if span.until else None,
        span.reason,
    )


def _of_transfer(row: PortfolioTransfer, people: Mapping[int, tuple[str, str]]) -> Accompanying:
    ended = paris_day(row.ended_at) if row.ended_at else None
    until = row.until_day if ended is None else min(ended, row.until_day or ended)
    return Accompanying(*people[row.to_id], FollowKind.REPLACING, row.from_day, until, row.reason)


async def _lent(
    youth: Youth, spans: Sequence[FollowUpSpan], uow: UnitOfWork
) -> list[PortfolioTransfer]:
    """The hand-overs for a time that concerned this youth: by name, or whole while that advisor was theirs."""
    mains = [s for s in spans if s.kind is FollowKind.MAIN]
    advisors = {s.advisor_id for s in mains} | ({youth.advisor_id} if youth.advisor_id else set())
    naming = await uow.transfers.naming(youth.id)
    found = []
    for row in await uow.transfers.given_by(advisors):
        if row.id in naming:
            found.append(row)
        elif row.whole:
            end = paris_day(row.ended_at) if row.ended_at else row.until_day
            theirs = [s for s in mains if s.advisor_id == row.from_id]
            if not theirs or any(
                paris_day(s.since) <= (end or date.max)
                and (s.until is None or paris_day(s.until) >= row.from_day)
                for s in theirs
            ):
                found.append(row)
    return found
