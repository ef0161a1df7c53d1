"""The page of awaited answers: a company without an offer is told when answers come, not that all were given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from reflex.state import State

from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.settings import Settings
from myjobmatch.state.base import acting_as
from myjobmatch.state.employer_answers import AwaitedState
from tests import factories


@pytest.fixture(autouse=True)
def container(database: Database) -> Iterator[None]:
    none: Any = None
    app = Application(database, database.clock, MatchingRuntime(database, None))
    install(Container(Settings(), database.clock, none, none, app))
    yield
    install(None)


async def _shown(actor: Actor) -> AwaitedState:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    with acting_as(actor):
        page = await root.get_state(AwaitedState)
        await page.load()
        return page


async def test_answers_come_once_an_offer_is_published(database: Database) -> None:
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        recruiter = await factories.recruiter(uow, company)
    page = await _shown(recruiter)
    assert (page.loaded, page.groups, page.offers) == (True, [], "none")

    async with database.unit() as uow:
        draft = await factories.offer(uow, company, title="Vendeur", status=OfferStatus.DRAFT)
        draft_id = draft.id
    assert (await _shown(recruiter)).offers == "unpublished"

    async with database.unit() as uow:
        offer = await uow.offers.get(draft_id)
        assert offer is not None
        offer.status, offer.published_at = OfferStatus.PUBLISHED, database.clock.now()
    assert (await _shown(recruiter)).offers == "published"
