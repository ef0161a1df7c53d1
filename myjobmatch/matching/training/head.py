"""The hidden layer while it is learned: `encoder.head.Head` in torch, with Adam."""

from __future__ import annotations

import torch

_SHARE_OF_RATE = 0.05
"""Of the rate of the rows: all texts of a batch push at the same few numbers."""


class HeadTrainer:
    """`u + relu(u @ inner + bias) @ outer` over sums of rows; at first it changes nothing."""

    def __init__(self, width: int, cells: int, seed: int) -> None:
        generator = torch.Generator().manual_seed(seed + 1)
        self.inner = torch.randn(width, cells, generator=generator) * width**-0.5
        self.bias = torch.zeros(cells)
        self.outer = torch.zeros(cells, width)
        for weight in self.weights:
            weight.requires_grad_()
        self._adam = torch.optim.Adam(self.weights)

    @property
    def weights(self) -> list[torch.Tensor]:
        """What is learned, in the order of `encoder.bag.HEAD_WEIGHTS`."""
        return [self.inner, self.bias, self.outer]

    def over(self, sums: torch.Tensor) -> torch.Tensor:
        """What `Head.over` answers; rows are not of zeros."""
        units = torch.nn.functional.normalize(sums, dim=1) * sums.shape[1] ** 0.5
        return units + torch.relu(units @ self.inner + self.bias) @ self.outer

    def update(self, gradients: list[torch.Tensor], rate: float) -> None:
        """One step of Adam (Kingma and Ba 2015); `rate` is that of the rows."""
        for weight, gradient in zip(self.weights, gradients, strict=True):
            weight.grad = gradient
        for group in self._adam.param_groups:
            group["lr"] = _SHARE_OF_RATE * rate
        self._adam.step()

    def start_from(self, weights: list[torch.Tensor]) -> None:
        """Goes on from these weights."""
        with torch.no_grad():
            for weight, known in zip(self.weights, weights, strict=True):
                weight.copy_(known)

    def finished(self) -> list[torch.Tensor]:
        """The weights as they stand."""
        return [weight.detach().clone() for weight in self.weights]
