"""What the demonstration's advisors wrote of their youths: notes, next steps, a kept filter."""

from datetime import timedelta

from myjobmatch.db.models import Account, PortfolioView
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.notes import NoteSight
from myjobmatch.services.sessions import actor_of
from myjobmatch.services.youth_notes import AddStep, WriteNote, add_step, write_note

NOTES = (
    (9, "Premier entretien : projet dans la vente, à l'aise à l'oral.", NoteSight.STRUCTURE),
    (6, "A appelé pour décaler. Préfère les rendez-vous du matin.", NoteSight.STRUCTURE),
    (2, "Penser à reparler du logement, sans insister.", NoteSight.ME),
    (1, "CV à jour, il manque le certificat de stage.", NoteSight.STRUCTURE),
)
STEPS = (
    (-1, "Relire la lettre de motivation"),
    (0, "Appeler l'employeur après l'entretien"),
    (4, "Préparer le dossier de permis"),
    (None, "Proposer un atelier CV"),
)


async def write_notes(uow: UnitOfWork, clock: FixedClock, advisor: Account) -> int:
    """Notes and next steps for the first youths of an advisor, spread over the last days; answers how many."""
    now = clock.now()
    actor = actor_of(advisor, None)
    youths = await uow.continuity.youths_of(advisor.id, advisor.structure_id or 0)
    written = 0
    for place, youth in enumerate(youths[:8]):
        ago, text, sight = NOTES[place % len(NOTES)]
        clock.advance(now - timedelta(days=ago, hours=place) - clock.now())
        await write_note(actor, WriteNote(youth.public_id, text, sight), uow)
        clock.advance(now - clock.now())
        ahead, words = STEPS[place % len(STEPS)]
        day = "" if ahead is None else (paris_day(now) + timedelta(days=ahead)).isoformat()
        await add_step(actor, AddStep(youth.public_id, words, day), uow)
        written += 1
    uow.portfolio.views.add(
        PortfolioView(
            public_id=new_public_id(),
            account_id=advisor.id,
            name="CEJ sans nouvelles",
            kept={"filter": {"schemes": ["cej"], "attention": ["silent"]}},
            saved_at=now,
        )
    )
    return written
