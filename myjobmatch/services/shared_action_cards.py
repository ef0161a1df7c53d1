"""Actions of the week as cards in a conversation: for the youth whose they are, and who settles their week."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from myjobmatch.db.models import Action, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actions import ActionStatus
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.conversation import CardKind, CardState, SharedCard
from myjobmatch.domain.permissions import is_youth, may_settle_week
from myjobmatch.domain.place_names import spelled
from myjobmatch.i18n.translate import translate
from myjobmatch.services.shared_cards import FindCards, offers_choices, resolves

YOUTH_PAGE = "/mon-espace/semaine"
_TO_DO = (ActionStatus.AGREED, ActionStatus.RETURNED)
_STATES = {
    ActionStatus.AGREED: CardState.OPEN,
    ActionStatus.RETURNED: CardState.OPEN,
    ActionStatus.DECLARED: CardState.DONE,
    ActionStatus.VALIDATED: CardState.DONE,
    ActionStatus.CANCELLED: CardState.CANCELLED,
}


@resolves(CardKind.ACTION)
async def action_cards(
    actor: Actor, ids: Collection[str], uow: UnitOfWork
) -> Mapping[str, SharedCard]:
    """Those of the reader's own week, or of a week that they settle; a tap opens the week at that action."""
    rows = await uow.actions.rows(ids)
    return {
        action.public_id: _card(actor, action, youth)
        for action, youth in rows
        if _may_read(actor, youth)
    }


@offers_choices(CardKind.ACTION)
async def action_choices(actor: Actor, query: FindCards, uow: UnitOfWork) -> Sequence[SharedCard]:
    """What is to be done in the youth's week, the soonest first."""
    youth = await uow.youths.get((actor.youth_id if is_youth(actor) else query.youth_id) or 0)
    if youth is None or not _may_read(actor, youth):
        return []
    words = spelled(query.words).split()
    shown = await uow.actions.shown(youth.id, paris_day(uow.clock.now()))
    todo = [action for action, _ in shown if action.status in _TO_DO]
    todo.sort(key=lambda action: (action.planned_on or action.done_on or date.max, action.id))
    cards = [_card(actor, action, youth) for action in todo]
    return [card for card in cards if all(word in spelled(card.title) for word in words)]


def _may_read(actor: Actor, youth: Youth) -> bool:
    if is_youth(actor):
        return actor.youth_id == youth.id
    return may_settle_week(
        actor, structure_id=youth.structure_id, advisor_id=youth.advisor_id, youth_id=youth.id
    )


def _card(actor: Actor, action: Action, youth: Youth) -> SharedCard:
    key, hours = action.key, divmod(action.minutes, 60)
    here = f"{YOUTH_PAGE}#{action.public_id}"
    return SharedCard(
        kind=CardKind.ACTION,
        id=action.public_id,
        title=translate(actor.locale, f"week.default.{key}") if key else action.title,
        line=translate(actor.locale, action.category.label_key),
        second=action.place or translate(actor.locale, "week.time", h=hours[0], m=hours[1]),
        path=here if is_youth(actor) else f"/conseil/jeunes/{youth.public_id}/semaine",
        state=_STATES[action.status],
    )
