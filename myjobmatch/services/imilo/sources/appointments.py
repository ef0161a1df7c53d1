"""Appointments and whether the youth came."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.appointments import Presence
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.i18n.translate import translate
from myjobmatch.services.imilo.registry import EntryScope, entry_source


@entry_source(EntryKind.APPOINTMENT)
async def appointments(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """Appointments with a presence that was noted; another presence is told anew."""
    rows = await uow.appointments.held(
        scope.whose.structure_id,
        scope.whose.advisor_ids,
        scope.since,
        scope.until,
        scope.whose.youth_ids,
    )
    entries = []
    for row in rows:
        one = row.appointment
        presence = one.presence or Presence.SEEN
        minutes = (one.ends_at - one.starts_at).total_seconds() / 60
        kind, how = translate("fr", one.kind.label_key), translate("fr", one.how.label_key)
        entries.append(
            Entry(
                key=f"appointment:{one.id}:{presence.value}",
                youth_id=one.youth_id,
                kind=EntryKind.APPOINTMENT,
                day=paris_day(one.starts_at),
                what=f"{kind}, {how.lower()} : {translate('fr', presence.label_key).lower()}",
                hours=minutes / 60 if presence is Presence.SEEN else None,
                by=row.advisor,
                for_youth=one.on_behalf,
            )
        )
    return entries
