"""An operation that the FSE+ pays for, shared by the three structures: who is in it, who left, what lacks. All invented.

Told through the product's own services, by the managers, so that every rule holds.
"""

import random
from datetime import date, timedelta

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import FollowUp
from myjobmatch.domain.fse.operations import OperationContent
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.fse.answering import TellAnswers, tell_answers
from myjobmatch.services.fse.operations import SaveOperation, save_operation
from myjobmatch.services.fse.participants import Enrol, enrol
from myjobmatch.services.sessions import actor_of

MANAGERS = {"evry": "responsable", "melun": "olivier.kabore", "senart": "marta.delaunay"}
FUNDER = "financeur"
ADVISOR = "conseil"
OUTSIDE = frozenset({"lina", "nadia", "moussa", "emma"})
"""The accounts that one tries the product with: to be entered by hand."""

_SEXES = ("female", "male", "female", "male", "female", "male", "male", "female", "non_binary")
_LABOUR = ("unemployed", "unemployed", "unemployed", "inactive", "education", "employed")
_LEVELS = ("brevet", "niveau_3", "niveau_4", "niveau_3", "brevet", "niveau_4", "niveau_5")
_AFTER = ("employed", "unemployed", "education", "employed", "unemployed")


async def load_fse(uow: UnitOfWork, people: People, seed: int) -> int:
    """Write the operation and its rows; answers how many take part."""
    today = paris_day(uow.clock.now())
    managers = {key: actor_of(people.accounts[login], None) for key, login in MANAGERS.items()}
    begins = date(today.year - 1, 1, 1)
    content = OperationContent(
        title="Tremplin vers l'emploi des jeunes de l'Essonne et de la Seine-et-Marne",
        number="202500147",
        starts_on=begins,
        ends_on=date(today.year + 1, 12, 31),
        cost_cents=41_994_599,
        grant_cents=20_997_300,
    )
    save = SaveOperation(
        content,
        new_id=new_public_id(),
        structures=tuple(people.structures[key].public_id for key in ("melun", "senart")),
        funders=(people.accounts[FUNDER].public_id,),
    )
    operation_id = await save_operation(managers["evry"], save, uow)
    rng = random.Random(seed)  # noqa: S311  (invented people, not secrets)
    advisor_id = people.accounts[ADVISOR].id
    entered = 0
    for key, manager in managers.items():
        structure_id = people.structures[key].id
        youths = [
            youth
            for login, youth in people.youths.items()
            if youth.structure_id == structure_id
            and youth.follow_up is FollowUp.FOLLOWED
            and login not in OUTSIDE
        ]
        for number, youth in enumerate(youths):
            if number % 7 == 6:
                continue  # some are to be entered still
            own = youth.advisor_id == advisor_id
            await _one(uow, manager, operation_id, youth, number, today, rng, own=own)
            entered += 1
    return entered


async def _one(
    uow: UnitOfWork,
    manager: Actor,
    operation_id: str,
    youth: Youth,
    number: int,
    today: date,
    rng: random.Random,
    *,
    own: bool,
) -> None:
    """A row: most are whole; of some an answer lacks, some left a while ago, one of the advisor's left lately."""
    entered_on = today - timedelta(days=rng.randrange(250, 320))
    (row,) = (await enrol(manager, Enrol(operation_id, (youth.public_id,), entered_on), uow)).made
    entry = await _entry(uow, youth, rng)
    if number % 8 == 5:
        del entry["rural"]
    view = await tell_answers(manager, TellAnswers(row, 1, Part.ENTRY, entry), uow)
    if number % 3 == 1:
        after = rng.choice(_AFTER)
        answers = {
            "exit_reason": {"employed": "job", "education": "training"}.get(after, "completed"),
            "exit_labour": after,
            "exit_training": "yes" if after == "education" else "no",
            "exit_qualification": rng.choice(("yes", "no", "no")),
        }
        left_on = today - timedelta(days=rng.randrange(195, 230))
        told = TellAnswers(row, view.version, Part.EXIT, answers, left_on=left_on)
        view = await tell_answers(manager, told, uow)
        six = rng.choice(("employed", "employed", "unemployed", "education"))
        if own or number % 6 != 1:
            better = {"six_better": "yes"} if entry["labour"] == "employed" else {}
            told = TellAnswers(row, view.version, Part.SIX_MONTHS, {"six_labour": six} | better)
            await tell_answers(manager, told, uow)
    elif number == 2:
        left_on = today - timedelta(days=12)
        await tell_answers(
            manager, TellAnswers(row, view.version, Part.EXIT, {}, left_on=left_on), uow
        )


async def _entry(uow: UnitOfWork, youth: Youth, rng: random.Random) -> dict[str, str]:
    identity = await uow.youths.identity(youth.id)
    assert identity is not None
    assert identity.birth_date is not None
    labour = rng.choice(_LABOUR)
    found = {
        "sex": rng.choice(_SEXES),
        "birth_date": identity.birth_date.isoformat(),
        "labour": labour,
        "education": rng.choice(_LEVELS),
        "nationality": rng.choice(("french", "french", "french", "third_country", "eu")),
        "foreign_background": rng.choice(("yes", "no", "no", "prefers_not")),
        "minority": "not_recorded",
        "disability": rng.choice(("no", "no", "no", "no", "yes", "prefers_not")),
        "homeless": rng.choice(("no", "no", "no", "no", "yes")),
        "commune": identity.commune,
        "qpv": rng.choice(("yes", "no", "no")),
        "rural": rng.choice(("no", "no", "no", "yes")),
    }
    if labour == "unemployed":
        found["unemployed_for"] = rng.choice(("under_6", "from_6", "from_12"))
    return found
