"""Agreements of immersions (PMSMP): written, signed, renewed, called off by whoever accompanies the youth.

What a review tells is in `services/immersion_review.py`, what the employer does in `services/immersion_company.py`.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from myjobmatch.db.models import Immersion, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.immersion_rules import (
    Earlier,
    Renewal,
    may_be_renewed,
    problems,
    read,
    signers,
)
from myjobmatch.domain.immersions import ImmersionContent, ImmersionStatus, Signer
from myjobmatch.domain.joining import is_minor
from myjobmatch.domain.outcomes import Stage
from myjobmatch.domain.permissions import is_accompanying, may_settle_week, require
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.building import service
from myjobmatch.services.immersion_stages import reach_stage, tell_situation_of, untell
from myjobmatch.services.notices import tell_company, tell_youth

SIGNED = "immersion_signed"
"""The domain event of the last signature: `{immersion}`."""

SIGNED_WITHIN = timedelta(days=92)
"""How long ago a signature may have been given."""

DAY_OF: dict[Signer, str] = {
    Signer.YOUTH: "youth_on",
    Signer.REPRESENTATIVE: "representative_on",
    Signer.HOST: "host_on",
    Signer.PRESCRIBER: "prescriber_on",
}
"""The column that holds the day of each signature."""


class ImmersionNotReady(FormNotReady):
    """The agreement cannot be kept, or signed, as it is: which fields, and why."""

    def __init__(self, found: list[FieldProblem]) -> None:
        """Keep what is wrong; nothing was changed."""
        super().__init__("immersion_not_ready", found)


@dataclass(frozen=True, slots=True)
class SaveImmersion:
    """An agreement as typed; without `immersion_id` a new one, whose public id is `new_id` where it is told.

    It comes from a match or an application (public ids), or from neither. `ready`: it is to be signed from now on.
    """

    youth_id: str
    content: ImmersionContent
    immersion_id: str = ""
    new_id: str = ""
    match_id: str = ""
    application_id: str = ""
    ready: bool = False


@dataclass(frozen=True, slots=True)
class SignImmersion:
    """A signature is there since a day; without a day it is not, after all."""

    immersion_id: str
    signer: Signer
    on: date | None


@service(is_accompanying)
async def save_immersion(actor: Actor, command: SaveImmersion, uow: UnitOfWork) -> str:
    """Keep an agreement, as a draft or ready to be signed; answers its public id.

    Raises:
        NotFound: not a youth whom the actor accompanies (`youth_unknown`), not an agreement, a match or an application
            of theirs (`immersion_unknown`, `match_unknown`, `application_unknown`).
        Conflict: it is signed, by some already (`immersion_signing`), or over (`immersion_state`).
        Invalid: something of it cannot be (`ImmersionNotReady`, each problem with its field).
    """
    youth = await accompanied_youth(actor, command.youth_id, uow)
    content, found = read(command.content)
    row = await _kept(youth, command, uow)
    if row is not None:
        _check_editable(row)
    if command.ready:
        found += await _standing_problems(youth, row, content, uow)
    if found:
        raise ImmersionNotReady(found)
    now = uow.clock.now()
    if row is None:
        row = Immersion(
            public_id=checked_public_id(command.new_id) if command.new_id else new_public_id(),
            youth_id=youth.id,
            structure_id=youth.structure_id or 0,
            created_at=now,
        )
        await _comes_from(youth, row, command, uow)
        uow.immersions.add(row)
    fill(row, content)
    row.prescriber_id = row.prescriber_id or youth.advisor_id or actor.account_id
    row.status = ImmersionStatus.TO_SIGN if command.ready else ImmersionStatus.DRAFT
    row.changed_at = now
    await uow.immersions.flush()
    uow.ledger.audit(
        actor, "immersion_saved", "immersion", row.id, details={"status": row.status.value}
    )
    await tell_of(uow, youth, row)
    return row.public_id


@service(is_accompanying)
async def sign_immersion(actor: Actor, command: SignImmersion, uow: UnitOfWork) -> bool:
    """Tick a signature with its day; answers whether the agreement is signed by all now.

    With the last one the match, or the application, comes to its immersion, and the youth's situation is told.

    Raises:
        NotFound: not an agreement of a youth whom the actor accompanies (`immersion_unknown`).
        Conflict: it is not to be signed (`immersion_state`).
        Invalid: a signature it does not need (`malformed`), or a day that cannot be (`immersion_sign_day`).
    """
    row, youth = await accompanied_immersion(actor, command.immersion_id, uow)
    if row.status is not ImmersionStatus.TO_SIGN:
        raise Conflict("immersion_state")
    needed = signers(minor=await minor_then(youth, row.starts_on, uow))
    if command.signer not in needed:
        raise Invalid("malformed")
    today = paris_day(uow.clock.now())
    if command.on is not None and not (
        type(command.on) is date and today - SIGNED_WITHIN <= command.on <= today
    ):
        raise Invalid("immersion_sign_day")
    setattr(row, DAY_OF[command.signer], command.on)
    row.changed_at = uow.clock.now()
    details = {"signer": command.signer.value, "on": command.on.isoformat() if command.on else ""}
    uow.ledger.audit(actor, "immersion_signature", "immersion", row.id, details=details)
    complete = not missing(row, needed)
    if complete:
        await _agree(actor, row, youth, uow)
    await uow.immersions.flush()
    await tell_of(uow, youth, row)
    return complete


@service(is_accompanying)
async def cancel_immersion(actor: Actor, immersion_id: str, uow: UnitOfWork) -> None:
    """Call an agreement off, signed or not. Again is once.

    Raises:
        NotFound: not an agreement of a youth whom the actor accompanies (`immersion_unknown`).
        Conflict: it was reviewed (`immersion_state`).
    """
    row, youth = await accompanied_immersion(actor, immersion_id, uow)
    if row.status is ImmersionStatus.CANCELLED:
        return
    if row.status is ImmersionStatus.REVIEWED:
        raise Conflict("immersion_state")
    if row.status is ImmersionStatus.SIGNED:
        uow.ledger.activity(
            ActivityKind.IMMERSION_AGREED,
            actor,
            structure_id=youth.structure_id,
            youth_id=youth.id,
            offer_id=row.offer_id,
            takes_back=row.agreed_at,
        )
        await untell(actor, row, youth, uow)
    row.status, row.changed_at = ImmersionStatus.CANCELLED, uow.clock.now()
    uow.ledger.audit(actor, "immersion_cancelled", "immersion", row.id)
    await uow.immersions.flush()
    await tell_of(uow, youth, row)


@service(is_accompanying)
async def renew_immersion(actor: Actor, immersion_id: str, uow: UnitOfWork) -> str:
    """Write the renewal of an agreement whose objectives were not fully met: a draft without days. Answers its id.

    Raises:
        NotFound: not an agreement of a youth whom the actor accompanies (`immersion_unknown`).
        Conflict: it is a renewal or was renewed (`immersion_renewed_once`), or its objectives were met, or it was not
            reviewed (`immersion_objectives_met`).
    """
    row, youth = await accompanied_immersion(actor, immersion_id, uow)
    review = (await uow.immersions.reviews([row.id])).get(row.id)
    if row.renews_id is not None or await uow.immersions.renewals([row.id]):
        raise Conflict("immersion_renewed_once")
    if review is None or not may_be_renewed(review[0].objectives_met):
        raise Conflict("immersion_objectives_met")
    now = uow.clock.now()
    again = Immersion(
        public_id=new_public_id(),
        youth_id=youth.id,
        structure_id=youth.structure_id or 0,
        offer_id=row.offer_id,
        match_id=row.match_id,
        application_id=row.application_id,
        renews_id=row.id,
        prescriber_id=youth.advisor_id or actor.account_id,
        created_at=now,
        changed_at=now,
    )
    fill(again, content_of(row))
    again.starts_on = again.ends_on = None
    uow.immersions.add(again)
    await uow.immersions.flush()
    uow.ledger.audit(actor, "immersion_renewed", "immersion", row.id)
    await tell_of(uow, youth, again)
    return again.public_id


async def accompanied_youth(actor: Actor, public_id: str, uow: UnitOfWork) -> Youth:
    """A youth whom the actor accompanies today, or of the structure that they lead.

    Raises:
        NotFound: there is none (`youth_unknown`).
    """
    youth = await followed_youth(actor, public_id, uow)
    require(
        may_settle_week(
            actor,
            structure_id=youth.structure_id,
            advisor_id=youth.advisor_id,
            youth_id=youth.id,
        ),
        "youth_unknown",
    )
    return youth


async def accompanied_immersion(
    actor: Actor, public_id: str, uow: UnitOfWork
) -> tuple[Immersion, Youth]:
    """An agreement of a youth whom the actor accompanies.

    Raises:
        NotFound: there is none (`immersion_unknown`).
    """
    row = await uow.immersions.by_public_id(checked_public_id(public_id), lock=uow.write)
    youth = await uow.youths.get(row.youth_id) if row else None
    if row is None or youth is None:
        raise NotFound("immersion_unknown")
    require(
        may_settle_week(
            actor,
            structure_id=youth.structure_id,
            advisor_id=youth.advisor_id,
            youth_id=youth.id,
        ),
        "immersion_unknown",
    )
    return row, youth


def content_of(row: Immersion) -> ImmersionContent:
    """What an agreement says."""
    return ImmersionContent(
        **{name: getattr(row, name) for name in ImmersionContent.__dataclass_fields__}
    )


def fill(row: Immersion, content: ImmersionContent) -> None:
    """Write what an agreement says."""
    for name, value in asdict(content).items():
        setattr(row, name, value)


def signed_on(row: Immersion) -> dict[Signer, date]:
    """The signatures that are there, each with its day."""
    days = {signer: getattr(row, column) for signer, column in DAY_OF.items()}
    return {signer: day for signer, day in days.items() if day is not None}


def missing(row: Immersion, needed: tuple[Signer, ...]) -> tuple[Signer, ...]:
    """The signatures that lack."""
    there = signed_on(row)
    return tuple(signer for signer in needed if signer not in there)


async def minor_then(youth: Youth, starts_on: date | None, uow: UnitOfWork) -> bool:
    """Whether the youth is a minor on the first day, or today as long as it is not known."""
    identity = await uow.youths.identity(youth.id)
    birth = identity.birth_date if identity else None
    return is_minor(birth, starts_on or paris_day(uow.clock.now()))


async def tell_of(uow: UnitOfWork, youth: Youth, row: Immersion) -> None:
    """The youth's phone, the advisor's pages, and those of the company have something new."""
    await tell_youth(uow, youth)
    offer = await uow.offers.get(row.offer_id) if row.offer_id else None
    if offer is not None and row.match_id is not None:
        tell_company(uow, offer)


async def _kept(youth: Youth, command: SaveImmersion, uow: UnitOfWork) -> Immersion | None:
    """The agreement that is edited; one that was sent twice is found by the id it was given."""
    wanted = command.immersion_id or command.new_id
    if not wanted:
        return None
    row = await uow.immersions.by_public_id(checked_public_id(wanted), lock=True)
    if row is None and not command.immersion_id:
        return None
    if row is None or row.youth_id != youth.id:
        raise NotFound("immersion_unknown")
    return row


def _check_editable(row: Immersion) -> None:
    if row.status not in (ImmersionStatus.DRAFT, ImmersionStatus.TO_SIGN):
        raise Conflict("immersion_state")
    if signed_on(row):
        raise Conflict("immersion_signing")


async def _comes_from(
    youth: Youth, row: Immersion, command: SaveImmersion, uow: UnitOfWork
) -> None:
    if command.match_id:
        match = await uow.matches.by_public_id(checked_public_id(command.match_id))
        if match is None or match.youth_id != youth.id:
            raise NotFound("match_unknown")
        row.match_id, row.offer_id = match.id, match.offer_id
    elif command.application_id:
        sent = await uow.applications.by_public_id(checked_public_id(command.application_id))
        if sent is None or sent.youth_id != youth.id:
            raise NotFound("application_unknown")
        row.application_id, row.offer_id = sent.id, sent.offer_id


async def _standing_problems(
    youth: Youth, row: Immersion | None, content: ImmersionContent, uow: UnitOfWork
) -> list[FieldProblem]:
    others = [
        one for one in await uow.immersions.standing_of(youth.id) if row is None or one.id != row.id
    ]
    return problems(
        content,
        [_earlier(one) for one in others],
        minor=await minor_then(youth, content.starts_on, uow),
        today=paris_day(uow.clock.now()),
        renews=await _renewal(row, uow) if row is not None else None,
    )


async def _renewal(row: Immersion, uow: UnitOfWork) -> Renewal | None:
    before = await uow.immersions.get(row.renews_id) if row.renews_id else None
    if before is None:
        return None
    review = (await uow.immersions.reviews([before.id])).get(before.id)
    other = (await uow.immersions.renewals([before.id])).get(before.id)
    return Renewal(
        _earlier(before),
        is_renewal=before.renews_id is not None,
        renewed=other is not None and other.id != row.id,
        objectives_met=review[0].objectives_met if review else None,
    )


def _earlier(row: Immersion) -> Earlier:
    starts_on = row.starts_on or date.min
    return Earlier(
        row.host_name,
        row.host_siret,
        row.title,
        row.purpose,
        starts_on,
        row.ends_on or starts_on,
    )


async def _agree(actor: Actor, row: Immersion, youth: Youth, uow: UnitOfWork) -> None:
    """All have signed."""
    row.status, row.agreed_at = ImmersionStatus.SIGNED, uow.clock.now()
    await reach_stage(actor, row, youth, Stage.IMMERSION, uow)
    await tell_situation_of(actor, row, youth, uow)
    uow.ledger.activity(
        ActivityKind.IMMERSION_AGREED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=row.offer_id,
    )
    uow.ledger.event(SIGNED, {"immersion": row.id})
