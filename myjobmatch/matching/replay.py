"""Rankings as JSON, and back: the same order and the same figures from the log alone.

A log holds each shown card's features, the figures of the engine and its version, so it can be
recomputed when offers and profiles have changed, or were erased, since.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.enums import CalibratedOn
from myjobmatch.matching.diversity import Groups
from myjobmatch.matching.errors import MatchingError
from myjobmatch.matching.parameters import CODE_VERSION, EngineParameters
from myjobmatch.matching.ranking import Ranking, assemble
from myjobmatch.matching.scoring import PairFeatures

KINDS: dict[str, type[np.generic]] = {
    "relation": np.int8,
    "meaning": np.float32,
    "coverage_state": np.int8,
    "skill_share": np.float64,
    "aptitude_share": np.float64,
    "minutes": np.int16,
    "max_minutes": np.int32,
    "schedule_share": np.float64,
    "days_late": np.int32,
    "demand": np.int8,
    "band": np.int8,
    "answer_rate": np.float32,
}


class CannotReplay(MatchingError):
    """The log is not one of ours, or of a version of the code whose formula is gone."""


def to_log(ranking: Ranking) -> dict[str, Any]:
    """The ranking as a dict ready for JSON; unknown figures are null."""
    features = {name: _plain(getattr(ranking.features, name)) for name in KINDS}
    return {
        "direction": ranking.direction,
        "subject_id": ranking.subject_id,
        "engine": ranking.engine,
        "parameters": asdict(ranking.parameters),
        "eligible_count": ranking.eligible_count,
        "scored_count": ranking.scored_count,
        "sequence": ranking.sequence,
        "today": ranking.today.isoformat() if ranking.today else None,
        "limit": ranking.limit,
        "ids": list(ranking.ids),
        "scores": [item.score for item in ranking.items],
        "boosts": [item.boost for item in ranking.items],
        "views": [item.views for item in ranking.items],
        "reserved": [item.reserved for item in ranking.items],
        "occupations": ranking.groups.occupation.tolist(),
        "companies": ranking.groups.company.tolist(),
        "wanted": ranking.groups.wanted.tolist(),
        "features": features,
    }


def replay(log: Mapping[str, Any]) -> Ranking:
    """Compute a logged ranking again.

    Raises:
        CannotReplay: the code's version is another, or the log lacks something.
    """
    try:
        engine = _checked_engine(log)
        draft = Ranking(
            direction=log["direction"],
            subject_id=log["subject_id"],
            items=(),
            engine=engine,
            parameters=parameters_of(log["parameters"]),
            eligible_count=log["eligible_count"],
            scored_count=log["scored_count"],
            sequence=log["sequence"],
            today=date.fromisoformat(log["today"]) if log["today"] else None,
            limit=log["limit"],
            features=_features(log),
            groups=Groups(
                occupation=np.array(log["occupations"], np.int64),
                company=np.array(log["companies"], np.int64),
                wanted=np.array(log["wanted"], np.bool_),
            ),
        )
        ids = np.array(log["ids"], np.int64)
        boosts = np.array(log["boosts"], np.float64)
        views = np.array(log["views"], np.int64)
        reserved = np.array(log["reserved"], np.bool_)
    except (KeyError, TypeError, ValueError) as error:
        raise _no_log(error) from error
    return assemble(draft, ids, boosts, views, reserved)


def cards_of(log: Mapping[str, Any]) -> tuple[list[int], PairFeatures]:
    """The ids of the cards that a log tells of, in the order of the deck, and their features.

    Raises:
        CannotReplay: as `replay`.
    """
    try:
        _checked_engine(log)
        ids, features = [int(i) for i in log["ids"]], _features(log)
    except (KeyError, TypeError, ValueError) as error:
        raise _no_log(error) from error
    if any(getattr(features, name).size != len(ids) for name in KINDS):
        raise CannotReplay("this is no log of a ranking: not as many features as cards")
    return ids, features


def parameters_of(values: Mapping[str, Any]) -> EngineParameters:
    """The figures as they were logged."""
    known = {field.name for field in fields(EngineParameters)}
    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name in known
    }
    if "calibrated_on" in kept:
        kept["calibrated_on"] = CalibratedOn(kept["calibrated_on"])
    return EngineParameters(**kept)


def _checked_engine(log: Mapping[str, Any]) -> str:
    engine = str(log["engine"])
    if engine.split("+", 1)[0] != CODE_VERSION:
        msg = f"a ranking of engine {engine} cannot be replayed by version {CODE_VERSION}"
        raise CannotReplay(msg)
    return engine


def _features(log: Mapping[str, Any]) -> PairFeatures:
    return PairFeatures(
        **{name: _array(log["features"][name], kind) for name, kind in KINDS.items()}
    )


def _no_log(error: Exception) -> CannotReplay:
    return CannotReplay(f"this is no log of a ranking: {error}")


def _plain(values: NDArray[Any]) -> list[float | int | None]:
    if values.dtype.kind != "f":
        return [int(value) for value in values]
    return [None if np.isnan(value) else float(value) for value in values]


def _array(values: list[float | int | None], kind: type[np.generic]) -> NDArray[Any]:
    return np.array([np.nan if value is None else value for value in values], kind)
