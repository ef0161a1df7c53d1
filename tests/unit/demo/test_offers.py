"""The demonstration's offers: many, lawful, coherent with their terms, and natural in number."""

import re
from collections import Counter

import pytest

from myjobmatch.demo import content
from myjobmatch.demo.catalogue.reader import read_catalogue
from myjobmatch.demo.needs import occupation_needs
from myjobmatch.demo.offers import SMIC_HOURLY, OfferContent, Terms, compose_offers
from myjobmatch.demo.talks import talks
from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceDemand,
    OfferOrigin,
    OfferStatus,
    Schedule,
)
from myjobmatch.domain.french_text import is_french
from myjobmatch.domain.offer_check.check import check_text

SEED = 20260101
UNLAWFUL = re.compile(
    r"jeunes? (homme|femme|fille|garçon|diplômé)|dynamique|moins de \d+ ans|\d+ ans (max|au plus)"
    r"|\bâgés? de|limite d'âge|sans enfant|célibataire|célibat|bon physique|bonne présentation"
    r"|nationalité|langue maternelle|de sexe|véhiculée? exigé|possédant le permis"
    r"|à l'essai non|essai non payé",
    re.IGNORECASE,
)
NEUTRAL = {
    "Cariste", "Plaquiste", "Fleuriste", "Réceptionniste", "Réceptionniste de nuit", "Manutentionnaire",
    "Peintre en bâtiment", "Aide-peintre", "Manœuvre du bâtiment", "Garde d'enfants", "Chauffagiste",
    "Secrétaire", "Graphiste", "Graphiste multimédia", "Community manager", "Auxiliaire de puériculture",
    "Auxiliaire de vie", "Aide de cuisine", "Comptable", "Valet ou femme de chambre (F/H)",
}  # fmt: skip


@pytest.fixture(scope="module")
def offers() -> tuple[OfferContent, ...]:
    return compose_offers(occupation_needs(read_catalogue()), SEED)


def test_there_are_enough_of_enough_occupations(offers: tuple[OfferContent, ...]) -> None:
    assert len(offers) >= 260
    assert sum(offer.status is OfferStatus.PUBLISHED for offer in offers) >= 250
    assert len({offer.rome for offer in offers}) >= 60
    outside = sum(offer.origin is OfferOrigin.OUTSIDE for offer in offers)
    assert 0.35 <= outside / len(offers) <= 0.45
    assert set(ContractKind) - {offer.contract for offer in offers} == {
        ContractKind.ASSISTED,
        ContractKind.OTHER,
        ContractKind.TRAINING,
    }
    assert set(OfferStatus) - {offer.status for offer in offers} == {OfferStatus.REFUSED}


def test_the_checker_finds_nothing_in_them(offers: tuple[OfferContent, ...]) -> None:
    for offer in offers:
        found = check_text(offer.title, is_title=True, beside=offer.description)
        assert (*found, *check_text(offer.description, beside=offer.title)) == (), offer.title
        assert is_french(offer.description)


def test_every_company_has_an_offer(offers: tuple[OfferContent, ...]) -> None:
    published = {o.company for o in offers if o.status is OfferStatus.PUBLISHED}
    assert {company.key for company in content.companies()} <= published


def test_the_same_seed_gives_the_same_offers(offers: tuple[OfferContent, ...]) -> None:
    assert compose_offers(occupation_needs(read_catalogue()), SEED) == offers


def test_keys_and_descriptions_are_unique(offers: tuple[OfferContent, ...]) -> None:
    assert len({offer.key for offer in offers}) == len(offers)
    assert len({offer.description for offer in offers}) == len(offers)
    sources = [offer.source_id for offer in offers if offer.source_id]
    assert len(sources) == len(set(sources))


def test_descriptions_have_three_to_nine_sentences(offers: tuple[OfferContent, ...]) -> None:
    for offer in offers:
        sentences = re.findall(r"[.!?](?=\s|$)|\n- ", offer.description)
        assert 3 <= len(sentences) <= 13, offer.description
        assert 120 <= len(offer.description) <= 1200, (offer.key, len(offer.description))
        assert "  " not in offer.description
        assert ".." not in offer.description


def test_no_frame_is_everywhere(offers: tuple[OfferContent, ...]) -> None:
    sentences = Counter(
        sentence
        for offer in offers
        for sentence in re.split(r"(?<=[.!?])\s", offer.description)
        if len(sentence) > 25
    )
    assert max(sentences.values()) <= 0.1 * len(offers), sentences.most_common(3)


def test_nothing_unlawful_is_asked(offers: tuple[OfferContent, ...]) -> None:
    for offer in offers:
        assert not UNLAWFUL.search(f"{offer.title}\n{offer.description}"), offer.description


def test_titles_give_both_forms(offers: tuple[OfferContent, ...]) -> None:
    for offer in offers:
        base = re.sub(
            r"^(Immersion|Stage|Service civique) : | en (apprentissage|alternance)$",
            "",
            offer.title,
        )
        assert " / " in base or base in NEUTRAL, offer.title


def test_pay_is_at_least_the_minimum_wage(offers: tuple[OfferContent, ...]) -> None:
    for offer in offers:
        if offer.pay_hourly_min is not None:
            assert offer.pay_hourly_min >= float(SMIC_HOURLY), offer.key
        assert offer.pay_text


def test_night_work_and_licences_follow_the_terms(offers: tuple[OfferContent, ...]) -> None:
    for offer in offers:
        assert offer.night_work == (Schedule.NIGHT in offer.schedules)
        if "ermis" in offer.description and "pas de permis" not in offer.description.lower():
            assert (
                offer.licences
                or "permis, projet" in offer.description
                or "au permis" in offer.description
            ), (
                offer.key,
                offer.description,
            )
        if offer.contract is ContractKind.APPRENTICESHIP:
            assert offer.experience is ExperienceDemand.BEGINNER, offer.key
            assert not offer.night_work, offer.key


def test_every_offer_asks_for_catalogue_skills(offers: tuple[OfferContent, ...]) -> None:
    catalogue = read_catalogue()
    known = {skill.code for skill in catalogue.skills}
    for offer in offers:
        assert len(offer.skills) >= 3
        assert {code for code, _ in offer.skills} <= known
        assert any(essential for _, essential in offer.skills)


def test_offers_talked_about_are_published(offers: tuple[OfferContent, ...]) -> None:
    by_key = {offer.key: offer for offer in offers}
    for talk in talks():
        if talk.offer:
            assert by_key[talk.offer].status is OfferStatus.PUBLISHED


def test_unknown_terms_are_refused() -> None:
    with pytest.raises(ValueError, match="moonlight"):
        Terms.parse("cdi 35 moonlight")
