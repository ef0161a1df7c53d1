"""The hidden layer over the bag: what words mean together, which no sum of words can say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Head:
    """`u + relu(u @ inner + bias) @ outer`, where u is the bag's sum, brought to length sqrt(width).

    inner: float32 (width, cells). bias: float32 (cells,). outer: float32 (cells, width).
    """

    inner: NDArray[np.float32]
    bias: NDArray[np.float32]
    outer: NDArray[np.float32]

    def __post_init__(self) -> None:
        """
        Raises:
            ValueError: the three do not fit each other.
        """
        width, cells = self.inner.shape
        if self.bias.shape != (cells,) or self.outer.shape != (cells, width):
            msg = f"head {self.inner.shape}, {self.bias.shape}, {self.outer.shape}"
            raise ValueError(msg)

    def over(self, sums: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the layer makes of each row, (rows, width); rows of zeros stay so.

        Row by row: a multiplication of many rows at once adds up in another order for some of them,
        and a text's vector must never depend on its company. It costs no more than that.
        """
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        units = np.zeros_like(sums)
        np.divide(sums * np.float32(sums.shape[1] ** 0.5), lengths, out=units, where=lengths > 0)
        for row in np.flatnonzero(lengths):
            cells = units[row] @ self.inner
            cells += self.bias
            np.maximum(cells, 0, out=cells)
            units[row] += cells @ self.outer
        return units
