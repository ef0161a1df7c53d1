"""What a youth does with workshops, as a phone sends it."""

from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.workshops import Liked, LikedWhy
from myjobmatch.services.client_kinds import Form, PublicId, kind
from myjobmatch.services.workshop_phone import SayHow, say_how
from myjobmatch.services.workshop_places import Standing, enrol, withdraw


class SessionForm(Form):
    """A session."""

    id: PublicId


class LikedForm(Form):
    """How it was."""

    id: PublicId
    liked: Annotated[Liked, Field(strict=False)]
    why: Annotated[LikedWhy, Field(strict=False)] | None = None


@kind("enrol_workshop", SessionForm)
async def _enrol(actor: Actor, form: SessionForm, uow: UnitOfWork) -> object:
    return _told(await enrol(actor, form.id, uow))


@kind("withdraw_workshop", SessionForm)
async def _withdraw(actor: Actor, form: SessionForm, uow: UnitOfWork) -> object:
    return _told(await withdraw(actor, form.id, uow))


@kind("like_workshop", LikedForm)
async def _like(actor: Actor, form: LikedForm, uow: UnitOfWork) -> object:
    await say_how(actor, SayHow(form.id, form.liked, form.why), uow)
    return {}


def _told(standing: Standing) -> dict[str, object]:
    # `read_again`: what came of it is more than the phone could show by itself
    return {
        "status": standing.status.value,
        "rank": standing.rank,
        "free": standing.free,
        "read_again": True,
    }
