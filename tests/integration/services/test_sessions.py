"""Sessions: opened by a right password, revoked when replaced, tries limited."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import FigureDay
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.errors import TooMany, Unauthenticated
from myjobmatch.domain.figures import EVERYBODY
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import WINDOW
from myjobmatch.services.counting import count_activity
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.sessions import (
    TRIES_BY_CLIENT,
    TRIES_BY_LOGIN,
    SessionService,
    token_hash,
)
from tests import factories

PASSWORD = "un mot de passe long"


@pytest.fixture
async def sessions(database: Database) -> SessionService:
    kept = await hash_password(PASSWORD)
    async with database.unit() as uow:
        where = await factories.structure(uow)
        await factories.account(
            uow, Role.ADVISOR, structure_id=where.id, login="conseil", password_hash=kept
        )
    return SessionService(database, timedelta(days=30))


async def sign_in(sessions: SessionService, **changes: str | None) -> str:
    fields: dict[str, str | None] = {
        "login": "conseil",
        "password": PASSWORD,
        "client": "127.0.0.1",
        "replaced": None,
    } | changes
    opened = await sessions.sign_in(
        fields["login"] or "",
        fields["password"] or "",
        replaced=fields["replaced"],
        client=fields["client"] or "",
    )
    return opened.token


async def test_a_session_is_resolved_until_it_is_signed_out(sessions: SessionService) -> None:
    token = await sign_in(sessions, login="  CONSEIL ")
    actor = await sessions.resolve(token)
    assert actor is not None
    assert actor.role is Role.ADVISOR
    await sessions.sign_out(token)
    assert await sessions.resolve(token) is None


async def test_only_the_hash_of_a_token_is_kept(
    sessions: SessionService, database: Database
) -> None:
    token = await sign_in(sessions)
    async with database.unit(write=False) as uow:
        assert await uow.accounts.live_session(token, uow.clock.now()) is None
        assert await uow.accounts.live_session(token_hash(token), uow.clock.now()) is not None


async def test_signing_in_again_revokes_the_session_it_replaces(sessions: SessionService) -> None:
    first = await sign_in(sessions)
    second = await sign_in(sessions, replaced=first)
    assert await sessions.resolve(first) is None
    assert await sessions.resolve(second) is not None


async def test_a_session_ends_with_its_time(sessions: SessionService, clock: FixedClock) -> None:
    token = await sign_in(sessions)
    clock.advance(timedelta(days=29, hours=23))
    assert await sessions.resolve(token) is not None
    clock.advance(timedelta(hours=2))
    assert await sessions.resolve(token) is None


async def test_a_disabled_account_is_signed_out_at_once(
    sessions: SessionService, database: Database
) -> None:
    token = await sign_in(sessions)
    async with database.unit() as uow:
        account = await uow.accounts.by_login("conseil")
        assert account is not None
        account.status = AccountStatus.DISABLED
    assert await sessions.resolve(token) is None
    with pytest.raises(Unauthenticated):
        await sign_in(sessions)


@pytest.mark.parametrize("login", ["conseil", "nobody"])
async def test_wrong_passwords_and_unknown_logins_are_told_alike_and_limited(
    sessions: SessionService, clock: FixedClock, login: str
) -> None:
    for _ in range(TRIES_BY_LOGIN):
        with pytest.raises(Unauthenticated, match="sign_in_wrong"):
            await sign_in(sessions, login=login, password="wrong")
    with pytest.raises(TooMany):
        await sign_in(sessions, login=login)
    clock.advance(WINDOW + timedelta(seconds=1))
    if login == "conseil":
        assert await sign_in(sessions)


async def test_one_address_cannot_try_every_login(sessions: SessionService) -> None:
    for number in range(60):
        with pytest.raises(Unauthenticated):
            await sign_in(sessions, login=f"someone{number}", password="x")
    with pytest.raises(TooMany):
        await sign_in(sessions)
    assert await sign_in(sessions, client="127.0.0.2")


async def test_tries_made_at_the_same_moment_count_one_another(sessions: SessionService) -> None:
    """Counted only once they have failed, a hundred at once would all be looked at."""
    answers = await asyncio.gather(
        *(sign_in(sessions, password=f"guess {i}") for i in range(12)), return_exceptions=True
    )
    looked_at = [answer for answer in answers if isinstance(answer, Unauthenticated)]
    refused = [answer for answer in answers if isinstance(answer, TooMany)]
    assert len(looked_at) + len(refused) == 12
    assert len(looked_at) <= TRIES_BY_LOGIN


async def test_a_refused_try_does_not_make_the_wait_longer(
    sessions: SessionService, clock: FixedClock
) -> None:
    for _ in range(TRIES_BY_LOGIN):
        with pytest.raises(Unauthenticated):
            await sign_in(sessions, password="wrong")
    clock.advance(WINDOW - timedelta(minutes=1))
    with pytest.raises(TooMany):
        await sign_in(sessions)
    clock.advance(timedelta(minutes=1, seconds=1))
    assert await sign_in(sessions)


async def test_a_right_password_is_no_failure_of_its_address(sessions: SessionService) -> None:
    for _ in range(TRIES_BY_CLIENT + 1):
        assert await sign_in(sessions)


async def test_what_no_database_can_look_for_is_a_wrong_login(sessions: SessionService) -> None:
    for login in ("con\0seil\0x", "\ud800"):
        with pytest.raises(Unauthenticated):
            await sign_in(sessions, login=login)


async def test_who_signs_in_again_is_known_to_be_the_same(
    sessions: SessionService, database: Database, clock: FixedClock
) -> None:
    kept = await hash_password(PASSWORD)
    async with database.unit() as uow:
        where = await factories.structure(uow)
        await factories.account(
            uow, Role.ADVISOR, structure_id=where.id, login="autre", password_hash=kept
        )
    first = await sign_in(sessions)
    await sessions.sign_out(first)
    clock.advance(timedelta(days=40))

    same = await sessions.sign_in("conseil", PASSWORD, replaced=first, client="127.0.0.1")
    other = await sessions.sign_in("autre", PASSWORD, replaced=same.token, client="127.0.0.1")
    fresh = await sessions.sign_in("autre", PASSWORD, replaced="unknown", client="127.0.0.1")

    assert [same.same_account, other.same_account, fresh.same_account] == [True, False, False]


async def test_a_youth_s_visit_counts_for_who_follows_them(
    sessions: SessionService, database: Database
) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        youth = await factories.youth(uow, where, advisor=advisor)
        account = await uow.accounts.get(youth.account_id)
        assert account is not None
        account.structure_id = None  # a youth's account is of nobody: who they are is
    await sessions.open_for(youth.account_id, None)
    app = Application(database, database.clock, MatchingRuntime(database, None))
    await count_activity(app)
    async with database.unit(write=False) as uow:
        days = await uow.session.scalars(select(FigureDay).order_by(FigureDay.advisor_id))
        told = [(row.structure_id, row.advisor_id, row.youths, row.sign_ins) for row in days]
    assert told == [(where.id, EVERYBODY, 1, 1), (where.id, advisor.account_id, 1, 1)]
