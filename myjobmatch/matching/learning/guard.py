"""What may be learnt, and how far it may go; and figures learnt as they are kept."""

from collections.abc import Mapping
from dataclasses import fields, replace
from math import isfinite
from typing import Any

from myjobmatch.domain.enums import CalibratedOn
from myjobmatch.matching.errors import MatchingError
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, LEARNT, POWERS, EngineParameters

LEAST_POWER, MOST_POWER = 1 / 3, 3.0
"""What a power may be: no part is ever switched off, and none drowns the others."""

EDGES = ((0.05, 10.0), (0.0, 10.0), (-10.0, 10.0), (0.0, 2.0))
"""Least and most of the four figures of a calibration: a above 0 keeps the curve rising strictly."""

_SLACK = 1e-9


class GuardFailed(MatchingError):
    """Figures would change something that decisions may not change, or go too far."""


def guard(before: EngineParameters, after: EngineParameters) -> None:
    """Let figures pass that differ in nothing but what may be learnt, and stay within their bounds.

    Raises:
        GuardFailed: they do not.
    """
    for field in fields(EngineParameters):
        name = field.name
        if name not in LEARNT and getattr(before, name) != getattr(after, name):
            raise GuardFailed(f"{name} may not be learnt")
    for name, power in zip(POWERS, after.powers, strict=True):
        _within(name, power, (LEAST_POWER, MOST_POWER))
    for name, figure, edges in zip("abcd", after.calibration, EDGES, strict=True):
        _within(f"{name} of the calibration", figure, edges)


def to_kept(parameters: EngineParameters) -> dict[str, object]:
    """The figures learnt, ready for JSON."""
    return {
        name: list(value) if isinstance(value := getattr(parameters, name), tuple) else value
        for name in LEARNT
    }


def from_kept(kept: Mapping[str, Any]) -> EngineParameters:
    """The engine's figures with those that were kept.

    Raises:
        GuardFailed: something is missing, is there beside, is no number, or goes too far.
    """
    if set(kept) != set(LEARNT):
        raise GuardFailed(f"figures kept are {sorted(kept)}")
    try:
        a, b, c, d = (float(value) for value in kept["calibration"])
        found = replace(
            DEFAULT_PARAMETERS.weighed(float(kept[name]) for name in POWERS),
            calibration=(a, b, c, d),
            calibrated_on=CalibratedOn(kept["calibrated_on"]),
        )
    except (TypeError, ValueError) as reason:
        raise GuardFailed(f"figures kept are not numbers: {reason}") from reason
    guard(DEFAULT_PARAMETERS, found)
    return found


def _within(name: str, value: float, edges: tuple[float, float]) -> None:
    least, most = edges
    if not (isfinite(value) and least - _SLACK <= value <= most + _SLACK):
        raise GuardFailed(f"{name} is {value}")
