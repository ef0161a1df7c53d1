"""Appointments as cards in a conversation: for the youth, who accompanies them, and their structure's manager."""

from collections.abc import Collection, Mapping, Sequence

from myjobmatch.db.repositories.appointments import AppointmentRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentHow, AppointmentStatus
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.conversation import CardKind, CardState, SharedCard
from myjobmatch.domain.permissions import is_youth
from myjobmatch.i18n.translate import translate
from myjobmatch.services.appointment_views import may_read_row
from myjobmatch.services.shared_cards import (
    MOST_CHOICES,
    FindCards,
    offers_choices,
    resolves,
)


@resolves(CardKind.APPOINTMENT)
async def appointment_cards(
    actor: Actor, ids: Collection[str], uow: UnitOfWork
) -> Mapping[str, SharedCard]:
    """Those that this reader may see; to everybody else they are gone."""
    rows = await uow.appointments.rows_by_public_id(ids)
    return {
        row.appointment.public_id: _card(row, actor, uow)
        for row in rows
        if may_read_row(actor, row)
    }


@offers_choices(CardKind.APPOINTMENT)
async def appointment_choices(
    actor: Actor, query: FindCards, uow: UnitOfWork
) -> Sequence[SharedCard]:
    """The youth's coming appointments, the next first."""
    youth_id = actor.youth_id if is_youth(actor) else query.youth_id
    if youth_id is None:
        return []
    rows = await uow.appointments.of_youth(youth_id, uow.clock.now(), MOST_CHOICES)
    return [
        _card(row, actor, uow)
        for row in rows
        if row.appointment.status is AppointmentStatus.PLANNED and may_read_row(actor, row)
    ]


def _card(row: AppointmentRow, actor: Actor, uow: UnitOfWork) -> SharedCard:
    one = row.appointment
    state = CardState.OPEN
    if one.status is AppointmentStatus.CANCELLED:
        state = CardState.CANCELLED
    elif one.status is AppointmentStatus.DONE or one.ends_at <= uow.clock.now():
        state = CardState.OVER
    place = (one.place or row.structure) if one.how is AppointmentHow.ON_SITE else ""
    desk = f"/conseil/agenda?jour={paris_day(one.starts_at).isoformat()}"
    return SharedCard(
        kind=CardKind.APPOINTMENT,
        id=one.public_id,
        title=translate(actor.locale, one.kind.label_key),
        line=translate(actor.locale, one.how.label_key),
        second=place,
        path="/mon-espace/rendez-vous" if is_youth(actor) else desk,
        state=state,
        at=one.starts_at,
    )
