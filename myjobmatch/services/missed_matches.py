"""Two likes that stand without a match: what was missed is made up for by the worker.

Likes at the same moment could miss each other as long as the youth's side did not hold the offer; and a youth who
likes an offer of a company that they block is asked once they block it no more.
"""

from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import DecisionKind
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.matching_pairs import is_barred, make_match


@service(is_system)
async def match_missed_likes(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Make the matches that are missing between those who like each other; answers how many were made."""
    made = 0
    for youth_id, offer_id in await uow.decisions.liked_without_match(uow.clock.now()):
        offer = await uow.offers.to_decide_on(offer_id)
        youth = await uow.youths.get(youth_id)
        if offer is None or youth is None or not is_open(offer, uow.clock.now()):
            continue
        # asked again once the offer is held: either side may have thought better of it
        now = await uow.answers.standing(youth.id, offer.id)
        both = now.likes and now.employer is DecisionKind.LIKE and not now.matched
        if both and not await is_barred(uow, youth, offer):
            await make_match(uow, actor, youth, offer)
            made += 1
    return made
