"""What is told of interviews, of how a match ended, and the one question how it went. Nobody's name is in it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from myjobmatch.db.models import Interview, Match, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.delivery import Invitation
from myjobmatch.domain.enums import Side
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.domain.outcomes import InterviewStatus, Stage, Teller
from myjobmatch.i18n.translate import translate
from myjobmatch.services.appointment_calendars import written
from myjobmatch.services.company_told import in_touch_of, still_concerns
from myjobmatch.services.interviews import ANSWERED, CANCELLED, PROPOSED, REMIND, event_of
from myjobmatch.services.outcome_questions import ASKED, TOLD
from myjobmatch.services.tellers import COMPANY_MATCHES, account_of, pair_of
from myjobmatch.services.telling import encloses, means, tells

FILE = "/mes-offres/suivi"
_YOUTH, _COMPANY = "youth", "company"
_ENDS = {Stage.HIRED: "outcome_hired", Stage.NOT_HIRED: "outcome_not_hired"}


@tells(PROPOSED, NotificationKind.OUTCOME)
async def _proposed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """A company proposes moments: the youth takes one in two taps. What they replace leaves the calendars of both."""
    if "replaces" in payload:
        return await _of_interview(uow, payload, "interview_moved", (_YOUTH, _COMPANY))
    return await _of_interview(uow, payload, "interview_proposed", (_YOUTH,))


@tells(ANSWERED, NotificationKind.OUTCOME)
async def _answered(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """One was taken, and both have it in their calendars; or none suits."""
    row = await uow.outcomes.interview_by_id(payload["interview"])
    if row is None:
        return []
    if row.status is InterviewStatus.ACCEPTED:
        return await _of_interview(uow, payload, "interview_set", (_YOUTH, _COMPANY))
    return await _of_interview(uow, payload, "interview_none", (_COMPANY,))


@tells(CANCELLED, NotificationKind.OUTCOME)
async def _cancelled(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The other side hears of it, and their calendar."""
    by = payload["by"]
    told = {Teller.YOUTH.value: (_COMPANY,), Teller.EMPLOYER.value: (_YOUTH,)}
    sides = told.get(by, (_YOUTH, _COMPANY))
    return await _of_interview(uow, payload, "interview_off", sides)


@tells(REMIND, NotificationKind.OUTCOME)
async def _reminded(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """It is tomorrow."""
    return await _of_interview(uow, payload, "interview_tomorrow", (_YOUTH, _COMPANY), reminds=True)


@tells(TOLD, NotificationKind.OUTCOME)
async def _ended(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """A hire, or a kind no: the side that did not tell it hears of it; what an advisor told, both know already."""
    found = await pair_of(uow, payload["match"])
    if found is None or found[0].stage not in _ENDS or payload["by"] == Teller.ADVISOR.value:
        return []
    match, offer = found
    to_youth = payload["by"] == Teller.EMPLOYER.value
    text = _ENDS[match.stage] + ("" if to_youth else "_heard")
    side = _YOUTH if to_youth else _COMPANY
    return [
        Telling(
            NotificationKind.OUTCOME,
            await _accounts(uow, match, offer, side),
            cause=f"outcome:{payload['step']}",
            matter=f"outcome:{match.id}",
            text=text,
            path=_path(side, offer, match),
            params={"offer": offer.title},
            about={"match": match.id, "stage": list(Stage).index(match.stage)},
        )
    ]


@tells(ASKED, NotificationKind.OUTCOME)
async def _asked(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """How did it go? Once, kindly."""
    found = await pair_of(uow, payload["match"])
    if found is None:
        return []
    match, offer = found
    youth = payload["side"] == Side.YOUTH.value
    side = _YOUTH if youth else _COMPANY
    return [
        Telling(
            NotificationKind.OUTCOME,
            await _accounts(uow, match, offer, side),
            cause=f"asked_outcome:{match.id}:{side}",
            matter=f"outcome:{match.id}",
            text="outcome_asked" if youth else "outcome_asked_company",
            path=_path(side, offer, match),
            params={"offer": offer.title},
            about={"match": match.id},
        )
    ]


@means(NotificationKind.OUTCOME)
async def _stands(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """An interview that was not changed meanwhile and is still to come; an end that is still the last word.

    In a mail goes where the youth will be, and when: whoever left the company is sent nothing any more.
    """
    row = await uow.outcomes.interview_by_id(about["interview"]) if "interview" in about else None
    found = await pair_of(uow, row.match_id if row is not None else about.get("match", 0))
    if found is None or not await still_concerns(uow, account_id, found[1]):
        return False
    if row is not None:
        to_come = row.starts_at is None or row.starts_at > uow.clock.now()
        return to_come and row.sequence == about["sequence"]
    return "stage" not in about or found[0].stage is list(Stage)[about["stage"]]


@encloses(NotificationKind.OUTCOME)
async def _invitation(
    uow: UnitOfWork, _account_id: int, about: Mapping[str, int], language: str
) -> Invitation | None:
    """What goes with the e-mail that tells of an interview agreed on, called off or replaced; nothing with a reminder."""
    subject = about.get("replaces", about.get("interview"))
    row = None if subject is None else await uow.outcomes.interview_by_id(subject)
    if row is None or row.starts_at is None or about.get("reminds"):
        return None
    found = await pair_of(uow, row.match_id)
    if found is None:
        return None
    rows = await uow.offers.rows([found[1].id])
    event = event_of(row, rows[found[1].id].company_name, found[1], language)
    method = "CANCEL" if row.status is InterviewStatus.CANCELLED else "REQUEST"
    return Invitation(
        method,
        translate(language, "notice.calendar.file"),
        partial(written, event, method, uow.clock.now()),
    )


async def _of_interview(
    uow: UnitOfWork,
    payload: Mapping[str, Any],
    text: str,
    sides: tuple[str, ...],
    *,
    reminds: bool = False,
) -> list[Telling]:
    row: Interview | None = await uow.outcomes.interview_by_id(payload["interview"])
    found = await pair_of(uow, payload["match"])
    if row is None or found is None or row.sequence != payload["sequence"]:
        return []
    match, offer = found
    about = {"interview": row.id, "sequence": row.sequence}
    about |= {"reminds": 1} if reminds else {}
    about |= {"replaces": payload["replaces"]} if "replaces" in payload else {}
    params: dict[str, str | int] = {"offer": offer.title}
    if row.starts_at is not None:
        params["at"] = row.starts_at.isoformat()
    return [
        Telling(
            NotificationKind.OUTCOME,
            await _accounts(uow, match, offer, side),
            cause=f"{text}:{row.id}:{row.sequence}",
            # each its own matter: an answer must not rest because the moments were told of
            matter=f"interview:{row.id}:{row.sequence}:{text}",
            text=text if side == _YOUTH else f"{text}_company",
            path=_path(side, offer, match),
            params=params,
            about=about,
        )
        for side in sides
    ]


async def _accounts(uow: UnitOfWork, match: Match, offer: Offer, side: str) -> tuple[int, ...]:
    if side == _COMPANY:
        return tuple(sorted(await in_touch_of(uow, match.youth_id, offer)))
    account = await account_of(uow, match.youth_id)
    return () if account is None else (account,)


def _path(side: str, offer: Offer, match: Match) -> str:
    return (
        f"{FILE}#o-{offer.public_id}"
        if side == _YOUTH
        else f"{COMPANY_MATCHES}?match={match.public_id}"
    )
