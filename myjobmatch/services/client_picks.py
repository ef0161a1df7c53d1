"""Taps on the chips of the profile, as a phone sends them."""

from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import SkillOrigin
from myjobmatch.services.client_kinds import Form, kind
from myjobmatch.services.profile_picks import Pick, SetHome, What, pick_word, set_home


class PickForm(Form):
    """A word put into one of the profile's lists, or taken out."""

    what: Annotated[What, Field(strict=False)]
    value: Annotated[int, Field(ge=0, lt=2**31)] | Annotated[str, Field(max_length=40)]
    picked: bool
    origin: Annotated[SkillOrigin, Field(strict=False)] = SkillOrigin.OTHER


class HomeForm(Form):
    """Where the way is counted from."""

    place: str = Field(max_length=200)


@kind("pick", PickForm)
async def _pick(actor: Actor, form: PickForm, uow: UnitOfWork) -> object:
    await pick_word(actor, Pick(form.what, form.value, form.picked, form.origin), uow)
    return {}


@kind("home", HomeForm)
async def _home(actor: Actor, form: HomeForm, uow: UnitOfWork) -> object:
    return {"commune": await set_home(actor, SetHome(form.place), uow)}
