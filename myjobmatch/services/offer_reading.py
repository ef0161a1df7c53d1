"""From a pasted offer to its form: what it says, with the occupation, the place and the skills found by meaning."""

from dataclasses import dataclass

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Schedule
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.offer_reading import LONGEST, ReadOffer, read_words
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.integrations.france_travail_words import schedules
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.offer_texts import Hint, SkillHint, TextHints, TextQuery, suggest
from myjobmatch.services.places import place_named


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a pasted offer says. `place` is the label of a place that is known, or empty."""

    words: ReadOffer
    place: str
    schedules: tuple[Schedule, ...]
    occupation: Hint | None
    skills: tuple[SkillHint, ...]
    """Those that the text itself names."""


async def read_pasted(app: Application, actor: Actor, text: str) -> ReadText:
    """Read a pasted offer.

    Raises:
        Forbidden: not somebody who writes offers.
    """
    words, place, times = await app.run(read_offer_text, actor, text)
    hints: TextHints = await suggest(app, actor, TextQuery(words.title, text[:LONGEST]))
    named = tuple(skill for skill in hints.skills if skill.from_text)
    return ReadText(words, place, times, next(iter(hints.occupations), None), named)


@service(is_employer_side, writes=False)
async def read_offer_text(
    _actor: Actor, text: str, uow: UnitOfWork
) -> tuple[ReadOffer, str, tuple[Schedule, ...]]:
    """(what the words say, the label of the place they name, when the work is done)."""
    text = text[:LONGEST]
    words = await off_loop(read_words, text, paris_day(uow.clock.now()))
    place = ""
    for name in words.places:
        try:
            place = (await place_named(uow, name)).label
        except Invalid:
            continue
        break
    said = await off_loop(schedules, "", words.title, text)
    return words, place, said
