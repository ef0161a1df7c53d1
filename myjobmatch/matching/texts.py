"""The words that offers and candidates are encoded by, so that both sides are built alike."""

from collections.abc import Iterable


def offer_text(title: str, occupation: str = "", skills: Iterable[str] = ()) -> str:
    """Title, occupation's label, skills' labels: what an offer's vector is made of."""
    return ". ".join(part for part in (title.strip(), occupation.strip(), *skills) if part)


def candidate_text(
    wanted: Iterable[str] = (), near: Iterable[str] = (), skills: Iterable[str] = ()
) -> str:
    """Labels of the occupations wanted, of the near ones, and of the skills, all from the catalogue.

    Nothing a candidate typed is in it. Empty when they have told nothing yet.
    """
    return ". ".join(part for part in (*wanted, *near, *skills) if part)
