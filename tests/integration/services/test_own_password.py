"""Another password in the place of a known one, or a first one: who may, what ends, who is told. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.models import Account, ContactPoint, MailLink
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, TooMany, Unauthenticated
from myjobmatch.domain.mail_links import LinkPurpose
from myjobmatch.domain.notifications import Channel
from myjobmatch.services import access_tellers
from myjobmatch.services.attempts import WINDOW
from myjobmatch.services.contacts import EnterCode, GiveAddress, enter_code, prepare_code
from myjobmatch.services.deliveries import take_due
from myjobmatch.services.notification_settings import stop_emails
from myjobmatch.services.outbox import work_once
from myjobmatch.services.own_password import (
    FRESH,
    ChangePassword,
    NewPassword,
    OwnPassword,
    change_password,
    own_password,
    put_own_password,
)
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.sessions import TRIES_BY_LOGIN, OpenedSession
from tests import factories
from tests.integration.services.joining_house import PASSWORD, House, activate, house, invited

__all__ = ["house"]

LISTENING = (access_tellers,)
LOGIN = "ines91"
MAIL = "claire@exemple.fr"
ANOTHER = "un autre chat dort"


async def sign_in(house: House, password: str = PASSWORD, login: str = LOGIN) -> OpenedSession:
    return await house.sessions.sign_in(login, password, replaced=None, client="192.0.2.7")


async def change(
    house: House, opened: OpenedSession, current: str, password: str = ANOTHER
) -> None:
    form = ChangePassword(current, password, opened.token)
    await change_password(house.app, opened.actor, form, client="192.0.2.8")


async def standing(house: House, opened: OpenedSession) -> OwnPassword:
    return await house.app.run(own_password, opened.actor, opened.token)


async def refused(code: str, house: House, opened: OpenedSession, *typed: str) -> None:
    with pytest.raises(DomainError) as refusal:
        await change(house, opened, *typed)
    assert refusal.value.code == code


@pytest.fixture
async def ines(house: House) -> Actor:
    given = await invited(house)
    return await activate(house, given.code, LOGIN)


@pytest.fixture
async def claire(house: House, database: Database) -> Account:
    """A recruiter, who has only ever come in by the links of mails."""
    async with database.unit() as uow:
        company = await factories.company(uow, await factories.structure(uow))
        actor = await factories.recruiter(uow, company)
        account = await uow.accounts.get(actor.account_id)
        assert account is not None
        account.login = MAIL
        return account


async def come_by_link(house: House, database: Database, account: Account) -> OpenedSession:
    async with database.unit() as uow:
        now = uow.clock.now()
        uow.mail_links.add(
            MailLink(
                token_hash=str(now.timestamp()),
                purpose=LinkPurpose.ENTER,
                email=account.login,
                account_id=account.id,
                created_at=now,
                expires_at=now + timedelta(days=1),
                used_at=now,
            )
        )
    return await house.sessions.open_for(account.id, None)


async def test_a_known_password_is_changed_and_other_sessions_end(
    house: House, database: Database, clock: FixedClock, ines: Actor
) -> None:
    mine, lost = await sign_in(house), await sign_in(house)
    clock.advance(
        timedelta(days=3)
    )  # telling the password of now is enough, however long ago one signed in
    assert await standing(house, mine) == OwnPassword(has=True, asked=True, refused="")

    await change(house, mine, PASSWORD)

    assert await house.sessions.resolve(lost.token) is None
    assert await house.sessions.resolve(mine.token) is not None
    with pytest.raises(Unauthenticated):
        await sign_in(house)
    assert (await sign_in(house, ANOTHER)).actor.account_id == ines.account_id
    async with database.unit(write=False) as uow:
        (done,) = await uow.ledger.audits_of("account", ines.account_id)
    assert (done.action, done.account_id) == ("password_changed", ines.account_id)


async def test_wrong_ones_are_counted_with_the_failures_to_sign_in(
    house: House, clock: FixedClock, ines: Actor
) -> None:
    mine = await sign_in(house)
    for _ in range(TRIES_BY_LOGIN - 1):
        await refused("password_wrong", house, mine, "je ne sais plus")
    with pytest.raises(Unauthenticated):
        await sign_in(house, "je ne sais plus")
    await refused("sign_in_too_many", house, mine, PASSWORD)
    with pytest.raises(TooMany):
        await sign_in(house)
    assert await house.sessions.resolve(mine.token) is not None
    clock.advance(WINDOW + timedelta(seconds=1))
    await change(house, mine, PASSWORD)
    for _ in range(TRIES_BY_LOGIN - 1):  # those before are forgotten
        await refused("password_wrong", house, mine, PASSWORD)
    assert await sign_in(house, ANOTHER)


async def test_the_new_one_obeys_the_rules_of_joining_and_costs_no_try(
    house: House, ines: Actor
) -> None:
    mine = await sign_in(house)
    for _ in range(TRIES_BY_LOGIN):
        await refused("password_short", house, mine, PASSWORD, "court")
        await refused("password_common", house, mine, PASSWORD, "motdepasse")
    await refused("password_common", house, mine, PASSWORD, "aaaaaaaab")
    assert await sign_in(house)


async def test_whoever_has_none_chooses_one_soon_after_signing_in(
    house: House, database: Database, clock: FixedClock, claire: Account
) -> None:
    opened = await come_by_link(house, database, claire)
    clock.advance(FRESH + timedelta(minutes=1))
    old = OwnPassword(has=False, asked=False, refused="password_session_old")
    assert await standing(house, opened) == old
    await refused("password_session_old", house, opened, "")
    opened = await come_by_link(house, database, claire)
    assert await standing(house, opened) == OwnPassword(has=False, asked=False, refused="")
    await change(house, opened, "")
    assert (await sign_in(house, ANOTHER, MAIL)).actor.account_id == claire.id
    async with database.unit(write=False) as uow:
        (done,) = await uow.ledger.audits_of("account", claire.id)
    assert done.action == "password_chosen"


async def test_a_link_just_used_proves_as_much_as_the_password(
    house: House, database: Database, clock: FixedClock, claire: Account
) -> None:
    """A recruiter whose password somebody else chose, or who forgot it, has the mailbox still."""
    await change(house, await come_by_link(house, database, claire), "")
    clock.advance(timedelta(days=1))
    theirs = await sign_in(house, ANOTHER, MAIL)
    assert await standing(house, theirs) == OwnPassword(has=True, asked=True, refused="")
    clock.advance(timedelta(minutes=1))
    mine = await come_by_link(house, database, claire)
    await refused("password_wrong", house, theirs, "")  # it proves nothing for who was in before
    assert await standing(house, mine) == OwnPassword(has=True, asked=False, refused="")
    await change(house, mine, "", "ma petite phrase")
    assert await house.sessions.resolve(theirs.token) is None
    clock.advance(FRESH + timedelta(minutes=1))
    await refused("password_wrong", house, mine, "")


async def test_no_session_no_account_of_the_demonstration_no_other_password_meanwhile(
    house: House, database: Database, ines: Actor
) -> None:
    mine = await sign_in(house)
    stranger = await house.sessions.open_for(house.advisor.account_id, None)
    with pytest.raises(Unauthenticated):
        await house.app.run(own_password, mine.actor, stranger.token)
    await house.sessions.sign_out(mine.token)
    await refused("signed_out", house, mine, PASSWORD)
    mine = await sign_in(house)
    late = NewPassword(await hash_password(ANOTHER), "what it was before", mine.token)
    with pytest.raises(Invalid, match="password_wrong"):
        await house.app.run(put_own_password, mine.actor, late)
    async with database.unit() as uow:
        account = await uow.accounts.get(ines.account_id)
        assert account is not None
        account.is_demo = True
        late = NewPassword(late.password_hash, account.password_hash, mine.token)
    assert (await standing(house, mine)).refused == "demo_password"
    await refused("demo_password", house, mine, PASSWORD)
    with pytest.raises(Conflict, match="demo_password"):
        await house.app.run(put_own_password, mine.actor, late)


@pytest.mark.parametrize("role", [Role.YOUTH, Role.RECRUITER])
async def test_they_are_told(
    house: House, database: Database, ines: Actor, claire: Account, role: Role
) -> None:
    account_id = ines.account_id if role is Role.YOUTH else claire.id
    async with database.unit() as uow:
        uow.notifications.add(
            ContactPoint(
                account_id=account_id,
                channel=Channel.EMAIL,
                address=MAIL,
                verified_at=uow.clock.now(),
            )
        )
    if role is Role.YOUTH:
        await change(house, await sign_in(house), PASSWORD)
    else:
        await change(house, await come_by_link(house, database, claire), "")
    await work_once(house.app)
    async with database.unit(write=False) as uow:
        (told,) = await uow.notifications.of_account(account_id)
    desk = ("password_changed_desk", "/employeur/alertes#mot-de-passe")
    expected = ("password_changed", "/mon-espace/securite") if role is Role.YOUTH else desk
    assert (told.text, told.path) == expected


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.ADVISOR, "/conseil/alertes"),
        (Role.MANAGER, "/conseil/alertes"),
        (Role.EMPLOYMENT_OFFICER, "/employeur/alertes"),
        (Role.FUNDER, "/espace"),
        (Role.ADMINISTRATOR, "/espace"),
    ],
)
async def test_whoever_works_here_is_told(
    house: House, database: Database, clock: FixedClock, role: Role, page: str
) -> None:
    async with database.unit() as uow:
        worker = await factories.staff(uow, role, await factories.structure(uow))
    _, code = await house.app.run(prepare_code, worker, GiveAddress("email", MAIL))
    assert await house.app.run(enter_code, worker, EnterCode("email", code))
    opened = await house.sessions.open_for(worker.account_id, None)

    await change(house, opened, "")
    await work_once(house.app)

    async with database.unit(write=False) as uow:
        (told,) = await uow.notifications.of_account(worker.account_id)
    assert (told.channel, told.text) == (Channel.EMAIL, "password_changed_desk")
    assert told.path == f"{page}#mot-de-passe"
    clock.advance(timedelta(minutes=20))
    (sent,) = await house.app.run(take_due, SYSTEM, frozenset({Channel.EMAIL}))
    assert (sent.address, sent.choices_path) == (MAIL, page)

    async with database.unit() as uow:  # "no more mails" holds for these too
        setting = await uow.notifications.setting(worker.account_id)
        assert setting is not None
    await stop_emails(database, setting.stop_token)
    await change(house, opened, ANOTHER, "encore un autre chat")
    await work_once(house.app)
    async with database.unit(write=False) as uow:
        assert len(await uow.notifications.of_account(worker.account_id)) == 1
