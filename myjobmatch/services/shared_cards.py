"""Cards shared in conversations: each kind says how it looks to its reader, and what may be shared.

A kind joins by `@resolves(CardKind.X)` on an async function of (actor, ids, unit of work): it answers, by public
id, the cards that this actor may see; what it leaves out is shown as gone. `@offers_choices(CardKind.X)` joins an
async function of (actor, query, unit of work): what the actor may share in that conversation. The module is named
in `_DECLARED_IN`.
"""

import importlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import CardKind, CardState, SharedCard
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import checked_public_id

_DECLARED_IN = (
    "myjobmatch.services.shared_action_cards",
    "myjobmatch.services.shared_appointment_cards",
    "myjobmatch.services.shared_offer_cards",
    "myjobmatch.services.shared_workshop_cards",
)
MOST_CHOICES = 20


@dataclass(frozen=True, slots=True)
class FindCards:
    """What could be shared in a conversation; words narrow it. `youth_id` is dense, None in a group."""

    youth_id: int | None
    words: str = ""


Resolver = Callable[[Actor, Collection[str], UnitOfWork], Awaitable[Mapping[str, SharedCard]]]
Chooser = Callable[[Actor, FindCards, UnitOfWork], Awaitable[Sequence[SharedCard]]]
Reference = tuple[CardKind, str]

RESOLVERS: dict[CardKind, Resolver] = {}
CHOOSERS: dict[CardKind, Chooser] = {}


def resolves(kind: CardKind) -> Callable[[Resolver], Resolver]:
    """Register how a kind of card looks to its reader.

    Raises:
        ValueError: the kind has one already.
    """

    def register(resolver: Resolver) -> Resolver:
        if kind in RESOLVERS:
            raise ValueError(f"two resolvers of {kind}")
        RESOLVERS[kind] = resolver
        return resolver

    return register


def offers_choices(kind: CardKind) -> Callable[[Chooser], Chooser]:
    """Register what of a kind may be shared.

    Raises:
        ValueError: the kind has one already.
    """

    def register(chooser: Chooser) -> Chooser:
        if kind in CHOOSERS:
            raise ValueError(f"two choosers of {kind}")
        CHOOSERS[kind] = chooser
        return chooser

    return register


async def cards_for(
    actor: Actor, references: Collection[Reference], uow: UnitOfWork
) -> dict[Reference, SharedCard]:
    """The cards as the actor may see them; what is not theirs (or nobody's any more) is `gone`."""
    _declare()
    wanted: dict[CardKind, set[str]] = defaultdict(set)
    for kind, id_ in references:
        wanted[kind].add(id_)
    found: dict[Reference, SharedCard] = {}
    for kind, ids in wanted.items():
        resolver = RESOLVERS.get(kind)
        seen = await resolver(actor, ids, uow) if resolver else {}
        for id_ in ids:
            found[kind, id_] = seen.get(id_) or SharedCard(kind, id_, "", state=CardState.GONE)
    return found


async def card_to_share(
    actor: Actor, kind: CardKind, public_id: str, uow: UnitOfWork
) -> SharedCard:
    """A card that the actor shares: they see it themselves.

    Raises:
        NotFound: they do not, or there is none (`card_unknown`).
        Invalid: the id has another form (`bad_id`).
    """
    reference = (kind, checked_public_id(public_id))
    card = (await cards_for(actor, [reference], uow))[reference]
    if card.state is CardState.GONE:
        raise NotFound("card_unknown")
    return card


async def choices_for(actor: Actor, query: FindCards, uow: UnitOfWork) -> list[SharedCard]:
    """What the actor may share, of every kind, the next or the best first within each."""
    _declare()
    found: list[SharedCard] = []
    for kind in CardKind:
        chooser = CHOOSERS.get(kind)
        if chooser is not None:
            found.extend((await chooser(actor, query, uow))[:MOST_CHOICES])
    return found


def _declare() -> None:
    for module in _DECLARED_IN:
        importlib.import_module(module)
