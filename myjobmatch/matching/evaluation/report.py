"""Runs the systems over the tasks and gathers one report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.evaluation.measures import Measures, measure
from myjobmatch.matching.evaluation.systems import System, concepts_found
from myjobmatch.matching.evaluation.tasks import Task, concept_of

_TIMED_TEXTS = 20_000
_DECIMALS = 4

Table = dict[str, Measures]
"""Measures by task name."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `myjobmatch evaluate` prints. `by_concept` ranks concepts where the others rank their labels."""

    encoder: str
    texts_per_second: float
    tasks: Table
    by_concept: Table
    peers: dict[str, Table]

    def as_json(self) -> dict[str, object]:
        """The form that DESIGN.md, "Proof of quality", fixes; peers stand under their own key."""
        return {
            "encoder": self.encoder,
            "texts_per_second": round(self.texts_per_second, 1),
            "tasks": _rounded(self.tasks),
            "by_concept": {"tasks": _rounded(self.by_concept)},
            "peers": {name: {"tasks": _rounded(table)} for name, table in self.peers.items()},
        }


def evaluate_tasks(
    encoder: Encoder,
    ours: System,
    peers: Sequence[System],
    tasks: Sequence[Task],
    report: Callable[[str, str], None],
) -> Report:
    """Measures the product's retrieval and each peer on every task.

    `report(system, task)` is called before each measurement.
    """
    rate = texts_per_second(encoder, tasks)  # first, while no word is remembered yet
    tables: dict[str, Table] = {system.name: {} for system in (ours, *peers)}
    concepts, by_concept = concepts_found(encoder), {}
    for task in tasks:
        report(concepts.name, task.name)
        right = {query: set(map(concept_of, ids)) for query, ids in task.right.items()}
        by_concept[task.name] = measure(concepts.rank(task), right)
        for system in (ours, *peers):
            report(system.name, task.name)
            tables[system.name][task.name] = measure(system.rank(task), task.right)
    own = tables.pop(ours.name)
    return Report(encoder.name, rate, own, by_concept, tables)


def texts_per_second(encoder: Encoder, tasks: Sequence[Task]) -> float:
    """Labels of the tasks' corpora encoded a second, in one call, each label once."""
    texts = list(dict.fromkeys(text for task in tasks for text in task.corpus.values()))
    texts = texts[:: max(1, len(texts) // _TIMED_TEXTS)][:_TIMED_TEXTS]
    if not texts:
        return 0.0
    start = time.perf_counter()
    encoder.encode(texts)
    return len(texts) / (time.perf_counter() - start)


def _rounded(table: Table) -> dict[str, dict[str, float]]:
    return {
        task: {key: round(value, _DECIMALS) for key, value in asdict(measures).items()}
        for task, measures in table.items()
    }
