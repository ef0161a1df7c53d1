"""The training loop: in-batch contrast over bags of rows, one step size a row.

Written in plain torch because a bag is far cheaper to train than the trainers around it: a word
that stands ten times in a batch is added up once, and only the rows a batch touches are updated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from myjobmatch.matching.encoder.rows import BagShape
from myjobmatch.matching.training.head import HeadTrainer
from myjobmatch.matching.training.lessons import Batch, Lessons
from myjobmatch.matching.training.vocabulary import Text, WordTable

_MASKED = -1e4
_TEXTS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every number of the training; docs/matching/training.md tells how each was chosen."""

    steps: int
    learning_rate: float = 0.02
    warm_up: float = 0.05
    scale: float = 20.0
    cuts: tuple[int, ...] = (256, 96)
    word_dropout: float = 0.1
    misspelt: float = 0.05
    one_view: float = 0.1
    near_misses_at: float = 0.5
    near_misses_again: float = 0.75
    initial_deviation: float = 0.05
    taught: float = 0.6
    taught_scale: float = 20.0


class Trainer:
    """Owns the float weights of a bag while they are learned."""

    def __init__(
        self,
        shape: BagShape,
        words: WordTable,
        recipe: Recipe,
        seed: int,
        teacher: torch.Tensor | None = None,
    ) -> None:
        """`teacher` holds unit vectors in the order of `Lessons`' `taught`."""
        self.shape = shape
        self.head = HeadTrainer(shape.dimensions, shape.hidden, seed) if shape.hidden else None
        self._teacher = teacher
        self.recipe = recipe
        self._words = words
        self._random = np.random.default_rng([seed, 1])
        generator = torch.Generator().manual_seed(seed)
        size = (shape.rows, shape.dimensions)
        self.weights = torch.randn(size, generator=generator) * recipe.initial_deviation
        self._square = torch.zeros(shape.rows)
        self._touched = torch.zeros(shape.rows, dtype=torch.bool)

    def start_from(self, weights: torch.Tensor, head: list[torch.Tensor]) -> None:
        """Goes on from these weights; rows of zeros count as never met."""
        self.weights = weights
        self._touched = weights.any(dim=1)
        if self.head is not None:
            self.head.start_from(head)

    def train(self, lessons: Lessons, report: Callable[[int, float], None]) -> None:
        """Runs all steps; `report(step, loss)` is called after each."""
        batches = lessons.batches(self._random)
        recipe = self.recipe
        parts = (recipe.near_misses_at, recipe.near_misses_again)
        pauses = {int(recipe.steps * part) for part in parts}
        for step in range(1, recipe.steps + 1):
            if step in pauses:
                lessons.find_near_misses(self.embed)
            report(step, self._step(next(batches), step))

    def embed(self, texts: list[Text]) -> NDArray[np.float32]:
        """Unit vectors of texts as the weights stand, undisturbed."""
        vectors = torch.empty(len(texts), self.shape.dimensions)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            some = texts[start : start + _TEXTS_AT_ONCE]
            words, places = np.unique(np.concatenate(some), return_inverse=True)
            rows, counts = self._words.rows_of(words)
            weights = np.repeat(counts.astype(np.float32) ** -self.shape.word_power, counts)
            said = _bag(self.weights, rows, counts, torch.from_numpy(weights))
            sizes = np.array([len(text) for text in some])
            vectors[start : start + len(some)] = _bag(said, places, sizes, None)
        with torch.no_grad():
            said = vectors if self.head is None else self.head.over(vectors)
        return np.asarray(torch.nn.functional.normalize(said, dim=1))

    def finished(self) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Rows and the head's weights; zeros where no batch ever came: noise must not speak."""
        self.weights[~self._touched] = 0.0
        return self.weights, [] if self.head is None else self.head.finished()

    def _step(self, batch: Batch, step: int) -> float:
        words, sizes = self._disturbed([*batch.left, *batch.right])
        unique_words, word_places = _compact(words, len(self._words.starts))
        row_ids, row_counts = self._words.rows_of(unique_words)
        rows, row_places = _compact(row_ids, self.shape.rows)
        touched = torch.from_numpy(rows)
        table = self.weights[touched].requires_grad_()
        vectors = _bag(table, row_places, row_counts, self._row_weights(unique_words, row_counts))
        embedded = _bag(vectors, word_places, sizes, None)
        head = self.head
        said = embedded if head is None else head.over(embedded)
        half = len(batch.left)
        loss = self._loss(said[:half], said[half:], batch)
        learned = [table] if head is None else [table, *head.weights]
        gradient, *gradients = torch.autograd.grad(loss, learned)
        rate = self._rate_of(step)
        self._update(touched, gradient, step, rate)
        if head is not None:
            head.update(gradients, rate)
        return float(loss.detach())

    def _rate_of(self, step: int) -> float:
        """The rate of a step: rising at first, then falling to nothing."""
        done, warm_up = step / self.recipe.steps, self.recipe.warm_up
        part = min(done / warm_up, (1 - done) / (1 - warm_up) + 1e-3)
        return self.recipe.learning_rate * part

    def _disturbed(self, texts: list[Text]) -> tuple[Text, NDArray[np.int64]]:
        """All texts' words in a row and how many each text has, some dropped, some misspelt.

        A text of one or two words loses none, and each keeps its last word.
        """
        words, sizes = np.concatenate(texts), np.array([len(text) for text in texts])
        recipe, random = self.recipe, self._random
        ends = np.cumsum(sizes)
        kept = (random.random(len(words)) >= recipe.word_dropout) | np.repeat(sizes <= 2, sizes)
        kept[ends - 1] = True
        owner = np.repeat(np.arange(len(sizes)), sizes)[kept]
        words = words[kept]
        wrong = random.random(len(words)) < recipe.misspelt
        words = np.where(wrong, self._words.misspelt[words], words)
        return words, np.bincount(owner, minlength=len(sizes))

    def _row_weights(self, words: NDArray[np.int64], counts: NDArray[np.int64]) -> torch.Tensor:
        """Weight of each row in its word; some words are shown by one view alone.

        A word without its subwords must be told by its n-grams, and the other way round.
        """
        weights = np.repeat(counts.astype(np.float32) ** -self.shape.word_power, counts)
        if not self.recipe.one_view:
            return torch.from_numpy(weights)
        subwords = self._words.subword_counts[words]
        inside = np.arange(len(weights)) - np.repeat(np.cumsum(counts) - counts, counts)
        is_subword = inside < np.repeat(subwords, counts)
        draw = self._random.random(len(words))
        draw[subwords == counts] = 1.0
        drop_subwords = np.repeat(draw < self.recipe.one_view / 2, counts)
        drop_ngrams = np.repeat(
            (draw >= self.recipe.one_view / 2) & (draw < self.recipe.one_view), counts
        )
        weights[(is_subword & drop_subwords) | (~is_subword & drop_ngrams)] = 0.0
        return torch.from_numpy(weights)

    def _loss(self, left: torch.Tensor, right: torch.Tensor, batch: Batch) -> torch.Tensor:
        """Symmetric InfoNCE, summed over the leading cuts of the vector (Matryoshka).

        van den Oord et al. 2018 for the loss, Kusupati et al. 2022 for the cuts.
        """
        families = torch.from_numpy(batch.families)
        same = families[:, None] == families[None, :]
        same.fill_diagonal_(False)
        target = self.targets(batch, same)
        total = torch.zeros(())
        for cut in self.recipe.cuts:
            a = torch.nn.functional.normalize(left[:, :cut], dim=1)
            b = torch.nn.functional.normalize(right[:, :cut], dim=1)
            scores = (a @ b.T * self.recipe.scale).masked_fill(same, _MASKED)
            there = torch.nn.functional.cross_entropy(scores, target)
            back = torch.nn.functional.cross_entropy(scores.T, target)
            total = total + (there + back) / (2 * len(self.recipe.cuts))
        return total

    def targets(self, batch: Batch, same: torch.Tensor) -> torch.Tensor:
        """What each pair should find among all: itself, and what the teacher takes for near it.

        `same` marks other pairs of its family, which count for nothing. Answers the pairs' own places
        where nobody teaches, else a distribution a row, float32 (pairs, pairs).
        """
        size, share = len(batch.left), self.recipe.taught
        if self._teacher is None or not share or not (batch.taught >= 0).any():
            return torch.arange(size)
        taught = torch.from_numpy(batch.taught)
        known = taught >= 0
        vectors = self._teacher[taught.clamp_min(0)]
        near = (vectors @ vectors.T * self.recipe.taught_scale).masked_fill(same, _MASKED)
        near = near.masked_fill(~known[None, :], _MASKED)
        soft = torch.softmax(near, dim=1)
        own = torch.eye(size)
        return torch.where(known[:, None], (1 - share) * own + share * soft, own)

    def _update(self, rows: torch.Tensor, gradient: torch.Tensor, step: int, rate: float) -> None:
        """One rate a row (RMSprop with a mean square a row), on the touched rows."""
        squares = gradient.square().mean(dim=1)
        square = self._square[rows].mul_(0.999).add_(squares, alpha=0.001)
        self._square[rows] = square
        divisor = (square / (1 - 0.999**step)).sqrt_().add_(1e-10)
        self.weights.index_add_(0, rows, gradient.mul_((-rate / divisor)[:, None]))
        self._touched[rows] = True


def _compact(ids: NDArray[np.int64], space: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different ids, ascending, and the place of each id among them; no sort needed."""
    seen = np.zeros(space, dtype=bool)
    seen[ids] = True
    unique = np.flatnonzero(seen)
    places = np.empty(space, dtype=np.int64)
    places[unique] = np.arange(len(unique))
    return unique, places[ids]


def _bag(
    table: torch.Tensor,
    places: NDArray[np.int64],
    sizes: NDArray[np.int64],
    weights: torch.Tensor | None,
) -> torch.Tensor:
    """Weighted sums of rows of `table`, one a bag."""
    starts = torch.from_numpy(np.cumsum(sizes) - sizes)
    return torch.nn.functional.embedding_bag(
        torch.from_numpy(places), table, starts, mode="sum", per_sample_weights=weights
    )
