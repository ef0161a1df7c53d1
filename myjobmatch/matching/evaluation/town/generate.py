"""Makes a town from a catalogue and a seed."""

from __future__ import annotations

from random import Random

from myjobmatch.matching.evaluation.town.catalogue import TownCatalogue
from myjobmatch.matching.evaluation.town.model import Town, TownPlan
from myjobmatch.matching.evaluation.town.offers import make_offers
from myjobmatch.matching.evaluation.town.youths import make_youths


def make_town(catalogue: TownCatalogue, plan: TownPlan) -> Town:
    """The same plan over the same catalogue makes the same town, on any machine.

    Youths and offers are drawn apart: more offers change no youth.
    """
    return Town(
        plan=plan,
        catalogue=catalogue,
        youths=make_youths(catalogue, plan.youths, Random(f"{plan.seed} youths")),  # noqa: S311 - a town, no secret
        offers=make_offers(catalogue, plan.offers, Random(f"{plan.seed} offers")),  # noqa: S311 - a town, no secret
    )
