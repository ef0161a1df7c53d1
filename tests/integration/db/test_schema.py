"""The schema holds by itself: migrations equal models, enumerations and invariants refuse nonsense."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import Enum, insert, select, text

from myjobmatch.db.base import Base
from myjobmatch.db.clash import Clash
from myjobmatch.db.migrate import alembic_config
from myjobmatch.db.models import Account, Change, Decision, Message, Offer, Youth
from myjobmatch.db.uow import Database
from myjobmatch.domain.enums import (
    DecisionKind,
    DecisionStatus,
    OfferOrigin,
    OfferStatus,
    Role,
    Side,
)
from tests import factories


def enumerations() -> Iterator[tuple[str, str]]:
    """Every (table, column) that holds an enumeration."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum):
                yield table.name, column.name


def test_migrations_make_the_tables_that_the_models_say(database_url: str) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(command.check, alembic_config(database_url)).result()


def test_the_first_migration_can_be_taken_back_and_applied_again(database_url: str) -> None:
    config = alembic_config(database_url)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(command.downgrade, config, "base").result()
        thread.submit(command.upgrade, config, "head").result()
        thread.submit(command.check, config).result()


async def test_every_enumeration_is_a_check_constraint(database: Database) -> None:
    """Rows go around SQLAlchemy's own check, as another program's would."""
    guarded = {
        (constraint.table.name, column)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        for _, column in enumerations()
        if constraint.__class__.__name__ == "CheckConstraint"
        and f"{column} IN" in str(getattr(constraint, "sqltext", ""))
    }
    assert set(enumerations()) <= guarded
    async with database.unit() as uow:
        where = await factories.structure(uow)
        await factories.account(uow, Role.MANAGER, structure_id=where.id)
    with pytest.raises(Clash):
        async with database.unit() as uow:
            await uow.session.execute(text("UPDATE account SET role = 'king'"))


async def test_a_reference_to_nobody_is_refused(database: Database) -> None:
    with pytest.raises(Clash):
        async with database.unit() as uow:
            uow.youths.add(
                Youth(public_id="nobody-s-structure", structure_id=999, created_at=uow.clock.now())
            )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("weekly_hours", 90),
        ("positions", 0),
        ("latitude", 200.0),
        ("published_at", None),
        ("company_id", None),
    ],
)
async def test_an_offer_that_makes_no_sense_is_refused(
    database: Database, column: str, value: object
) -> None:
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        offer = await factories.offer(uow, company)
        assert (offer.status, offer.origin) == (OfferStatus.PUBLISHED, OfferOrigin.INTERNAL)

    async def spoil() -> None:
        async with database.unit() as uow:
            row = await uow.offers.get(offer.id)
            assert row is not None
            setattr(row, column, value)

    with pytest.raises(Clash):
        await spoil()


async def test_a_recruiter_has_a_company_and_a_login_is_lower_case(database: Database) -> None:
    for traits in ({"role": Role.RECRUITER}, {"role": Role.FUNDER, "login": "Upper@Case"}):
        with pytest.raises(Clash):
            async with database.unit() as uow:
                uow.accounts.add(
                    Account(
                        **(
                            {"public_id": "x" * 12, "login": "x", "created_at": uow.clock.now()}
                            | traits
                        )
                    )
                )


async def test_one_decision_counts_on_a_pair_and_undone_ones_stay(database: Database) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        youth = await factories.youth(uow, where)
        offer = await factories.offer(uow, None)

    def decision(**traits: object) -> Decision:
        return Decision(
            **(
                {
                    "youth_id": youth.youth_id,
                    "offer_id": offer.id,
                    "side": Side.YOUTH,
                    "kind": DecisionKind.LIKE,
                    "account_id": youth.account_id,
                    "decided_at": database.clock.now(),
                }
                | traits
            )
        )

    undone = {"status": DecisionStatus.UNDONE, "undone_at": database.clock.now()}
    async with database.unit() as uow:
        for traits in (undone, undone, {}):
            await uow.decisions.add(decision(**traits))
    with pytest.raises(Clash):
        async with database.unit() as uow:
            await uow.decisions.add(decision())
    with pytest.raises(Clash):
        async with database.unit() as uow:
            await uow.decisions.add(decision(status=DecisionStatus.UNDONE))


async def test_a_unit_of_work_that_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.unit() as uow:
            await factories.offer(uow, None)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await fail()
    async with database.unit(write=False) as uow:
        assert await uow.offers.count() == 0
        assert await uow.ledger.latest_change() == 0


async def test_a_reading_unit_of_work_refuses_to_write(database: Database) -> None:
    with pytest.raises(RuntimeError, match="declare that the service writes"):
        async with database.unit(write=False) as uow:
            uow.accounts.add(
                Account(public_id="x" * 12, login="x", role=Role.FUNDER, created_at=uow.clock.now())
            )


async def test_a_change_told_twice_in_a_transaction_is_one(database: Database) -> None:
    async with database.unit() as uow:
        uow.changed("offer", 1)
        uow.changed("youth", 1)
        uow.changed("offer", 1)
    async with database.unit(write=False) as uow:
        rows = (await uow.session.scalars(select(Change).order_by(Change.id))).all()
    assert [(row.topic, row.entity_id) for row in rows] == [("offer", 1), ("youth", 1)]


async def test_moments_are_aware_and_in_utc_wherever_they_are_kept(database: Database) -> None:
    async with database.unit() as uow:
        offer = await factories.offer(uow, None)
    async with database.unit(write=False) as uow:
        kept = await uow.session.scalar(select(Offer.published_at).where(Offer.id == offer.id))
    assert kept == database.clock.now()
    assert kept is not None
    assert kept.utcoffset() is not None


async def test_an_empty_message_is_refused(database: Database) -> None:
    with pytest.raises(Clash):
        async with database.unit() as uow:
            await uow.session.execute(
                insert(Message).values(
                    public_id="x" * 12,
                    conversation_id=1,
                    author_id=1,
                    on_behalf=False,
                    body="",
                    sent_at=uow.clock.now(),
                )
            )
