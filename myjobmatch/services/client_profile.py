"""Changes of a youth's own profile, as a phone sends them."""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    Licence,
    Schedule,
    SkillOrigin,
    TravelMode,
)
from myjobmatch.domain.errors import Invalid
from myjobmatch.services.client_kinds import Form, kind
from myjobmatch.services.profiles import (
    AddExperience,
    DeleteExperience,
    SaveProfile,
    add_experience,
    delete_experience,
    save_profile,
)

V = TypeVar("V")

# What a column of ids holds: a larger number is no id, and no database takes it.
Id = Annotated[int, Field(ge=0, lt=2**31)]

# JSON has no enums: their values are taken, and nothing else.
Origin = Annotated[SkillOrigin, Field(strict=False)]


class SkillForm(Form):
    """A skill of the catalogue, and where it comes from."""

    id: Id
    origin: Origin = SkillOrigin.OTHER


class ProfileForm(Form):
    """What changes (`services.profiles.SaveProfile`); what is left out stays as it is."""

    skills: list[SkillForm] | None = Field(None, max_length=300)
    aptitudes: list[Id] | None = Field(None, max_length=100)
    occupations: list[Id] | None = Field(None, max_length=100)
    contracts: list[Annotated[ContractKind, Field(strict=False)]] | None = None
    licences: list[Annotated[Licence, Field(strict=False)]] | None = None
    modes: list[Annotated[TravelMode, Field(strict=False)]] | None = None
    refused_schedules: list[Annotated[Schedule, Field(strict=False)]] | None = None
    experience: Annotated[ExperienceBand, Field(strict=False)] | None = None
    max_minutes: Id | None = None
    available_from: str | None = Field(None, pattern=r"^\d{4}-\d\d-\d\d$")
    clear_max_minutes: bool = False
    clear_available_from: bool = False


class AddExperienceForm(Form):
    """Something they did, in their own words."""

    text: str = Field(max_length=10_000)
    origin: Origin = SkillOrigin.OTHER


class DeleteExperienceForm(Form):
    """Take an experience back."""

    experience_id: Id


@kind("profile", ProfileForm)
async def _profile(actor: Actor, form: ProfileForm, uow: UnitOfWork) -> object:
    command = SaveProfile(
        skills=None if form.skills is None else tuple((s.id, s.origin) for s in form.skills),
        aptitudes=_once(form.aptitudes),
        occupations=_once(form.occupations),
        contracts=_once(form.contracts),
        licences=_once(form.licences),
        modes=_once(form.modes),
        refused_schedules=_once(form.refused_schedules),
        experience=form.experience,
        max_minutes=form.max_minutes,
        available_from=_date(form.available_from),
        clear_max_minutes=form.clear_max_minutes,
        clear_available_from=form.clear_available_from,
    )
    await save_profile(actor, command, uow)
    return {}


@kind("add_experience", AddExperienceForm)
async def _add(actor: Actor, form: AddExperienceForm, uow: UnitOfWork) -> object:
    return {"id": await add_experience(actor, AddExperience(form.text, form.origin), uow)}


@kind("delete_experience", DeleteExperienceForm)
async def _delete(actor: Actor, form: DeleteExperienceForm, uow: UnitOfWork) -> object:
    await delete_experience(actor, DeleteExperience(form.experience_id), uow)
    return {}


def _once(values: list[V] | None) -> tuple[V, ...] | None:
    return None if values is None else tuple(dict.fromkeys(values))


def _date(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise Invalid("date_range") from None
