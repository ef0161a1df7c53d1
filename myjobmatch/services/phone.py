"""What a youth's phone keeps and how it is brought up to date (docs/decisions/0010-client-store.md).

`synchronise` is what the HTTP endpoint calls: a cheap look first, the contents when something
changed, a deck when the phone asks for cards or an advisor proposes one.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from myjobmatch.db.repositories.offers import shown_status
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actions import WeekContents
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentView
from myjobmatch.domain.cards import (
    ApplicationView,
    AsideView,
    ConversationView,
    KeptForLater,
    LikedOffer,
    MatchView,
    OfferCard,
    Relaxation,
)
from myjobmatch.domain.deck_terms import DeckFilters
from myjobmatch.domain.erasure import Erasure
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.immersions import OwnImmersion
from myjobmatch.domain.my_search import SearchContents
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.profile_view import ProfileView
from myjobmatch.domain.shapes import shape_of
from myjobmatch.domain.sharing import SharingContents
from myjobmatch.domain.workshops import YouthSession
from myjobmatch.services.agreements import AgreementView, agreement_of
from myjobmatch.services.answer_reasons import reason_told
from myjobmatch.services.application import Application
from myjobmatch.services.applications import list_own_applications
from myjobmatch.services.appointment_views import own_appointments
from myjobmatch.services.asides import held_aside, list_asides
from myjobmatch.services.away import Away, away_of
from myjobmatch.services.building import service
from myjobmatch.services.conversations import list_conversations
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.erasure import erasure_of
from myjobmatch.services.immersion_own import own_immersions
from myjobmatch.services.join_requests import RequestTold, request_told
from myjobmatch.services.kept_offers import list_kept
from myjobmatch.services.matches import list_own_matches
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.own_search import own_search
from myjobmatch.services.own_week import own_week
from myjobmatch.services.profiles import own_profile
from myjobmatch.services.sharing import own_sharing
from myjobmatch.services.workshop_phone import own_workshops

DECK_SIZE = 30
"""How many cards a phone holds when it is full: a journey's worth without network."""

MOST_HELD = 120
"""How many cards a phone may say that it holds."""

TRAVEL_HINT_BELOW = 45
"""Someone who travels less than this, in minutes, is told first to widen the way."""


@dataclass(frozen=True, slots=True)
class SyncQuery:
    """What a phone knows: the change it saw last, the cards it holds (public ids), those it wants.

    `language` is the one read on it, which may not be the account's yet; None: the account's. `shape` is what that
    which it keeps looked like when it was told; None: it does not say.
    """

    since: int | None = None
    have: tuple[str, ...] = ()
    want: int = 0
    language: str | None = None
    filters: DeckFilters = field(default_factory=DeckFilters)
    shape: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneNews:
    """Where the account's changes stand, and which cards held must leave the deck.

    `proposed` says that an advisor proposes an offer that the phone does not hold.
    """

    seq: int
    gone: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who the phone belongs to, for greetings and for who answers.

    `advisor` is their own; `away` says on which days somebody else answers, today's and those to come, so
    that the phone knows it without a network. `erasure`: the account is to go.
    """

    first_name: str
    advisor: str
    away: tuple[Away, ...]
    structure: str
    locale: str
    request: RequestTold | None
    agreement: AgreementView
    erasure: Erasure | None


@dataclass(frozen=True, slots=True)
class PhoneContents:
    """Everything of the youth's that a phone keeps, the deck apart."""

    me: Me
    likes: tuple[LikedOffer, ...]
    matches: tuple[MatchView, ...]
    applications: tuple[ApplicationView, ...]
    conversations: tuple[ConversationView, ...]
    kept: tuple[KeptForLater, ...]
    search: SearchContents
    week: WeekContents
    appointments: tuple[AppointmentView, ...]
    workshops: tuple[YouthSession, ...]
    sharing: SharingContents
    immersions: tuple[OwnImmersion, ...] = ()


@dataclass(frozen=True, slots=True)
class PhoneDeck:
    """New cards, best first. `hint` says what would bring more: `profile`, `travel` or `later`.

    `relaxations` name the constraints that would, each with its number of offers.
    """

    cards: tuple[OfferCard, ...]
    eligible: int
    exhausted: bool
    hint: str
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True)
class Sync:
    """The answer. `contents` is None when nothing changed since; `deck` when no card was due.

    `preparing`: cards were due, but the engine is still being loaded; the phone asks again soon.
    """

    seq: int
    account: str
    now: datetime
    gone: tuple[str, ...] = ()
    contents: PhoneContents | None = None
    deck: PhoneDeck | None = None
    profile: ProfileView | None = None
    asides: tuple[AsideView, ...] | None = None
    preparing: bool = False


CARDS_SHAPE = shape_of(OfferCard)

SHAPE = shape_of(PhoneContents, ProfileView, AsideView, OfferCard)
"""What a phone keeps looks like this: sections of another shape are told whole, also when nothing changed."""


@service(is_youth, writes=False)
async def phone_news(actor: Actor, query: SyncQuery, uow: UnitOfWork) -> PhoneNews:
    """What changed for this phone, in four small queries."""
    held = {checked_public_id(value) for value in query.have}
    open_ids = await uow.offers.showable(held, uow.clock.now())
    decided = await uow.decisions.out_of_decks(actor.youth_id or 0)
    kept = {public for public, id_ in open_ids.items() if id_ not in decided}
    proposals = await uow.applications.open_proposals(actor.youth_id or 0)
    unseen = proposals - set(open_ids.values()) - decided
    still = await uow.offers.still_open(unseen, uow.clock.now())
    return PhoneNews(
        seq=await uow.ledger.last_change_of(ACCOUNT, actor.account_id),
        gone=tuple(sorted(held - kept)),
        proposed=bool(still),
    )


@service(is_youth, writes=False)
async def account_change(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """The last change of the actor's account: what an open page compares with what it holds."""
    return await uow.ledger.last_change_of(ACCOUNT, actor.account_id)


@service(is_youth, writes=False)
async def list_liked_offers(actor: Actor, _command: None, uow: UnitOfWork) -> list[LikedOffer]:
    """The offers a youth likes, the latest first; closed ones stay, with their status."""
    likes = await uow.decisions.youth_likes(actor.youth_id or 0)
    rows = await uow.offers.rows([like.offer_id for like in likes])
    answers = await uow.answers.told_of(actor.youth_id or 0, rows)
    liked = []
    for like in likes:
        row = rows[like.offer_id]
        answer = answers.get(like.offer_id)
        liked.append(
            LikedOffer(
                id=row.offer.public_id,
                title=row.offer.title,
                company=row.company_name,
                origin=row.offer.origin,
                source=row.source,
                url=row.url,
                place=row.offer.place,
                contract=row.offer.contract,
                hours=row.offer.weekly_hours,
                pay=row.offer.pay_text,
                status=shown_status(row.offer),
                liked_at=like.decided_at,
                answer=answer.step.value if answer else "",
                reason=reason_told(answer.reason) if answer else "",
            )
        )
    return liked


@service(is_youth)
async def phone_contents(actor: Actor, _command: None, uow: UnitOfWork) -> PhoneContents:
    """All that the phone keeps, the deck apart."""
    return PhoneContents(
        me=await _me(actor, uow),
        likes=tuple(await list_liked_offers(actor, None, uow)),
        matches=tuple(await list_own_matches(actor, None, uow)),
        applications=tuple(await list_own_applications(actor, None, uow)),
        conversations=tuple(await list_conversations(actor, None, uow)),
        kept=tuple(await list_kept(actor, None, uow)),
        search=await own_search(actor, None, uow),
        week=await own_week(actor, None, uow),
        appointments=await own_appointments(actor, None, uow),
        workshops=await own_workshops(actor, None, uow),
        sharing=await own_sharing(actor, None, uow),
        immersions=tuple(await own_immersions(actor, None, uow)),
    )


@service(is_youth, writes=False)
async def deck_hint(actor: Actor, _command: None, uow: UnitOfWork) -> str:
    """What would bring more cards: `profile`, `travel` or `later`."""
    youth_id = actor.youth_id or 0
    profile = await uow.youths.profile(youth_id)
    if not await uow.youths.skills(youth_id) and not await uow.youths.occupations(youth_id):
        return "profile"
    if profile is None or (profile.max_minutes or TRAVEL_HINT_BELOW) <= TRAVEL_HINT_BELOW:
        return "travel"
    return "later"


async def synchronise(app: Application, actor: Actor, query: SyncQuery) -> Sync:
    """Bring a phone up to date.

    Raises:
        Forbidden: not a youth (`not_allowed`).
        Invalid: a card's id has another form (`bad_id`).
    """
    # The number is read before the contents: what changes between is read again, never missed.
    news = await app.run(phone_news, actor, query)
    reader = replace(actor, locale=query.language) if query.language else actor
    contents = profile = asides = None
    gone = news.gone
    known = query.since == news.seq and query.shape in (None, SHAPE)
    if not known:
        told = await app.run(phone_contents, reader, None)
        contents = replace(told, me=replace(told.me, locale=actor.locale))
        if app.matching.ready:
            await app.matching.refresh()
        profile = await app.run(own_profile, reader, None, app.matching)
        asides = await app.run(list_asides, reader, None, app.matching)
        if asides and app.matching.ready:
            held = tuple(one for one in query.have if one not in set(news.gone))
            gone += await app.run(held_aside, actor, held, app.matching)
    deck = None
    due = query.want > 0 or news.proposed
    preparing = due and not app.matching.ready
    if due and not preparing:
        dealt = await deal_offers(
            app,
            reader,
            DeckQuery(
                limit=max(query.want, 3),
                exclude=frozenset(query.have),
                filters=query.filters,
            ),
        )
        hint = await app.run(deck_hint, actor, None) if dealt.exhausted else "later"
        deck = PhoneDeck(dealt.cards, dealt.eligible, dealt.exhausted, hint, dealt.relaxations)
    return Sync(
        seq=news.seq,
        account=actor.public_id,
        now=app.clock.now(),
        gone=gone,
        contents=contents,
        deck=deck,
        profile=profile,
        asides=asides,
        preparing=preparing,
    )


async def _me(actor: Actor, uow: UnitOfWork) -> Me:
    identity = await uow.youths.identity(actor.youth_id or 0)
    youth = await uow.youths.get(actor.youth_id or 0)
    advisor = await uow.accounts.get(youth.advisor_id) if youth and youth.advisor_id else None
    structure = (
        await uow.accounts.structure(youth.structure_id) if youth and youth.structure_id else None
    )
    return Me(
        first_name=identity.first_name if identity else "",
        advisor=advisor.display_name if advisor else "",
        away=await away_of(youth, uow),
        structure=structure.name if structure else "",
        locale=actor.locale,
        request=await request_told(actor.youth_id or 0, uow),
        agreement=await agreement_of(actor.youth_id or 0, uow),
        erasure=await erasure_of(actor.youth_id or 0, uow),
    )
