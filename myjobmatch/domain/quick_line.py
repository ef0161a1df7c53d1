"""One typed line that becomes an action: "CV demain 2h", "appeler la CAF vendredi", "vacances du permis 3 h".

A day ("demain", "vendredi", "12/03", "dans 3 jours") and a time ("2h", "1h30", "45 min") are taken out of it; what is
left is what is to be done, and some of its words tell what it is about.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.domain.actions import DEFAULT_MINUTES, ActionCategory
from myjobmatch.domain.text import one_line, plain

C = ActionCategory
_WORDS: dict[ActionCategory, tuple[str, ...]] = {
    C.TRAINING: (
        "formation",
        "stage",
        "code de la route",
        "permis",
        "conduite",
        "cours",
        "afpa",
        "training",
    ),
    C.HOUSING: ("logement", "fjt", "foyer", "apl", "bailleur", "loyer", "housing"),
    C.HEALTH: ("sante", "medecin", "dentiste", "cpam", "secu", "bilan de sante", "psy", "health"),
    C.CITIZENSHIP: (
        "caf",
        "prefecture",
        "mairie",
        "titre de sejour",
        "carte d'identite",
        "impots",
        "papiers",
        "benevolat",
    ),
    C.LEISURE: ("sport", "musee", "sortie", "culture", "foot", "piscine", "bibliotheque"),
    C.CAREER_PLAN: ("projet", "metier", "orientation", "bilan", "enquete"),
    C.EMPLOYMENT: (
        "cv",
        "lettre",
        "entretien",
        "candidature",
        "emploi",
        "offre",
        "job",
        "interim",
        "postuler",
        "employeur",
    ),
}
_DAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_NEAR = {
    "aujourd'hui": 0, "aujourd’hui": 0, "today": 0, "apres-demain": 2, "apres demain": 2,
    "demain": 1, "tomorrow": 1,
}  # fmt: skip
_EDGE = r"(?<![\w'’-])", r"(?![\w'’-])"
_TIME = re.compile(
    r"(?<![\w/])(?:(\d{1,2})\s?h(?:eures?|ours?)?\s?(\d{2})?|(\d{1,3})\s?min(?:utes?)?)(?![\w/])"
)
_DATE = re.compile(r"(?<![\w/])(?:le )?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\w/])")
_AFTER = re.compile(r"(?<!\w)(?:dans|in) (\d{1,2}) (?:jours?|days?)(?!\w)")
MOST_MINUTES = 12 * 60


@dataclass(frozen=True, slots=True)
class QuickLine:
    """What a line says: what is to be done, about what, when, and for how long."""

    title: str
    category: ActionCategory
    minutes: int
    day: date | None


def read_line(text: object, today: date) -> QuickLine:
    """The action that a line tells of. Without a time, the category's usual one; without a day, none."""
    line = one_line(text)
    line, minutes = _without_time(line)
    line, day = _without_day(line, today)
    title = " ".join(line.split()).strip(" ,;:-")
    category = _about(title)
    return QuickLine(
        title[:1].upper() + title[1:], category, minutes or DEFAULT_MINUTES[category], day
    )


def _without_time(line: str) -> tuple[str, int]:
    found = _TIME.search(line.lower())
    if found is None:
        return line, 0
    hours, rest, alone = found.groups()
    minutes = int(alone) if alone else int(hours) * 60 + int(rest or 0)
    if not 0 < minutes <= MOST_MINUTES:
        return line, 0
    return line[: found.start()] + line[found.end() :], minutes


def _without_day(line: str, today: date) -> tuple[str, date | None]:
    # a letter of plain text stands where it stood, as long as its accents are one sign each
    low = "".join(plain(sign)[:1] or " " for sign in line)
    after = _AFTER.search(low)
    if after is not None:
        return _cut(line, after), today + timedelta(days=int(after[1]))
    dated = _DATE.search(low)
    if dated is not None:
        day = _dated(int(dated[1]), int(dated[2]), int(dated[3] or 0), today)
        if day is not None:
            return _cut(line, dated), day
    for word, days in _NEAR.items():
        found = re.search(_EDGE[0] + re.escape(word) + _EDGE[1], low)
        if found is not None:
            return _cut(line, found), today + timedelta(days=days)
    for word, weekday in _DAYS.items():
        found = re.search(rf"{_EDGE[0]}(?:pour |avant |le |on )?{word}( prochain)?{_EDGE[1]}", low)
        if found is not None:
            ahead = (weekday - today.weekday()) % 7 or 7
            return _cut(line, found), today + timedelta(days=ahead)
    return line, None


def _dated(day: int, month: int, year: int, today: date) -> date | None:
    """The day meant; without a year the next one of that name."""
    for candidate in (year,) if year else (today.year, today.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def _cut(line: str, found: re.Match[str]) -> str:
    return line[: found.start()] + " " + line[found.end() :]


def _about(title: str) -> ActionCategory:
    low = plain(title).replace("’", "'")
    for category, words in _WORDS.items():
        for word in words:
            if re.search(rf"(?<!\w){re.escape(word)}(?:s)?(?!\w)", low):
                return category
    return C.EMPLOYMENT
