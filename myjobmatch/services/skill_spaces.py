"""The space of skills, kept in a file: finding near skills among tens of thousands takes a while."""

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path

from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.errors import IndexDamaged, IndexStale
from myjobmatch.matching.skills import SkillSpace

logger = logging.getLogger(__name__)

SPACE_FILE = "skills.space"


def skill_space(labels: Mapping[int, str], encoder: Encoder, folder: Path | None) -> SkillSpace:
    """The space of skills with these labels, from its file when that is of the same, else made anew.

    Blocking: seconds to minutes when made anew for a national catalogue.
    """
    made_of = hashlib.sha256(json.dumps(sorted(labels.items())).encode()).hexdigest()
    if folder is not None:
        try:
            return SkillSpace.load(
                folder / SPACE_FILE, fingerprint=encoder.fingerprint, made_of=made_of
            )
        except (IndexDamaged, IndexStale) as reason:
            logger.info("the space of skills is made anew: %s", reason)
    ids = sorted(labels)
    space = SkillSpace.build(
        ids, encoder.encode([labels[i] for i in ids]), fingerprint=encoder.fingerprint
    )
    if folder is not None:
        try:
            space.save(folder / SPACE_FILE, made_of=made_of)
        except OSError as reason:
            logger.warning("the space of skills could not be kept: %s", reason)
    return space
