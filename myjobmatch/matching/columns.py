"""Enumerations as small numbers, so that a filter over a hundred thousand offers is one array step."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    ExperienceDemand,
    Licence,
    Schedule,
)
from myjobmatch.matching.arrays import Bools, Floats32, Ints8, Ints32, Ints64

Member = TypeVar("Member", bound=StrEnum)

CONTRACT_CODES = {kind: code for code, kind in enumerate(ContractKind)}
DEMAND_CODES = {demand: code for code, demand in enumerate(ExperienceDemand)}
BAND_CODES: dict[ExperienceBand | None, int] = {None: 0} | {
    band: code for code, band in enumerate(ExperienceBand, start=1)
}
LICENCE_BITS = {licence: 1 << bit for bit, licence in enumerate(Licence)}
SCHEDULE_BITS = {schedule: 1 << bit for bit, schedule in enumerate(Schedule)}

IMPLIED_LICENCES: dict[Licence, frozenset[Licence]] = {
    Licence.A1: frozenset({Licence.AM}),
    Licence.A2: frozenset({Licence.A1, Licence.AM}),
    Licence.A: frozenset({Licence.A2, Licence.A1, Licence.AM}),
    Licence.B: frozenset({Licence.AM}),
    Licence.BE: frozenset({Licence.B, Licence.AM}),
    Licence.C: frozenset({Licence.B, Licence.AM}),
    Licence.CE: frozenset({Licence.C, Licence.BE, Licence.B, Licence.AM}),
    Licence.D: frozenset({Licence.B, Licence.AM}),
}
"""What a licence is also valid for: directive 2006/126/EC, article 6."""


ANSWER_STEPS = 254
"""A rate of answers in a byte: 0 is unknown, 1 + n stands for rates up to n of so many parts."""


def traits_of(
    demand: Ints8, schedules: Ints8, silent: Bools, answer_rate: Floats32
) -> NDArray[np.uint16]:
    """An offer's answer rate (a byte), demand, schedules, and whether it asks for no skill: one number.

    The rate is rounded up, so that what is looked up by it is an upper bound.
    """
    known = ~np.isnan(answer_rate)
    rate = np.where(known, answer_rate, 0.0)
    answer = np.where(known, 1 + np.ceil(rate * ANSWER_STEPS), 0).astype(np.uint16)
    low = (demand.astype(np.uint16) << 6) | (schedules.astype(np.uint16) << 1) | silent
    return ((answer << 8) | low).astype(np.uint16)


APTITUDE_BITS = 16


def aptitude_bits(ids: Ints32 | Ints64) -> NDArray[np.uint16]:
    """A bit for each id, the same for some ids: who has no bit in common has no aptitude in common."""
    return np.left_shift(np.uint16(1), (ids % APTITUDE_BITS).astype(np.uint16))


def vocabulary_digest() -> str:
    """Changes when an enumeration's members or their order do: saved codes would lie then."""
    words = "|".join(
        ",".join(member.value for member in kind)
        for kind in (ContractKind, ExperienceDemand, Licence, Schedule)
    )
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def mask_of(members: Iterable[Member], bits: dict[Member, int]) -> int:
    """The members as one number, a bit each."""
    mask = 0
    for member in members:
        mask |= bits[member]
    return mask


def held_licences(licences: Iterable[Licence]) -> int:
    """The mask of these licences and of all that they are also valid for."""
    held = set(licences)
    for licence in tuple(held):
        held |= IMPLIED_LICENCES.get(licence, frozenset())
    return mask_of(held, LICENCE_BITS)


def contract_table(contracts: Iterable[ContractKind]) -> Bools:
    """Which contract codes someone accepts; all when they named none."""
    named = {CONTRACT_CODES[kind] for kind in contracts}
    table = np.zeros(len(CONTRACT_CODES), np.bool_)
    table[list(named) if named else slice(None)] = True
    return table


def bits_set(width: int) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """How many bits each number of `width` bits has set."""
    return np.array([n.bit_count() for n in range(1 << width)], np.int8)
