"""The phone's HTTP interface, on both databases: sync, and commands answered once each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from myjobmatch.api.app import api
from myjobmatch.container import Container, install
from myjobmatch.db.models import Decision, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Role, Side
from myjobmatch.matching.encoder import Encoder
from myjobmatch.services.application import Application
from myjobmatch.services.conversations import SendMessage, conversation_with_youth, send_message
from myjobmatch.services.erasure import AskErasure, keep_account, request_erasure
from myjobmatch.services.matches import CONSENT_TEXT_VERSION
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.settings import Settings
from myjobmatch.wiring import ChangeSequence
from tests import factories


class KnownHolders:
    """Sessions whose token is the account's public id."""

    def __init__(self) -> None:
        self.holders: dict[str, Actor] = {}

    async def resolve(self, token: str) -> Actor | None:
        return self.holders.get(token)

    async def sign_in(self, *_: object, **__: object) -> Any:
        raise NotImplementedError

    async def sign_out(self, token: str) -> None:
        self.holders.pop(token, None)


@dataclass
class Phone:
    """A youth's phone: what it knows, and what it asks."""

    client: httpx.AsyncClient
    actor: Actor
    seq: int | None = None
    have: list[str] = field(default_factory=list)

    @property
    def cookies(self) -> dict[str, str]:
        return {"mjm_session": self.actor.public_id}

    async def sync(self, *, want: int = 0, shape: str | None = None) -> dict[str, Any]:
        query: dict[str, str | int] = {"want": want, "have": ",".join(self.have)}
        if shape is not None:
            query["shape"] = shape
        if self.seq is not None:
            query["since"] = self.seq
        answer = await self.client.get(
            "/api/v1/sync", params=query, headers={"cookie": f"mjm_session={self.actor.public_id}"}
        )
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        self.seq = told["seq"]
        self.have = [id_ for id_ in self.have if id_ not in told["gone"]]
        self.have += [card["id"] for card in told.get("deck", {}).get("cards", [])]
        return told

    async def send(self, *commands: dict[str, Any], **envelope: Any) -> httpx.Response:
        body = {"account": self.actor.public_id, "commands": list(commands)} | envelope
        return await self.client.post(
            "/api/v1/commands",
            json=body,
            headers={"cookie": f"mjm_session={self.actor.public_id}"},
        )

    async def do(self, kind: str, /, **payload: Any) -> dict[str, Any]:
        answer = await self.send(command(kind, **payload))
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()["results"][0]
        return result


def command(kind: str, /, **payload: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "payload": payload, "at": "2026-09-14T09:00:00Z"}


@dataclass
class World:
    """A town with a youth's phone in it."""

    app: Application
    clock: FixedClock
    phone: Phone
    advisor: Actor
    recruiter: Actor
    words: factories.Words
    inside: Offer
    outside: Offer


@pytest.fixture
async def world(database: Database, clock: FixedClock, encoder: Encoder) -> AsyncIterator[World]:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        company = await factories.company(uow, where, name="Le Fournil")
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        recruiter = await factories.recruiter(uow, company)
        youth = await factories.youth(
            uow,
            where,
            advisor=advisor,
            skills=(words.skills["sell"],),
            occupations=(words.occupations["D1106"],),
            profile={"modes": ["transit"], "max_minutes": 60},
        )
        asked = (words.skills["sell"], words.skills["till"])
        inside = await factories.offer(uow, company, skills=asked, title="Vendeur / Vendeuse")
        outside = await factories.offer(uow, None, skills=asked, title="Caissier / Caissière")
        for _ in range(3):
            await factories.offer(uow, company, skills=asked)
    app = Application(database, clock, MatchingRuntime(database, None, encoder))
    await app.matching.refresh()
    holders = KnownHolders()
    for actor in (youth, advisor, recruiter):
        holders.holders[actor.public_id] = actor
    install(
        Container(
            settings=Settings(),
            clock=clock,
            sessions=holders,
            changes=ChangeSequence(database),
            application=app,
        )
    )
    transport = httpx.ASGITransport(app=api())
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        yield World(app, clock, Phone(client, youth), advisor, recruiter, words, inside, outside)
    install(None)


async def employer_likes(world: World) -> None:
    """The company likes the youth for its offer."""
    async with world.app.database.unit() as uow:
        await uow.decisions.add(
            Decision(
                youth_id=world.phone.actor.youth_id,
                offer_id=world.inside.id,
                side=Side.EMPLOYER,
                kind=DecisionKind.LIKE,
                account_id=world.recruiter.account_id,
                decided_at=world.clock.now(),
            )
        )


async def close_offer(world: World, offer: Offer) -> None:
    async with world.app.database.unit() as uow:
        row = await uow.offers.get(offer.id)
        assert row is not None
        row.status = OfferStatus.FILLED
        uow.changed("offer", row.id)


async def test_a_server_that_just_started_answers_at_once_and_deals_when_it_can(
    world: World, database: Database, encoder: Encoder
) -> None:
    world.app.matching = MatchingRuntime(database, None, encoder)

    first = await world.phone.sync(want=10)

    assert first["preparing"] is True
    assert "deck" not in first
    assert first["me"]["structure"]
    assert [skill["label"] for skill in first["profile"]["skills"]] != []
    assert first["matches"] == first["likes"] == []

    await world.app.matching.refresh()
    second = await world.phone.sync(want=10)

    assert "preparing" not in second
    assert second["unchanged"] is True
    assert len(second["deck"]["cards"]) == 5


async def test_sections_of_another_release_are_told_whole(world: World) -> None:
    first = await world.phone.sync(want=1)
    same = await world.phone.sync(shape=first["shape"])
    before = await world.phone.sync(shape="")

    assert first["shape"] != first["cards_shape"]
    assert same["unchanged"] is True
    assert before["unchanged"] is False
    assert (before["me"], before["profile"]) == (first["me"], first["profile"])


async def test_nobody_gets_nothing(world: World) -> None:
    client = world.phone.client
    asked = await client.get("/api/v1/sync")
    sent = await client.post("/api/v1/commands", json={"account": "x", "commands": []})

    assert (asked.status_code, asked.json()["error"]) == (401, "signed_out")
    assert (sent.status_code, sent.json()["error"]) == (401, "signed_out")


async def test_a_phone_is_a_youths(world: World) -> None:
    other = Phone(world.phone.client, world.recruiter)
    asked = await other.client.get(
        "/api/v1/sync", headers={"cookie": f"mjm_session={other.actor.public_id}"}
    )
    sent = await other.send(command("decide", offer_id=world.inside.public_id, kind="like"))

    assert (asked.status_code, sent.status_code) == (403, 403)


async def test_hints_are_told_to_their_youth_alone(world: World) -> None:
    async def asked(cookie: str, query: str = "") -> httpx.Response:
        headers = {"cookie": f"mjm_session={cookie}"}
        return await world.phone.client.get(f"/api/v1/hints{query}", headers=headers)

    s, wanted = world.words.skills, world.words.occupations["D1106"]
    async with world.app.database.unit() as uow:
        for _ in range(3):
            skills = (s["sell"], s["till"], s["clean"])
            await factories.offer(uow, None, occupation_id=wanted, skills=skills)
    mine = await asked(world.phone.actor.public_id, "?language=en")
    told = mine.json()

    assert mine.status_code == 200
    assert told["account"] == world.phone.actor.public_id
    till = next(h for h in told["hints"] if h["skill_id"] == world.words.skills["till"])
    assert till["kind"] == "skill"
    assert till["count"] == len(till["offers"]) >= 3
    assert (await asked(world.recruiter.public_id)).status_code == 403
    assert (await asked("")).status_code == 401
    assert till["label"] == "Run a till"
    french = (await asked(world.phone.actor.public_id, "?language=xx")).json()
    assert till["count"] in [
        h["count"] for h in french["hints"] if h["label"] == "Tenir une caisse"
    ]


async def test_an_account_that_is_to_go_says_so_at_the_next_sync(world: World) -> None:
    told = await world.phone.sync()
    assert told["me"]["erasure"] is None
    actor, app = world.phone.actor, world.app
    asked = await app.run(request_erasure, actor, AskErasure(now=False, session=""))
    told = await world.phone.sync()
    assert told["me"]["erasure"] == {
        "due_on": asked.due_on.isoformat(),
        "reason": "own_wish",
        "final": False,
    }
    await app.run(keep_account, actor, None)
    assert (await world.phone.sync())["me"]["erasure"] is None


async def test_the_first_sync_brings_everything(world: World) -> None:
    told = await world.phone.sync(want=30)

    assert told["account"] == world.phone.actor.public_id
    assert told["me"]["first_name"] == "Zélie"
    assert len(told["deck"]["cards"]) == 5
    assert told["deck"]["exhausted"] is True
    assert told["profile"]["skills"][0]["label"] == "Conseiller un client"
    assert [c["kind"] for c in told["conversations"]] == ["advisor"]
    assert {c["origin"] for c in told["deck"]["cards"]} == {"internal", "outside"}


async def test_nothing_new_is_told_in_a_few_bytes(world: World) -> None:
    await world.phone.sync(want=30)
    await world.phone.sync()
    told = await world.phone.sync()

    assert told["unchanged"] is True
    assert set(told) == {"seq", "account", "now", "gone", "unchanged"}


async def test_a_card_never_comes_twice(world: World) -> None:
    first = await world.phone.sync(want=2)
    second = await world.phone.sync(want=30)

    ids = [c["id"] for told in (first, second) for c in told["deck"]["cards"]]
    assert len(ids) == len(set(ids)) == 5


async def test_a_closed_offer_leaves_the_deck(world: World) -> None:
    await world.phone.sync(want=30)
    await close_offer(world, world.inside)
    told = await world.phone.sync()

    assert told["gone"] == [world.inside.public_id]


async def test_what_another_phone_decided_leaves_this_one(world: World) -> None:
    other = Phone(world.phone.client, world.phone.actor)
    await world.phone.sync(want=30)
    await other.do("decide", offer_id=world.inside.public_id, kind="pass")
    told = await world.phone.sync()

    assert told["gone"] == [world.inside.public_id]


async def test_a_large_answer_is_compressed(world: World) -> None:
    answer = await world.phone.client.get(
        "/api/v1/sync?want=30",
        headers={
            "cookie": f"mjm_session={world.phone.actor.public_id}",
            "accept-encoding": "gzip",
        },
    )

    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "query",
    ["since=-1", "since=x", "want=31", "want=1e3", "have=%00", "have=" + "a,b" * 90],
)
async def test_a_forged_question_is_refused(world: World, query: str) -> None:
    answer = await world.phone.client.get(
        f"/api/v1/sync?{query}", headers={"cookie": f"mjm_session={world.phone.actor.public_id}"}
    )

    assert answer.status_code == 422


async def test_a_mutual_like_is_told_at_once(world: World) -> None:
    await employer_likes(world)
    result = await world.phone.do("decide", offer_id=world.inside.public_id, kind="like")
    told = await world.phone.sync()

    assert result["status"] == "done"
    assert told["matches"][0]["id"] == result["data"]["match_id"]
    assert told["matches"][0]["status"] == "consent_asked"
    assert told["matches"][0]["consent_text_version"] == CONSENT_TEXT_VERSION


async def test_a_replayed_command_has_its_first_answer_and_no_second_effect(world: World) -> None:
    like = command("decide", offer_id=world.outside.public_id, kind="like")
    first = (await world.phone.send(like)).json()
    undo = command("undo", offer_id=world.outside.public_id)
    await world.phone.send(undo)
    again = (await world.phone.send(like)).json()
    told = await world.phone.sync()

    assert again["results"] == first["results"]
    assert told["likes"] == []
    assert told["applications"] == []


async def test_the_same_command_from_two_tabs_at_once_counts_once(world: World) -> None:
    like = command("decide", offer_id=world.inside.public_id, kind="like")
    answers = await asyncio.gather(*(world.phone.send(like) for _ in range(4)))
    async with world.app.database.unit(write=False) as uow:
        likes = await uow.decisions.youth_likes(world.phone.actor.youth_id or 0)

    assert {a.status_code for a in answers} == {200}
    assert all(a.json()["results"] == answers[0].json()["results"] for a in answers)
    assert len(likes) == 1


async def test_commands_go_in_order(world: World) -> None:
    id_ = world.inside.public_id
    answer = await world.phone.send(
        command("decide", offer_id=id_, kind="pass", reason="too_far"),
        command("undo", offer_id=id_),
        command("decide", offer_id=id_, kind="like"),
    )
    told = await world.phone.sync()

    assert [r["status"] for r in answer.json()["results"]] == ["done"] * 3
    assert [like["id"] for like in told["likes"]] == [id_]


async def test_an_offer_filled_meanwhile_is_told_by_its_name_and_the_rest_goes_on(
    world: World,
) -> None:
    await close_offer(world, world.inside)
    late = command("decide", offer_id=world.inside.public_id, kind="like")
    answer = await world.phone.send(
        late, command("decide", offer_id=world.outside.public_id, kind="pass")
    )
    again = await world.phone.send(late)
    refused, done = answer.json()["results"]

    assert (refused["status"], refused["code"]) == ("refused", "offer_closed")
    assert refused["params"] == {"title": "Vendeur / Vendeuse"}
    assert done["status"] == "done"
    assert again.json()["results"] == [refused]


async def test_own_decisions_need_no_second_reading(world: World) -> None:
    await world.phone.sync(want=30)
    pass_ = command("decide", offer_id=world.inside.public_id, kind="pass")
    mine = (await world.phone.send(pass_, since=world.phone.seq)).json()
    since = mine["seq"]
    await world.app.run(
        send_message,
        world.advisor,
        SendMessage(
            (
                await world.app.run(conversation_with_youth, world.advisor, await public_id(world))
            ).id,
            "Bonjour",
        ),
    )
    like = command("decide", offer_id=world.outside.public_id, kind="like")
    mixed = (await world.phone.send(like, since=since)).json()

    assert mine["alone"] is True
    assert mixed["alone"] is False


async def public_id(world: World) -> str:
    async with world.app.database.unit(write=False) as uow:
        youth = await uow.youths.get(world.phone.actor.youth_id or 0)
    assert youth is not None
    return youth.public_id


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("delete_everything", {}),
        ("decide", {}),
        ("decide", {"offer_id": "x", "kind": "like"}),
        ("decide", {"offer_id": "abcdefgh", "kind": "love"}),
        ("decide", {"offer_id": "abcdefgh", "kind": "like", "youth_id": 1}),
        ("consent", {"match_id": "abcdefgh", "given": "yes", "text_version": "v"}),
        ("message", {"conversation_id": "abcdefgh", "body": 3}),
        ("application", {"application_id": "abcdefgh", "status": "opened"}),
        ("profile", {"max_minutes": "30"}),
        ("profile", {"skills": [{"id": 1, "origin": "magic"}]}),
        ("locale", {"locale": "<script>"}),
    ],
)
async def test_a_malformed_payload_is_refused_alone(
    world: World, kind: str, payload: dict[str, Any]
) -> None:
    result = await world.phone.do(kind, **payload)

    assert (result["status"], result["code"]) == ("refused", "malformed")


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"commands": []},
        {"account": "a", "commands": [{}]},
        {"account": "a", "commands": [], "more": 1},
        {"account": "a", "commands": [{"id": str(uuid4()), "kind": "undo", "payload": []}]},
        {"account": "a", "since": "1", "commands": []},
    ],
)
async def test_a_malformed_batch_is_refused_whole(world: World, body: Any) -> None:
    answer = await world.phone.client.post(
        "/api/v1/commands",
        json=body,
        headers={"cookie": f"mjm_session={world.phone.actor.public_id}"},
    )

    assert (answer.status_code, answer.json()["error"]) == (422, "malformed")


async def test_too_many_commands_and_other_types_are_refused(world: World) -> None:
    many = await world.phone.send(*[command("undo", offer_id="abcdefgh") for _ in range(51)])
    form = await world.phone.client.post(
        "/api/v1/commands",
        content="{}",
        headers={
            "cookie": f"mjm_session={world.phone.actor.public_id}",
            "content-type": "text/plain",
        },
    )

    assert (many.status_code, form.status_code) == (422, 422)


async def test_the_outbox_of_another_person_is_not_taken(world: World) -> None:
    answer = await world.phone.send(
        command("decide", offer_id=world.inside.public_id, kind="like"), account="somebody-else"
    )
    told = await world.phone.sync()

    assert (answer.status_code, answer.json()["error"]) == (409, "account_changed")
    assert told["likes"] == []


async def test_an_outside_offer_becomes_an_application_and_is_asked_about(world: World) -> None:
    result = await world.phone.do("decide", offer_id=world.outside.public_id, kind="like")
    before = (await world.phone.sync())["applications"][0]
    world.clock.advance(timedelta(days=3, minutes=1))
    world.phone.seq = None
    after = (await world.phone.sync())["applications"][0]
    sent = await world.phone.do("application", application_id=after["id"], status="sent")
    again = await world.phone.do("application", application_id=after["id"], status="sent")
    back = await world.phone.do("application", application_id=after["id"], status="not_sent")

    assert before["id"] == result["data"]["application_id"]
    assert (before["asks_now"], after["asks_now"]) == (False, True)
    assert before["url"].startswith("https://exemple.invalid/")
    assert (sent["data"]["status"], sent["data"]["asks_now"]) == ("sent", False)
    assert again["status"] == "done"
    assert back["code"] == "application_transition"


async def test_only_a_yes_opens_the_conversation(world: World) -> None:
    await employer_likes(world)
    like = await world.phone.do("decide", offer_id=world.inside.public_id, kind="like")
    match_id = like["data"]["match_id"]
    old = await world.phone.do("consent", match_id=match_id, given=True, text_version="old")
    yes = await world.phone.do(
        "consent", match_id=match_id, given=True, text_version=CONSENT_TEXT_VERSION
    )
    conversation = yes["data"]["conversation_id"]
    message = await world.phone.do("message", conversation_id=conversation, body=" Bonjour \n")
    empty = await world.phone.do("message", conversation_id=conversation, body="  ")
    long = await world.phone.do("message", conversation_id=conversation, body="a" * 4001)
    told = await world.phone.sync()
    texts = {c["id"]: [m["body"] for m in c["messages"]] for c in told["conversations"]}

    assert old["code"] == "consent_text_old"
    assert yes["data"]["status"] == "shared"
    assert message["data"]["mine"] is True
    assert (empty["code"], long["code"]) == ("message_empty", "message_long")
    assert texts[conversation] == ["Bonjour"]


async def test_reading_clears_what_is_unread(world: World) -> None:
    talk = await world.app.run(conversation_with_youth, world.advisor, await public_id(world))
    await world.app.run(send_message, world.advisor, SendMessage(talk.id, "Bonjour"))
    before = (await world.phone.sync())["conversations"][0]["unread"]
    await world.phone.do("read", conversation_id=talk.id)
    after = (await world.phone.sync())["conversations"][0]["unread"]

    assert (before, after) == (1, 0)


async def test_nobody_writes_in_the_talk_of_others(world: World) -> None:
    async with world.app.database.unit() as uow:
        known = await uow.accounts.structures()
        where = next(one for one in known if one.id == world.advisor.structure_id)
        other = await factories.youth(uow, where, advisor=world.advisor)
        youth = await uow.youths.get(other.youth_id or 0)
    assert youth is not None
    talk = await world.app.run(conversation_with_youth, world.advisor, youth.public_id)
    written = await world.phone.do("message", conversation_id=talk.id, body="Coucou")
    read = await world.phone.do("read", conversation_id=talk.id)

    assert (written["code"], read["code"]) == ("conversation_unknown", "conversation_unknown")


async def test_the_profile_is_changed_from_the_phone(world: World) -> None:
    till = world.words.skills["till"]
    saved = await world.phone.do(
        "profile", skills=[{"id": till, "origin": "internship"}], max_minutes=45, modes=["bike"]
    )
    unknown = await world.phone.do("profile", skills=[{"id": 10**6, "origin": "job"}])
    added = await world.phone.do("add_experience", text="Je gardais mes petits frères")
    told = (await world.phone.sync())["profile"]
    await world.phone.do("delete_experience", experience_id=added["data"]["id"])
    later = (await world.phone.sync())["profile"]

    assert saved["status"] == "done"
    assert unknown["code"] == "skill_unknown"
    assert [(s["id"], s["origin"]) for s in told["skills"]] == [(till, "internship")]
    assert (told["max_minutes"], told["modes"]) == (45, ["bike"])
    assert told["experiences"][0]["text"] == "Je gardais mes petits frères"
    assert later["experiences"] == []


async def test_the_deck_speaks_the_language_read_before_the_account_does(world: World) -> None:
    async def asked(language: str) -> Any:
        query = f"/api/v1/sync?want=30&language={language}"
        return (await world.phone.client.get(query, headers=headers)).json()

    headers = {"cookie": f"mjm_session={world.phone.actor.public_id}"}
    english, french = await asked("en"), await asked("fr")

    def ids(answer: Any) -> list[str]:
        return [card["id"] for card in answer["deck"]["cards"]]

    assert ids(english) == ids(french) != []
    assert english["me"]["locale"] == french["me"]["locale"] == "fr"
    assert english["profile"] != french["profile"], "its skills are told in the language read"


async def test_a_page_that_a_browser_translates_is_answered_in_the_accounts_language(
    world: World,
) -> None:
    answer = await world.phone.client.get(
        "/api/v1/sync?want=30&language=ar",
        headers={"cookie": f"mjm_session={world.phone.actor.public_id}"},
    )

    assert answer.status_code == 200
    assert answer.json()["profile"] == (await world.phone.sync())["profile"]


async def test_the_language_is_kept_with_the_account(world: World) -> None:
    await world.phone.do("locale", locale="en")
    async with world.app.database.unit(write=False) as uow:
        account = await uow.accounts.get(world.phone.actor.account_id)

    assert account is not None
    assert account.locale == "en"
