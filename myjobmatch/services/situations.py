"""A youth's situation: in employment, in training, looking for work …, told by an advisor with its day."""

from dataclasses import dataclass
from datetime import date

from myjobmatch.db.models import Youth, YouthSituation
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.imilo import SituationKind, SituationSource
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line
from myjobmatch.i18n.translate import translate
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_advisor

LONGEST_NOTE = 200
FURTHEST_AHEAD_DAYS = 366
EARLIEST_YEAR = 1990
WITH_CONTRACT = (SituationKind.EMPLOYMENT, SituationKind.APPRENTICESHIP)


@dataclass(frozen=True, slots=True)
class TellSituation:
    """A youth (public id) is in a situation from a day on; `until` where its end is known."""

    youth_id: str
    kind: SituationKind
    since: date
    until: date | None = None
    contract: ContractKind | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SituationView:
    """A situation as the advisor sees it."""

    id: str
    kind: SituationKind
    contract: ContractKind | None
    note: str
    since: date
    until: date | None
    source: SituationSource


@service(is_accompanying)
async def tell_situation(actor: Actor, command: TellSituation, uow: UnitOfWork) -> SituationView:
    """Tell a situation; the same kind from the same day on is told anew, not twice.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Invalid: days that cannot be (`situation_days`), a long note (`note_long`, with `most`).
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    today = paris_day(uow.clock.now())
    if not sound_days(command.since, command.until, today):
        raise Invalid("situation_days")
    note = one_line(command.note)
    if len(note) > LONGEST_NOTE:
        raise Invalid("note_long", most=LONGEST_NOTE)
    row = await uow.imilo.situation(youth.id, command.kind, command.since)
    if row is None:
        row = YouthSituation(
            public_id=new_public_id(),
            youth_id=youth.id,
            kind=command.kind,
            since=command.since,
            note="",
            source=SituationSource.ADVISOR,
        )
        uow.imilo.add(row)
    row.contract = command.contract if command.kind in WITH_CONTRACT else None
    row.until, row.note = command.until, note
    row.source, row.told_by = SituationSource.ADVISOR, actor.account_id
    row.told_at = uow.clock.now()
    await uow.imilo.flush()
    _told(actor, youth, "situation_told", row, uow)
    uow.ledger.activity(
        ActivityKind.SITUATION_TOLD, actor, structure_id=youth.structure_id, youth_id=youth.id
    )
    return _view(row)


@service(is_accompanying)
async def take_back_situation(actor: Actor, situation_id: str, uow: UnitOfWork) -> None:
    """Take a situation back that was told by mistake.

    Raises:
        NotFound: no such situation of a youth of the actor's structure (`situation_unknown`).
        Conflict: it came from i-milo and is mended there (`situation_of_imilo`), or from the signed agreement of an
            immersion (`situation_of_immersion`).
    """
    row = await uow.imilo.situation_by_public_id(checked_public_id(situation_id))
    youth = await uow.youths.get(row.youth_id) if row else None
    if row is None or youth is None or youth.structure_id != actor.structure_id:
        raise NotFound("situation_unknown")
    if row.source is SituationSource.IMILO:
        raise Conflict("situation_of_imilo")
    if row.source is SituationSource.IMMERSION:
        raise Conflict("situation_of_immersion")
    _told(actor, youth, "situation_taken_back", row, uow)
    await uow.imilo.delete_situations([row.id])


@service(is_accompanying, writes=False)
async def list_situations(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> list[SituationView]:
    """A youth's situations, the latest first.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    return [_view(row) for row in await uow.imilo.situations_of(youth.id)]


def sound_days(since: date, until: date | None, today: date) -> bool:
    """Whether a situation may last from one day to another: not before its time, not far ahead."""
    if since.year < EARLIEST_YEAR or (since - today).days > FURTHEST_AHEAD_DAYS:
        return False
    return until is None or since <= until


def situation_in_words(row: YouthSituation) -> str:
    """A situation in French, as i-milo is told of it."""
    words = translate("fr", row.kind.label_key)
    if row.contract is not None:
        contract = translate("fr", row.contract.label_key)
        words = translate("fr", "imilo.what.contract", what=words, contract=contract)
    return translate("fr", "imilo.what.noted", what=words, note=row.note) if row.note else words


def _told(actor: Actor, youth: Youth, action: str, row: YouthSituation, uow: UnitOfWork) -> None:
    uow.ledger.audit(
        actor,
        action,
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"kind": row.kind.value, "since": row.since.isoformat()},
    )
    tell_advisor(uow, youth)


def _view(row: YouthSituation) -> SituationView:
    return SituationView(
        row.public_id, row.kind, row.contract, row.note, row.since, row.until, row.source
    )
