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
from myjobmatch.matching.training.storing import quantise, store
from myjobmatch.matching.training.taxonomy import Taxonomy
from myjobmatch.matching.training.teacher import Teacher
from myjobmatch.matching.training.vocabulary import WordTable, train_subwords

STEPS_PER_MINUTE = 300
"""Steps that a minute is reckoned at, whatever the machine, so that a seed gives one model."""

DEFAULT_MIX = {
    "skills": 0.36,
    "occupations": 0.26,
    "occupations:job": 0.05,
    "titles": 0.08,
    "titles:advert": 0.05,
    "descriptions": 0.08,
    "skill_lists": 0.08,
    "skill_lists:rome": 0.08,
    "everyday": 0.14,
}


LAST_MIX = {
    "everyday": 0.0,
    "everyday:everyday": 0.1,
    "everyday:catalogue": 0.25,
    "everyday:jargon": 0.05,
    "skills": 0.2,
    "occupations": 0.2,
    "occupations:job": 0.05,
    "titles": 0.05,
    "titles:advert": 0.05,
    "descriptions": 0.05,
    "skill_lists": 0.05,
    "skill_lists:rome": 0.1,
}
"""The last stage: how people say what they did, which the long stage sees seldom."""

_LAST_STEPS = 1 / 15
_LAST_RATE = 0.002
_NEVER = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train: size of the model, length and seed of the training, mix of the lessons."""

    minutes: float = 15.0
    seed: int = 20
    dimensions: int = 256
    subwords: int = 48_000
    buckets: int = 57_344
    word_power: float = 0.25
    hidden: int = 512
    batch: int = 1024
    mix: dict[str, float] = field(default_factory=lambda: dict(DEFAULT_MIX))
    recipe: dict[str, float] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """Steps of the training; the same for the same minutes on every machine."""
        return max(1, round(self.minutes * STEPS_PER_MINUTE))


def train_model(
    taxonomy: Taxonomy,
    plan: Plan,
    output: Path,
    report: Callable[[int, int, float], None],
    teacher: Teacher | None = None,
) -> BagShape:
    """Trains on the taxonomy and writes the model into `output`.

    The same taxonomy, plan, teacher, library versions and number of threads give the same bytes.
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
        plan.dimensions,
        tokenizer.get_vocab_size(),
        plan.buckets,
        word_power=plan.word_power,
        hidden=plan.hidden,
    )
    words = WordTable(RowFinder(tokenizer, shape))
    taught = {} if teacher is None else teacher.rows
    lessons = Lessons(taxonomy, words, plan.mix, plan.batch, taught)
    words.close(random)
    cuts = tuple(cut for cut in (plan.dimensions, 96) if cut <= plan.dimensions)
    recipe = Recipe(steps=plan.steps, cuts=cuts, **plan.recipe)
    near = None if teacher is None else torch.from_numpy(teacher.vectors)
    trainer = Trainer(shape, words, recipe, plan.seed, near)
    trainer.train(lessons, lambda step, loss: report(step, plan.steps, loss))
    last_lessons = Lessons(taxonomy, words, LAST_MIX, plan.batch)
    weights, head = last_stage(*trainer.finished(), last_lessons, words, shape, plan)
    store(weights, head, tokenizer, shape, output)
    return shape


def last_stage(
    weights: torch.Tensor,
    head: list[torch.Tensor],
    lessons: Lessons,
    words: WordTable,
    shape: BagShape,
    plan: Plan,
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """A fifteenth as many steps again, slower, with everyday words foremost.

    It starts from the weights as they would be stored, so that it can be repeated from a stored
    model alone.
    """
    rows, scales = quantise(weights)
    recipe = Recipe(
        steps=max(1, round(plan.steps * _LAST_STEPS)),
        cuts=tuple(cut for cut in (plan.dimensions, 96) if cut <= plan.dimensions),
        learning_rate=_LAST_RATE,
        near_misses_at=_NEVER,
        near_misses_again=_NEVER,
    )
    trainer = Trainer(shape, words, recipe, plan.seed)
    stored = [weight.to(torch.float16).to(torch.float32) for weight in head]
    trainer.start_from(rows.to(torch.float32) * scales.to(torch.float32)[:, None], stored)
    trainer.train(lessons, lambda *_: None)
    return trainer.finished()
