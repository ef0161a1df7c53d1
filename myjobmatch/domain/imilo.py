"""What is done here and must stand in i-milo too: entries, and the situations of a youth.

An entry is derived from what the product keeps anyway (an appointment held, an offer proposed), never typed a
second time. Whether it has been entered in i-milo is kept under its key, so a key says all that i-milo would be
told: `appointment:12:seen` and `appointment:12:missed` are two entries.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.text import one_line

LONGEST_DOSSIER = 40
LONGEST_KEY = 120
_DOSSIER = re.compile(r"[A-Z0-9][A-Z0-9./_-]*")


class EntryKind(StrEnum):
    """What an entry tells; labels are `imilo.kind.<value>`."""

    APPOINTMENT = "appointment"
    WORKSHOP = "workshop"
    ACTION = "action"
    PROPOSAL = "proposal"
    APPLICATION = "application"
    IMMERSION = "immersion"
    SITUATION = "situation"


class SituationKind(LabelledEnum):
    """Where a youth stands, as i-milo groups situations."""

    EMPLOYMENT = "employment"
    APPRENTICESHIP = "apprenticeship"
    TRAINING = "training"
    SCHOOLING = "schooling"
    IMMERSION = "immersion"
    VOLUNTEERING = "volunteering"
    JOB_SEEKING = "job_seeking"
    INACTIVE = "inactive"


class SituationSource(StrEnum):
    """Who told a situation; an immersion's is told by its signed agreement."""

    ADVISOR = "advisor"
    IMILO = "imilo"
    IMMERSION = "immersion"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be entered in i-milo for a youth (dense id).

    `what` is written in French, as i-milo holds it; `by` names who did it; `for_youth` says that an advisor told it
    in the youth's name.
    """

    key: str
    youth_id: int
    kind: EntryKind
    day: date
    what: str
    hours: float | None = None
    by: str = ""
    for_youth: bool = False


def checked_dossier(text: object) -> str:
    """An i-milo dossier number as it is kept: upper case, without spaces.

    Raises:
        Invalid: it is none (`dossier_form`).
    """
    number = "".join(one_line(text).split()).upper()
    if len(number) > LONGEST_DOSSIER or not _DOSSIER.fullmatch(number):
        raise Invalid("dossier_form")
    return number
