"""What a youth's file says of questions that nobody answered yet: told beside the form, kept once it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from myjobmatch.db.models import FseOperation, FseParticipation, YouthIdentity, YouthSituation
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.text import plain

_LABOUR = {
    SituationKind.EMPLOYMENT: "employed",
    SituationKind.APPRENTICESHIP: "employed",
    SituationKind.TRAINING: "education",
    SituationKind.SCHOOLING: "education",
    SituationKind.JOB_SEEKING: "unemployed",
    SituationKind.INACTIVE: "inactive",
}
"""An immersion or volunteering says nothing of the labour market: whoever fills the form in knows."""
_REASON = {
    SituationKind.EMPLOYMENT: "job",
    SituationKind.APPRENTICESHIP: "job",
    SituationKind.TRAINING: "training",
    SituationKind.SCHOOLING: "training",
}
_FRENCH = {"francaise", "france", "fr", "french"}


@dataclass(frozen=True, slots=True)
class FromFile:
    """Answers that the file suggests, and the day of leaving that a contract or a training suggests."""

    answers: dict[str, str] = field(default_factory=dict)
    left_on: date | None = None


async def from_file(
    row: FseParticipation, operation: FseOperation, today: date, uow: UnitOfWork
) -> FromFile:
    """What the file says today of a participation's questions."""
    if row.youth_id is None:
        return FromFile()
    found = _of_identity(await uow.youths.identity(row.youth_id))
    situations = await uow.imilo.situations_of(row.youth_id)
    _put(found, "labour", standing(situations, row.entered_on))
    left_on = row.left_on
    if left_on is None:
        left_on = await _began(row, operation, situations, today, uow)
    if left_on is not None:
        hired = await uow.participations.hired_between(row.youth_id, row.entered_on, left_on)
        found |= _of_leaving(standing(situations, left_on), hired=hired is not None)
    if row.six_on is not None and row.six_on <= today:
        _put(found, "six_labour", standing(situations, row.six_on))
    return FromFile(found, left_on if row.left_on is None else None)


def _of_identity(identity: YouthIdentity | None) -> dict[str, str]:
    """What the file says of who they are; what it does not say is not guessed."""
    if identity is None:
        return {}
    told = {
        "sex": identity.sex if identity.sex in ("female", "male") else "",
        "birth_date": identity.birth_date.isoformat() if identity.birth_date else "",
        "disability": {True: "yes", False: "no", None: ""}[identity.disability],
        "qpv": "yes" if identity.priority_district else "",
        "commune": identity.commune,
        "nationality": "french" if plain(identity.nationality).strip() in _FRENCH else "",
    }
    return {code: value for code, value in told.items() if value}


def standing(situations: Sequence[YouthSituation], day: date) -> YouthSituation | None:
    """The situation told last that stands on a day."""
    return next(
        (one for one in situations if one.since <= day and (one.until is None or one.until >= day)),
        None,
    )


def _of_leaving(after: YouthSituation | None, *, hired: bool) -> dict[str, str]:
    """What the situation on leaving, or a contract told here, says of the exit data."""
    if after is None or after.kind not in _LABOUR:
        return {"exit_labour": "employed", "exit_reason": "job"} if hired else {}
    found = {"exit_labour": _LABOUR[after.kind]}
    if after.kind in _REASON:
        found["exit_reason"] = _REASON[after.kind]
    if _LABOUR[after.kind] == "education":
        found["exit_training"] = "yes"
    return found


def _put(found: dict[str, str], code: str, situation: YouthSituation | None) -> None:
    if situation is not None and situation.kind in _LABOUR:
        found[code] = _LABOUR[situation.kind]


async def _began(
    row: FseParticipation,
    operation: FseOperation,
    situations: Sequence[YouthSituation],
    today: date,
    uow: UnitOfWork,
) -> date | None:
    """The day that a job or a training began since they entered: perhaps they left then."""
    days = [
        one.since
        for one in situations
        if one.kind in _REASON and row.entered_on < one.since <= today
    ]
    hired = await uow.participations.hired_between(row.youth_id or 0, row.entered_on, today)
    if hired is not None:
        days.append(hired)
    first = min(days, default=None)
    return first if first is not None and first <= operation.ends_on else None
