"""Immersions as the youth reads them on the phone."""

from datetime import date

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.immersion_rules import signers
from myjobmatch.domain.immersions import STANDING, ImmersionStatus, OwnImmersion
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.building import service
from myjobmatch.services.immersions import minor_then, missing


@service(is_youth, writes=False)
async def own_immersions(actor: Actor, _command: None, uow: UnitOfWork) -> list[OwnImmersion]:
    """The youth's own immersions from the moment they are to be signed, the latest first.

    One that was signed and then called off is among them; a draft is not.
    """
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        return []
    views = []
    rows = await uow.immersions.of_youth(youth.id)
    ended = [one.immersion.id for one in rows if one.immersion.status is ImmersionStatus.REVIEWED]
    reviews = await uow.immersions.reviews(ended) if ended else {}
    for found in rows:
        row = found.immersion
        if row.status not in STANDING and row.agreed_at is None:
            continue
        review, _ = reviews.get(row.id, (None, ""))
        minor = await minor_then(youth, row.starts_on, uow)
        views.append(
            OwnImmersion(
                id=row.public_id,
                title=row.title,
                host=row.host_name,
                address=row.host_address,
                tutor=row.tutor,
                starts_on=row.starts_on or date.min,
                ends_on=row.ends_on or date.min,
                weekly_hours=row.weekly_hours or 0,
                schedule=row.schedule,
                status=row.status,
                to_sign=missing(row, signers(minor=minor))
                if row.status is ImmersionStatus.TO_SIGN
                else (),
                done=review.done if review else None,
                objectives_met=review.objectives_met if review else None,
                youth_words=review.youth_words if review else "",
                host_words=review.host_words if review else "",
            )
        )
    return views
