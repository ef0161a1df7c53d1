"""The cards of candidates as pages show them, one by one and side by side: no id of the catalogue, no figure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from myjobmatch.domain.cards import AskedOfCandidate, CandidateCard

LETTERS = "ABC"


@dataclass(frozen=True, slots=True)
class OfferTab:
    """A published offer whose candidates may be seen."""

    id: str
    title: str
    place: str
    likes: int


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that the offer asks for; `by` is the candidate's nearest when it is another."""

    label: str
    essential: bool
    by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A closed question and its answer, empty while it waits; `month` of a start, as `2026-03-15`."""

    template: str
    month: str
    answer: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card: catalogue words and bands. `id` is the alias for this offer."""

    id: str
    title: str
    matched: list[Need]
    near: list[Need]
    missing: list[Need]
    others: list[str]
    aptitudes: list[str]
    experience: str
    travel: str
    month: str
    year: str
    looking_for: list[str]
    contracts: list[str]
    fit: str
    likes_you: bool
    wanted: bool
    asked: list[Asked]


@dataclass(frozen=True, slots=True)
class Column:
    """One of those compared; `letter` is how it is called there."""

    letter: str
    card: Candidate


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill asked for, and for each of those compared `has`, `near` or `lacks`."""

    label: str
    essential: bool
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Up to three cards side by side."""

    columns: list[Column]
    skills: list[SkillLine]


def candidate_of(card: CandidateCard) -> Candidate:
    """A card as the page shows it."""
    year, _, month = card.available_from_month.partition("-")
    wanted = [label for label in card.looking_for if label]
    first = wanted[0] if wanted else next((skill.label for skill in card.matched), "")
    return Candidate(
        id=card.alias,
        title=first,
        matched=[Need(s.label, s.essential, "") for s in card.matched],
        near=[Need(s.label, s.essential, s.by) for s in card.near],
        missing=[Need(s.label, s.essential, "") for s in card.missing],
        others=list(card.other_skills),
        aptitudes=[label for label in card.aptitudes if label],
        experience=card.experience.value if card.experience else "",
        travel=card.travel.value,
        month=str(int(month)) if month else "",
        year=year if month else "",
        looking_for=wanted,
        contracts=[contract.value for contract in card.contracts],
        fit=card.fit.value,
        likes_you=card.likes_you,
        wanted=card.wanted,
        asked=asked_of(card.asked),
    )


def asked_of(asked: tuple[AskedOfCandidate, ...]) -> list[Asked]:
    """What was asked, as the page shows it."""
    return [
        Asked(one.template, f"{one.month}-15" if one.month else "", one.answer) for one in asked
    ]


def with_answers(card: Candidate, asked: tuple[AskedOfCandidate, ...], *, likes: bool) -> Candidate:
    """A card with what was answered meanwhile, and whether they like the offer meanwhile."""
    return replace(card, asked=asked_of(asked), likes_you=likes)


def side_by_side(cards: list[Candidate]) -> Compared:
    """The cards' columns, and the skills asked for in the order of the first card: essential ones first."""
    order: dict[str, bool] = {}
    for card in cards:
        for need in (*card.matched, *card.near, *card.missing):
            order.setdefault(need.label, need.essential)
    lines = [
        SkillLine(label, essential, [_stands(card, label) for card in cards])
        for label, essential in order.items()
    ]
    return Compared(
        [Column(letter, card) for letter, card in zip(LETTERS, cards, strict=False)],
        sorted(lines, key=lambda line: not line.essential),
    )


def _stands(card: Candidate, label: str) -> str:
    if any(need.label == label for need in card.matched):
        return "has"
    return "near" if any(need.label == label for need in card.near) else "lacks"
