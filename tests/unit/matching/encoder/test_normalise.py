"""Words are the same however they were typed; letters that are no accents stay."""

import pytest

from myjobmatch.matching.encoder.normalise import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Préparer les COMMANDES", ["preparer", "les", "commandes"]),
        ("Aide-soignant / Aide-soignante", ["aide", "soignant", "aide", "soignante"]),
        ("œuvre d’art, Straße, smörgås", ["oeuvre", "d", "art", "strasse", "smorgas"]),
        ("C++ et C#", ["c++", "et", "c#"]),
        ("", []),
        (" \t\n ", []),
        ("… !? 🙂", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_ukrainian_keeps_its_letters() -> None:
    assert words_of("Їжа, йод") == ["їжа", "йод"]


def test_arabic_vowel_marks_and_stretching_change_nothing() -> None:
    assert words_of("تَنْظِيف") == words_of("تنظيف") == words_of("تنظـيف")


def test_composed_and_decomposed_letters_are_one() -> None:
    assert words_of("e\u0301le\u0300ve") == words_of("élève")


@pytest.mark.parametrize(
    "title",
    [
        "Boucher (H/F)",
        "Boucher H/F",
        "boucher (h/f:x)",
        "Boucher m/w/d",
        "BOUCHER H-F",
        "Boucher(s)",
    ],
)
def test_marks_of_gender_say_nothing(title: str) -> None:
    assert words_of(title) == ["boucher"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Technicien(ne) de maintenance", ["technicien", "de", "maintenance"]),
        ("OUVRIER(E) POLYVALENT(E)", ["ouvrier", "polyvalent"]),
        ("Opérateur(trice)", ["operateur"]),
        ("Préparateur(rice) vendeur(se)", ["preparateur", "vendeur"]),
        ("Verkäufer(in), Lehrer*innen", ["verkaufer", "lehrer"]),
        ("étudiant·e·s", ["etudiant"]),
        ("vendedor(a)", ["vendedor"]),
        ("permis (B) et soudure (MIG)", ["permis", "b", "et", "soudure", "mig"]),
        ("Cariste(CACES)", ["cariste", "caces"]),
    ],
)
def test_an_ending_of_the_other_gender_is_no_word(title: str, words: list[str]) -> None:
    assert words_of(title) == words


def test_a_text_of_gender_marks_alone_is_kept() -> None:
    assert words_of("H/F") == ["h", "f"]
