"""New offers that fit a youth very well: looked for once a day, told in one notification, at a decent hour.

The ranking is the deck's own; what is told are the offers whose card would say "very close to you", and a
card's calibrated figure must not be below `LEAST_SHARE`. What was told is logged like every ranking shown.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.cards import OfferCard
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.enums import Fit, Side
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.decks import DeckQuery, LogRanking, OfferDeck, deck_of, keep_ranking
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notification_settings import own_setting
from myjobmatch.services.telling import TOLD, tell, wanted

TOLD.add(NotificationKind.NEW_OFFERS)

FROM_HOUR, TO_HOUR = 17, 20
"""In Paris: school and work are over, supper is not."""

YOUTHS_AT_ONCE = 20
CARDS = 20
FIRST_LOOK = timedelta(days=1)
LONGEST_LOOK = timedelta(days=7)
LEAST_SHARE = 0.5
"""Of ten cards of such a figure, half get a like: below, nobody is to be called for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a youth among the offers there were at `at`."""

    account_id: int
    at: datetime
    count: int
    deck: OfferDeck
    best: str = ""


def looks_now(moment: datetime, zone: ZoneInfo = PARIS) -> bool:
    """Whether it is the hour to look."""
    return FROM_HOUR <= moment.astimezone(zone).hour < TO_HOUR


def fits_very_well(card: OfferCard) -> bool:
    """Whether a new offer is worth a call."""
    why = card.explanation
    share = why.breakdown.calibrated if why.breakdown else None
    return why.fit is Fit.CLOSE and (share is None or share >= LEAST_SHARE)


async def look_for_new_offers(app: Application) -> int:
    """Look for some youths whose turn it is today; answers how many were looked for."""
    if not looks_now(app.clock.now()):
        return 0
    due = await app.run(youths_due, SYSTEM, None)
    if due:
        await app.matching.refresh()
    for account_id in due:
        found = await app.run(find_new_offers, SYSTEM, account_id, app.matching)
        await app.run(tell_new_offers, SYSTEM, found)
    return len(due)


@service(is_system, writes=False)
async def youths_due(_actor: Actor, _command: None, uow: UnitOfWork) -> list[int]:
    """Accounts of youths who can be told, and for whom nobody has looked today."""
    now = uow.clock.now()
    midnight = now.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0)
    return list(await uow.notifications.youths_to_look_for(midnight, YOUTHS_AT_ONCE))


@service(is_system, writes=False)
async def find_new_offers(
    _actor: Actor, account_id: int, uow: UnitOfWork, matching: MatchingRuntime
) -> Found:
    """The offers published since the last look that fit a youth very well, best first."""
    now = uow.clock.now()
    nothing = Found(account_id, now, 0, OfferDeck((), 0, exhausted=True))
    reach = (await uow.notifications.reach([account_id], now)).get(account_id)
    youth_id = await uow.accounts.youth_id_of(account_id)
    youth = await uow.youths.get(youth_id) if youth_id is not None else None
    if reach is None or youth is None or not youth.active:
        return nothing
    if not any(wanted(reach, NotificationKind.NEW_OFFERS, channel) for channel in reach.channels):
        return nothing
    looked = reach.setting.offers_looked_at if reach.setting else None
    since = max(looked or now - FIRST_LOOK, now - LONGEST_LOOK)
    fresh = await uow.offers.new_since(since, now)
    if not fresh:
        return nothing
    locale = reach.account.language
    deck = await deck_of(youth.id, locale, DeckQuery(CARDS), uow, matching, only=frozenset(fresh))
    close = [card for card in deck.cards if fits_very_well(card)]
    return Found(account_id, now, len(close), deck, close[0].title if close else "")


@service(is_system)
async def tell_new_offers(_actor: Actor, found: Found, uow: UnitOfWork) -> None:
    """Note that somebody has looked today, and tell what was found: once a day, by its cause."""
    setting = await own_setting(uow, found.account_id)
    setting.offers_looked_at = found.at
    if not found.count:
        return
    for ranking in found.deck.rankings:
        if ranking.items:
            await keep_ranking(LogRanking(Side.YOUTH, ranking, ranking.subject_id), uow)
    await tell(
        uow,
        Telling(
            NotificationKind.NEW_OFFERS,
            (found.account_id,),
            cause=f"new_offers:{paris_day(found.at).isoformat()}",
            matter="new_offers",
            text="new_offers",
            path="/decouvrir",
            params={"count": found.count, "offer": found.best},
        ),
    )
