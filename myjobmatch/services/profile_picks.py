"""One word more or less in a youth's profile: what a tap on a chip does, whatever else waits."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ContractKind, Licence, Schedule, SkillOrigin, TravelMode
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.profile_view import MOST_APTITUDES_PICKED
from myjobmatch.services.building import service
from myjobmatch.services.places import place_named
from myjobmatch.services.profiles import SaveProfile, save_profile


class What(StrEnum):
    """The lists of a profile that are picked from, one by one."""

    SKILLS = "skills"
    APTITUDES = "aptitudes"
    OCCUPATIONS = "occupations"
    CONTRACTS = "contracts"
    LICENCES = "licences"
    MODES = "modes"
    REFUSED_SCHEDULES = "refused_schedules"


_CLOSED: dict[What, Callable[[str], StrEnum]] = {
    What.CONTRACTS: ContractKind,
    What.LICENCES: Licence,
    What.MODES: TravelMode,
    What.REFUSED_SCHEDULES: Schedule,
}


@dataclass(frozen=True, slots=True)
class Pick:
    """Put a word into a list, or take it out: twice is once.

    `value` is a catalogue id for skills, aptitudes and occupations, else an enum's value.
    """

    what: What
    value: int | str
    picked: bool = True
    origin: SkillOrigin = SkillOrigin.OTHER


@dataclass(frozen=True, slots=True)
class SetHome:
    """Where they start from: the label of a place found by `find_places`."""

    place: str


@service(is_youth)
async def pick_word(actor: Actor, command: Pick, uow: UnitOfWork) -> None:
    """Change one list of the profile by one word.

    Raises:
        Invalid: no such word (`skill_unknown`, `occupation_unknown`, `malformed`), or too many
            (`too_many_words`, with `most`).
    """
    youth_id = actor.youth_id or 0
    if command.what in _CLOSED:
        await save_profile(actor, await _closed(youth_id, command, uow), uow)
        return
    if not isinstance(command.value, int):
        raise Invalid("malformed")
    if command.what is What.SKILLS:
        held = dict(await uow.youths.skills(youth_id))
        if command.picked:
            held.setdefault(command.value, command.origin)
        else:
            held.pop(command.value, None)
        change = SaveProfile(skills=tuple(held.items()))
    elif command.what is What.APTITUDES:
        aptitudes = _changed(await uow.youths.aptitudes(youth_id), command)
        if command.picked and len(aptitudes) > MOST_APTITUDES_PICKED:
            raise Invalid("too_many_words", most=MOST_APTITUDES_PICKED)
        change = SaveProfile(aptitudes=aptitudes)
    else:
        change = SaveProfile(occupations=_changed(await uow.youths.occupations(youth_id), command))
    await save_profile(actor, change, uow)


@service(is_youth)
async def set_home(actor: Actor, command: SetHome, uow: UnitOfWork) -> str:
    """Keep where the way is counted from, apart from the profile; answers the commune's name.

    Raises:
        Invalid: no such place (`offer_place_unknown`).
    """
    place = await place_named(uow, command.place)
    identity = await uow.youths.identity(actor.youth_id or 0)
    if identity is None:
        raise NotFound("youth_unknown")
    identity.commune, identity.postcode = place.name, place.postcode
    identity.latitude, identity.longitude = place.latitude, place.longitude
    await save_profile(actor, SaveProfile(), uow)
    return place.name


def _changed(held: object, command: Pick) -> tuple[int, ...]:
    values: dict[int, None] = dict.fromkeys(held)  # type: ignore[call-overload]
    if command.picked:
        values[int(command.value)] = None
    else:
        values.pop(int(command.value), None)
    return tuple(values)


async def _closed(youth_id: int, command: Pick, uow: UnitOfWork) -> SaveProfile:
    try:
        value = _CLOSED[command.what](str(command.value))
    except ValueError:
        raise Invalid("malformed") from None
    row = await uow.youths.profile(youth_id)
    kept = set(getattr(row, command.what.value)) if row else set()
    kept = kept | {value.value} if command.picked else kept - {value.value}
    make = _CLOSED[command.what]
    values: dict[str, Any] = {command.what.value: tuple(make(each) for each in sorted(kept))}
    return SaveProfile(**values)
