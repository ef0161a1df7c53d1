"""What a youth puts aside with a reason, and what that does to their next decks (`domain.deck_terms`)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from myjobmatch.db.models import DeckAside
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import AsideView
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.deck_terms import Aside, DeckFilters, DeckTerms, asides_of, with_asides
from myjobmatch.domain.enums import AsideKind, PassReason, Schedule, Side
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.matching.terms import kept_rows
from myjobmatch.services.building import service
from myjobmatch.services.catalogue_view import CatalogueWords
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import ACCOUNT

MOST_ASIDES = 100


@dataclass(frozen=True, slots=True)
class PutAside:
    """Why an offer (public id) is not for them.

    `minutes` is the way as the card told it, `skill_id` what the card said is missing: they count only
    where the offer, or the reason, has to do with them.
    """

    offer_id: str
    reason: PassReason
    minutes: int | None = None
    skill_id: int | None = None


@dataclass(frozen=True, slots=True)
class LiftAside:
    """Put one thing back (its public id), or all that was said on an offer (its public id)."""

    aside_id: str | None = None
    offer_id: str | None = None


@service(is_youth)
async def put_aside(actor: Actor, command: PutAside, uow: UnitOfWork) -> list[AsideView]:
    """Keep a reason with the pass, and what it puts aside. The same reason again changes nothing.

    Raises:
        NotFound: no such offer (`offer_unknown`).
        Conflict: more was put aside than anybody reads (`too_many_asides`, with `most`).
    """
    youth_id = actor.youth_id or 0
    offer = await uow.offers.by_public_id(checked_public_id(command.offer_id))
    if offer is None or offer.status in NEVER_SHOWN:
        raise NotFound("offer_unknown")
    decision = await uow.decisions.active(youth_id, offer.id, Side.YOUTH)
    if decision is not None:
        decision.reason = command.reason.value
    row = (await uow.offers.rows([offer.id]))[offer.id]
    asked = {skill_id for skill_id, _ in await uow.offers.skills(offer.id)}
    if not asked and offer.occupation_id is not None:
        pairs = await uow.catalogue.skills_of_occupation(offer.occupation_id)
        asked = {skill_id for skill_id, _ in pairs}
    found = asides_of(
        command.reason,
        minutes=command.minutes,
        schedules=[Schedule(value) for value in offer.schedules],
        weekly_hours=offer.weekly_hours,
        contract=offer.contract,
        occupation_id=offer.occupation_id,
        company=row.company_name,
        title=offer.title,
        hourly_pay=offer.pay_hourly_min,
        missing_skill_id=command.skill_id if command.skill_id in asked else None,
    )
    standing = await uow.told.asides(youth_id)
    if len(standing) + len(found) > MOST_ASIDES:
        raise Conflict("too_many_asides", most=MOST_ASIDES)
    there = {(one.kind, one.value): one for one in standing}
    views = []
    for aside in found:
        kept = there.get((aside.kind, aside.value))
        if kept is None:
            kept = DeckAside(
                public_id=new_public_id(),
                youth_id=youth_id,
                offer_id=offer.id,
                reason=command.reason,
                kind=aside.kind,
                value=aside.value,
                at=uow.clock.now(),
            )
            uow.told.add(kept)
        views.append(AsideView(kept.public_id, kept.kind, kept.value, "", command.offer_id))
    await uow.told.flush()
    uow.changed(ACCOUNT, actor.account_id)
    return views


@service(is_youth)
async def lift_aside(actor: Actor, command: LiftAside, uow: UnitOfWork) -> None:
    """Put something back into the decks. Twice is once.

    Raises:
        NotFound: nothing of theirs (`aside_unknown`), or no such offer (`offer_unknown`).
    """
    youth_id, now = actor.youth_id or 0, uow.clock.now()
    if command.aside_id is None:
        offer = await uow.offers.by_public_id(checked_public_id(command.offer_id or ""))
        if offer is None:
            raise NotFound("offer_unknown")
        await uow.told.lift_said_on(youth_id, offer.id, now)
        uow.changed(ACCOUNT, actor.account_id)
        return
    aside = await uow.told.aside(youth_id, checked_public_id(command.aside_id))
    if aside is None:
        raise NotFound("aside_unknown")
    if aside.lifted_at is None:
        aside.lifted_at = now
        uow.changed(ACCOUNT, actor.account_id)


@service(is_youth, writes=False)
async def list_asides(
    actor: Actor, _command: None, uow: UnitOfWork, matching: MatchingRuntime
) -> tuple[AsideView, ...]:
    """What the actor's decks leave out, in their words."""
    standing = await uow.told.asides(actor.youth_id or 0)
    if not standing:
        return ()
    rows = await uow.offers.rows([one.offer_id for one in standing])
    words = await matching.words()
    return tuple(
        AsideView(
            one.public_id,
            one.kind,
            one.value,
            label_of(one, words, actor.locale),
            rows[one.offer_id].offer.public_id,
        )
        for one in standing
    )


def label_of(aside: DeckAside, words: CatalogueWords, locale: str) -> str:
    """What was put aside, by its name; empty where the value alone says it."""
    match aside.kind:
        case AsideKind.OCCUPATION:
            return words.occupations.get(int(aside.value), locale)
        case AsideKind.SKILL:
            return words.skills.get(int(aside.value), locale)
        case AsideKind.COMPANY:
            return aside.value
        case AsideKind.SAME_JOB:
            company, _, title = aside.value.partition("\n")
            return f"{title}, {company}"
        case _:
            return ""


@service(is_youth, writes=False)
async def held_aside(
    actor: Actor, held: tuple[str, ...], uow: UnitOfWork, matching: MatchingRuntime
) -> tuple[str, ...]:
    """Which of the cards that a phone holds were put aside since; the way is the phone's to compare."""
    youth_id = actor.youth_id or 0
    standing = await uow.told.asides(youth_id)
    if not standing or not held:
        return ()
    ids = await uow.offers.showable([checked_public_id(one) for one in held], uow.clock.now())
    proposed = await uow.applications.open_proposals(youth_id)
    wished = (await uow.youths.candidate_profiles([youth_id]))[youth_id].wanted_occupation_ids
    terms = await terms_of(DeckFilters(), standing, wished, uow, matching)
    view = matching.offers.view()
    kept = kept_rows(terms, view)
    gone = []
    for public_id, number in ids.items():
        rows = view.rows_of([number])
        if number not in proposed and rows.size and not bool(kept[rows[0]]):
            gone.append(public_id)
    return tuple(sorted(gone))


async def terms_of(
    filters: DeckFilters,
    asides: Sequence[DeckAside],
    wished: Iterable[int],
    uow: UnitOfWork,
    matching: MatchingRuntime,
) -> DeckTerms:
    """Filters and what was put aside, as the engine takes them.

    With an occupation go its near ones, but for those that the person wishes, or that are near a wish.
    """
    narrow = await narrower(asides, wished, uow, matching)
    return narrow(filters.terms(paris_day(uow.clock.now())))


async def narrower(
    asides: Sequence[DeckAside],
    wished: Iterable[int],
    uow: UnitOfWork,
    matching: MatchingRuntime,
) -> Callable[[DeckTerms], DeckTerms]:
    """What was put aside as a function on terms, so that several can be tried with one look."""
    if not asides:
        return lambda terms: terms
    words = matching.catalogue
    wanted = frozenset(wished)
    spared = wanted | frozenset(words.near_of(wanted))
    kept = [Aside(one.kind, one.value) for one in asides]
    jobs = [int(one.value) for one in asides if one.kind is AsideKind.OCCUPATION]
    near = [(job, frozenset(words.near_of((job,))) - spared) for job in jobs]
    behind = await uow.told.offers_behind([(one.kind, one.value) for one in asides])
    return lambda terms: with_asides(terms, kept, near=near, offers=behind)
