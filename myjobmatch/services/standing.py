"""Who answers today: for whom an advisor stands in, and who answers a youth (docs/continuity.md).

Nothing runs at midnight for it: the day of the clock decides at each request.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from myjobmatch.db.models import Account, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import Answering, Loan, answering, standing_of
from myjobmatch.domain.enums import AccountStatus, Role


async def standing_today(actor: Actor, uow: UnitOfWork) -> Actor:
    """The actor with those for whom they answer today; only an advisor costs a query."""
    if actor.role is not Role.ADVISOR or actor.structure_id is None:
        return actor
    loans, shared = await uow.continuity.standing(
        actor.account_id, actor.structure_id, paris_day(uow.clock.now())
    )
    if not loans and not shared:
        return actor
    standing = standing_of(actor.account_id, loans)
    sharing = {actor.account_id, *standing.advisors}
    beside = {(youth, main) for advisor, youth, main in shared if advisor in sharing}
    return replace(
        actor,
        stands_for=standing.advisors,
        shares=standing.youths | {youth for youth, _ in beside},
        hears_of=frozenset(
            {
                *standing.advisors,
                *(loan.from_id for loan in loans if loan.youth_id in standing.youths),
                *(main for _, main in beside if main is not None),
            }
            - {actor.account_id}
        ),
    )


@dataclass(frozen=True, slots=True)
class WhoAnswers:
    """Who answers a youth today: the accounts, the first of whom stands where the advisor does."""

    first: Answering
    beside: tuple[int, ...] = ()

    @property
    def accounts(self) -> tuple[int, ...]:
        """All of them, once each."""
        return tuple(dict.fromkeys((self.first.account_id, *self.beside)))


async def who_answers(uow: UnitOfWork, youth: Youth) -> WhoAnswers | None:
    """Who answers a youth today; None when nobody accompanies them."""
    return (await who_answer(uow, [youth])).get(youth.id)


async def who_answer(uow: UnitOfWork, youths: Collection[Youth]) -> dict[int, WhoAnswers]:
    """Who answers each of some youths today, in a query a structure and one more."""
    accompanied = [y for y in youths if y.advisor_id is not None and y.structure_id is not None]
    today = paris_day(uow.clock.now())
    loans = {
        structure: await loans_on(uow, structure, today)
        for structure in {y.structure_id for y in accompanied if y.structure_id is not None}
    }
    beside = await uow.continuity.shared_with([y.id for y in accompanied]) if accompanied else {}
    found = {}
    for youth in accompanied:
        lent = loans[youth.structure_id or 0]
        found[youth.id] = WhoAnswers(
            answering(youth.advisor_id or 0, youth.id, lent),
            tuple(answering(one, youth.id, lent).account_id for one in beside.get(youth.id, [])),
        )
    return found


async def loans_on(uow: UnitOfWork, structure_id: int, day: date) -> list[Loan]:
    """What is handed over in a structure on a day."""
    return await uow.continuity.loans(structure_id, day)


def may_accompany(account: Account | None, structure_id: int | None) -> bool:
    """Whether somebody may be given youths of a structure: an advisor of it whose account is open."""
    return (
        account is not None
        and account.role is Role.ADVISOR
        and account.status is AccountStatus.ACTIVE
        and structure_id is not None
        and account.structure_id == structure_id
    )
