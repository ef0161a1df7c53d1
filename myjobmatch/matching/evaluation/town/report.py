"""Runs the systems over a town and the cases, and gathers one report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from myjobmatch.matching.evaluation.town.cases import Case, run_cases
from myjobmatch.matching.evaluation.town.exposure import (
    Exposures,
    measure_exposure,
    week_of_offers,
)
from myjobmatch.matching.evaluation.town.measures import (
    CARDS,
    DEPTH,
    TownMeasures,
    covered,
    mean,
    ndcgs,
    recall,
    reciprocal_precision,
    shown_share,
)
from myjobmatch.matching.evaluation.town.model import Town
from myjobmatch.matching.evaluation.town.profiles import Reader
from myjobmatch.matching.evaluation.town.systems import OURS, Fit, TownSystem
from myjobmatch.matching.evaluation.town.truth import RELEVANT, Grades, grades
from myjobmatch.matching.evaluation.town.worst import Beaten, Measured, worst_youths
from myjobmatch.matching.gini import gini

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Group:
    """So many youths, and the mean nDCG@20 of their decks by system."""

    youths: int
    ndcg20: dict[str, float]


@dataclass(frozen=True, slots=True)
class TownReport:
    """What `myjobmatch evaluate --town` prints; `failed` are ids of cases by system.

    `groups` are youths by `kind` and by `language`; `worst` those whom a peer serves best beside
    ours; `skipped` peers whose package is not installed.
    """

    encoder: str
    town: dict[str, int]
    systems: dict[str, TownMeasures]
    groups: dict[str, dict[str, Group]]
    worst: tuple[Beaten, ...]
    skipped: tuple[str, ...]
    case_count: int
    failed: dict[str, list[str]]
    exposure: Exposures

    @property
    def ok(self) -> bool:
        """Whether ours is ahead of every peer measured on nDCG@20 and on coverage."""
        ours = self.systems[OURS]
        return all(
            ours.ndcg20 > peer.ndcg20 and ours.coverage > peer.coverage
            for name, peer in self.systems.items()
            if name != OURS
        )

    def as_json(self) -> dict[str, object]:
        """One object; scores rounded to four decimals."""
        return {
            "encoder": self.encoder,
            "town": self.town,
            "systems": {
                name: {key: round(value, _DECIMALS) for key, value in asdict(found).items()}
                for name, found in self.systems.items()
            },
            "ndcg20_by": {
                what: {
                    name: {
                        "youth_count": group.youths,
                        **{key: round(value, _DECIMALS) for key, value in group.ndcg20.items()},
                    }
                    for name, group in groups.items()
                }
                for what, groups in self.groups.items()
            },
            "worst": [asdict(each) for each in self.worst],
            "skipped": list(self.skipped),
            "cases": {
                name: {
                    "passed_count": self.case_count - len(failed),
                    "count": self.case_count,
                    "failed": failed,
                }
                for name, failed in self.failed.items()
            },
            "exposure": self.exposure.as_json(_DECIMALS),
            "exposure_ok": self.exposure.ok,
            "ok": self.ok,
        }


def evaluate_town(
    reader: Reader,
    town: Town,
    fits: dict[str, Fit],
    cases: Sequence[Case],
    report: Callable[[str], None],
    skipped: tuple[str, ...] = (),
    worst: int = 0,
) -> TownReport:
    """Measures every system on the town, then on the cases; `report(system)` before each.

    So many youths whom a peer serves best beside ours are told of one by one: `worst`.
    """
    graded = grades(town)
    profiles = reader.profiles(town)
    found: dict[str, Measured] = {}
    for name, fit in fits.items():
        report(name)
        found[name] = measure(fit(profiles), graded)
    report("exposure")
    exposure = measure_exposure(
        profiles, graded, {name: (fit(profiles), found[name].week) for name, fit in fits.items()}
    )
    figures = {name: each.ndcg20 for name, each in found.items()}
    report("cases")
    return TownReport(
        encoder=reader.encoder.name,
        town={
            "seed": town.plan.seed,
            "youth_count": len(town.youths),
            "offer_count": len(town.offers),
            "occupation_count": len(town.catalogue.trades),
            "skill_count": len(town.catalogue.skills),
            "right_pair_count": int(np.count_nonzero(graded >= RELEVANT)),
        },
        systems={name: each.measures for name, each in found.items()},
        groups={
            "kind": grouped([youth.kind for youth in town.youths], figures),
            "language": grouped([youth.language for youth in town.youths], figures),
        },
        worst=worst_youths(profiles, graded, found, worst),
        skipped=skipped,
        case_count=len(cases),
        failed=run_cases(reader, cases, fits),
        exposure=exposure,
    )


def measure(system: TownSystem, graded: Grades) -> Measured:
    """All measures of one system on one town."""
    youths, offers = graded.shape
    unseen, unshown = np.zeros(offers, np.bool_), np.zeros(offers, np.int64)
    nobody = np.zeros(youths, np.int64)
    decks = [system.offers(youth, CARDS, unseen, unshown) for youth in range(youths)]
    deeper = [system.offers(youth, DEPTH, unseen, unshown) for youth in range(youths)]
    candidates = [system.youths(offer, CARDS, nobody) for offer in range(offers)]
    more = [system.youths(offer, DEPTH, nobody) for offer in range(offers)]
    week = week_of_offers(system, youths, offers)
    each = ndcgs(graded, decks)
    measures = TownMeasures(
        ndcg20=mean(each),
        recall50=mean([recall(row, deck) for row, deck in zip(graded, deeper, strict=True)]),
        reciprocal_precision=reciprocal_precision(graded, decks, candidates),
        coverage=mean([covered(row, deck) for row, deck in zip(graded, decks, strict=True)]),
        seen_share=float(np.mean(week.views > 0)),
        gini=gini(week.views),
        candidates_ndcg20=mean(ndcgs(graded.T, candidates)),
        candidates_recall50=mean(
            [recall(column, deck) for column, deck in zip(graded.T, more, strict=True)]
        ),
        shown_share=shown_share(decks, offers),
        candidates_shown_share=shown_share(candidates, youths),
    )
    return Measured(measures, decks, each, week)


def grouped(names: Sequence[str], each: Mapping[str, Sequence[float | None]]) -> dict[str, Group]:
    """Youths of one name together; `names` and each system's figures are aligned."""
    return {
        name: Group(
            names.count(name),
            {
                system: mean([v for v, own in zip(values, names, strict=True) if own == name])
                for system, values in each.items()
            },
        )
        for name in sorted(set(names))
    }
