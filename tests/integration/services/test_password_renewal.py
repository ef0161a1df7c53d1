"""A code lets a youth who forgot their password choose another; until it is used it changes nothing. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.models import ContactPoint
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound, TooMany, Unauthenticated
from myjobmatch.domain.notifications import Channel
from myjobmatch.services import access_tellers
from myjobmatch.services.activation import Renew
from myjobmatch.services.doors import doors_of
from myjobmatch.services.invitations import CODE_LIFE, GivenCode, door_state, give_code, revoke_code
from myjobmatch.services.outbox import work_once
from myjobmatch.services.password_renewal import StaffPassword, renew_staff_password
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.sessions import TRIES_BY_LOGIN, OpenedSession, SessionService
from tests import factories
from tests.integration.services.joining_house import (
    PASSWORD,
    House,
    activate,
    house,
    invited,
)

__all__ = ["house"]

LISTENING = (access_tellers,)
LOGIN = "ines91"
ANOTHER = "un autre chat dort"


async def sign_in(house: House, password: str, login: str = LOGIN) -> OpenedSession:
    return await house.sessions.sign_in(login, password, replaced=None, client="192.0.2.7")


async def renew(house: House, code: str, password: str = ANOTHER) -> OpenedSession:
    form = Renew(code, password)
    return await house.doors.activation.renew(form, replaced=None, client="192.0.2.8")


@pytest.fixture
async def ines(house: House, clock: FixedClock) -> tuple[Actor, str]:
    """A youth with an account, and her public id."""
    given = await invited(house)
    actor = await activate(house, given.code, LOGIN)
    clock.advance(timedelta(days=1))
    return actor, given.youth_id


async def give(house: House, ines: tuple[Actor, str], by: Actor | None = None) -> GivenCode:
    return await house.app.run(give_code, by or house.colleague, ines[1])


async def test_a_code_renews_a_password_and_changes_nothing_before(
    house: House, database: Database, ines: tuple[Actor, str]
) -> None:
    actor, youth_id = ines
    phone = await sign_in(house, PASSWORD)
    given = await give(house, ines)
    for _ in range(2):
        seen = await house.doors.activation.look(given.code, client="scanner")
        assert (seen.renews, seen.first_name, seen.login) == (True, "Inès", LOGIN)
        assert (seen.phone, seen.minor) == ("", False)
    assert await house.sessions.resolve(phone.token) is not None
    lost = await sign_in(house, PASSWORD)
    state = await house.app.run(door_state, house.advisor, youth_id)
    assert (state.has_account, state.code) == (True, "waiting")
    with pytest.raises(Conflict, match="code_used"):
        await activate(house, given.code, "autre")  # it makes no second account

    for _ in range(TRIES_BY_LOGIN):
        with pytest.raises(Unauthenticated):
            await sign_in(house, "je ne sais plus")
    with pytest.raises(TooMany):
        await sign_in(house, PASSWORD)
    opened = await renew(house, given.code.lower().replace("-", " "))
    assert opened.actor.account_id == actor.account_id
    for before in (phone, lost):
        assert await house.sessions.resolve(before.token) is None
    assert await house.sessions.resolve(opened.token) is not None
    with pytest.raises(Unauthenticated):
        await sign_in(house, PASSWORD)
    assert (await sign_in(house, ANOTHER)).actor.account_id == actor.account_id

    with pytest.raises(Conflict, match="code_used"):
        await renew(house, given.code, "encore un autre")
    assert (await house.app.run(door_state, house.advisor, youth_id)).code == "used"
    async with database.unit(write=False) as uow:
        (done,) = await uow.ledger.audits_of("account", actor.account_id)
        assert (done.action, done.account_id) == ("password_renewed", actor.account_id)
        assert done.details == {"code_by": house.colleague.public_id}
        acts = await uow.ledger.audits_of("youth", actor.youth_id or 0)
        code = next(act for act in acts if act.action == "code_given")
        assert (code.account_id, code.details) == (house.colleague.account_id, {"renews": True})


async def test_the_youth_is_told_of_the_code_and_of_its_use(
    house: House, database: Database, ines: tuple[Actor, str]
) -> None:
    actor, _ = ines
    async with database.unit() as uow:
        uow.notifications.add(
            ContactPoint(
                account_id=actor.account_id,
                channel=Channel.EMAIL,
                address="ines@exemple.fr",
                verified_at=uow.clock.now(),
            )
        )

    async def told() -> list[str]:
        await work_once(house.app)
        async with database.unit(write=False) as uow:
            return [one.text for one in await uow.notifications.of_account(actor.account_id)]

    given = await give(house, ines)
    assert await told() == ["password_code"]
    await renew(house, given.code)
    assert sorted(await told()) == ["password_code", "password_renewed"]


async def test_a_first_code_is_told_to_nobody_and_renews_nothing(
    house: House, database: Database
) -> None:
    given = await invited(house)
    second = await house.app.run(give_code, house.advisor, given.youth_id)
    seen = await house.doors.activation.look(second.code, client="x")
    assert (seen.renews, seen.login, seen.phone) == (False, "", "+33639981234")
    with pytest.raises(Invalid, match="malformed"):
        await renew(house, second.code)
    assert (await activate(house, second.code, LOGIN)).role is Role.YOUTH
    assert (await sign_in(house, PASSWORD)).actor.role is Role.YOUTH
    async with database.unit(write=False) as uow:
        topics = {event.topic for event in await uow.ledger.pending_events(50)}
        assert not topics & {"renewal_code_given", "password_renewed"}


async def test_a_code_that_was_for_making_the_account_renews_nothing(
    house: House, database: Database, clock: FixedClock
) -> None:
    """It was given beside another, at the moment when the account was made."""
    given = await invited(house)
    clock.advance(timedelta(minutes=1))
    actor = await activate(house, given.code, LOGIN)
    async with database.unit() as uow:
        row = await uow.joining.last_activation(actor.youth_id or 0)
        assert row is not None
        row.used_at = None
    with pytest.raises(Conflict, match="code_used"):
        await renew(house, given.code)


async def test_who_may_give_it_is_who_gives_the_first_one(
    house: House, database: Database, ines: tuple[Actor, str]
) -> None:
    for by in (house.advisor, house.colleague, house.manager):
        await give(house, ines, by)
    with pytest.raises(NotFound, match="youth_unknown"):
        await give(house, ines, house.elsewhere)
    async with database.unit() as uow:
        account = await uow.accounts.get(ines[0].account_id)
        assert account is not None
        account.status = AccountStatus.DISABLED
    with pytest.raises(Conflict, match="account_disabled"):
        await give(house, ines)


async def test_a_code_follows_the_rights_of_the_day_when_it_is_used(
    house: House, database: Database, ines: tuple[Actor, str]
) -> None:
    actor, _ = ines
    given = await give(house, ines)

    async def refused(code: str) -> None:
        with pytest.raises(Conflict, match=code):
            await house.doors.activation.look(given.code, client="x")
        with pytest.raises(Conflict, match=code):
            await renew(house, given.code)

    async with database.unit() as uow:
        account = await uow.accounts.get(actor.account_id)
        youth = await uow.youths.get(actor.youth_id or 0)
        assert account is not None
        assert youth is not None
        account.status, home = AccountStatus.DISABLED, youth.structure_id
    await refused("account_disabled")
    async with database.unit() as uow:
        account = await uow.accounts.get(actor.account_id)
        youth = await uow.youths.get(actor.youth_id or 0)
        assert account is not None
        assert youth is not None
        account.status = AccountStatus.ACTIVE
        youth.structure_id = house.elsewhere.structure_id
    await refused("code_revoked")
    async with database.unit() as uow:
        youth = await uow.youths.get(actor.youth_id or 0)
        giver = await uow.accounts.get(house.colleague.account_id)
        assert youth is not None
        assert giver is not None
        youth.structure_id, giver.status = home, AccountStatus.DISABLED
    await refused("code_revoked")
    assert (await sign_in(house, PASSWORD)).actor.account_id == actor.account_id


async def test_the_passwords_of_the_demonstration_stay_as_they_are_printed(
    house: House, database: Database, ines: tuple[Actor, str]
) -> None:
    """Everybody signs in by them: a visitor who plays the advisor would lock the others out."""
    given = await give(house, ines)
    async with database.unit() as uow:
        for actor in (ines[0], house.colleague):
            account = await uow.accounts.get(actor.account_id)
            assert account is not None
            account.is_demo = True
    shown = SessionService(database, demo=True)
    doors = doors_of(database, shown)
    with pytest.raises(Conflict, match="demo_password"):
        await doors.activation.look(given.code, client="x")
    with pytest.raises(Conflict, match="demo_password"):
        await doors.activation.renew(Renew(given.code, ANOTHER), replaced=None, client="x")
    opened = await shown.sign_in(LOGIN, PASSWORD, replaced=None, client="192.0.2.7")
    assert opened.actor.account_id == ines[0].account_id


async def test_it_dies_like_the_first_one(
    house: House, clock: FixedClock, ines: tuple[Actor, str]
) -> None:
    first = await give(house, ines)
    second = await give(house, ines)
    with pytest.raises(Conflict, match="code_revoked"):
        await renew(house, first.code)
    with pytest.raises(Invalid, match="password_short"):
        await renew(house, second.code, "court")
    with pytest.raises(Invalid, match="password_common"):
        await renew(house, second.code, "motdepasse")
    await house.app.run(revoke_code, house.advisor, ines[1])
    with pytest.raises(Conflict, match="code_revoked"):
        await renew(house, second.code)
    third = await give(house, ines)
    wrong = third.code[:-1] + ("2" if third.code[-1] != "2" else "3")
    for _ in range(5):
        with pytest.raises(Invalid, match="code_wrong"):
            await renew(house, wrong)
    with pytest.raises(Conflict, match="code_dead"):
        await renew(house, third.code)
    fourth = await give(house, ines)
    clock.advance(CODE_LIFE)
    with pytest.raises(Conflict, match="code_expired"):
        await renew(house, fourth.code)
    assert (await sign_in(house, PASSWORD)).actor.role is Role.YOUTH


async def test_the_operator_renews_the_passwords_of_those_who_work_here_alone(
    house: House, database: Database, ines: tuple[Actor, str]
) -> None:
    async with database.unit() as uow:
        staff = await factories.account(
            uow, Role.ADVISOR, login="conseil", structure_id=house.advisor.structure_id
        )
        staff.password_hash = await hash_password(PASSWORD)
    before = await sign_in(house, PASSWORD, "conseil")
    kept = await hash_password(ANOTHER)
    run = house.app.run
    assert await run(renew_staff_password, SYSTEM, StaffPassword(" Conseil ", kept))
    assert await house.sessions.resolve(before.token) is None
    assert (await sign_in(house, ANOTHER, "conseil")).actor.role is Role.ADVISOR
    for login in (LOGIN, "nobody"):
        assert not await run(renew_staff_password, SYSTEM, StaffPassword(login, kept))
    assert (await sign_in(house, PASSWORD)).actor.role is Role.YOUTH
    async with database.unit(write=False) as uow:
        (done,) = await uow.ledger.audits_of("account", staff.id)
        assert (done.action, done.account_id) == ("password_renewed", None)
