"""An offer's row and what its form holds: one into the other."""

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import ContractKind, Licence, Schedule
from myjobmatch.domain.offer_rules import OfferContent


async def content_now(offer: Offer, uow: UnitOfWork) -> OfferContent:
    """What an offer says, with the skills and aptitudes it asks for."""
    skills = tuple(await uow.offers.skills(offer.id))
    aptitudes = tuple(await uow.offers.aptitudes(offer.id))
    useful = frozenset(await uow.offers.useful_aptitudes(offer.id))
    return content_of(offer, skills, aptitudes, useful)


async def keep_asked(offer: Offer, content: OfferContent, uow: UnitOfWork) -> None:
    """Keep the skills and aptitudes that an offer asks for."""
    await uow.offers.flush()
    await uow.offers.set_skills(offer.id, content.skills)
    await uow.offers.set_aptitudes(offer.id, content.aptitude_ids, content.useful_aptitudes)


def content_of(
    offer: Offer,
    skills: tuple[tuple[int, bool], ...],
    aptitudes: tuple[int, ...],
    useful: frozenset[int] = frozenset(),
) -> OfferContent:
    """What an offer says, as its form and the rules take it."""
    return OfferContent(
        title=offer.title,
        description=offer.description,
        occupation_id=offer.occupation_id,
        contract=offer.contract if offer.contract is not ContractKind.OTHER else None,
        weekly_hours=offer.weekly_hours,
        schedules=tuple(Schedule(value) for value in offer.schedules),
        pay_text=offer.pay_text,
        pay_hourly_min=offer.pay_hourly_min,
        experience=offer.experience,
        licences_required=tuple(Licence(value) for value in offer.licences_required),
        place=offer.place,
        postcode=offer.postcode,
        latitude=offer.latitude,
        longitude=offer.longitude,
        starts_on=offer.starts_on,
        positions=offer.positions,
        night_work=offer.night_work,
        hazardous_work=offer.hazardous_work,
        skills=skills,
        aptitude_ids=aptitudes,
        useful_aptitudes=useful,
        remote=offer.remote,
    )


def place_label(offer: Offer) -> str:
    """How an offer's place is named in its form."""
    return f"{offer.place} ({offer.postcode})" if offer.postcode else offer.place


def write_content(offer: Offer, content: OfferContent) -> None:
    """Put what its form says into an offer's row."""
    offer.title = content.title
    offer.description = content.description
    offer.occupation_id = content.occupation_id
    offer.contract = content.contract or ContractKind.OTHER
    offer.weekly_hours = content.weekly_hours
    offer.schedules = [schedule.value for schedule in content.schedules]
    offer.pay_text = content.pay_text
    offer.pay_hourly_min = content.pay_hourly_min
    offer.experience = content.experience
    offer.licences_required = [licence.value for licence in content.licences_required]
    offer.place, offer.postcode = content.place, content.postcode
    offer.latitude, offer.longitude = content.latitude, content.longitude
    offer.starts_on = content.starts_on
    offer.positions = content.positions
    # who works at night works at night, whether the box is ticked or not: minors are barred by it
    offer.night_work = content.night_work or Schedule.NIGHT in content.schedules
    offer.hazardous_work = content.hazardous_work
    offer.remote = content.remote
