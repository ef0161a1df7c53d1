"""The attendance sheet of a session: a structure's own participants, when and how each signed."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.workshops import CODE_OPENS, EnrolmentStatus
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.attendance_pdf import PrintedSheet, SheetLine, draw_sheet
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.workshop_access import seen_session


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A participant: their name, what is known of their presence, and who told it by hand."""

    name: str
    presence: str
    how: str
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says."""

    title: str
    structure: str
    owner: str
    place: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    printed_at: datetime
    printed_by: str
    rows: tuple[SheetRow, ...]


async def print_sheet(app: Application, actor: Actor, public_id: str) -> tuple[str, bytes]:
    """The sheet as a PDF, and a name for the file.

    Raises:
        Forbidden, NotFound, Conflict: as `attendance_sheet`.
    """
    sheet = await app.run(attendance_sheet, actor, public_id)
    told = actor.locale
    pdf = await off_loop(draw_sheet, _printed(sheet, told))
    day = sheet.starts_at.date().isoformat()
    return f"{translate(told, 'workshops.sheet.file')}-{day}.pdf", pdf


@service(is_accompanying)
async def attendance_sheet(actor: Actor, public_id: str, uow: UnitOfWork) -> Sheet:
    """The sheet of the actor's own structure. That it was taken out is written down.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`).
        Conflict: nobody can have signed yet (`workshop_not_begun`).
    """
    seen = await seen_session(actor, public_id, uow)
    session, now = seen.session, uow.clock.now()
    if now < session.starts_at - CODE_OPENS:
        raise Conflict("workshop_not_begun")
    people = await uow.workshop_people.people(session.id, actor.structure_id or 0)
    structures = {one.id: one.name for one in await uow.accounts.structures()}
    reader = await uow.accounts.get(actor.account_id)
    uow.ledger.audit(actor, "workshop_sheet_printed", "workshop_session", session.id)
    return Sheet(
        title=seen.workshop.title,
        structure=structures.get(actor.structure_id or 0, ""),
        owner=structures.get(session.structure_id, ""),
        place=session.place,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        minutes=seen.workshop.minutes,
        printed_at=now,
        printed_by=reader.display_name if reader else "",
        rows=tuple(
            SheetRow(
                name=f"{one.last_name} {one.first_name}".strip(),
                presence=one.attendance.presence.value if one.attendance else "",
                how=one.attendance.how.value if one.attendance else "",
                at=one.attendance.at if one.attendance else None,
                by=one.signer if one.attendance and one.attendance.how.value == "hand" else "",
            )
            for one in people
            if one.enrolment.status is EnrolmentStatus.ENROLLED
        ),
    )


def _printed(sheet: Sheet, locale: str) -> PrintedSheet:
    def say(key: str, **values: object) -> str:
        return translate(locale, f"workshops.sheet.{key}", **values)

    facts = [
        say("when", at=sheet.starts_at, to=sheet.ends_at),
        say("where", place=sheet.place) if sheet.place else say("video"),
        say("owner", name=sheet.owner),
        say("hours", hours=sheet.minutes / 60),
    ]
    lines = []
    for row in sheet.rows:
        presence = say("presence", presence=row.presence or "unknown")
        signed = ""
        if row.at is not None:
            signed = say("signed", how=row.how, at=row.at, by=row.by)
        lines.append(SheetLine(row.name, presence, signed))
    present = sum(row.presence == "present" for row in sheet.rows)
    return PrintedSheet(
        language=locale,
        title=say("title"),
        subject=sheet.title,
        structure=sheet.structure,
        facts=tuple(facts),
        heads=(say("name"), say("was"), say("signature")),
        lines=tuple(lines),
        total=say("total", present=present, count=len(sheet.rows)),
        empty=say("empty", name=sheet.structure),
        note=say("note"),
        foot=say("foot", at=sheet.printed_at, name=sheet.printed_by),
        page=say("page"),
        signs=(say("leader"), say("structure_sign")),
    )
