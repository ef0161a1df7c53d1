"""Addresses are used once they were shown to be theirs; devices ring for whoever subscribed last; stop means stop."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest

from myjobmatch.db.models import Session
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.delivery import Outcome, Result
from myjobmatch.domain.errors import Conflict, Invalid, NotFound, TooMany
from myjobmatch.domain.notifications import BrowserFamily, Channel, NotificationKind
from myjobmatch.services.contacts import (
    CODES_A_DAY,
    MOST_TRIES,
    EnterCode,
    ForgetAddress,
    GiveAddress,
    enter_code,
    forget_address,
    normalised_address,
    send_code,
)
from myjobmatch.services.notification_choices import (
    Choices,
    Choose,
    KeepQuiet,
    choose,
    keep_quiet,
    own_choices,
)
from myjobmatch.services.notification_settings import stop_emails
from myjobmatch.services.push_devices import (
    MOST_DEVICES,
    TRIALS_AN_HOUR,
    Subscribe,
    Unsubscribe,
    send_trial,
    subscribe,
    unsubscribe,
)
from myjobmatch.services.telling import TOLD
from tests.integration.services.told_town import DOWN, Town, phone, town

__all__ = ["database_url", "town"]

ALL = frozenset(Channel)
POINT = base64.urlsafe_b64encode(b"\x04" + b"p" * 64).rstrip(b"=").decode()
SECRET = base64.urlsafe_b64encode(b"s" * 16).rstrip(b"=").decode()
FCM = "https://fcm.googleapis.com/send/"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: what is stored is as simple as tables are."""
    return sqlite_url


async def choices(town: Town, actor: Actor | None = None) -> Choices:
    return await town.app.run(own_choices, actor or town.youth, None, ALL)


async def give(town: Town, where: str, channel: str = "email") -> str:
    """Give an address; answers the code that came there."""
    await send_code(town.app, town.post.senders, town.youth, GiveAddress(channel, where))
    text = town.post.letters[-1].subject if channel == "email" else town.post.texts[-1][1]
    found = re.search(r"\b\d{6}\b", text)
    assert found
    return found[0]


async def enter(town: Town, code: str, channel: str = "email") -> bool:
    return await town.app.run(enter_code, town.youth, EnterCode(channel, code))


async def session(database: Database, actor: Actor, name: str) -> str:
    """A live session; answers its hash."""
    async with database.unit() as uow:
        now = uow.clock.now()
        uow.accounts.add(
            Session(
                token_hash=name,
                account_id=actor.account_id,
                created_at=now,
                last_seen_at=now,
                expires_at=now + timedelta(days=30),
            )
        )
    return name


async def test_an_address_is_used_once_its_code_was_entered(town: Town) -> None:
    code = await give(town, " Zelie@Exemple.FR ")
    assert (await choices(town)).email.pending == "zelie@exemple.fr"
    assert (await choices(town)).email.verified == ""
    assert not await enter(town, "000000" if code != "000000" else "000001")
    assert await enter(town, f" {code[:3]} {code[3:]} ")
    assert (await choices(town)).email.verified == "zelie@exemple.fr"
    with pytest.raises(Conflict, match="code_old"):
        await enter(town, code)


async def test_the_former_address_serves_until_the_new_one_is_verified(town: Town) -> None:
    await enter(town, await give(town, "a@exemple.fr"))
    code = await give(town, "b@exemple.fr")
    before = (await choices(town)).email
    assert (before.verified, before.pending) == ("a@exemple.fr", "b@exemple.fr")
    await enter(town, code)
    assert (await choices(town)).email.verified == "b@exemple.fr"
    await town.app.run(forget_address, town.youth, ForgetAddress("email"))
    assert (await choices(town)).email.verified == ""


async def test_a_code_cannot_be_guessed(town: Town, clock: FixedClock) -> None:
    code = await give(town, "a@exemple.fr")
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(MOST_TRIES):
        assert not await enter(town, wrong)
    with pytest.raises(TooMany, match="code_tries"):
        await enter(town, code)
    code = await give(town, "a@exemple.fr")
    clock.advance(timedelta(minutes=16))
    with pytest.raises(Conflict, match="code_old"):
        await enter(town, code)


async def test_nobodys_telephone_is_made_to_ring_all_day(town: Town, clock: FixedClock) -> None:
    for _ in range(CODES_A_DAY):
        await give(town, "06 12 34 56 78", "sms")
    with pytest.raises(TooMany, match="codes_today"):
        await give(town, "06 12 34 56 79", "sms")
    other = GiveAddress("sms", "+33 6 12 34 56 78")
    with pytest.raises(TooMany, match="codes_today"):
        await send_code(town.app, town.post.senders, town.advisor, other)
    assert {number for number, _ in town.post.texts} == {"+33612345678"}
    clock.advance(timedelta(days=1))
    await give(town, "0612345678", "sms")


async def test_codes_to_an_address_are_counted_whatever_was_given_since(
    town: Town, clock: FixedClock
) -> None:
    theirs, own = "voisine@exemple.fr", "zelie@exemple.fr"
    for _ in range(CODES_A_DAY - 2):
        await give(town, theirs)
    await enter(town, await give(town, own))  # one's own is found, the other's is not waited for
    await town.app.run(forget_address, town.youth, ForgetAddress("email"))
    clock.advance(timedelta(hours=2))
    other = GiveAddress("email", " Voisine@exemple.fr")
    for _ in range(2):
        await send_code(town.app, town.post.senders, town.advisor, other)
    with pytest.raises(TooMany, match="codes_today"):
        await send_code(town.app, town.post.senders, town.advisor, other)
    with pytest.raises(TooMany, match="codes_today"):
        await give(town, theirs)
    went = [letter.to for letter in town.post.letters]
    assert (went.count(theirs), went.count(own)) == (CODES_A_DAY, 1)

    await give(town, own)  # the sixth of the account; what was refused counts for nothing
    with pytest.raises(TooMany, match="codes_today"):
        await give(town, own)
    clock.advance(timedelta(days=1))
    await give(town, theirs)


async def test_a_mail_server_that_is_down_is_told_and_the_address_kept(town: Town) -> None:
    town.post.mail = DOWN
    with pytest.raises(Conflict, match="code_not_sent"):
        await give(town, "a@exemple.fr")
    assert (await choices(town)).email.pending == "a@exemple.fr"
    town.post.mail = Outcome(Result.REFUSED, "550")
    with pytest.raises(Conflict, match="code_refused"):
        await give(town, "a@exemple.fr")


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        ("email", "A.B+c@Exemple.fr", "a.b+c@exemple.fr"),
        ("sms", "06.12.34.56.78", "+33612345678"),
        ("sms", "+33 (0)7 12 34 56 78", "+33712345678"),
        ("sms", "0032 470 12 34 56", "+32470123456"),
        ("email", "a@b", ""),
        ("email", "a b@exemple.fr", ""),
        ("email", "a@exemple.fr\nBcc: x@y.fr", ""),
        ("email", "<a@exemple.fr>", ""),
        ("email", "a@exemple.fr,b@exemple.fr", ""),
        ("email", "x" * 250 + "@exemple.fr", ""),
        ("sms", "0112345678", ""),
        ("sms", "3949", ""),
        ("sms", "+33612345678;+33612345679", ""),
        ("sms", "٠٦١٢٣٤٥٦٧٨", ""),
    ],
)
def test_addresses_are_read_as_people_write_them(channel: str, typed: str, kept: str) -> None:
    if kept:
        assert normalised_address(Channel(channel), typed) == kept
    else:
        with pytest.raises(Invalid):
            normalised_address(Channel(channel), typed)


async def test_the_link_in_an_email_stops_emails_and_nothing_else(town: Town) -> None:
    await enter(town, await give(town, "a@exemple.fr"))
    async with town.app.database.unit(write=False) as uow:
        setting = await uow.notifications.setting(town.youth.account_id)
    assert setting is not None
    with pytest.raises(NotFound, match="stop_unknown"):
        await stop_emails(town.app.database, "")
    with pytest.raises(NotFound, match="stop_unknown"):
        await stop_emails(town.app.database, setting.stop_token + "x")
    await stop_emails(town.app.database, setting.stop_token)
    kinds = (await choices(town)).kinds
    assert not any(kind.email for kind in kinds)
    assert all(kind.push for kind in kinds)


async def test_only_kinds_that_something_tells_of_can_be_chosen(town: Town) -> None:
    offered = {choice.kind for choice in (await choices(town)).kinds}
    assert NotificationKind.NEW_OFFERS in offered
    assert offered <= TOLD
    for kind, channel in (("gossip", "push"), ("match", "pigeon"), ("", "")):
        with pytest.raises(Invalid, match="malformed"):
            await town.app.run(choose, town.youth, Choose(kind, channel, wanted=True))
    with pytest.raises(Invalid, match="malformed"):
        await town.app.run(choose, town.advisor, Choose("new_offers", "push", wanted=True))
    with pytest.raises(Invalid, match="quiet_same"):
        await town.app.run(keep_quiet, town.youth, KeepQuiet(on=True, start=60, end=60))
    with pytest.raises(Invalid, match="malformed"):
        await town.app.run(keep_quiet, town.youth, KeepQuiet(on=True, start=-1, end=1440))


async def test_a_device_rings_for_whoever_subscribed_last(town: Town, database: Database) -> None:
    mine = await session(database, town.youth, "mine")
    theirs = await session(database, town.advisor, "theirs")
    agent = "Mozilla/5.0 Firefox/130.0"
    await town.app.run(subscribe, town.youth, Subscribe(f"{FCM}1", POINT, SECRET, mine, agent))
    await town.app.run(subscribe, town.youth, Subscribe(f"{FCM}1", POINT, SECRET, mine, agent))
    assert (await choices(town)).devices == (BrowserFamily.FIREFOX,)
    await town.app.run(unsubscribe, town.advisor, Unsubscribe(f"{FCM}1"))
    assert len((await choices(town)).devices) == 1, "not the advisor's to remove"
    await town.app.run(subscribe, town.advisor, Subscribe(f"{FCM}1", POINT, SECRET, theirs))
    assert (await choices(town)).devices == ()
    assert len((await choices(town, town.advisor)).devices) == 1


async def test_what_no_browser_gave_is_refused(town: Town, database: Database) -> None:
    mine = await session(database, town.youth, "mine")
    bad = Subscribe("https://169.254.169.254/x", POINT, SECRET, mine)
    with pytest.raises(Invalid, match="push_endpoint"):
        await town.app.run(subscribe, town.youth, bad)
    for point, secret in ((SECRET, SECRET), (POINT, POINT), ("é", "!"), ("A" * 87, SECRET)):
        with pytest.raises(Invalid, match="malformed"):
            await town.app.run(subscribe, town.youth, Subscribe(f"{FCM}1", point, secret, mine))
    other = Subscribe(f"{FCM}1", POINT, SECRET, "another session")
    with pytest.raises(NotFound, match="signed_out"):
        await town.app.run(subscribe, town.youth, other)


async def test_devices_are_counted_and_a_new_address_takes_the_olds_place(
    town: Town, database: Database
) -> None:
    mine = await session(database, town.youth, "mine")
    for number in range(MOST_DEVICES + 2):
        one = Subscribe(f"{FCM}{number}", POINT, SECRET, mine)
        await town.app.run(subscribe, town.youth, one)
    assert len((await choices(town)).devices) == MOST_DEVICES
    moved = Subscribe(f"{FCM}new", POINT, SECRET, mine, replaced=f"{FCM}{MOST_DEVICES}")
    await town.app.run(subscribe, town.youth, moved)
    assert len((await choices(town)).devices) == MOST_DEVICES
    async with database.unit(write=False) as uow:
        assert await uow.notifications.subscription(f"{FCM}{MOST_DEVICES}") is None


async def test_a_trial_rings_at_once_and_not_for_ever(
    town: Town, database: Database, clock: FixedClock
) -> None:
    with pytest.raises(Conflict, match="push_no_device"):
        await send_trial(town.app, town.post.senders, town.youth)
    device = await phone(database, town.youth)
    clock.advance(timedelta(hours=12))  # at night: they asked just now
    assert await send_trial(town.app, town.post.senders, town.youth) == "taken"
    assert town.post.rung[0][1]["url"] == "/mon-espace/alertes"
    town.post.devices[device] = DOWN
    assert await send_trial(town.app, town.post.senders, town.youth) == "later"
    town.post.devices[device] = Outcome(Result.GONE)
    assert await send_trial(town.app, town.post.senders, town.youth) == "gone"
    assert (await choices(town)).devices == ()
    await phone(database, town.youth, "b")
    for _ in range(TRIALS_AN_HOUR - 3):
        await send_trial(town.app, town.post.senders, town.youth)
    with pytest.raises(TooMany, match="push_trials"):
        await send_trial(town.app, town.post.senders, town.youth)
