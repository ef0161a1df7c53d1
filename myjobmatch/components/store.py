"""The client store as pages see it: typed Vars over its hooks, and what a youth may do.

`store` is the view (`client/view.js:derive`); the acts run in the browser alone, are kept by the outbox
and need no round trip. `phone_link(seq)` stands once on every youth page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.client import IDB
from myjobmatch.domain.cards import (
    ApplicationView,
    AsideView,
    ConversationView,
    KeptForLater,
    LikedOffer,
    MatchView,
    MessageView,
    OfferCard,
    Relaxation,
)
from myjobmatch.domain.immersions import OwnImmersion
from myjobmatch.domain.profile_view import ProfileView
from myjobmatch.domain.sharing import BlockedCompany, OpenQuestion, SharedWith

STORE = "$/utils/mjm/store"
HOOKS = "$/utils/mjm/hooks"
DECK = "$/utils/mjm/deck"
_IDB = {IDB: [ImportVar(tag=None, render=False)]}


@dataclass(frozen=True, slots=True)
class RequestTold:
    """What became of the request to be accompanied."""

    status: str
    structure: str
    phone: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeptAgreement:
    """What was said last to the use of one's answers; `due`: the text is another one since."""

    version: str
    given: bool
    due: bool
    at: datetime | None
    how: str | None


@dataclass(frozen=True, slots=True)
class KeptAway:
    """On these days somebody else answers (`name`), or nobody (empty), in the advisor's place."""

    from_day: str
    until_day: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class KeptErasure:
    """The account is to go on that day, why, and whether there is a way back."""

    due_on: str
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class KeptMe:
    """Who the phone belongs to."""

    first_name: str
    advisor: str
    structure: str
    locale: str
    request: RequestTold | None
    agreement: KeptAgreement | None
    erasure: KeptErasure | None


@dataclass(frozen=True, slots=True)
class Said:
    """The last decision, for the live region: `like`, `pass` or `undo`, the card, the next card."""

    kind: str
    title: str
    next: str


@dataclass(frozen=True, slots=True)
class ToldParams:
    """What a refusal's sentence names."""

    title: str


@dataclass(frozen=True, slots=True)
class Told:
    """A command that the server refused; `body` is the text that was not kept, `mend` where to take it up again."""

    id: str
    kind: str
    code: str
    params: ToldParams
    body: str
    mend: str


@dataclass(frozen=True, slots=True)
class KeptMessage(MessageView):
    """A message; `pending` while it waits in the outbox."""

    pending: bool = False


@dataclass(frozen=True, slots=True)
class KeptConversation(ConversationView):
    """A conversation with its messages, pending ones included."""

    messages: tuple[KeptMessage, ...] = ()  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class KeptApplication(ApplicationView):
    """An application; `pending` while its opening waits in the outbox."""

    pending: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """What this phone remembers by itself (`client/welcome.jsx`)."""

    lessons: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What is set above the deck (client/terms.js)."""

    minutes: int | None
    contracts: list[str]
    without: list[str]
    time: str
    starts: str


@dataclass(frozen=True, slots=True)
class KeptAside(AsideView):
    """Something put aside; `pending` while the server has not heard of it."""

    pending: bool = False


@dataclass(frozen=True, slots=True)
class ShownRelaxation(Relaxation):
    """A constraint that could give way; `put` is what was put aside, when it is that."""

    put: KeptAside | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The card passed last: the reasons one may give, or the one given and what it put aside."""

    id: str
    title: str
    reasons: list[str]
    skill: str
    reason: str
    asides: list[KeptAside]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The constraint that gave way last, to be taken back."""

    kind: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownSharing:
    """Who sees the youth's first name now, and who did; whom they block; what they are asked (client/sharing.js)."""

    now: list[SharedWith]
    before: list[SharedWith]
    blocked: list[BlockedCompany]
    open: list[OpenQuestion]
    answered: list[OpenQuestion]


@dataclass(frozen=True, slots=True)
class Reporting:
    """The company that a sheet is about (client/sharing_acts.js); of a message, also its id and words."""

    company_id: str
    company: str
    offer_id: str
    message_id: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class PhoneView:
    """Everything a youth page may show. `ready` is false until something was loaded once."""

    ready: bool
    online: bool
    storage: str
    told_memory: bool
    signed_out: bool
    account: str
    me: KeptMe
    profile: ProfileView | None
    top: list[OfferCard]
    cards_count: int
    hint: str
    undoable: bool
    likes: list[LikedOffer]
    questions: list[MatchView]
    matches: list[MatchView]
    applications: list[KeptApplication]
    asking: list[KeptApplication]
    conversations: list[KeptConversation]
    unread: int
    waiting: int
    told: list[Told]
    celebration: MatchView | None
    said: Said | None
    shown: OfferCard | None
    outside: OfferCard | None
    ask_alerts: bool
    now: datetime
    search: Any
    week: Any
    noted: Noted
    filters: Filters
    filters_count: int
    left: int
    hidden: int
    asides: list[KeptAside]
    kept: list[KeptForLater]
    relaxations: list[ShownRelaxation]
    why: WhyNot | None
    relaxed: Relaxed | None
    link: str
    advisor_thread: str
    away: KeptAway | None
    haptics: bool
    appointments: Any
    immersions: list[OwnImmersion]
    past_immersions: list[OwnImmersion]
    sharing: ShownSharing
    reporting: Reporting | None
    coach: str


def _hooked(name: str, hook: str, module: str, kind: Any) -> Any:
    """A Var that a hook of ours fills, whatever component reads it."""
    return rx.Var(
        _js_expr=name,
        _var_type=kind,
        _var_data=VarData(
            imports={module: [ImportVar(tag=hook)], **_IDB},
            hooks={f"const {name} = {hook}();": None},
        ),
    ).to(kind)


store: Any = _hooked("store_", "useStore", STORE, PhoneView)
"""The view, a Var of `PhoneView`."""

thread: Any = _hooked("thread_", "useThread", HOOKS, KeptConversation)
"""The conversation that the address names (`/messages#id`); null for none."""


def _chain(call: str, tag: str, values: tuple[rx.Var[Any], ...] = (), module: str = STORE) -> Any:
    return rx.Var(
        _js_expr=f"(() => {{ {call}; }})",
        _var_data=VarData.merge(
            VarData(imports={module: [ImportVar(tag=tag)], **_IDB}),
            *(value._get_all_var_data() for value in values),
        ),
    ).to(rx.EventChain)


def act(kind: str, shown: dict[str, Any] | None = None, **payload: Any) -> Any:
    """For `on_click`: keep a command of this kind (services/client_kinds.py) and send it.

    The payload's values are constants or Vars; `shown` is merged into the view's profile until the
    server has answered (kind `profile` only), and is not sent.
    """
    values = {name: rx.Var.create(value) for name, value in payload.items()}
    extra = {name: rx.Var.create(value) for name, value in (shown or {}).items()}
    arguments = [f'"{kind}"', _object(values), *([_object(extra)] if shown else [])]
    return _chain(f"act({', '.join(arguments)})", "act", (*values.values(), *extra.values()))


def _object(values: dict[str, rx.Var[Any]]) -> str:
    return "{ " + ", ".join(f"{name}: {value!s}" for name, value in values.items()) + " }"


def call(name: str, *arguments: Any, module: str = STORE) -> Any:
    """For `on_click`: a function of the store: `undo`, `show`, `dismiss`, `celebrated`, `sync`."""
    values = tuple(rx.Var.create(argument) for argument in arguments)
    return _chain(f"{name}({', '.join(str(value) for value in values)})", name, values, module)


def deck(name: str, *arguments: Any) -> Any:
    """For `on_click`: a function of `client/deck.js`: `whyNot`, `setFilter`, `relax`, `keep`…"""
    return call(name, *arguments, module=DECK)


def function(name: str, module: str = STORE) -> Any:
    """A function of the store itself, for a component that calls it with its own arguments."""
    return rx.Var(_js_expr=name, _var_data=VarData(imports={module: [ImportVar(tag=name)], **_IDB}))


class LivePhone(rx.Component):
    """Hears from the server that the account changed, and brings the store up to date."""

    library = HOOKS
    tag = "LivePhone"

    seq: rx.Var[int]


class ReadThread(rx.Component):
    """Says that the conversation shown was read, and keeps its last message in sight."""

    library = HOOKS
    tag = "ReadThread"


class KeepLanguage(rx.Component):
    """Keeps the language read on this phone with the account."""

    library = HOOKS
    tag = "KeepLanguage"
