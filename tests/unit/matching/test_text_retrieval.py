"""The product's text search: best text of each identifier, ties settled, empty queries decided."""

import numpy as np
import pytest
from numpy.typing import NDArray

from myjobmatch.matching.lexical import LexicalIndex
from myjobmatch.matching.text_retrieval import TextRetriever


class LetterEncoder:
    """One dimension a letter: enough meaning for these tests."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        counts = np.array(
            [[text.count(letter) for letter in "abcdef"] for text in texts], dtype=np.float32
        ).reshape(len(texts), 6)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.divide(counts, lengths, out=np.zeros_like(counts), where=lengths > 0)


def retriever(texts: list[str], ids: list[str], weight: float = 0.3) -> TextRetriever:
    return TextRetriever(LetterEncoder(), texts, ids, weight)  # type: ignore[arg-type]


def test_best_first_and_one_hit_an_identifier() -> None:
    found = retriever(["aaa", "aab", "ccc"], ["one", "one", "two"]).search(["aaa"], 5)[0]
    assert [hit.id for hit in found] == ["one", "two"]
    assert found[0].score == pytest.approx(1.0)


def test_ties_go_by_identifier_descending() -> None:
    found = retriever(["abc", "abc", "abc"], ["x1", "x3", "x2"]).search(["abc"], 3)[0]
    assert [hit.id for hit in found] == ["x3", "x2", "x1"]


def test_a_query_without_words_finds_nothing() -> None:
    assert retriever(["abc"], ["x"]).search(["", "…"], 3) == [[], []]


def test_no_texts() -> None:
    assert retriever([], []).search(["abc"], 3) == [[]]


def test_more_queries_than_are_scored_at_once() -> None:
    found = retriever(["aaa", "bbb"], ["a", "b"]).search(["a", "b"] * 300, 1)
    assert [hits[0].id for hits in found] == ["a", "b"] * 300


def test_varied_answers_put_another_meaning_before_the_same_said_twice() -> None:
    texts = ["aaaab", "aaaabb", "aabcc", "fff"]
    search = retriever(texts, ["best", "same", "other", "far"], 0.0)
    near, varied = search.search(["aaaabc"], 4, varied=False)[0], search.search(["aaaabc"], 4)[0]
    assert [hit.id for hit in near] == ["best", "same", "other", "far"]
    assert [hit.id for hit in varied] == ["best", "other", "same", "far"]
    assert varied[0] == near[0]
    scores = [hit.score for hit in varied]
    assert scores == sorted(scores, reverse=True)


def test_varied_answers_are_the_same_whatever_their_number() -> None:
    texts = [first * 3 + second for first in "abcdef" for second in "abcdef"]
    search = retriever(texts, [f"{number:02}" for number in range(len(texts))])
    every = search.search(["abc"], len(texts))[0]
    assert len(every) == len(texts)
    assert search.search(["abc"], 5)[0] == every[:5]


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_either_part_alone(weight: float) -> None:
    found = retriever(["abba", "cdef"], ["near", "far"], weight).search(["abba"], 1)[0]
    assert found[0].id == "near"


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="identifiers"):
        retriever(["a"], [])
    with pytest.raises(ValueError, match="lexical_weight"):
        retriever(["a"], ["x"], 1.5)


def test_lexical_finds_a_spelling_and_not_an_empty_one() -> None:
    index = LexicalIndex(["boulanger", "soudeur", ""])
    scores = index.scores(["boulangère", ""])
    assert scores[0].argmax() == 0
    assert not scores[1].any()
    assert not LexicalIndex(["", "…"]).scores(["mot"]).any()


def test_agreed_names_outweigh_one_that_is_near_by_chance() -> None:
    texts = ["aaab", "cde", "cdf", "aabb", "aabbb", "abb"]
    search = retriever(texts, ["chance"] * 3 + ["meant"] * 3, 0.0)
    alone = search.search(["aaab"], 2, varied=False)[0]
    agreed = search.search(["aaab"], 2, varied=False, agreed=True)[0]
    assert [hit.id for hit in alone] == ["chance", "meant"]
    assert [hit.id for hit in agreed] == ["meant", "chance"]
    assert agreed[1].score == pytest.approx(0.5)


def test_agreed_asks_no_more_names_than_there_are() -> None:
    search = retriever(["aaa", "aab", "abb"], ["one", "two", "two"], 0.0)
    found = search.search(["aaa"], 2, varied=False, agreed=True)[0]
    assert [hit.id for hit in found] == ["one", "two"]
    assert found[0].score == pytest.approx(1.0), "a single name speaks for itself"
    both = [2 / 5**0.5, 1 / 5**0.5]
    assert found[1].score == pytest.approx(sum(both) / 2, abs=1e-6)
    assert search.search(["…"], 2, agreed=True) == [[]]
