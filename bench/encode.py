"""Texts a second that the encoder turns into vectors, on one core, beside all-MiniLM-L6-v2.

    python bench/encode.py [--texts 20000] [--json]

The texts are those of offers and of people as the engine encodes them: an occupation's name and some
of its skills, in French, of the demonstration's catalogue. `offers_per_s` are whole offers, `labels_per_s`
single labels, which a catalogue and a search box are made of. The peer reads the same texts, fewer of
them, by its own tokenizer and at its own length; both take one thread and their best batch size.
Each figure is the median of five runs that take turns. Holds when we encode at least 50 times the
peer's texts a second, of both kinds.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
import torch
from _report import Report, emit, progress

from myjobmatch.matching.arrays import Encoder
from myjobmatch.matching.encoder import load_encoder
from myjobmatch.matching.evaluation.town.catalogue import read_town_catalogue
from myjobmatch.matching.evaluation.town.systems import minilm
from myjobmatch.matching.texts import offer_text

BAR_TIMES = 50.0
RUNS = 5
PEER_SHARE = 100
"""The peer reads one text in so many."""


def texts(count: int, seed: int) -> dict[str, list[str]]:
    """Offers and labels."""
    catalogue = read_town_catalogue()
    draw = np.random.default_rng(seed)
    offers = []
    for number in draw.integers(0, len(catalogue.trades), count).tolist():
        trade = catalogue.trades[number]
        picks = draw.integers(0, len(catalogue.skills), int(draw.integers(3, 9)))
        skills = [catalogue.skills[pick] for pick in picks.tolist()]
        offers.append(offer_text(trade.names[0], trade.names[0], skills))
    picks = draw.integers(0, len(catalogue.skills), count)
    return {"offers": offers, "labels": [catalogue.skills[pick] for pick in picks.tolist()]}


def rate(encoder: Encoder, lines: list[str]) -> float:
    """Texts a second of this thread's time, and so of one core."""
    begin = time.process_time()
    vectors = encoder.encode(lines)
    spent = time.process_time() - begin
    if vectors.shape[0] != len(lines):
        msg = "an encoder did not answer every text"
        raise RuntimeError(msg)
    return len(lines) / spent


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--texts", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    torch.set_num_threads(1)
    ours, peer = load_encoder(), minilm()
    if peer is None:
        sys.exit("the peer is not installed: pip install -r requirements-dev.txt")
    found: dict[str, dict[str, float]] = {"ours": {}, "all_minilm_l6_v2": {}}
    times = []
    for kind, lines in texts(asked.texts, asked.seed).items():
        few = lines[: max(64, len(lines) // PEER_SHARE)]
        ours.encode(lines[:500])
        peer.encode(few[:32])
        mine, theirs = [], []
        for run in range(RUNS):
            progress(f"{kind}: run {run + 1} of {RUNS}")
            mine.append(rate(ours, lines))
            theirs.append(rate(peer, few))
        found["ours"][f"{kind}_per_s"] = round(median(mine))
        found["all_minilm_l6_v2"][f"{kind}_per_s"] = round(median(theirs), 1)
        times.append(median(mine) / median(theirs))
    found["ours"]["least_times"] = round(min(times), 1)
    size = {"texts_count": asked.texts, "dimensions_count": ours.dimensions}
    peers = {"all_minilm_l6_v2": found["all_minilm_l6_v2"]}
    emit(
        [Report("encode", size, found["ours"], peers, ok=min(times) >= BAR_TIMES)],
        as_json=asked.json,
    )


if __name__ == "__main__":
    main()
