"""What each occupation of the catalogue calls for, in the form that the offers' composer takes."""

from collections import defaultdict

from myjobmatch.demo.catalogue.reader import Catalogue
from myjobmatch.demo.offers import OccupationNeeds


def occupation_needs(catalogue: Catalogue) -> dict[str, OccupationNeeds]:
    """Skills (essential, optional) and aptitudes by ROME code."""
    essential: dict[str, list[str]] = defaultdict(list)
    optional: dict[str, list[str]] = defaultdict(list)
    aptitudes: dict[str, list[str]] = defaultdict(list)
    for link in catalogue.occupation_skills:
        into = essential if link.relation == "essential" else optional
        into[link.rome_code].append(link.skill_code)
    for trait in catalogue.occupation_aptitudes:
        aptitudes[trait.rome_code].append(trait.aptitude_code)
    return {
        occupation.rome_code: OccupationNeeds(
            tuple(essential[occupation.rome_code]),
            tuple(optional[occupation.rome_code]),
            tuple(aptitudes[occupation.rome_code]),
        )
        for occupation in catalogue.occupations
    }
