"""Finding by the letters of a word still being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.services.word_search import WordIndex, one_letter_away

INDEX = WordIndex.build(
    [
        (1, "Nettoyer une salle de restaurant", True),
        (2, "Préparer des pièces avant soudure", True),
        (2, "nettoyer une pièce", False),
        (3, "Réparer des vélos", True),
        (4, "تنظيف", False),
        (5, "Tenir une caisse", True),
    ]
)


def best(text: str) -> list[int]:
    found = INDEX.find(text)
    return sorted(found, key=lambda entity: (-found[entity], entity))


@pytest.mark.parametrize(
    ("typed", "entities"),
    [
        ("net", [1, 2]),
        ("nettoyer", [1, 2]),
        ("netoyer", [1, 2]),
        ("nettoyre", [1, 2]),
        ("VELO", [3]),
        ("vél", [3]),
        ("تنظ", [4]),
        ("caise", [5]),
        ("caisses", [5]),
    ],
)
def test_the_beginning_of_a_word_is_enough_and_one_wrong_letter_is_forgiven(
    typed: str, entities: list[int]
) -> None:
    assert best(typed) == entities


@pytest.mark.parametrize(
    "typed", ["", " ", "n", "une", "des", "nettoyer une salle", "xyz", "cass", "?"]
)
def test_what_says_nothing_finds_nothing(typed: str) -> None:
    assert INDEX.find(typed) == {}


def test_a_whole_word_is_worth_more_than_its_beginning() -> None:
    assert INDEX.find("caisse")[5] > INDEX.find("caiss")[5] > INDEX.find("caise")[5]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_letter_away_is_an_edit_or_a_swap(a: str, b: str) -> None:
    edits = {a}
    for i in range(len(a) + 1):
        for c in "abc":
            edits.add(a[:i] + c + a[i:])
            edits.add(a[:i] + c + a[i + 1 :])
        edits.add(a[:i] + a[i + 1 :])
        edits.add(a[:i] + a[i + 1 : i + 2] + a[i : i + 1] + a[i + 2 :])
    assert one_letter_away(a, b) == one_letter_away(b, a)
    assert one_letter_away(a, b) <= (b in edits)
    if a != b and b in edits:
        assert one_letter_away(a, b)
