"""One call that reads any mix of folders: ESCO, ROME, our catalogue, corpora with ESCO labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from myjobmatch.matching.training.catalogue import (
    read_adverts,
    read_catalogue,
    read_everyday,
    read_job_names,
)
from myjobmatch.matching.training.esco import esco_key, read_esco
from myjobmatch.matching.training.melo import read_corpora
from myjobmatch.matching.training.rome import read_rome
from myjobmatch.matching.training.taxonomy import Taxonomy

_EVERYDAY = Path(__file__).parent / "everyday"


class NoTaxonomy(ValueError):
    """No file of a known form lies in the folders given."""


def read_taxonomies(folders: Sequence[Path]) -> Taxonomy:
    """Everything that the folders teach, and our own everyday wordings.

    Raises:
        NoTaxonomy: the folders hold no taxonomy.
    """
    taxonomy = Taxonomy()
    count = 0
    for folder in folders:
        count += read_esco(folder, taxonomy)
        count += read_rome(folder, taxonomy)
        count += read_catalogue(folder, taxonomy)
    for folder in folders:  # corpora name concepts by the labels read above
        count += read_corpora(folder, taxonomy)
    if not count:
        raise NoTaxonomy(", ".join(map(str, folders)))
    read_everyday(_EVERYDAY / "wordings.csv", taxonomy)
    read_everyday(_EVERYDAY / "abbreviations.csv", taxonomy, "jargon")
    read_everyday(_EVERYDAY / "spoken_skills.csv", taxonomy, "catalogue")
    read_adverts(_EVERYDAY / "advert_titles.csv", taxonomy)
    read_job_names(_EVERYDAY / "job_names.csv", taxonomy)
    taxonomy.fillers += (_EVERYDAY / "fillers.txt").read_text(encoding="utf-8").splitlines()
    return taxonomy


def left_out_keys(path: Path) -> list[str]:
    """Keys of the concepts named in a file, one a line: ESCO URIs, or keys such as `rome:A1101`."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [esco_key(line) if "/" in line else line for line in lines if line]
