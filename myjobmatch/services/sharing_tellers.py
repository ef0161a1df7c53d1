"""What is told of closed questions, their answers, and of a yes that was taken back. Nobody's name is in it."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.models import CandidateQuestion
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.candidate_questions import ANSWERED, ASKED
from myjobmatch.services.company_told import acts_for, in_touch_of
from myjobmatch.services.tellers import COMPANY_MATCHES
from myjobmatch.services.telling import tells

YOUTH_SHARING = "/mon-espace/partage"
CANDIDATES = "/employeur/candidats"


@tells(ASKED, NotificationKind.ANSWER)
async def _asked(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """A company takes an interest: the youth answers in two taps."""
    identity = await uow.youths.identity(payload["youth"])
    offer = await uow.offers.get(payload["offer"])
    if identity is None or identity.account_id is None or offer is None:
        return []
    return [
        Telling(
            NotificationKind.ANSWER,
            (identity.account_id,),
            cause=f"asked:{payload['question']}",
            matter=f"questions:{offer.id}:{payload['youth']}",
            text="candidate_asked",
            path=YOUTH_SHARING,
            params={"offer": offer.title},
        )
    ]


@tells(ANSWERED, NotificationKind.CANDIDATE)
async def _answered(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody answered; who, the company does not know. Whoever asked is told, if they are still there."""
    offer = await uow.offers.get(payload["offer"])
    question = await _question(uow, payload["question"])
    if offer is None or question is None or not await acts_for(uow, question.asked_by, offer):
        return []
    return [
        Telling(
            NotificationKind.CANDIDATE,
            (question.asked_by,),
            cause=f"answered:{question.id}",
            matter=f"answers:{offer.id}",
            text="candidate_answered",
            path=f"{CANDIDATES}?offre={offer.public_id}",
            params={"offer": offer.title},
            about={"offer": offer.id},
        )
    ]


@tells("sharing_withdrawn", NotificationKind.CANDIDATE)
async def _withdrawn(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody took their yes back: what was noted down of them is to be thrown away."""
    match = await uow.matches.get(payload["match"])
    offer = await uow.offers.get(match.offer_id) if match else None
    if match is None or offer is None:
        return []
    return [
        Telling(
            NotificationKind.CANDIDATE,
            tuple(sorted(await in_touch_of(uow, match.youth_id, offer))),
            cause=f"withdrawn:{match.id}",
            matter=f"withdrawn:{match.id}",  # told at once, however lately the match itself was told
            text="sharing_withdrawn",
            path=COMPANY_MATCHES,
            params={"offer": offer.title},
            about={"offer": offer.id},
        )
    ]


async def _question(uow: UnitOfWork, question_id: int) -> CandidateQuestion | None:
    return await uow.sharing.question_numbered(question_id)
