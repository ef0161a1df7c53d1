"""What the checker tells: words, the kind of fault, its rule and how sure one can be."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What follows from a finding."""

    REFUSE = "refuse"
    """The words cannot stand."""
    ASK = "ask"
    """The words may be lawful here: a person of the structure reads them."""


KINDS = (
    "age_limit",
    "young",
    "sex_and_age",
    "sex",
    "sexed_title",
    "nationality",
    "origin",
    "mother_tongue",
    "name",
    "religion",
    "opinions",
    "union",
    "mandate",
    "appearance",
    "photo",
    "family",
    "pregnancy",
    "health",
    "disability",
    "genetic",
    "residence",
    "money",
    "orientation",
    "gender_identity",
    "morals",
    "whistleblower",
    "unpaid_trial",
    "premium_phone",
    "fees",
    "papers",
    "contact",
)
"""Each has its sentences in the catalogues: `employer.wording_why.<kind>` and `.wording_instead.<kind>`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that an offer may not carry, or that someone should look at: `text[start:end]`.

    `article` is one of the Code du travail; empty where the rule is this service's own.
    """

    start: int
    end: int
    words: str
    kind: str
    article: str
    severity: Severity = Severity.REFUSE


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text; `kind` is empty where nothing is wrong."""

    text: str
    kind: str = ""


def segments(text: str, findings: tuple[Finding, ...]) -> tuple[Segment, ...]:
    """The whole text in pieces, the found ones marked with their kind."""
    pieces: list[Segment] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            pieces.append(Segment(text[at : finding.start]))
        pieces.append(Segment(text[finding.start : finding.end], finding.kind))
        at = finding.end
    if at < len(text):
        pieces.append(Segment(text[at:]))
    return tuple(pieces)
