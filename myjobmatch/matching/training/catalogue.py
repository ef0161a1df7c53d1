"""Reads our own lists: the demonstration catalogue, and everyday wordings in six languages."""

from __future__ import annotations

from pathlib import Path

from myjobmatch.matching.training.rome import both_genders
from myjobmatch.matching.training.tables import rows_of
from myjobmatch.matching.training.taxonomy import Taxonomy

_FILES = {
    "occupations.csv": ("rome_code", "rome:", "occupation"),
    "skills.csv": ("code", "catalogue:", "everyday"),
    "aptitudes.csv": ("code", "catalogue:", "everyday"),
}


def read_catalogue(folder: Path, taxonomy: Taxonomy) -> int:
    """Adds a catalogue's occupations, skills, aptitudes and links; returns the rows read.

    Columns `label_xx` and `synonyms_xx` (joined by the bar sign) give the wordings in language
    xx, `description_xx` or `sentence_xx` a description.
    """
    count = 0
    for name, (column, prefix, kind) in _FILES.items():
        path = folder / name
        for row in rows_of(path) if path.is_file() else ():
            concept = taxonomy.concept(prefix + row[column], kind)
            for header, value in row.items():
                part, _, language = header.rpartition("_")
                if part in ("label", "synonyms"):
                    texts = value.split("|")
                    concept.add(
                        language,
                        *(form for text in texts for form in both_genders(text, tight=True)),
                    )
                elif part in ("description", "sentence") and value.strip():
                    concept.descriptions.append(value.strip())
            count += 1
    links = folder / "occupation_skills.csv"
    for row in rows_of(links) if links.is_file() else ():
        taxonomy.link("rome:" + row["rome_code"], "catalogue:" + row["skill_code"])
        count += 1
    return count


def read_everyday(path: Path, taxonomy: Taxonomy, source: str = "everyday") -> int:
    """Adds how people say what they did; one column a language, wordings joined by the bar sign."""
    count = 0
    for row in rows_of(path):
        concept = taxonomy.concept(f"{source}:{row.pop('key')}", "everyday")
        for language, texts in row.items():
            concept.add(language, *texts.split("|"))
        count += 1
    return count


def read_adverts(path: Path, taxonomy: Taxonomy) -> int:
    """Adds how adverts word the titles of ROME's occupations: each a title of its code's family."""
    count = 0
    for row in rows_of(path):
        for title in row["titles"].split("|"):
            concept = taxonomy.concept("advert:" + title, "title", "rome:" + row["rome_code"])
            concept.add("fr", title)
        count += 1
    return count


def read_job_names(path: Path, taxonomy: Taxonomy) -> int:
    """Adds what jobs are called in six languages: each row a job of its code's family, a column a language."""
    count = 0
    for row in rows_of(path):
        code = row.pop("rome_code")
        count += 1
        concept = taxonomy.concept(f"job:{code}:{count}", "job", "rome:" + code)
        for language, texts in row.items():
            if texts:
                concept.add(language, *texts.split("|"))
    return count
