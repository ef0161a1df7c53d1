"""Retrieval tasks in the MELO format: queries, corpus and TREC judgements in one folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

QUERIES, CORPUS, ANNOTATIONS = "queries.tsv", "corpus_elements.tsv", "annotations.tsv"

_OF_A_CONCEPT = re.compile(r"(?:_[a-z]{2})?_\d+$")


class BadTask(ValueError):
    """The folder is not a task in the MELO format."""


@dataclass(frozen=True, slots=True)
class Task:
    """Queries to be answered from a corpus; `right` holds the right corpus ids of each query."""

    name: str
    queries: dict[str, str]
    corpus: dict[str, str]
    right: dict[str, frozenset[str]]


def concept_of(element: str) -> str:
    """The concept that a corpus element is a label of: `C003320_en_004` is one of `C003320`."""
    return _OF_A_CONCEPT.sub("", element)


def read_task(folder: Path) -> Task:
    """Reads `queries.tsv`, `corpus_elements.tsv` and `annotations.tsv` of a folder.

    Raises:
        BadTask: a file is missing or empty, or a line has too few columns.
    """
    queries = {row[0]: row[1] for row in _columns(folder / QUERIES, 2)}
    corpus = {row[0]: row[1] for row in _columns(folder / CORPUS, 2)}
    right: dict[str, set[str]] = {}
    for query, _, element, relevance in _columns(folder / ANNOTATIONS, 4):
        if int(relevance) > 0:
            right.setdefault(query, set()).add(element)
    return Task(
        folder.name, queries, corpus, {query: frozenset(ids) for query, ids in right.items()}
    )


def _columns(path: Path, count: int) -> list[tuple[str, ...]]:
    if not path.is_file():
        raise BadTask(f"{path}: missing")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line:
            continue
        cells = tuple(line.split("\t", count - 1))
        if len(cells) < count:
            raise BadTask(f"{path}:{number}: {count} columns expected")
        rows.append(cells)
    if not rows:
        raise BadTask(f"{path}: empty")
    return rows
