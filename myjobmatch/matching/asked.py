"""What one offer asks for, laid out for many people: who covers which of its skills, and how well.

`SkillSpace.cover` answers what one person covers of everything; this is the other side. Hardly any
skill of anybody is near one that an offer asks for, so a table over the catalogue says which are, and
small ones how near. The figures are those of `SkillSpace.cover`, to the last bit.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from myjobmatch.domain.profiles import OfferSkill
from myjobmatch.matching.arrays import Floats32, Floats64, Ints32, Ints64
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.ragged import RaggedRows
from myjobmatch.matching.skills import SkillSpace

AT_ONCE = 8192
TOGETHER = 32
"""Skills asked for whose tables are joined: an offer that asks for thousands has many small tables."""

NOBODY = -1


def asked_for(skills: Sequence[OfferSkill]) -> dict[int, bool]:
    """Each skill once, by id, and whether it is essential anywhere."""
    essential: dict[int, bool] = {}
    for skill in skills:
        essential[skill.skill_id] = essential.get(skill.skill_id, False) or skill.essential
    return dict(sorted(essential.items()))


@dataclass(frozen=True, slots=True)
class Covered:
    """How well one person covers the skills asked for: what an explanation needs of a `Cover`."""

    _best: Mapping[int, tuple[float, int]]

    def of_one(self, skill_id: int) -> float:
        """Likeness of the person's nearest skill, 0 when none is near."""
        return self._best.get(skill_id, (0.0, NOBODY))[0]

    def source(self, skill_id: int) -> int:
        """That skill, or -1."""
        return self._best.get(skill_id, (0.0, NOBODY))[1]


@dataclass(frozen=True, slots=True)
class _Table:
    """Some of the skills asked for: `code` by skill id is the column in `likeness`, 0 of no use."""

    code: Ints32
    likeness: Floats32
    weights: tuple[float, ...]


class Asked:
    """The skills that an offer asks for."""

    def __init__(
        self,
        skills: SkillSpace,
        asked: Sequence[OfferSkill],
        parameters: EngineParameters = DEFAULT_PARAMETERS,
    ) -> None:
        """Look up what is near each."""
        essential = asked_for(asked)
        self._near = {skill_id: dict(skills.near(skill_id)) for skill_id in essential}
        weights = {i: 1.0 if kept else parameters.wished_weight for i, kept in essential.items()}
        self._weight = sum(weights.values())
        ids = list(essential)
        self._parts = [
            {i: weights[i] for i in ids[at : at + TOGETHER]} for at in range(0, len(ids), TOGETHER)
        ]
        self._laid: tuple[_Table, ...] | None = None

    @property
    def _tables(self) -> tuple[_Table, ...]:
        if self._laid is None:
            self._laid = tuple(self._table(part) for part in self._parts)
        return self._laid

    def _table(self, weights: Mapping[int, float]) -> _Table:
        useful = sorted({near for i in weights for near in self._near[i]} | weights.keys())
        column = {skill_id: at for at, skill_id in enumerate(useful, start=1)}
        code = np.zeros(useful[-1] + 2, np.int32)  # the last place stands for all ids beyond
        code[useful] = np.arange(1, len(useful) + 1)
        likeness = np.zeros((len(weights), len(useful) + 1), np.float32)
        for row, i in enumerate(weights):
            for near, how in self._near[i].items():
                likeness[row, column[near]] = how
            likeness[row, column[i]] = 1.0
        return _Table(code, likeness, tuple(weights.values()))

    def shares(self, held: RaggedRows, rows: Ints64) -> Floats64:
        """Weighted share of the skills asked for that each of these rows covers; 0 when none is."""
        share = np.zeros(rows.size)
        if not self._parts:
            return share
        for start in range(0, rows.size, AT_ONCE):
            at, counts = held.take(rows[start : start + AT_ONCE])
            ids = held.ids[at]
            everyone = np.repeat(np.arange(counts.size, dtype=np.int32), counts)
            for table in self._tables:
                code = table.code.take(ids, mode="clip")
                near = np.flatnonzero(code)
                if not near.size:
                    continue
                code = code[near]
                owner = everyone[near]
                begins = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
                owner = owner[begins] + start
                for weight, likeness in zip(table.weights, table.likeness, strict=True):
                    share[owner] += weight * np.maximum.reduceat(likeness[code], begins)
        return np.minimum(share / self._weight, 1.0)

    def cover(self, held: Collection[int]) -> Covered:
        """How well one person's skills cover each of those asked for."""
        mine = set(held)
        best: dict[int, tuple[float, int]] = {}
        for skill_id, near in self._near.items():
            if skill_id in mine:
                best[skill_id] = 1.0, skill_id
            elif some := mine & near.keys():
                how, other = max((near[i], -i) for i in some)
                best[skill_id] = how, -other
        return Covered(best)
