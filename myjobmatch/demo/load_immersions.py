"""The immersions of the demonstration: one to be signed, one that has ended and waits for its review. All invented.

Set through the product's own services, with the clock at the moment, so that every rule holds.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.immersions import ImmersionContent, ImmersionPurpose, Signer
from myjobmatch.services.immersion_views import immersion_sources
from myjobmatch.services.immersions import (
    SaveImmersion,
    SignImmersion,
    save_immersion,
    sign_immersion,
)
from myjobmatch.services.sessions import actor_of

ADVISOR = "conseil"
WHOLE_WEEK = "Du lundi au vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h"


@dataclass(frozen=True, slots=True)
class _Told:
    """An agreement of a youth's match, from some days after now on; who has signed already."""

    youth: str
    starts: int
    days: int
    signed: tuple[Signer, ...]
    said: ImmersionContent


_STORIES = (
    _Told(
        "lina",
        8,
        12,
        (Signer.YOUTH,),
        ImmersionContent(
            "",
            host_signer="Sandrine Vasseur",
            tutor="Mehdi Aubert",
            tutor_function="Responsable de boutique",
            purpose=ImmersionPurpose.RECRUIT,
            objectives="Voir si le rythme d'une boutique lui convient. Être à l'aise à la caisse.",
            tasks="Accueillir les clients, les conseiller, ranger les rayons, encaisser avec le tuteur.",
            weekly_hours=30,
            schedule="Du mardi au samedi, de 10 h à 13 h et de 14 h à 17 h",
        ),
    ),
    _Told(
        "thibault.garnier",
        -11,
        9,
        (Signer.YOUTH, Signer.HOST, Signer.PRESCRIBER),
        ImmersionContent(
            "",
            host_signer="Inès Roussel",
            tutor="Olivier Bard",
            tutor_function="Technicien support",
            purpose=ImmersionPurpose.CONFIRM,
            objectives="Vérifier que la réparation d'ordinateurs est bien le métier voulu.",
            tasks="Diagnostiquer des pannes simples, préparer des postes, noter les interventions.",
            weekly_hours=35,
            schedule=WHOLE_WEEK,
        ),
    ),
)


async def load_immersions(uow: UnitOfWork, clock: FixedClock, people: People) -> int:
    """Tell them; answers how many. The clock stands at now again afterwards."""
    now = clock.now()
    advisor = actor_of(people.accounts[ADVISOR], None)
    told = 0
    for story in _STORIES:
        told += await _tell(uow, clock, advisor, people.youths[story.youth], story, now)
        clock.advance(now - clock.now())
    return told


async def _tell(
    uow: UnitOfWork, clock: FixedClock, advisor: Actor, youth: Youth, story: _Told, now: datetime
) -> int:
    sources = await immersion_sources(advisor, youth.public_id, uow)
    known = next((one for one in sources if one.match_id), None)
    if known is None:
        return 0
    starts_on = paris_day(now) + timedelta(days=story.starts)
    before = min(now, now + timedelta(days=story.starts - 3))
    clock.advance(before - clock.now())
    content = replace(
        story.said,
        title=known.content.title,
        host_name=known.content.host_name,
        host_siret=known.content.host_siret,
        host_address=known.content.host_address,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=story.days - 1),
    )
    command = SaveImmersion(youth.public_id, content, match_id=known.match_id, ready=True)
    immersion_id = await save_immersion(advisor, command, uow)
    for signer in story.signed:
        day = paris_day(clock.now())
        await sign_immersion(advisor, SignImmersion(immersion_id, signer, day), uow)
    return 1
