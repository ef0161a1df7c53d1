"""Putting an advertisement together from hand-written sentences, so that no two read alike."""

import random
import re
from collections.abc import Sequence

from myjobmatch.domain.enums import ContractKind, Schedule

BEGINNER_KINDS = frozenset(
    {
        ContractKind.APPRENTICESHIP,
        ContractKind.PROFESSIONALISATION,
        ContractKind.IMMERSION,
        ContractKind.INTERNSHIP,
        ContractKind.CIVIC_SERVICE,
        ContractKind.INSERTION,
    }
)
"""Contracts by which one enters an occupation: asking for a diploma or years there is a contradiction."""

_DEMANDING = (
    "CAP ", "BTS", "Bac", "bac ", "iplôme", "xpérience", "un an", "Un an", "ans de", "saisons",
    "licence de", "CACES R489", "CQP", "Six mois", "six mois", "ermis C", "BAFA ou", "Carte pro",
    "BPJEPS", "sérieuse", "en cours", "confirmé", "Maîtrise", "Anglais",
)  # fmt: skip
_EASY = (
    "ébutant",
    "Aucun",
    "aucun",
    "pas obligatoire",
    "commencé ici",
    "s'apprend",
    "Première exp",
)

_LEARNING = {
    ContractKind.APPRENTICESHIP: (
        "Aucun diplôme exigé pour commencer : c'est justement ce qu'on vient préparer.",
        "Nous regardons d'abord l'envie d'apprendre et la régularité.",
        "Un stage ou une immersion avant la signature est possible.",
        "Le CFA aide pour le logement et les transports.",
        "Trois anciens apprentis de l'équipe répondront à vos questions.",
        "La rentrée peut être décalée jusqu'en février.",
        "Votre maître ou maîtresse d'apprentissage ne suit qu'une personne à la fois.",
        "On commence par observer, puis on fait à deux, puis on fait.",
        "Le rythme : une semaine de cours, deux ou trois semaines dans l'entreprise.",
    ),
    ContractKind.PROFESSIONALISATION: (
        "La formation est payée et se termine par un titre reconnu.",
        "Aucune expérience demandée, un vrai projet oui.",
        "Cours et pratique alternent, avec une tutrice ou un tuteur dans l'équipe.",
    ),
    ContractKind.IMMERSION: (
        "La convention d'immersion (PMSMP) est préparée avec votre Mission Locale.",
        "Un bilan est fait ensemble le dernier jour, avec des suites possibles.",
        "Pas besoin de connaître le métier : le but est de le découvrir.",
    ),
    ContractKind.INTERNSHIP: (
        "Une convention de stage est nécessaire.",
        "Votre tuteur ou tutrice fait le point avec vous chaque vendredi.",
    ),
    ContractKind.CIVIC_SERVICE: (
        "Aucune compétence demandée : l'engagement suffit, la formation est comprise.",
        "L'indemnité est versée par l'État et complétée par l'association.",
        "Un tuteur ou une tutrice vous accompagne pendant toute la mission.",
    ),
    ContractKind.INSERTION: (
        "Contrat d'insertion (CDDI) : votre conseiller ou conseillère vérifie avec vous que vous y avez droit.",
        "Un accompagnement est compris : logement, permis, projet, recherche d'emploi.",
        "Le contrat peut être renouvelé, le temps de construire la suite.",
    ),
}

_WHEN = (
    "Poste à pourvoir dès que possible.",
    "La date de début se décide ensemble.",
    "Réponse promise à chaque candidature.",
    "Pas besoin de lettre de motivation : dites-nous ce que vous avez déjà fait.",
    "Venez voir le lieu de travail avant de dire oui.",
    "Un échange de vingt minutes, puis une demi-journée sur place, et nous décidons ensemble.",
)


_SENTENCE = re.compile(
    r"(Il|On|Nous|Le|La|Les|Aucun|Aucune|Pas|Un an|Une première|Débutantes|Première|Le |L')\b"
)
_END = re.compile(r"[.!?](?=\s|$)|\n- ")
_FEWEST_SENTENCES = 4
_PROFILE = ("Profil : ", "Ce qui compte : ", "Côté profil : ", "")
_PLUS = ("Les plus : ", "En plus : ", "Bon à savoir : ", "")


def _labelled(labels: Sequence[str], sentence: str, rng: random.Random) -> str:
    label = rng.choice(labels)
    if not label or sentence[1:2].isupper():
        return sentence
    return label + sentence[:1].lower() + sentence[1:]


def _joined(parts: Sequence[str], before: str = "") -> str:
    marked = [before + part for part in parts]
    if any(" et " in part for part in parts[-2:]):
        return ", ".join(marked[:-1]) + ", et " + marked[-1]
    return ", ".join(marked[:-1]) + " et " + marked[-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _duties(tasks: Sequence[str], kind: ContractKind, rng: random.Random) -> str:
    count = 3 if kind is ContractKind.IMMERSION else rng.choice((3, 3, 4, 4, 5))
    chosen = [tasks[i] for i in sorted(rng.sample(range(len(tasks)), min(count, len(tasks))))]
    if kind is ContractKind.IMMERSION:
        return f"Avec une personne du métier à vos côtés, vous pourrez {_joined(chosen)}."
    if (
        kind in (ContractKind.APPRENTICESHIP, ContractKind.PROFESSIONALISATION)
        and rng.random() < 0.6
    ):
        return rng.choice(
            (f"Vous apprendrez {_joined(chosen, 'à ')}.", f"Au fil des mois : {_joined(chosen)}.")
        )
    frames = (
        f"Vos missions : {_joined(chosen)}.",
        f"Concrètement, il faudra {_joined(chosen)}.",
        f"Au programme : {_joined(chosen)}.",
        f"Le travail consiste {_joined(chosen, 'à ')}.",
        f"Au quotidien, vous aurez {_joined(chosen, 'à ')}.",
        f"Votre rôle : {' ; '.join(chosen)}.",
        "Ce que vous ferez :\n" + "\n".join(f"- {_capital(task)}" for task in chosen),
    )
    return rng.choice(frames)


def _asks(
    asks: Sequence[str], kind: ContractKind, *, required: bool, licence: bool, rng: random.Random
) -> str:
    fitting = [
        ask for ask in asks if licence or "ermis" not in ask or "pas de permis" in ask.lower()
    ]
    if kind in BEGINNER_KINDS:
        fitting = [ask for ask in fitting if not any(word in ask for word in _DEMANDING)]
    if required:
        fitting = [ask for ask in fitting if not any(word in ask for word in _EASY)]
        fitting.append("Une première expérience réussie dans le métier est demandée.")
    sentences = []
    if fitting and rng.random() < 0.85:
        ask = rng.choice(fitting)
        sentences.append(ask if _SENTENCE.match(ask) else _labelled(_PROFILE, ask, rng))
    if kind in _LEARNING:
        sentences.append(rng.choice(_LEARNING[kind]))
    return " ".join(sentences)


def describe(
    *,
    hook: str,
    tasks: Sequence[str],
    days: Sequence[str],
    asks: Sequence[str],
    perks: Sequence[str],
    kind: ContractKind,
    schedules: frozenset[Schedule],
    required: bool,
    licence: bool,
    rng: random.Random,
) -> str:
    """A description of three to eight sentences, in two or three paragraphs.

    The hook comes first; a sentence that would contradict the terms (a diploma asked of an
    apprentice, a night bonus by day) is left out.
    """
    middle = _duties(tasks, kind, rng)
    if rng.random() < 0.72:
        middle += ("\n" if "\n" in middle else " ") + rng.choice(days)
    end = [_asks(asks, kind, required=required, licence=licence, rng=rng)]
    fitting = [p for p in perks if ("nuit" in p.lower()) <= (Schedule.NIGHT in schedules)]
    if kind not in (ContractKind.IMMERSION, ContractKind.INTERNSHIP, ContractKind.CIVIC_SERVICE):
        if fitting and rng.random() < 0.6:
            end.append(_labelled(_PLUS, rng.choice(fitting), rng))
        if rng.random() < 0.3:
            end.append(rng.choice(_WHEN))
    if len(_END.findall(f"{hook} {middle} {' '.join(end)}")) < _FEWEST_SENTENCES:
        rest = [line for line in _LEARNING.get(kind, _WHEN) if line not in end[0]]
        end.append(rng.choice(rest))
    closing = " ".join(part for part in end if part)
    paragraphs = [hook, middle, closing]
    if rng.random() < 0.3 and "\n" not in middle:
        paragraphs = [f"{hook} {middle}", closing]
    return "\n\n".join(part for part in paragraphs if part)
