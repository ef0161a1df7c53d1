"""Hot paths ask the database a bounded number of questions, however many rows there are."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, Role
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.conversations import list_conversations
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.portfolio import PortfolioQuery, list_portfolio
from tests import factories
from tests.fixtures.encoder import shipped


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements sent inside, transaction control left out."""
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT")):
            statements.append(statement)

    for engine in database.engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in database.engines:
            event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("offers", [3, 30])
async def test_decks_do_not_ask_once_a_card(
    database: Database, clock: FixedClock, offers: int
) -> None:
    async with database.unit() as uow:
        words = await factories.catalogue(uow)
        where = await factories.structure(uow)
        company = await factories.company(uow, where)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        recruiter = await factories.recruiter(uow, company)
        skills = tuple(words.skills.values())
        youths = [
            await factories.youth(uow, where, advisor=advisor, skills=skills[:3])
            for _ in range(offers)
        ]
        made = [await factories.offer(uow, company, skills=skills[:2]) for _ in range(offers)]
    app = Application(database, clock, MatchingRuntime(database, None, shipped()))
    await deal_offers(app, youths[0], DeckQuery(30))
    await app.matching.candidates()

    with counted(database) as deck:
        cards = (await deal_offers(app, youths[0], DeckQuery(30))).cards
    with counted(database) as candidates:
        people = (
            await deal_candidates(app, recruiter, CandidateQuery(made[0].public_id, 30))
        ).cards
    with counted(database) as portfolio:
        rows = (await app.run(list_portfolio, advisor, PortfolioQuery())).rows
    with counted(database) as decision:
        await app.run(decide_on_offer, youths[0], Decide(made[0].public_id, DecisionKind.LIKE))

    assert (len(cards), len(people)) == (offers, offers)
    assert len(rows) == min(offers, 25)
    assert len(deck) <= 20
    # aliases are made one by one the first time an offer's candidates are looked at
    assert len([s for s in candidates if not s.startswith("INSERT INTO candidate_alias")]) <= 14
    assert len(portfolio) <= 9
    assert len(decision) <= 16


async def test_conversations_ask_at_most_a_few_times_each(
    database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        for _ in range(10):
            await factories.youth(uow, where, advisor=advisor)
    with counted(database) as statements:
        async with database.unit() as uow:
            await list_conversations(advisor, None, uow)
    assert len(statements) <= 5
