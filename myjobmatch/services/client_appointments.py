"""What a youth does with their appointments, as a phone sends it."""

from typing import Annotated

from pydantic import Field

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.services.appointments import CancelAppointment, decline_appointment
from myjobmatch.services.client_kinds import Form, PublicId, kind


class DeclineForm(Form):
    """They cannot come; how long the reason may be is the service's business, this only bounds the work."""

    id: PublicId
    reason: Annotated[str, Field(max_length=4_000)] = ""


@kind("decline_appointment", DeclineForm)
async def _decline(actor: Actor, form: DeclineForm, uow: UnitOfWork) -> object:
    await decline_appointment(actor, CancelAppointment(form.id, form.reason), uow)
    return {}
