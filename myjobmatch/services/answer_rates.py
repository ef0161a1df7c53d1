"""How companies answer, counted from their likes of the last half year: what cards claim and ranking weighs."""

from collections import defaultdict

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.answers import RATE_PERIOD, Wait, answer_habit
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.notices import COMPANY, OFFER

_DIGITS = 2


@service(is_system)
async def count_answers(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Count anew how each company answers; answers how many changed.

    Without enough likes a company claims nothing, as one that is new.
    """
    now = uow.clock.now()
    waits: dict[int, list[Wait]] = defaultdict(list)
    for like in await uow.answers.likes_answered(now - RATE_PERIOD):
        until = like.answered_at or now
        waits[like.company_id].append(
            Wait((until - like.liked_at).days, like.answered_at is not None)
        )
    changed = 0
    for company in await uow.companies.all():
        habit = answer_habit(waits[company.id])
        rate = None if habit.rate is None else round(habit.rate, _DIGITS)
        if (company.answers_in_days, company.answer_rate) == (habit.days, rate):
            continue
        company.answers_in_days, company.answer_rate = habit.days, rate
        uow.changed(COMPANY, company.id)
        for offer in await uow.offers.of_company(company.id):
            uow.changed(OFFER, offer.id)
        changed += 1
    return changed
