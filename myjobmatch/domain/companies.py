"""A company's life here, and what its people may do: the rules, without a database."""

import re

from myjobmatch.domain.enums import CompanyStatus as S
from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.text import typed
from myjobmatch.domain.workflow import Workflow


class CompanyRole(LabelledEnum):
    """What a recruiter is in their company: an owner also decides who else is in it."""

    OWNER = "owner"
    RECRUITER = "recruiter"


COMPANY: Workflow[S] = Workflow(
    "company",
    S.PENDING,
    {
        S.PENDING: frozenset({S.APPROVED, S.REFUSED}),
        S.APPROVED: frozenset({S.SUSPENDED}),
        S.SUSPENDED: frozenset({S.APPROVED}),
        S.REFUSED: frozenset({S.PENDING, S.APPROVED}),
    },
)
"""A refused company corrects itself and asks again; a suspended one is reinstated, or is not."""

GIVES_REASON = frozenset({S.REFUSED, S.SUSPENDED})
"""What is never done without a reason that the company reads."""

LONGEST_REASON = 500
LONGEST_PERSON = 120
LONGEST_ADDRESS = 200
MOST_SITES = 50
MOST_PEOPLE = 50
"""People of a company and invitations that wait, together."""

_LETTER = re.compile(r"[^\W\d_]")


def checked_person(text: object) -> str:
    """The name of somebody who works there, on one line.

    Raises:
        Invalid: none was typed (`person_missing`), or too long a one (`text_long`, with `most`).
    """
    name = " ".join(typed(text).split()) if isinstance(text, str) else ""
    if not _LETTER.search(name):
        raise Invalid("person_missing")
    if len(name) > LONGEST_PERSON:
        raise Invalid("text_long", most=LONGEST_PERSON)
    return name
