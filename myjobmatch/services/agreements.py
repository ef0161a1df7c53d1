"""Agreeing to the use of one's answers: noted with its text's version, read again and withdrawn at will."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import Agreement, Youth, YouthRepresentative
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import AgreementHow, RepresentativeStatus
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.joining import JOIN_TEXT_VERSION, is_minor
from myjobmatch.domain.permissions import is_accompanying, is_youth
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.notices import YOUTH, tell_youth


@dataclass(frozen=True, slots=True)
class Agree:
    """Yes or no to the text that was read, in the language that it was read in."""

    given: bool
    text_version: str
    language: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What a youth said last. `due`: never asked, or the text is another one since."""

    version: str
    given: bool
    due: bool
    at: datetime | None
    how: AgreementHow | None


@service(is_youth)
async def agree(actor: Actor, command: Agree, uow: UnitOfWork) -> AgreementView:
    """Note a yes or a no; with a no, employers no longer see the youth, not even without a name.

    Raises:
        Invalid: another text was read than the one of today (`consent_text_old`).
    """
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        raise NotFound("youth_unknown")
    await note_agreement(uow, youth, command, AgreementHow.SELF, actor.account_id)
    uow.ledger.audit(
        actor, "agreement_given" if command.given else "agreement_withdrawn", "youth", youth.id
    )
    await tell_youth(uow, youth)
    return await agreement_of(youth.id, uow)


@service(is_accompanying)
async def representative_signed(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> None:
    """Note that the signature of a minor's legal representative is there. Again is once.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Conflict: the youth is of age (`of_age`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    identity = await uow.youths.identity(youth.id)
    now = uow.clock.now()
    if identity is None or not is_minor(identity.birth_date, paris_day(now)):
        raise Conflict("of_age")
    row = await uow.joining.representative(youth.id)
    if row is None:
        row = YouthRepresentative(youth_id=youth.id, told_at=now)
        uow.joining.add(row)
    if row.status is RepresentativeStatus.RECEIVED:
        return
    row.status, row.received_at, row.account_id = (
        RepresentativeStatus.RECEIVED,
        now,
        actor.account_id,
    )
    uow.ledger.audit(actor, "representative_signed", "youth", youth.id)
    await tell_youth(uow, youth)


async def note_agreement(
    uow: UnitOfWork, youth: Youth, said: Agree, how: AgreementHow, account_id: int
) -> None:
    """Write down what was said; a later word takes the earlier one back.

    Raises:
        Invalid: another text was read than the one of today (`consent_text_old`).
    """
    if said.text_version != JOIN_TEXT_VERSION:
        raise Invalid("consent_text_old")
    now = uow.clock.now()
    before = await uow.joining.last_agreement(youth.id)
    if before is not None and before.given and before.withdrawn_at is None and not said.given:
        before.withdrawn_at = now
    uow.joining.add(
        Agreement(
            youth_id=youth.id,
            text_version=said.text_version,
            language=said.language,
            how=how,
            given=said.given,
            account_id=account_id,
            at=now,
        )
    )
    await uow.joining.flush()
    if youth.visible != said.given:
        youth.visible = said.given
        uow.changed(YOUTH, youth.id)


async def agreement_of(youth_id: int, uow: UnitOfWork) -> AgreementView:
    """What a youth said last."""
    last = await uow.joining.last_agreement(youth_id)
    return AgreementView(
        version=JOIN_TEXT_VERSION,
        given=last is not None and last.given,
        # whoever came before there was a text is not asked; whoever read another one is
        due=last is not None and last.text_version != JOIN_TEXT_VERSION,
        at=last.at if last else None,
        how=last.how if last else None,
    )
