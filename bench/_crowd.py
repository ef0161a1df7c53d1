"""Two hundred youths beside the demonstration's: accounts, profiles, no decision yet.

Each takes the skills and the wishes of one of the demonstration, and no limit of contract or travel, so that
nobody's deck ends during the run.
"""

import asyncio
from collections.abc import Sequence

import _places  # noqa: F401  (makes the product importable)
from sqlalchemy import select

from myjobmatch.db.models import (
    Account,
    Youth,
    YouthIdentity,
    YouthOccupation,
    YouthProfile,
    YouthSkill,
)
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.clock import SystemClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.passwords import hash_password

PASSWORD = "one password for the crowd"


def login_of(number: int) -> str:
    """The login of the crowd's youth of this number."""
    return f"crowd-{number:04d}"


def settle(url: str, count: int) -> None:
    """Put `count` youths into the database at `url`, which holds the demonstration."""
    asyncio.run(_settle(url, count))


async def _settle(url: str, count: int) -> None:
    database = Database(url, SystemClock())
    try:
        kept = await hash_password(PASSWORD)
        async with database.unit() as uow:
            models = (await uow.session.scalars(select(Youth).order_by(Youth.id))).all()
            for number in range(count):
                await _join(uow, number, models[number % len(models)], kept)
    finally:
        await database.close()


async def _join(uow: UnitOfWork, number: int, model: Youth, password_hash: str) -> None:
    session, now = uow.session, uow.clock.now()
    account = Account(
        public_id=new_public_id(),
        login=login_of(number),
        password_hash=password_hash,
        role=Role.YOUTH,
        display_name=login_of(number),
        structure_id=model.structure_id,
        is_demo=True,
        created_at=now,
    )
    youth = Youth(
        public_id=new_public_id(),
        structure_id=model.structure_id,
        advisor_id=model.advisor_id,
        created_at=now,
    )
    session.add_all([account, youth])
    await session.flush()
    home = await session.get_one(YouthIdentity, model.id)
    profile = await session.get_one(YouthProfile, model.id)
    session.add_all(
        [
            YouthIdentity(
                youth_id=youth.id,
                account_id=account.id,
                first_name=login_of(number),
                birth_date=home.birth_date,
                commune=home.commune,
                postcode=home.postcode,
                latitude=home.latitude,
                longitude=home.longitude,
            ),
            YouthProfile(
                youth_id=youth.id,
                experience=profile.experience,
                licences=["b"],
                modes=["car", "transit"],
                max_minutes=240,
                updated_at=now,
            ),
            *[
                YouthSkill(youth_id=youth.id, skill_id=i, added_at=now)
                for i in await _ids(uow, YouthSkill.skill_id, model)
            ],
            *[
                YouthOccupation(youth_id=youth.id, occupation_id=i)
                for i in await _ids(uow, YouthOccupation.occupation_id, model)
            ],
        ]
    )
    uow.changed("youth", youth.id)


async def _ids(uow: UnitOfWork, column: object, model: Youth) -> Sequence[int]:
    owner = column.class_  # type: ignore[attr-defined]
    return (await uow.session.scalars(select(column).where(owner.youth_id == model.id))).all()
