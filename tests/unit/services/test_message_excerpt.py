"""What is shown of a message that was found holds the words that found it, however they are written."""

import unicodedata

import pytest

from myjobmatch.domain.conversation import folded
from myjobmatch.services.message_search import excerpt

LONG = "Une phrase qui ne dit rien de ce que l'on cherche. " * 12


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("préfecture", "PREFECTURE"),
        (unicodedata.normalize("NFD", "Nguyễn Hữu Phước"), "phuoc"),
        (unicodedata.normalize("NFD", "ềệễểếềệễ"), "eeeeeeee"),
        ("مُدَرِّسَةٌ", "مدرسة"),
        ("aﬀichée", "fichee"),
        ("Straße", "strasse"),
        ("①②③④⑤ ㎏", "kg"),
        ("İİİİİİ istanbul", "istanbul"),
    ],
)
def test_an_excerpt_shows_where_the_words_are(written: str, typed: str) -> None:
    shown = excerpt(LONG + written + ". " + LONG, folded(typed).split())

    assert unicodedata.normalize("NFC", written) in unicodedata.normalize("NFC", shown)
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_the_first_of_the_words_is_what_is_shown() -> None:
    shown = excerpt(f"{LONG}la mairie {LONG}la préfecture {LONG}", ["prefecture", "mairie"])

    assert "mairie" in shown
    assert "préfecture" not in shown


def test_a_short_message_is_shown_whole() -> None:
    assert excerpt("Rendez-vous\n à  la préfecture", ["prefecture"]) == (
        "Rendez-vous à la préfecture"
    )
    assert excerpt("Bonjour", ["nowhere"]) == "Bonjour"
