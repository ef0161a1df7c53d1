"""The title of a pasted offer: what is offered, without the label before it or the sentence after it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from myjobmatch.domain.offer_reading import LONGEST, read_words


@pytest.mark.parametrize(
    "text",
    [
        "Poste : vendeur en boulangerie",
        "POSTE: vendeur en boulangerie.",
        "Le poste : vendeur en boulangerie",
        "Poste à pourvoir : vendeur en boulangerie",
        "Poste proposé : vendeur en boulangerie",
        "Fiche de poste : vendeur en boulangerie",
        "Intitulé : vendeur en boulangerie",
        "Intitulé de poste : vendeur en boulangerie",
        "Intitulé du poste : vendeur en boulangerie",
        "Titre : vendeur en boulangerie",
        "Titre de l'offre : vendeur en boulangerie",
        "Nom du poste : vendeur en boulangerie",
        "Offre : vendeur en boulangerie",
        "📢 Poste : vendeur en boulangerie",
        "1. Poste : vendeur en boulangerie",
        "**Poste :** vendeur en boulangerie",
        "Poste :\nvendeur en boulangerie",
        "Bonjour, poste : vendeur en boulangerie",
        "Le Fournil recrute !\nPoste : vendeur en boulangerie. Vous accueillez les clients.",
        "Poste : nous recherchons un vendeur en boulangerie. CDI, 35 h.",
        "Le Fournil recherche un vendeur en boulangerie. Poste : à pourvoir tout de suite.",
        "Le Fournil recherche un vendeur en boulangerie.\nPoste : vous accueillez les clients.",
        "Vendeur en boulangerie\nLieu : Évry",
    ],
)
def test_the_title_has_neither_its_label_nor_the_sentence_after_it(text: str) -> None:
    assert read_words(text, date(2026, 1, 5)).title == "Vendeur en boulangerie"


def test_what_only_says_what_one_does_is_no_title() -> None:
    assert read_words("Poste : vous accueillez. CDI.", date(2026, 1, 5)).title == ""


@pytest.mark.parametrize("sign", [".", "!", ", ", ";-", "\n*"])
def test_a_line_of_dots_is_read_in_a_moment(sign: str) -> None:
    """A form that was pasted: while a pattern is looked for, nothing else of the process goes on."""
    dots = (sign * LONGEST)[: LONGEST - 40]
    started = time.process_time()
    read = read_words(f"{dots}Poste : Serveur en salle", date(2026, 10, 1))
    assert time.process_time() - started < 3
    assert read.title == "Serveur en salle"
