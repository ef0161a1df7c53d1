"""What would open doors to a youth: computed beside the event loop, told in their language."""

from collections.abc import Sequence
from dataclasses import replace

from myjobmatch.db.aside import off_loop
from myjobmatch.db.repositories.offers import OfferRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.hints import HintCard, HintKind, OpenedOffer
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Floats32
from myjobmatch.matching.hints import Hint, Reach, what_opens
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.decks import barred_offers
from myjobmatch.services.matching_runtime import MatchingRuntime

MOST_HINTS = 5
LEAST_OFFERS = 2
OFFERS_NAMED = 12
"""Of how many offers a hint tells the titles."""


async def hints_for(
    app: Application, actor: Actor, language: str | None = None
) -> tuple[HintCard, ...]:
    """Bring the engine up to date, and answer `what_would_open` in a language.

    Raises:
        Forbidden: not a youth (`not_allowed`).
    """
    await app.matching.refresh()
    reader = replace(actor, locale=language) if language else actor
    return await app.run(what_would_open, reader, None, app.matching)


@service(is_youth, writes=False)
async def what_would_open(
    actor: Actor, _command: None, uow: UnitOfWork, matching: MatchingRuntime
) -> tuple[HintCard, ...]:
    """The changes to the actor's profile that would open most offers to them, most first.

    The offers are those of their deck: what they decided on and what a rule of law bars is left out.
    """
    youth_id = actor.youth_id or 0
    profile = matching.with_near((await uow.youths.candidate_profiles([youth_id]))[youth_id])
    facts = (await uow.youths.lawful_facts([youth_id])).get(youth_id)
    home = facts.home if facts else None
    decided = await uow.decisions.out_of_decks(youth_id)
    barred = await barred_offers(facts, uow)
    view, travel, encoder = matching.offers.view(), matching.travel, matching.encoder
    figures = matching.parameters

    def minutes(who: CandidateProfile) -> OfferMinutes | None:
        within = figures.hard_minutes(who.max_minutes)
        return travel.minutes_in_reach(view, home, who.modes, within=within)

    def vectors(people: Sequence[CandidateProfile]) -> list[Floats32 | None]:
        texts = [matching.candidate_text(who) for who in people]
        made = iter(encoder.encode([text for text in texts if text]))
        return [next(made) if text else None for text in texts]

    reach = Reach(
        view,
        matching.catalogue.space,
        minutes,
        vectors,
        left_out_ids=sorted({*decided, *barred}),
        today=paris_day(uow.clock.now()),
        parameters=figures,
    )
    found = await off_loop(what_opens, profile, reach, limit=MOST_HINTS, least=LEAST_OFFERS)
    named = {i for hint in found for i in hint.offer_ids[:OFFERS_NAMED]}
    rows = await uow.offers.rows(await uow.offers.still_open(named, uow.clock.now()))
    return tuple(_card(hint, rows, matching, actor.locale) for hint in found)


def _card(
    hint: Hint, rows: dict[int, OfferRow], matching: MatchingRuntime, locale: str
) -> HintCard:
    change = hint.change
    skill_id = int(change.value) if change.kind is HintKind.SKILL else 0
    return HintCard(
        kind=change.kind,
        value=change.value,
        skill_id=skill_id,
        label=matching.catalogue.skills.get(skill_id, locale) if skill_id else "",
        count=len(hint.offer_ids),
        offers=tuple(
            OpenedOffer(
                id=row.offer.public_id,
                title=row.offer.title,
                company=row.company_name,
                place=row.offer.place,
            )
            for i in hint.offer_ids[:OFFERS_NAMED]
            if (row := rows.get(i)) is not None
        ),
    )
