"""The model in the repository: small, offline, multilingual, the same by both doors."""

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from myjobmatch.matching.encoder import DEFAULT_MODEL_DIR, Encoder, load_encoder
from myjobmatch.matching.text_retrieval import TextRetriever

LARGEST = 30_000_000
SKILLS = {
    "childcare": "s'occuper d'enfants",
    "cleaning": "nettoyer des locaux",
    "bicycle": "réparer des bicyclettes",
    "cooking": "préparer des repas",
    "orders": "préparer des commandes",
    "accounts": "tenir une comptabilité",
    "masonry": "construire des murs en briques",
    "hair": "couper les cheveux",
    "welding": "souder des pièces métalliques",
    "elderly": "accompagner des personnes âgées",
    "till": "encaisser les achats des clients",
    "truck": "conduire un poids lourd",
}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(None)


def test_size() -> None:
    files = [path for path in DEFAULT_MODEL_DIR.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= LARGEST


def test_sentence_transformers_loads_it_and_agrees(encoder: Encoder) -> None:
    model = SentenceTransformer(str(DEFAULT_MODEL_DIR), device="cpu", trust_remote_code=True)
    texts = ["Boucher (H/F)", "je gardais mes petits frères", "تنظيف", "ремонт велосипедів"]
    plain = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(encoder.encode(texts), plain, atol=1e-5)
    assert encoder.dimensions == plain.shape[1]


def test_fingerprint_is_stable_and_short(encoder: Encoder) -> None:
    assert encoder.fingerprint == load_encoder(DEFAULT_MODEL_DIR).fingerprint
    assert len(encoder.fingerprint) == 16
    assert int(encoder.fingerprint, 16) > 0


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("je gardais mes petits frères", "childcare"),
        ("I looked after my little brothers", "childcare"),
        ("تنظيف", "cleaning"),
        ("прибирання", "cleaning"),
        ("limpar escritórios", "cleaning"),
        ("I fix bikes", "bicycle"),
        ("je répare des vélos", "bicycle"),
        ("je fé la cuisine pour toute la famille", "cooking"),
        ("cocinar", "cooking"),
        ("order picker", "orders"),
        ("bricklaying", "masonry"),
        ("je coiffe mes copines", "hair"),
        ("soudeur", "welding"),
        ("j'aidais ma grand-mère", "elderly"),
        ("cashier", "till"),
        ("зварювальник", "welding"),
    ],
)
def test_everyday_words_find_the_skill(encoder: Encoder, said: str, meant: str) -> None:
    retriever = TextRetriever(encoder, list(SKILLS.values()), list(SKILLS))
    assert retriever.search([said], 1)[0][0].id == meant


def test_a_long_offer_is_read_to_its_end(encoder: Encoder) -> None:
    long = "Notre client recherche une personne motivée. " * 400
    with_end = encoder.encode([long + "soudure " * 200])
    assert float((encoder.encode([long]) * with_end).sum()) < 0.999


def test_encodes_in_bulk_faster_than_six_thousand_a_second(encoder: Encoder) -> None:
    import time

    texts = [f"{skill} numéro {number}" for number in range(500) for skill in SKILLS.values()]
    start = time.process_time()
    encoder.encode(texts)
    assert len(texts) / (time.process_time() - start) > 6_000
