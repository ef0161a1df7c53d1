"""Where an offer or a company is: the communes known here first, then the towns of France."""

from dataclasses import dataclass

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.permissions import is_signed_in
from myjobmatch.domain.place_names import arrondissement, spelled, typed_prefixes
from myjobmatch.integrations.gazetteer import find_towns
from myjobmatch.services.building import service

PLACES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may be chosen; `label` tells it from all others."""

    label: str
    name: str
    postcode: str
    latitude: float
    longitude: float


@service(is_signed_in, writes=False)
async def find_places(_actor: Actor, text: str, uow: UnitOfWork) -> list[Place]:
    """The places whose name is like the text, those known here first; at most six."""
    return await places_like(text, uow, PLACES_SHOWN)


async def place_named(uow: UnitOfWork, label: str) -> Place:
    """The place of that label, or the only sense of a plain name.

    Raises:
        Invalid: there is none (`offer_place_unknown`).
    """
    wanted = label.strip()
    name = wanted.split("(")[0].split(",")[0]
    for place in await places_like(name, uow, 50):
        if wanted.casefold() == place.label.casefold():
            return place
    if divided := await _divided(wanted.split("(")[-1].rstrip(")") if "(" in wanted else wanted):
        return divided
    for place in await places_like(name, uow, 1):
        if spelled(place.name) == spelled(wanted):
            return place
    raise Invalid("offer_place_unknown")


async def places_like(text: str, uow: UnitOfWork, most: int) -> list[Place]:
    """The places whose name is like the text, or whose postcode begins like it; those known here first."""
    if divided := await _divided(text):
        return [divided]
    wanted = typed_prefixes(text)
    if len(wanted[0]) < 2:
        return []
    known = [
        Place(
            f"{row.commune} ({row.postcode})",
            row.commune,
            row.postcode,
            row.latitude,
            row.longitude,
        )
        for row in await uow.employer.places()
        if row.postcode
    ]
    near = [
        place
        for place in known
        if any(f" {word}" in f" {spelled(place.name)}" for word in wanted)
        or place.postcode.startswith(text.strip())
    ]
    near.sort(
        key=lambda place: (not spelled(place.name).startswith(tuple(wanted)), len(place.name))
    )
    named = {spelled(place.name) for place in near}
    for town in await off_loop(find_towns, text, most):
        if spelled(town.name) not in named:
            label = f"{town.name}, {town.region}"
            near.append(Place(label, town.name, "", town.latitude, town.longitude))
    return list({place.label: place for place in near}.values())[:most]


async def _divided(text: str) -> Place | None:
    """The arrondissement that a text names: its commune, with the postcode that tells which."""
    found = arrondissement(text)
    if found is None:
        return None
    commune, postcode = found
    town = (await off_loop(find_towns, commune, 1))[0]
    label = f"{town.name} ({postcode})"
    return Place(label, town.name, postcode, town.latitude, town.longitude)
