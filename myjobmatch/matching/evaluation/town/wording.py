"""How people write: the hand-written wordings, and the mistakes made around them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("fr", "en", "es", "pt", "ar", "uk")

_NEIGHBOURS = dict(zip("azertyuiopqsdfghjklmwxcvbn", "zertyuiopmsdfghjklmlxcvbnb", strict=True))


@dataclass(frozen=True, slots=True)
class SkillWords:
    """How a kind of skill is said; `stems` finds the catalogue's labels it stands for."""

    name: str
    stems: re.Pattern[str]
    said: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TradeWords:
    """How a trade is wished for, lived and advertised."""

    wish: dict[str, tuple[str, ...]]
    life: tuple[str, ...]
    ad: tuple[str, ...]


def table(name: str) -> dict[str, Any]:
    """A file of wordings, as its tables."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def skill_words() -> tuple[SkillWords, ...]:
    """Every kind of skill with its wordings, in the order in which they are looked for."""
    return tuple(
        SkillWords(
            name=name,
            stems=re.compile(entry["stems"]),
            said={code: tuple(entry[code]) for code in LANGUAGES if code in entry},
        )
        for name, entry in table("skills").items()
    )


@cache
def trade_words() -> dict[str, TradeWords]:
    """Wordings of the trades that have some, by ROME code."""
    return {
        code: TradeWords(
            wish={"fr": tuple(entry["wish"])}
            | {other: tuple(entry[other]) for other in LANGUAGES if other in entry},
            life=tuple(entry["life"]),
            ad=tuple(entry["ad"]),
        )
        for code, entry in table("occupations").items()
    }


@cache
def adverts() -> dict[str, Any]:
    """What stands around a job in an advert, and what youths say beside a skill."""
    return table("adverts")


def folded(text: str) -> str:
    """Lower case, without accents, plain apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def words_for(label: str) -> SkillWords | None:
    """The wordings of the kind of skill that a catalogue label is of, when there are some."""
    plain = folded(label)
    return next((words for words in skill_words() if words.stems.search(plain)), None)


def misspelt(text: str, rng: Random) -> str:
    """The same said by someone who writes as they speak: one to three of `_HABITS`."""
    for habit in rng.sample(_HABITS, rng.randint(1, 3)):
        text = habit(text, rng)
    return " ".join(text.split()) or text


def _without_accents(text: str, _rng: Random) -> str:
    return folded(text)


def _texted(text: str, rng: Random) -> str:
    text = text.lower()
    for plain, short in adverts()["sms"].items():
        if rng.random() < 0.7:
            text = re.sub(rf"(?<!\w){re.escape(plain)}(?!\w)", short, text)
    return text


def _by_ear(text: str, rng: Random) -> str:
    text = text.lower()
    sounds = list(adverts()["sounds"].items())
    for written, heard in rng.sample(sounds, 3):
        text = text.replace(written, heard, 1 if len(heard) < len(written) else -1)
    return text


def _slipped(text: str, rng: Random) -> str:
    """One slip of the finger for about ten letters: dropped, doubled, swapped or its neighbour."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 10)):
        if len(letters) < 4:
            break
        place = rng.randrange(1, len(letters) - 1)
        match rng.randrange(4):
            case 0:
                del letters[place]
            case 1:
                letters.insert(place, letters[place])
            case 2:
                letters[place], letters[place - 1] = letters[place - 1], letters[place]
            case _:
                letters[place] = _NEIGHBOURS.get(letters[place], letters[place])
    return "".join(letters)


def _unpunctuated(text: str, _rng: Random) -> str:
    return re.sub(r"[^\w\s]", " ", text)


def _lowered(text: str, _rng: Random) -> str:
    return text.lower()


_HABITS: list[Callable[[str, Random], str]] = [
    _without_accents,
    _texted,
    _by_ear,
    _slipped,
    _unpunctuated,
    _lowered,
]
