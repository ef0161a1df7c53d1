"""The time of a full deck: travel, filter, retrieve, rank, explain 20 cards, from Python, one thread.

    python bench/deck.py [--offers 1000 --offers 10000 --offers 100000] [--youths 200] [--json]

The peer is NumPy brute force of the same quality: every offer scored by the same formula, with all
cosines of skills and of texts computed and nothing prepared but arrays. `recall_at_20` is the share
of the peer's cards that are in our deck. `cpu_` figures count the thread's own time, which other
processes do not lengthen; all others are by the clock. Holds when at the largest size p95 is under 50 ms and the
recall at least 0.98.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import faiss
import numpy as np
from _report import Report, emit, latencies, percentile, progress
from _synthetic import DIMENSIONS, TODAY, Market, Youth, market, youths
from threadpoolctl import threadpool_limits

from myjobmatch.matching.arrays import Floats32, Floats64, Ints64
from myjobmatch.matching.diversity import Groups, arrange, exposure
from myjobmatch.matching.explanation import explain
from myjobmatch.matching.features import eligible_offers, offer_features
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ranking import Ranking, rank_offers
from myjobmatch.matching.scoring import KNOWN, WANTED, score_pairs
from myjobmatch.matching.skills import LARGEST_NEAR, SkillSpace
from myjobmatch.matching.travel import minutes_to_offers
from myjobmatch.matching.view import OfferView

CARDS = 20
BAR_P95_MS = 50.0
BAR_RECALL = 0.98
FINGERPRINT = "synthetic"


def our_deck(
    youth: Youth, index: OfferIndex, skills: SkillSpace, town: Market, seen: dict[int, int]
) -> Ranking:
    """What a request does once the profile is read."""
    view = index.view()
    profile = youth.profile
    within = FIGURES.hard_minutes(profile.max_minutes)
    minutes = minutes_to_offers(view, youth.home, profile.modes, within=within)
    ranking = rank_offers(
        profile,
        view=view,
        skills=skills,
        vector=youth.vector,
        minutes=minutes,
        excluded_ids=youth.decided,
        seen_counts=seen,
        limit=CARDS,
        today=TODAY,
    )
    cover = skills.cover(profile.skill_ids)
    for item in ranking.items:
        offer = town.offers[item.id - 1]
        explain(profile, offer, item.breakdown, skills=skills, label=str, cover=cover)
    return ranking


class BruteForce:
    """Every offer scored, in plain NumPy: padded lists of skills and two matrix products."""

    def __init__(self, view: OfferView, skills: SkillSpace, town: Market) -> None:
        """Lay the offers out as rectangles."""
        self.view, self.skills, self.vectors = view, skills, town.vectors
        widest = max((len(offer.skills) for offer in town.offers), default=1)
        self.asked = np.zeros((len(town.offers), widest), np.int64)
        self.weight = np.zeros((len(town.offers), widest), np.float32)
        for row, offer in enumerate(town.offers):
            for at, skill in enumerate(offer.skills):
                self.asked[row, at] = skill.skill_id
                self.weight[row, at] = 1.0 if skill.essential else FIGURES.wished_weight
        self.total = np.maximum(self.weight.sum(axis=1), 1e-9)

    def deck(self, youth: Youth, seen: dict[int, int]) -> Ints64:
        """The ids of the deck."""
        view, profile = self.view, youth.profile
        minutes = minutes_to_offers(view, youth.home, profile.modes)
        eligible = eligible_offers(profile, view, minutes, FIGURES)
        eligible[view.rows_of(youth.decided)] = False
        nobody = self.skills.cover(())
        everyone = np.arange(view.rows)
        features = offer_features(
            profile, view, everyone, cover=nobody, minutes=minutes, parameters=FIGURES, today=TODAY
        )
        if profile.skill_ids:
            features.skill_share[:] = self._share(profile.skill_ids)
            features.coverage_state[view.columns["skill_count"] > 0] = KNOWN
            features.coverage_state[view.columns["skill_count"] == 0] = 1
        if youth.vector.any():
            features = features.with_meaning(self.vectors @ youth.vector)
        score: Floats64 = score_pairs(features, FIGURES).score
        rows = np.flatnonzero(eligible)
        ids: Ints64 = view.columns["offer_id"][rows]
        groups = Groups(
            view.columns["occupation_id"][rows].astype(np.int64),
            view.columns["company_id"][rows],
            features.relation[rows] == WANTED,
        )
        keys = score[rows] * exposure(ids, seen, FIGURES)
        return ids[arrange(ids, keys, groups, CARDS, FIGURES)]

    def _share(self, held: tuple[int, ...]) -> Floats64:
        mine: Floats32 = self.skills.vectors[[i - 1 for i in held]]
        cosine = (self.skills.vectors @ mine.T).max(axis=1)
        likeness = np.zeros(len(self.skills) + 1, np.float32)
        floor = self.skills.floor
        likeness[1:] = np.clip((cosine - floor) / (1 - floor), 0, 1) * LARGEST_NEAR
        likeness[list(held)] = 1.0
        return np.asarray((likeness[self.asked] * self.weight).sum(axis=1) / self.total, np.float64)


def measure(count: int, asked: int, seed: int) -> Report:
    """One size: build, time our decks and the peer's, compare them."""
    progress(f"{count:,} offers: building")
    town = market(count, seed)
    skills = SkillSpace.build(town.skill_ids, town.skill_vectors, fingerprint=FINGERPRINT)
    index = OfferIndex(DIMENSIONS, FINGERPRINT)
    begin = time.perf_counter()
    for at in range(0, count, 5000):
        part = slice(at, at + 5000)
        index.upsert(
            town.offers[part],
            town.vectors[part],
            town.places[part],
            company_ids=town.companies[part],
        )
    filling = time.perf_counter() - begin
    people = youths(town, asked, seed + 1)
    shown = np.random.default_rng(seed).integers(1, count + 1, 5_000)
    seen = {int(i): int(n) for i, n in zip(*np.unique(shown, return_counts=True), strict=True)}
    brute = BruteForce(index.view(), skills, town)
    for youth in people[:10]:
        our_deck(youth, index, skills, town, seen)
    progress(f"{count:,} offers: {asked} youths")
    ours, spent, theirs, found, expected, eligible = [], [], [], 0, 0, []
    for youth in people:
        begin, working = time.perf_counter(), time.thread_time()
        ranking = our_deck(youth, index, skills, town, seen)
        ours.append((time.perf_counter() - begin) * 1000)
        spent.append((time.thread_time() - working) * 1000)
        begin = time.perf_counter()
        best = brute.deck(youth, seen)
        theirs.append((time.perf_counter() - begin) * 1000)
        found += len(set(ranking.ids) & set(best.tolist()))
        expected += best.size
        eligible.append(ranking.eligible_count)
    recall = found / max(expected, 1)
    figures = latencies(ours) | {
        "cpu_p50_ms": round(percentile(spent, 0.5), 3),
        "cpu_p95_ms": round(percentile(spent, 0.95), 3),
        "recall_at_20": round(recall, 4),
        "index_mib": round(index.memory_bytes() / 2**20, 1),
        "upserts_per_s": round(count / filling),
        "eligible_p50_count": int(np.median(eligible)),
        "eligible_max_count": max(eligible),
    }
    size = {"offers_count": count, "youths_count": asked, "dimensions_count": DIMENSIONS}
    holds = figures["p95_ms"] < BAR_P95_MS and recall >= BAR_RECALL
    return Report("deck", size, figures, {"numpy_brute_force": latencies(theirs)}, ok=holds)


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--offers", type=int, action="append", help="may be repeated")
    reader.add_argument("--youths", type=int, default=200)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    sizes = sorted(asked.offers or [1_000, 10_000, 100_000])
    faiss.omp_set_num_threads(1)
    with threadpool_limits(1):
        reports = [measure(n, asked.youths, asked.seed) for n in sizes]
    emit(reports, as_json=asked.json)


if __name__ == "__main__":
    main()
