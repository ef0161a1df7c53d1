"""The engine's figures in force in a process: those learnt last, else those made by hand."""

import logging

from myjobmatch.db.uow import Database
from myjobmatch.matching.learning.guard import GuardFailed, from_kept
from myjobmatch.matching.parameters import CODE_VERSION, DEFAULT_PARAMETERS, EngineParameters

logger = logging.getLogger(__name__)


async def load_figures(database: Database, fingerprint: str) -> EngineParameters:
    """The figures learnt last, if they are of this encoder and formula and sound; told in the log if not."""
    async with database.unit(write=False) as uow:
        kept = await uow.learning.in_force()
    if kept is None or not kept.figures:
        return DEFAULT_PARAMETERS
    if (kept.fingerprint, kept.code_version) != (fingerprint, CODE_VERSION):
        logger.warning("figures learnt with another encoder or formula are left out: learn again")
        return DEFAULT_PARAMETERS
    try:
        return from_kept(kept.figures)
    except GuardFailed as reason:
        logger.warning("figures learnt are damaged and left out, learn again: %s", reason)
        return DEFAULT_PARAMETERS
