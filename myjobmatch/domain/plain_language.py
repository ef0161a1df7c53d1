"""Whether a text is easy to read and to translate by machine: hints for whoever writes, never a wall.

It looks for what makes readers (and translators) stumble: long sentences, words of the administration that have a
simpler one, abbreviations nobody explained, figures piled up, the passive voice, double negations.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from myjobmatch.domain.conversation import folded

LONGEST_SENTENCE = 20
MOST_FIGURES = 3
MOST_HINTS = 8


class HintKind(StrEnum):
    """What could be said more simply."""

    LONG_SENTENCE = "long_sentence"
    HARD_WORD = "hard_word"
    ABBREVIATION = "abbreviation"
    FIGURES = "figures"
    PASSIVE = "passive"
    NEGATION = "negation"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that could be simpler: the words concerned, and what to write instead, if there is such a thing."""

    kind: HintKind
    words: str
    instead: str = ""


SIMPLER: Mapping[str, str] = {
    "afin de": "pour",
    "ainsi que": "et",
    "attestation": "papier qui prouve",
    "à l'issue de": "après",
    "au sein de": "dans",
    "bénéficier de": "avoir",
    "ci-joint": "avec ce message",
    "compte tenu de": "à cause de",
    "concernant": "pour",
    "convocation": "lettre de rendez-vous",
    "dans le cadre de": "pour",
    "dans les meilleurs délais": "vite",
    "délivrer": "donner",
    "démarche": "ce qu'il faut faire",
    "dispositif": "aide",
    "effectuer": "faire",
    "en amont": "avant",
    "en outre": "aussi",
    "en vue de": "pour",
    "éligible": "qui a droit à",
    "formulaire": "papier à remplir",
    "ultérieurement": "plus tard",
    "justificatif": "papier qui prouve",
    "modalités": "comment faire",
    "néanmoins": "mais",
    "nonobstant": "malgré",
    "notamment": "par exemple",
    "percevoir": "recevoir",
    "par conséquent": "donc",
    "préalablement": "avant",
    "procéder à": "faire",
    "prise en charge": "aide",
    "relatif à": "sur",
    "renseigner": "remplir",
    "se rendre": "aller",
    "sollicitation": "demande",
    "solliciter": "demander",
    "stipuler": "dire",
    "susmentionné": "dit plus haut",
    "toutefois": "mais",
    "transmettre": "envoyer",
    "veuillez": "merci de",
}
"""Words of the administration, and what everybody says."""

ABBREVIATIONS: Mapping[str, str] = {
    "AIJ": "accompagnement intensif des jeunes",
    "ARS": "Agence régionale de santé",
    "ASE": "aide sociale à l'enfance",
    "BRSA": "bénéficiaire du RSA",
    "CAF": "Caisse d'allocations familiales",
    "CEJ": "contrat d'engagement jeune",
    "CFA": "centre de formation d'apprentis",
    "CPAM": "Assurance maladie",
    "CSS": "complémentaire santé solidaire",
    "DDETS": "direction de l'emploi du département",
    "FJT": "foyer de jeunes travailleurs",
    "FSL": "aide au logement du département",
    "FT": "France Travail",
    "I-MILO": "dossier de la Mission Locale",
    "JDC": "journée défense et citoyenneté",
    "ML": "Mission Locale",
    "MSA": "sécurité sociale agricole",
    "OPCO": "organisme qui paie la formation",
    "PACEA": "parcours d'accompagnement",
    "PMSMP": "stage de découverte",
    "PSC1": "formation aux premiers secours",
    "QPV": "quartier prioritaire",
    "RQTH": "reconnaissance de travailleur handicapé",
    "RSA": "revenu de solidarité active",
    "SIAE": "entreprise d'insertion",
    "VAE": "diplôme par l'expérience",
}
"""What they stand for, in words that can be translated."""

_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"[\w'’-]+")
_FIGURE = re.compile(r"\d+(?:[.,:/h]\d+)*")
_PASSIVE = re.compile(
    r"\b(?:est|sont|sera|seront|a été|ont été|était|étaient|doit être|doivent être|peut être)\s+"
    r"(?:\w+ment\s+)?\w{2,}(?:é|ée|és|ées)\s+par\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\bn(?:e|')\s*\w+\s+pas\s+(?:\w+\s+)?(?:sans|que ne|non)\b|\bsans\s+ne\s+pas\b", re.IGNORECASE
)
_CAPITALS = re.compile(r"\b[A-ZÀ-Ý]{4,}(?:\s+[A-ZÀ-Ý]{3,})+\b")
_SIGN = re.compile(r"\b(?:[A-Z]{2,5}\d?|[Ii]-[Mm][Ii][Ll][Oo])\b")


def hints_of(text: str) -> list[Hint]:
    """What could be simpler in a text, in the order it is read, at most `MOST_HINTS`."""
    found: dict[tuple[HintKind, str], Hint] = {}
    for sentence in _SENTENCE.findall(text.replace("’", "'")):
        for hint in _of_sentence(sentence.strip()):
            found.setdefault((hint.kind, hint.words.casefold()), hint)
    return list(found.values())[:MOST_HINTS]


def _of_sentence(sentence: str) -> Iterator[Hint]:
    count = len(_WORD.findall(sentence))
    if count > LONGEST_SENTENCE:
        yield Hint(HintKind.LONG_SENTENCE, _beginning(sentence))
    shouted = _CAPITALS.search(sentence)
    if shouted:
        yield Hint(HintKind.CAPITALS, _beginning(shouted[0]))
    yield from _hard_words(sentence)
    for sign in _SIGN.findall(sentence):
        full = ABBREVIATIONS.get(sign.upper())
        if full and folded(full) not in folded(sentence):
            yield Hint(HintKind.ABBREVIATION, sign, full)
    if len(_FIGURE.findall(sentence)) > MOST_FIGURES:
        yield Hint(HintKind.FIGURES, _beginning(sentence))
    passive = _PASSIVE.search(sentence)
    if passive:
        yield Hint(HintKind.PASSIVE, passive[0])
    negation = _NEGATION.search(sentence)
    if negation:
        yield Hint(HintKind.NEGATION, negation[0])


def _hard_words(sentence: str) -> Iterator[Hint]:
    plain = f" {folded(sentence)} "
    for hard, simple in _FOLDED.items():
        if re.search(rf"(?<![\w-]){re.escape(hard)}(?:s|es)?(?![\w-])", plain):
            yield Hint(HintKind.HARD_WORD, _WRITTEN[hard], simple)


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


_FOLDED = {folded(hard): simple for hard, simple in SIMPLER.items()}
_WRITTEN = {folded(hard): hard for hard in SIMPLER}
