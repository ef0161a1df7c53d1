"""Where those of a file live: each commune is looked up once, however many rows name it."""

from collections.abc import Sequence
from dataclasses import replace

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.youth_import.rows import Checked, Person, Remark
from myjobmatch.domain.youth_import.words import Field, Severity
from myjobmatch.services.places import Place, place_named


class Places:
    """Communes of one file."""

    def __init__(self, uow: UnitOfWork) -> None:
        """Look them up in this transaction."""
        self._uow = uow
        self._known: dict[tuple[str, str], Place | None] = {}

    async def settle(self, checked: Sequence[Checked]) -> list[Checked]:
        """Each with where their commune is; an unknown one is kept as it was written, and told."""
        settled = []
        for each in checked:
            person = each.person
            if not each.sound or not (person.commune or person.postcode):
                settled.append(each)
                continue
            place = await self._place(person.commune, person.postcode)
            if place is not None:
                settled.append(replace(each, person=_at(person, place)))
            elif person.commune:
                remark = Remark(
                    Severity.WARNING, "commune_unknown", Field.COMMUNE, person.commune[:60]
                )
                settled.append(replace(each, remarks=(*each.remarks, remark)))
            else:
                settled.append(each)
        return settled

    async def _place(self, commune: str, postcode: str) -> Place | None:
        key = (commune.casefold(), postcode)
        if key not in self._known:
            self._known[key] = await self._look_up(commune, postcode)
        return self._known[key]

    async def _look_up(self, commune: str, postcode: str) -> Place | None:
        for label in (f"{commune} ({postcode})", commune, postcode):
            if len(label.strip(" ()")) < 2:
                continue
            try:
                return await place_named(self._uow, label)
            except Invalid:
                continue
        return None


def _at(person: Person, place: Place) -> Person:
    return replace(
        person,
        commune=place.name,
        postcode=person.postcode or place.postcode,
        latitude=place.latitude,
        longitude=place.longitude,
    )
