"""The languages that the product is read in."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the interface, by its tag; easy-to-read French (FALC) is one of its own."""

    FRENCH = "fr"
    ENGLISH = "en"
    ARABIC = "ar"
    SPANISH = "es"
    PORTUGUESE = "pt"
    UKRAINIAN = "uk"
    EASY_FRENCH = "fr-falc"


def spoken(tag: str) -> str:
    """The tongue of a language: labels of the catalogue are in tongues, and FALC is French."""
    return tag.partition("-")[0]
