"""A typed line becomes an action: what, about what, when, how long."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.actions import ActionCategory as C
from myjobmatch.domain.quick_line import MOST_MINUTES, read_line

THURSDAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("line", "title", "category", "minutes", "day"),
    [
        ("CV demain 2h", "CV", C.EMPLOYMENT, 120, date(2026, 3, 6)),
        ("appeler la CAF vendredi", "Appeler la CAF", C.CITIZENSHIP, 120, date(2026, 3, 6)),
        ("vacances", "Vacances", C.EMPLOYMENT, 180, None),
        ("code de la route jeudi 1h30", "Code de la route", C.TRAINING, 90, date(2026, 3, 12)),
        ("dentiste après-demain 45 min", "Dentiste", C.HEALTH, 45, date(2026, 3, 7)),
        ("visite du foyer le 12/03", "Visite du foyer", C.HOUSING, 120, date(2026, 3, 12)),
        ("piscine 1/2 2 h", "Piscine", C.LEISURE, 120, date(2027, 2, 1)),
        ("Préparer l'entretien dans 3 jours", "Préparer l'entretien", C.EMPLOYMENT, 180, date(2026, 3, 8)),
        ("écrire à Mme Lundi", "Écrire à Mme", C.EMPLOYMENT, 180, date(2026, 3, 9)),
        ("interview tomorrow 1h", "Interview", C.EMPLOYMENT, 60, date(2026, 3, 6)),
        ("relancer le 31/02", "Relancer le 31/02", C.EMPLOYMENT, 180, None),
    ],
)  # fmt: skip
def test_a_line_is_read(line: str, title: str, category: C, minutes: int, day: date | None) -> None:
    told = read_line(line, THURSDAY)
    assert (told.title, told.category, told.day) == (title, category, day)
    assert told.minutes == minutes


@given(st.text(max_size=80))
def test_any_line_is_read_as_something_sensible(line: str) -> None:
    told = read_line(line, THURSDAY)
    assert 0 < told.minutes <= MOST_MINUTES
    assert told.title == told.title.strip()
    assert len(told.title) <= len(line) + 2
