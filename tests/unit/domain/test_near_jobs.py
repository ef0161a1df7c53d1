"""The same job in other words, on adverts of our own: what must be one card, and what must not."""

from __future__ import annotations

import itertools
import random

import pytest

from myjobmatch.domain.near_jobs import (
    LEAST_LEFT,
    MANY,
    JobMarks,
    UsualWords,
    blocks_of,
    first_alike,
    marks_of,
    packed,
    same_job,
    share_within,
    title_words,
    unpacked,
)
from myjobmatch.integrations.france_travail_words import folded

POSTS = (
    (
        "Vous préparez les commandes de nos clients dans un entrepôt de produits frais, vous contrôlez les dates et les "
        "températures, vous filmez les palettes et vous les rangez sur le quai avec un chariot de catégorie 1B."
    ),
    (
        "Vous accueillez les clients au comptoir, vous prenez les commandes de pain et de viennoiseries, vous encaissez, "
        "vous tenez la vitrine et vous nettoyez la boutique avant la fermeture du soir."
    ),
    (
        "Au sein d'une équipe de huit personnes vous montez des cloisons et des plafonds, vous posez les isolants, vous "
        "faites les joints et vous lisez les plans du chantier avec le chef d'équipe."
    ),
    (
        "Vous aidez des personnes âgées chez elles : le lever, la toilette, les repas, les courses et un peu de ménage, "
        "trois matins et deux soirs par semaine, dans un secteur de dix kilomètres autour de l'agence."
    ),
    (
        "Vous entretenez des bureaux tôt le matin : poubelles, poussières, sols, sanitaires ; vous travaillez seul ou seule "
        "avec les clés du site et vous remplissez la feuille de passage chaque jour."
    ),
    (
        "Vous conduisez un bus scolaire matin et soir, vous vérifiez les billets, vous veillez à la sécurité des enfants et "
        "vous signalez toute panne au responsable du dépôt avant le lendemain."
    ),
)
AGENCIES = (
    (
        "Notre agence d'Évry recherche pour l'un de ses clients, acteur reconnu de son secteur : {post} Mission de six mois "
        "renouvelable. Indemnités de fin de mission et de congés payés, mutuelle, comité d'entreprise dès la première heure."
    ),
    "{post} Rejoignez un réseau national de plus de cent agences ! Acompte à la semaine, parrainage, accès à la formation.",
    "Nous recrutons avec le sourire. {post}",
)


def advert(post: str, agency: int, hours: float | None = 35, pay: float | None = None) -> JobMarks:
    text = AGENCIES[agency].format(post=post)
    return JobMarks(
        title_words(folded("Agent / Agente H/F")), f"agence {agency}", marks_of(folded(text)), hours, pay
    )  # fmt: skip


def reworded(post: str, draw: random.Random) -> str:
    """As somebody types it again: a word in twenty is another."""
    return " ".join("autre" if draw.random() < 0.05 else word for word in post.split())


@pytest.mark.parametrize("post", POSTS)
def test_three_agencies_adverts_of_one_post_are_one_job(post: str) -> None:
    for one, other in itertools.combinations(range(3), 2):
        assert same_job(advert(post, one), advert(post, other))


def test_one_agencys_adverts_of_different_posts_are_not() -> None:
    for one, other in itertools.combinations(POSTS, 2):
        for agency in range(3):
            assert not same_job(advert(one, agency), advert(other, agency))


def test_precision_and_recall_on_adverts_whose_twins_are_known() -> None:
    draw = random.Random(12)
    words = " ".join(POSTS).split()
    posts = [" ".join(draw.choice(words) for _ in range(40)) for _ in range(60)]
    adverts = [
        (number, advert(reworded(post, draw), agency))
        for number, post in enumerate(posts)
        for agency in range(3)
    ]
    true = found = right = 0
    for (one, first), (other, second) in itertools.combinations(adverts, 2):
        said = same_job(first, second)
        true += one == other
        found += said
        right += said and one == other
    precision, recall = right / found, right / true
    print(f"near jobs: {true} pairs, precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.99
    assert recall >= 0.9


def test_what_contradicts_keeps_two_jobs_apart() -> None:
    post = POSTS[0]
    assert not same_job(advert(post, 0, hours=35), advert(post, 1, hours=24))
    assert not same_job(advert(post, 0, pay=12.0), advert(post, 1, pay=15.0))
    assert same_job(advert(post, 0, hours=None), advert(post, 1, hours=24))
    other = JobMarks(title_words("chef de chantier"), "agence 1", advert(post, 1).marks, 35)
    assert not same_job(advert(post, 0), other)


def test_one_employer_may_have_two_posts_that_are_nearly_alike() -> None:
    shift = POSTS[1].replace(
        "avant la fermeture du soir", "dès l'ouverture à six heures le dimanche"
    )
    one = JobMarks(title_words("vendeur vendeuse"), "le fournil", marks_of(folded(POSTS[1])), 35)
    other = JobMarks(title_words("vendeur vendeuse"), "le fournil", marks_of(folded(shift)), 35)
    assert not same_job(one, other)
    assert share_within(one.marks, other.marks) > 0.6


def test_a_short_text_tells_nothing() -> None:
    assert not marks_of("vous travaillez en équipe du lundi au vendredi")
    bare = JobMarks(frozenset({"agent"}), "x", frozenset())
    assert first_alike(bare, [(1, bare)]) is None


def test_an_agencys_usual_words_tell_nothing() -> None:
    usual = UsualWords()
    long = AGENCIES[0].replace("{post}", "{post} " + " ".join(AGENCIES[1:]).replace("{post}", ""))
    texts = [marks_of(folded(long.format(post=post))) for post in POSTS]
    first, second = (JobMarks(title_words("agent"), f"agence de {at}", texts[at]) for at in (0, 1))
    assert same_job(first, second), "its many words on itself look like one job"
    for marks in texts:
        usual.meet(marks)
    assert len(texts) >= MANY
    assert not same_job(first, second, usual)
    assert share_within(texts[0], texts[0], usual) == 1.0
    assert len(usual.without(texts[0])) >= LEAST_LEFT


def test_a_block_needs_a_place_and_an_occupation_or_a_title() -> None:
    title = title_words("agent de production")
    assert blocks_of("91228", "cdi", "D1106", title) == ("91228|cdi|D1106", "91228|cdi|agent produ")
    assert blocks_of("", "cdi", "D1106", title) == ("", "")
    assert blocks_of("91228", "cdi", "", frozenset()) == ("", "")


def test_marks_are_kept_and_read_back() -> None:
    marks = marks_of(folded(POSTS[0] + POSTS[1] + POSTS[2]))
    assert unpacked(packed(marks)) == marks


def test_both_forms_of_a_title_are_one_word_and_what_tells_nothing_is_left_out() -> None:
    assert title_words(folded("Vendeur / Vendeuse (H/F) en CDI")) == {"vende"}
