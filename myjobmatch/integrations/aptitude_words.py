"""Which of the catalogue's aptitudes a professional quality means, by its words alone.

France Travail's qualities, ROME's professional savoir-être and our own aptitudes name the same few
things with other words; two wordings of one family mean the same aptitude.
"""

import re
from functools import lru_cache

from myjobmatch.integrations.france_travail_words import folded

# In this order: the first family whose words are found decides.
_FAMILIES = (
    ("autonomy", r"\bautonom"),
    ("initiative", r"\binitiative|force de proposition"),
    ("leadership", r"\bfederer|\bleadership|\binspirer"),
    ("team", r"\bequipe"),
    ("rules", r"\brespect(?:er)? (?:des|les|aux) (?:regles|consignes)"),
    ("reliability", r"\bponctual|\bfiab|\bresponsabilit"),
    ("listening", r"\becoute|\bbienveill|\bempathi"),
    ("calm", r"\bcalme|controle de soi|gestion du stress|maitrise de soi|sang froid"),
    ("rigour", r"\brigueur|\bprecision|\bsoin\b|\bsoigneu"),
    ("organisation", r"\borganis"),
    ("curiosity", r"\bcurio"),
    ("perseverance", r"\bpersever"),
    ("reactivity", r"\breactiv"),
    ("creativity", r"\bcreativ|\binventiv"),
    ("adaptability", r"\badapt|ouvert aux changements"),
    ("contact", r"\bcommunication|\bcontact|\brelationnel|sens du service"),
)


@lru_cache(4096)
def aptitude_family(wording: str) -> str:
    """The family of a wording in French, empty when its words tell none."""
    said = folded(wording)
    return next((name for name, pattern in _FAMILIES if re.search(pattern, said)), "")
