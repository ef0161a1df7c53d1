"""What an offer may not say, and the same words where they are lawful."""

import itertools
import time

import pytest

from myjobmatch.domain.offer_check import segments
from myjobmatch.domain.offer_check.check import check_text
from myjobmatch.services.offer_texts import clauses

UNLAWFUL = [
    ("Nous recherchons une jeune femme dynamique", "sex_and_age"),
    ("Jeune femme dynamique pour notre accueil", "sex_and_age"),
    ("Recherche homme pour manutention", "sex"),
    ("Recrute un homme fort", "sex"),
    ("Poste réservé aux femmes", "sex"),
    ("Homme de ménage", "sex"),
    ("Cherche femme de ménage", "sex"),
    ("Moins de 30 ans", "age_limit"),
    ("Vous avez moins de 30 ans", "age_limit"),
    ("Profil de 20 à 25 ans", "age_limit"),
    ("âge : 20 à 25 ans", "age_limit"),
    ("Profil 18-25 ans", "age_limit"),
    ("Idéalement entre 25 et 35 ans", "age_limit"),
    ("Nous cherchons des jeunes de 18 à 25 ans", "age_limit"),
    ("Âge maximum souhaité", "age_limit"),
    ("35 ans maximum", "age_limit"),
    ("Seniors s'abstenir", "age_limit"),
    ("Vous êtes jeune et motivé", "young"),
    ("Jeune motivé", "young"),
    ("Rejoignez une équipe jeune et dynamique", "young"),
    ("Recherchons jeunes vendeurs", "young"),
    ("Un jeune diplômé", "young"),
    ("Nous recrutons des jeunes", "young"),
    ("Bonne présentation exigée", "appearance"),
    ("Excellente présentation", "appearance"),
    ("Physique agréable", "appearance"),
    ("Envoyez un CV avec photo", "photo"),
    ("De nationalité française", "nationality"),
    ("Français de souche", "nationality"),
    ("Type européen", "origin"),
    ("Personne d'origine française", "origin"),
    ("Langue maternelle française", "mother_tongue"),
    ("Anglais natif", "mother_tongue"),
    ("Français sans accent", "mother_tongue"),
    ("Personne sans enfants", "family"),
    ("Célibataire de préférence", "family"),
    ("Candidate non enceinte", "pregnancy"),
    ("Vous êtes en bonne santé", "health"),
    ("Pas de handicap", "disability"),
    ("Habitant à Melun de préférence", "residence"),
    ("Habitant Évry ou alentours", "residence"),
    ("Résidant à Évry", "residence"),
    ("Vous habitez à proximité", "residence"),
    ("Personne du quartier", "residence"),
    ("Personne de confession chrétienne", "religion"),
    ("Non syndiqué", "union"),
    ("Nous cherchons une vendeuse souriante", "sexed_title"),
]

LAWFUL = [
    "Vous gardez de jeunes enfants",
    "Une crème jeune et fruitée",
    "Médiation auprès des jeunes publics",
    "Une jeune entreprise en croissance",
    "Une jeune pousse du numérique",
    "Planter de jeunes arbres",
    "Accompagner les jeunes en insertion",
    "Accompagner des jeunes de 16 à 25 ans",
    "Animateur auprès des jeunes",
    "Nous formons des jeunes depuis 2009",
    "Foyer de jeunes travailleurs",
    "Accueillir des enfants de 3 à 11 ans",
    "Accueil de mineurs de moins de 18 ans",
    "Contrat d'apprentissage (moins de 30 ans)",
    "Âge requis : 18 ans (vente d'alcool)",
    "18 ans minimum",
    "Une maison de plus de 30 ans d'expérience",
    "Installés à Melun depuis plus de 25 ans",
    "Femme ou homme de ménage",
    "Femme de chambre / homme de chambre",
    "Ouvert aux femmes et aux hommes",
    "Vêtements femme et rayon homme",
    "Ressources humaines",
    "Vendeur / Vendeuse",
    "Serveur / Serveuse en restauration",
    "Vendeuse H/F",
    "Nous cherchons une serveuse ou un serveur",
    "Assistante maternelle",
    "Veiller à la bonne présentation des produits",
    "Présentation soignée du rayon",
    "Cuisine de produits d'origine française",
    "Anglais courant",
    "Couples sans enfants et familles",
    "Entreprise en bonne santé financière",
    "Bonne condition physique",
    "Aide à domicile auprès des habitants du quartier",
    "Chez des personnes âgées habitant à Melun",
    "Vous disposez d'un véhicule",
    "Permis B valide",
    "École catholique Saint-Joseph",
    "Débutantes et débutants bienvenus",
    "La bonne humeur est exigée",
]


@pytest.mark.parametrize(("text", "kind"), UNLAWFUL)
def test_an_unlawful_phrase_is_found_with_its_kind(text: str, kind: str) -> None:
    kinds = [finding.kind for finding in check_text(text)]

    assert kind in kinds


@pytest.mark.parametrize("text", LAWFUL)
def test_the_same_words_pass_where_they_are_lawful(text: str) -> None:
    assert check_text(text, is_title=True) == ()


def test_the_words_are_marked_as_they_were_typed() -> None:
    text = "Accueil. Nous cherchons une JEUNE FEMME dynamique, de nationalité française."

    found = check_text(text)

    assert [(f.words, f.article) for f in found] == [
        ("JEUNE FEMME", "L1142-1"),
        ("de nationalité française", "L1132-1"),
    ]
    assert "".join(piece.text for piece in segments(text, found)) == text
    assert [piece.text for piece in segments(text, found) if piece.kind] == [f.words for f in found]


def test_accents_and_typographic_apostrophes_do_not_hide_a_phrase() -> None:
    for text in ("Limite d’âge : 30 ans", "limite d'age", "LIMITE D'ÂGE"):
        assert [f.kind for f in check_text(text)][:1] == ["age_limit"]


def test_a_job_named_in_the_feminine_only_is_refused_in_a_title_alone() -> None:
    assert [f.kind for f in check_text("Serveuse", is_title=True)] == ["sexed_title"]
    assert check_text("Serveuse", is_title=True, beside="Poste ouvert (H/F)") == ()
    assert check_text("La serveuse du midi vous montrera la salle") == ()


def test_the_description_may_name_the_other_form() -> None:
    assert check_text("Caissière", is_title=True, beside="Caissier ou caissière, à 24 heures") == ()
    assert check_text("Caissière", is_title=True, beside="Vous tenez la caisse") != ()


def test_findings_never_overlap_and_long_texts_stay_quick() -> None:
    text = "Vous aimez le contact et le travail bien fait. " * 120 + "Jeune femme de 20 à 25 ans."

    found = check_text(text)

    assert found
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece", ["jeune ", " ", "a ", "- ", "et ", "entre 18 et ", "sans ", "(e)", "\u00e9", "ans "]
)
def test_the_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """A text made to keep the server busy: five times what an offer may hold, in a single sentence."""
    text = (piece * 30_000)[:30_000]
    started = time.perf_counter()
    check_text(text)
    clauses(text)
    assert time.perf_counter() - started < 8
