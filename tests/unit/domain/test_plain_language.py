"""Hints on plain language: what makes a reader stumble is found, what is plain is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.plain_language import (
    ABBREVIATIONS,
    MOST_HINTS,
    SIMPLER,
    HintKind,
    hints_of,
)


def kinds(text: str) -> set[HintKind]:
    return {hint.kind for hint in hints_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour Lina. On se voit mardi à 14 h. Apporte ta carte d'identité.",
        "Tu peux venir demain ? Je t'attends à l'accueil.",
        "Le CV est prêt. Je te l'envoie ce soir.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert hints_of(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "words", "instead"),
    [
        ("Afin de t'inscrire, viens.", HintKind.HARD_WORD, "afin de", "pour"),
        ("Apporte tes justificatifs.", HintKind.HARD_WORD, "justificatif", "papier qui prouve"),
        ("Ton PACEA commence.", HintKind.ABBREVIATION, "PACEA", "parcours d'accompagnement"),
        (
            "C'est noté dans i-milo.",
            HintKind.ABBREVIATION,
            "i-milo",
            "dossier de la Mission Locale",
        ),
    ],
)
def test_a_simpler_word_is_offered(text: str, kind: HintKind, words: str, instead: str) -> None:
    hint = next(hint for hint in hints_of(text) if hint.kind is kind)
    assert (hint.words, hint.instead) == (words, instead)


def test_what_is_explained_at_once_needs_no_hint() -> None:
    assert HintKind.ABBREVIATION not in kinds("Le CEJ (contrat d'engagement jeune) commence.")


def test_long_sentences_figures_passives_and_capitals() -> None:
    long = "Je te propose de venir à la Mission Locale jeudi matin pour que l'on regarde ensemble "
    assert HintKind.LONG_SENTENCE in kinds(long + "les offres que tu as aimées la semaine passée.")
    assert HintKind.FIGURES in kinds("Entre 9h30 et 11h45, bureau 12, étage 3, code 4512.")
    assert HintKind.PASSIVE in kinds("Ton dossier sera étudié par la commission.")
    assert HintKind.CAPITALS in kinds("APPORTE TOUS TES PAPIERS demain.")


def test_what_is_offered_instead_is_plain_itself() -> None:
    for simple in (*SIMPLER.values(), *ABBREVIATIONS.values()):
        assert HintKind.HARD_WORD not in kinds(simple), simple


@given(st.text(max_size=600))
def test_any_text_is_read_and_hints_stay_few(text: str) -> None:
    assert len(hints_of(text)) <= MOST_HINTS
