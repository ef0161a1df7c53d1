"""From an event to what is sent, on both databases: once each, when they want it, whatever is down for the day."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from myjobmatch.db.models import Reminder, SavedSearch
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.delivery import Outcome, Result
from myjobmatch.domain.enums import AccountStatus
from myjobmatch.domain.notifications import (
    MOST_TRIES,
    Channel,
    NotificationStatus,
)
from myjobmatch.services.conversations import (
    ReadConversation,
    read_conversation,
)
from myjobmatch.services.deliveries import LEASE, forget_old_notifications, take_due
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
)
from myjobmatch.services.new_offers import look_for_new_offers
from myjobmatch.services.outbox import work_once
from tests.integration.services.told_town import (
    DOWN,
    EMAIL,
    Town,
    address,
    like_each_other,
    move_to,
    phone,
    set_catalogue_offer,
    town,
)

__all__ = ["town"]


async def test_a_message_rings_once_without_its_words(town: Town, database: Database) -> None:
    device = await phone(database, town.youth)
    talk = await town.write("Ton dossier médical est prêt")
    assert await town.round() == 1
    ((rung, told),) = town.post.rung
    assert rung == device
    assert told["title"] == "Nouveau message"
    assert told["url"] == f"/messages#{talk}"
    assert "médical" not in json.dumps(told, ensure_ascii=False)
    assert await town.round() == 0
    assert len(town.post.rung) == 1
    (kept,) = await town.noted()
    assert kept.status is NotificationStatus.SENT
    assert await town.noted(town.advisor) == [], "who wrote it knows"


async def test_the_same_event_seen_again_tells_nothing_again(
    town: Town, database: Database
) -> None:
    await phone(database, town.youth)
    await town.write()
    await town.round()
    async with database.unit() as uow:
        message = (await town.noted())[0].about
        uow.ledger.event("message_sent", dict(message))
    assert await town.round() == 0
    assert len(await town.noted()) == 1


async def test_a_match_asks_the_youth_then_tells_the_company_and_its_end_the_youth(
    town: Town, database: Database
) -> None:
    await phone(database, town.youth)
    await phone(database, town.recruiter)
    match = await like_each_other(town)
    await town.round()
    assert town.post.titles == ["C'est un match\u00a0!"]
    assert town.post.rung[0][1]["url"] == "/mes-offres"
    answer = AnswerConsent(match, given=True, text_version=CONSENT_TEXT_VERSION)
    await town.app.run(answer_consent, town.youth, answer)
    await town.round()
    assert town.post.titles[1:] == ["C'est un match"]
    assert "Zélie" not in json.dumps(town.post.rung[1][1], ensure_ascii=False)
    await town.app.run(close_match, town.recruiter, CloseMatch(match))
    await town.round()
    assert town.post.titles[2:] == ["Pas cette fois"]


async def test_the_night_waits_for_the_morning_and_says_it_once(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    move_to(clock, 23)
    for text in ("un", "deux", "trois"):
        await town.write(text)
        assert await town.round() == 0
    move_to(clock, 7, minute=59)
    assert await town.round() == 0
    move_to(clock, 8)
    assert await town.round() == 1
    assert town.post.titles == ["Nouveau message"]


async def test_an_email_waits_until_it_is_clear_that_nobody_reads(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await address(database, town.youth, EMAIL, "zelie@exemple.fr")
    talk = await town.write("Secret")
    assert await town.round() == 0
    clock.advance(timedelta(minutes=16))
    assert await town.round() == 1
    (letter,) = town.post.letters
    assert letter.to == "zelie@exemple.fr"
    assert "Secret" not in letter.text + letter.html + letter.subject
    assert f"https://x.fr/messages#{talk}" in letter.text
    assert "https://x.fr/mon-espace/alertes" in letter.html
    await town.write()  # the matter rests for six hours
    clock.advance(timedelta(minutes=30))
    assert await town.round() == 0
    await town.app.run(read_conversation, town.youth, ReadConversation(talk))
    clock.advance(timedelta(hours=6))
    assert await town.round() == 0
    assert (await town.noted())[-1].status is NotificationStatus.DROPPED


async def test_dead_devices_go_and_the_living_ring(town: Town, database: Database) -> None:
    dead, alive = await phone(database, town.youth, "a"), await phone(database, town.youth, "b")
    town.post.devices[dead] = Outcome(Result.GONE, "410")
    await town.write()
    assert await town.round() == 1
    assert (await town.noted())[0].status is NotificationStatus.SENT
    async with database.unit(write=False) as uow:
        left = await uow.notifications.devices(town.youth.account_id, uow.clock.now())
    assert [(d.id, d.failures, d.last_success_at is not None) for d in left] == [(alive, 0, True)]
    town.post.devices[alive] = Outcome(Result.GONE, "404")
    await town.write()
    await town.round()
    assert (await town.noted())[-1].status is NotificationStatus.DROPPED
    await town.write()
    await town.round()
    assert len(await town.noted()) == 2, "nothing is left to ring"


async def test_a_service_down_for_the_day_loses_nothing_and_stops_nothing(
    town: Town, database: Database, clock: FixedClock
) -> None:
    device = await phone(database, town.youth)
    await address(database, town.recruiter, EMAIL, "rh@exemple.fr")
    town.post.devices[device] = DOWN
    match = await like_each_other(town)
    await town.round()
    tries, waited = len(town.post.rung), []
    while clock.now() < datetime(2026, 9, 15, 12, tzinfo=PARIS):
        (row,) = await town.noted()
        waited.append(row.due_at - clock.now())
        clock.advance(max(row.due_at - clock.now(), timedelta(minutes=1)))
        await town.round()
    assert tries < len(town.post.rung) < MOST_TRIES
    assert waited[:3] == [timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=9)]
    town.post.devices.clear()
    clock.advance(timedelta(hours=6))
    await town.round()
    assert (await town.noted())[0].status is NotificationStatus.SENT
    answer = AnswerConsent(match, given=True, text_version=CONSENT_TEXT_VERSION)
    await town.app.run(answer_consent, town.youth, answer)
    await town.round()
    assert [letter.to for letter in town.post.letters] == ["rh@exemple.fr"]


async def test_what_a_dying_worker_took_is_sent_after_its_lease(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    await town.write()
    await work_once(town.app)
    taken = await town.app.run(take_due, SYSTEM, frozenset(Channel))
    assert len(taken) == 1
    assert await town.round() == 0, "another worker leaves it alone"
    clock.advance(LEASE)
    assert await town.round() == 1


async def test_who_signs_out_or_is_shut_out_is_rung_no_more(town: Town, database: Database) -> None:
    await phone(database, town.youth)
    await town.write()
    await work_once(town.app)
    async with database.unit() as uow:
        await uow.accounts.revoke_session(f"a-{town.youth.account_id}", uow.clock.now())
    assert await town.round() == 0
    await phone(database, town.youth, "b")
    await town.write()
    await work_once(town.app)
    async with database.unit() as uow:
        account = await uow.accounts.get(town.youth.account_id)
        assert account is not None
        account.status = AccountStatus.DISABLED
    assert await town.round() == 0
    await town.app.run(forget_old_notifications, SYSTEM, None)
    async with database.unit(write=False) as uow:
        assert (
            await uow.notifications.subscription(
                f"https://fcm.googleapis.com/send/a-{town.youth.account_id}"
            )
            is None
        )


async def test_old_ones_are_forgotten(town: Town, database: Database, clock: FixedClock) -> None:
    await phone(database, town.youth)
    await town.write()
    await town.round()
    clock.advance(timedelta(days=31))
    await town.app.run(forget_old_notifications, SYSTEM, None)
    assert await town.noted() == []


async def test_new_offers_are_told_once_a_day_at_a_decent_hour(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    await set_catalogue_offer(town, database)
    assert await look_for_new_offers(town.app) == 0, "eleven in the morning"
    move_to(clock, 17)
    assert await look_for_new_offers(town.app) == 1
    await town.round()
    (told,) = town.post.rung
    clock.advance(timedelta(minutes=1))
    assert told[1]["title"] == "2 nouvelles offres faites pour toi"
    assert told[1]["url"] == "/decouvrir"
    await set_catalogue_offer(town, database)
    clock.advance(timedelta(minutes=50))
    assert await look_for_new_offers(town.app) == 0, "once a day"
    move_to(clock, 17)
    assert await look_for_new_offers(town.app) == 1
    await town.round()
    assert town.post.titles[1:] == ["Une nouvelle offre faite pour toi"]
    move_to(clock, 17)
    await look_for_new_offers(town.app)
    assert await town.round() == 0, "nothing new"


async def test_a_reminder_and_a_saved_search_are_told_without_their_words(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    youth_id = town.youth.youth_id or 0
    now = clock.now()
    async with database.unit() as uow:
        reminder = Reminder(
            public_id="r" * 22, youth_id=youth_id, text="Voir le médecin", due_at=now, added_at=now
        )
        search = SavedSearch(
            public_id="s" * 22, youth_id=youth_id, name="Près du tribunal", fresh=2, tell=True,
            added_at=now, seen_at=now, checked_at=now,
        )  # fmt: skip
        for row in (reminder, search):
            uow.my_search.add(row)
        await uow.session.flush()
        found = {"youth": youth_id, "search": search.id, "count": 2, "day": "2026-09-14"}
        for _ in range(2):
            uow.ledger.event("reminder_due", {"youth": youth_id, "reminder": reminder.id})
            uow.ledger.event("saved_search_found", found)
    assert await town.round() == 2
    told = {said["url"]: said for _, said in town.post.rung}
    assert set(told) == {"/mes-offres", "/mes-offres/recherches"}
    assert told["/mes-offres/recherches"]["title"] == "2 nouvelles offres pour ta recherche"
    said = json.dumps(list(told.values()), ensure_ascii=False)
    assert "médecin" not in said
    assert "tribunal" not in said


async def test_a_reminder_done_meanwhile_rings_no_more(
    town: Town, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    youth_id, now = town.youth.youth_id or 0, clock.now()
    async with database.unit() as uow:
        row = Reminder(public_id="r" * 22, youth_id=youth_id, text="x", due_at=now, added_at=now)
        row.done_at = now
        uow.my_search.add(row)
        await uow.session.flush()
        uow.ledger.event("reminder_due", {"youth": youth_id, "reminder": row.id})
    await town.round()
    assert town.post.rung == []
