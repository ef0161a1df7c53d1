"""The cards of a deck, from what the engine ranked: facts of the offer, bands of the person, reasons."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Offer
from myjobmatch.db.repositories.offers import OfferRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.cards import CandidateCard, Explanation, OfferCard
from myjobmatch.domain.enums import Licence, Schedule
from myjobmatch.domain.profiles import CandidateProfile, Journey
from myjobmatch.domain.travel import Point, band, clock_of
from myjobmatch.matching.explanation import explain
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.ranking import Ranked
from myjobmatch.services.catalogue_view import CatalogueView
from myjobmatch.services.matching_runtime import MatchingRuntime

OTHER_SKILLS_SHOWN = 8


async def offer_cards(
    locale: str,
    profile: CandidateProfile,
    home: Point | None,
    items: Sequence[Ranked],
    uow: UnitOfWork,
    matching: MatchingRuntime,
    figures: EngineParameters,
    *,
    within: int | None = None,
) -> list[OfferCard]:
    """The cards of ranked offers, in order; those that closed meanwhile are left out.

    `figures` are those that they were ranked with; `within` the longest way of the deck where the reader
    asked for another one than the profile says.
    """
    ids = [item.id for item in items]
    open_ids = await uow.offers.still_open(ids, uow.clock.now())
    rows = await uow.offers.rows(open_ids)
    profiles = await uow.offers.profiles(open_ids)
    proposed = await uow.applications.open_proposals(profile.youth_id)
    catalogue = matching.catalogue
    cover = catalogue.space.cover(profile.skill_ids)
    usual = figures.hard_minutes(profile.max_minutes)
    within = usual if within is None else max(within, usual)
    shown = [item for item in items if item.id in rows]

    def travelled() -> list[Journey]:  # may search timetables: not on the event loop
        return [
            matching.travel.journey(
                home,
                place_of(rows[item.id].offer),
                profile.modes,
                profiles[item.id].schedules,
                within=within,
            )
            for item in shown
        ]

    cards = []
    for item, way in zip(shown, await off_loop(travelled), strict=True):
        why = explain(
            profile,
            matching.complete(profiles[item.id]),
            item.breakdown,
            skills=catalogue.space,
            label=lambda i: catalogue.skills.get(i, locale),
            aptitude_label=lambda i: catalogue.aptitudes.get(i, locale),
            cover=cover,
            parameters=figures,
        )
        row = rows[item.id]
        cards.append(
            OfferCard(
                **_facts(row, catalogue.occupations.get(row.offer.occupation_id or 0, locale)),
                minutes=way.minutes,
                mode=way.mode,
                estimated=way.estimated,
                last_return="" if way.last_return is None else clock_of(way.last_return),
                changes=way.changes,
                gap=way.gap,
                explanation=why,
                proposed_by_advisor=item.id in proposed,
            )
        )
    return cards


def _facts(row: OfferRow, occupation: str) -> dict[str, Any]:
    """What a card shows of an offer whoever looks."""
    offer, company = row.offer, row.company
    return {
        "id": offer.public_id,
        "title": offer.title,
        "company": row.company_name,
        "origin": offer.origin,
        "source": row.source,
        "url": row.url,
        "place": offer.place,
        "contract": offer.contract,
        "hours": offer.weekly_hours,
        "schedules": tuple(Schedule(value) for value in offer.schedules),
        "pay": offer.pay_text,
        "starts_on": offer.starts_on,
        "published_at": offer.published_at,
        "answers_in_days": company.answers_in_days if company else None,
        "experience": offer.experience,
        "licences": tuple(Licence(value) for value in offer.licences_required),
        "occupation": occupation,
        "description": offer.description,
        "status": offer.status,
        "remote": offer.remote,
        "logo": company.logo if company else "",
    }


def candidate_card(
    person: CandidateProfile,
    minutes: int | None,
    why: Explanation,
    *,
    alias: str,
    likes: bool,
    catalogue: CatalogueView,
    locale: str,
    today: date,
) -> CandidateCard:
    """Catalogue words and bands only: nothing that the person typed, no date gone by.

    `minutes` are those of the way, not those that a gap in the timetable raised for the ranking.
    """
    shown = {m.skill_id for m in (*why.matched, *why.near, *why.missing)}
    others = [catalogue.skills.get(i, locale) for i in person.skill_ids if i not in shown]
    later = person.available_from is not None and person.available_from > today
    return CandidateCard(
        alias=alias,
        matched=why.matched,
        near=why.near,
        missing=why.missing,
        other_skills=tuple(label for label in others if label)[:OTHER_SKILLS_SHOWN],
        aptitudes=tuple(catalogue.aptitudes.get(i, locale) for i in person.aptitude_ids),
        experience=person.experience,
        travel=band(minutes),
        available_from_month=f"{person.available_from:%Y-%m}" if later else "",
        looking_for=tuple(
            catalogue.occupations.get(i, locale) for i in person.wanted_occupation_ids
        ),
        contracts=tuple(sorted(person.contracts)),
        fit=why.fit,
        likes_you=likes,
        wanted=why.wanted_occupation or why.near_occupation,
    )


def place_of(offer: Offer) -> Point | None:
    if offer.latitude is None or offer.longitude is None:
        return None
    return Point(offer.latitude, offer.longitude)
