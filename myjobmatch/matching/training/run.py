"""The whole training, from taxonomy to model folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from myjobmatch.matching.encoder.rows import BagShape, RowFinder
from myjobmatch.matching.training.lessons import Lessons
from myjobmatch.matching.training.loop import Recipe, Trainer
from myjobmatch.matching.training.storing import store
from myjobmatch.matching.training.taxonomy import Taxonomy
from myjobmatch.matching.training.vocabulary import WordTable, train_subwords

STEPS_PER_MINUTE = 300
"""Steps that a minute is reckoned at, whatever the machine, so that a seed gives one model."""

DEFAULT_MIX = {
    "skills": 0.35,
    "occupations": 0.3,
    "titles": 0.1,
    "descriptions": 0.1,
    "skill_lists": 0.15,
    "everyday": 0.05,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train: size of the model, length and seed of the training, mix of the lessons."""

    minutes: float = 15.0
    seed: int = 20
    dimensions: int = 256
    subwords: int = 48_000
    buckets: int = 49_152
    word_power: float = 0.25
    batch: int = 1024
    mix: dict[str, float] = field(default_factory=lambda: dict(DEFAULT_MIX))
    recipe: dict[str, float] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """Steps of the training; the same for the same minutes on every machine."""
        return max(1, round(self.minutes * STEPS_PER_MINUTE))


def train_model(
    taxonomy: Taxonomy, plan: Plan, output: Path, report: Callable[[int, int, float], None]
) -> BagShape:
    """Trains on the taxonomy and writes the model into `output`.

    The same taxonomy, plan, library versions and number of threads give the same bytes.
    `report(step, steps, loss)` is called after each step.
    """
    random = np.random.default_rng([plan.seed, 0])
    torch.manual_seed(plan.seed)
    texts = [
        text
        for concept in taxonomy.concepts.values()
        for wordings in (*concept.wordings.values(), concept.descriptions)
        for text in wordings
    ]
    texts += taxonomy.fillers
    tokenizer = train_subwords(texts, plan.subwords)
    shape = BagShape(
        plan.dimensions, tokenizer.get_vocab_size(), plan.buckets, word_power=plan.word_power
    )
    words = WordTable(RowFinder(tokenizer, shape))
    lessons = Lessons(taxonomy, words, plan.mix, plan.batch)
    words.close(random)
    cuts = tuple(cut for cut in (plan.dimensions, 96) if cut <= plan.dimensions)
    recipe = Recipe(steps=plan.steps, cuts=cuts, **plan.recipe)
    trainer = Trainer(shape, words, recipe, plan.seed)
    trainer.train(lessons, lambda step, loss: report(step, plan.steps, loss))
    store(trainer.finished(), tokenizer, shape, output)
    return shape
