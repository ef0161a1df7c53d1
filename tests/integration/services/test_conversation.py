"""Conversations on both databases: what may be sent, changed and found, by whom, and by nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select

from myjobmatch.db.models import MessageAttachment, MessageTrace, Youth
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.conversation import CardKind, CardState, ScanStatus, ScheduledStatus
from myjobmatch.domain.enums import OfferStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.integrations.antivirus import ScannerDown, Verdict
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.services.application import Application
from myjobmatch.services.attachments import (
    SentFile,
    add_attachment,
    find_attachment,
    forget_attachment,
    read_attachment,
    tidy_attachments,
)
from myjobmatch.services.broadcasts import (
    StartBroadcast,
    cancel_broadcast,
    list_broadcasts,
    start_broadcast,
)
from myjobmatch.services.conversations import (
    OpenThread,
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    list_conversations,
    list_inbox,
    open_thread,
    read_conversation,
    send_message,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.message_changes import EditMessage, delete_message, edit_message
from myjobmatch.services.message_drafts import KeepDraft, keep_draft
from myjobmatch.services.message_search import SearchMessages, search_messages
from myjobmatch.services.message_templates import (
    SaveTemplate,
    delete_template,
    list_templates,
    save_template,
)
from myjobmatch.services.scheduled_messages import (
    ScheduleMessage,
    cancel_scheduled,
    list_scheduled,
    schedule_message,
    send_due,
)
from myjobmatch.services.shared_cards import CHOOSERS, RESOLVERS
from myjobmatch.services.talk_choices import CardsFor, find_cards
from myjobmatch.services.talk_groups import (
    AnswerGroup,
    InviteToGroup,
    OpenGroup,
    answer_group,
    close_group,
    group_members,
    invite_to_group,
    open_group,
)
from myjobmatch.services.typing import typing_in
from tests import factories

PDF = b"%PDF-1.7\ntrailer\n<<>>\n%%EOF\n"


def photo() -> bytes:
    """A picture that says where it was taken."""
    out = io.BytesIO()
    picture = Image.new("RGB", (900, 600), "red")
    exif = Image.Exif()
    exif[0x010E] = "12 rue des Lilas"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


class Scanner:
    """A scanner that knows one virus, and that can be down."""

    def __init__(self) -> None:
        self.down = False

    async def scan(self, data: bytes) -> Verdict:
        if self.down:
            raise ScannerDown("away")
        return Verdict(b"EICAR" in data, "Eicar")


@dataclass
class World:
    """An advisor with two youths; their colleague; a manager; a recruiter."""

    app: Application
    clock: FixedClock
    youth: Actor
    friend: Actor
    advisor: Actor
    colleague: Actor
    manager: Actor
    recruiter: Actor
    ids: dict[int, str]
    offer: str
    talk: str

    @property
    def strangers(self) -> tuple[Actor, ...]:
        """Who has no business in the youth's conversation."""
        return self.friend, self.colleague, self.manager, self.recruiter

    def public(self, actor: Actor) -> str:
        """A youth's public id."""
        return self.ids[actor.youth_id or 0]

    async def write(self, actor: Actor, body: str = "", **more: object) -> str:
        """Write in the youth's conversation; answers the message's id."""
        command = SendMessage(self.talk, body, **more)  # type: ignore[arg-type]
        return (await self.app.run(send_message, actor, command)).id

    async def last(self, actor: Actor) -> object:
        """The last message as somebody sees it."""
        thread = await self.app.run(open_thread, actor, OpenThread(self.talk))
        return thread.conversation.messages[-1]


@pytest.fixture
async def world(database: Database, clock: FixedClock, tmp_path: Path) -> World:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        company = await factories.company(uow, where)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        colleague = await factories.staff(uow, Role.ADVISOR, where)
        manager = await factories.staff(uow, Role.MANAGER, where)
        recruiter = await factories.recruiter(uow, company)
        youth = await factories.youth(uow, where, advisor=advisor)
        friend = await factories.youth(uow, where, advisor=advisor)
        offer = await factories.offer(uow, company, title="Vendeur / Vendeuse")
        ids = {row.id: row.public_id for row in await uow.session.scalars(select(Youth))}
    app = Application(
        database,
        clock,
        MatchingRuntime(database, None),
        attachments=DocumentFolder(tmp_path / "attachments"),
    )
    talk = (await app.run(list_conversations, youth, None))[0].id
    return World(
        app,
        clock,
        youth,
        friend,
        advisor,
        colleague,
        manager,
        recruiter,
        ids,
        offer.public_id,
        talk,
    )


async def sent(world: World, data: bytes, name: str = "photo.jpg") -> str:
    """Send a file ahead of its message; answers its id."""
    file_id = str(uuid4())
    await add_attachment(world.app, world.youth, SentFile(file_id, name, data))
    return file_id


async def test_a_photo_is_drawn_anew_and_opened_by_both_sides_and_nobody_else(
    world: World,
) -> None:
    file_id = await sent(world, photo())
    assert (await read_attachment(world.app, world.youth, file_id))[0].file_name == "photo.jpg"
    with pytest.raises(NotFound, match="attachment_unknown"):  # not sent yet: nobody else's
        await read_attachment(world.app, world.advisor, file_id)
    with pytest.raises(NotFound, match="attachment_unknown"):
        await world.write(world.advisor, files=(file_id,))
    await world.write(world.youth, files=(file_id,))
    with pytest.raises(NotFound, match="attachment_unknown"):  # one file, one message
        await world.write(world.youth, files=(file_id,))

    stored, data = await read_attachment(world.app, world.advisor, file_id)
    _, small = await read_attachment(world.app, world.advisor, file_id, small=True)

    assert b"Lilas" not in data
    assert Image.open(io.BytesIO(data)).size == (900, 600)
    assert max(Image.open(io.BytesIO(small)).size) == 480
    assert stored.file_name == "photo.jpg"
    message = await world.last(world.advisor)
    assert [file.name for file in message.files] == ["photo"]  # type: ignore[attr-defined]
    for actor in (world.friend, world.colleague):
        with pytest.raises(NotFound, match="attachment_unknown"):
            await read_attachment(world.app, actor, file_id)
    for actor in (world.manager, world.recruiter):
        with pytest.raises(Forbidden):
            await world.app.run(find_attachment, actor, file_id)


async def test_the_same_file_sent_again_is_the_same_and_another_one_is_refused(
    world: World,
) -> None:
    file_id = str(uuid4())
    once = await add_attachment(world.app, world.youth, SentFile(file_id, "cv.pdf", PDF))
    again = await add_attachment(world.app, world.youth, SentFile(file_id, "cv.pdf", PDF))
    assert once == again
    for actor, data in ((world.youth, PDF + b" "), (world.advisor, PDF)):
        with pytest.raises(Conflict, match="attachment_known"):
            await add_attachment(world.app, actor, SentFile(file_id, "cv.pdf", data))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00 this program cannot be run", "cv.pdf"),
        (b"<html><script>alert(1)</script></html>", "photo.png"),
        (b"GIF89a" + bytes(40), "photo.jpg"),
        (b"", "vide.pdf"),
    ],
)
async def test_a_disguised_file_is_refused_whatever_its_name(
    world: World, data: bytes, name: str
) -> None:
    with pytest.raises(Invalid, match=r"file_kind|document_empty"):
        await sent(world, data, name)


async def test_a_company_gets_no_files(world: World) -> None:
    with pytest.raises(Forbidden):
        await add_attachment(world.app, world.recruiter, SentFile(str(uuid4()), "cv.pdf", PDF))


async def test_a_virus_is_refused_and_a_scanner_that_is_down_lets_nothing_through(
    world: World, database: Database
) -> None:
    scanner = Scanner()
    world.app.antivirus = scanner
    with pytest.raises(Invalid, match="attachment_infected"):
        await sent(world, b"%PDF-1.7 EICAR %%EOF", "cv.pdf")
    scanner.down = True
    clean, bad = (
        await sent(world, PDF, "a.pdf"),
        await sent(world, b"%PDF-1.7 EICAR %%EOF", "b.pdf"),
    )
    await world.write(world.youth, "Voilà", files=(clean, bad))
    message = await world.last(world.advisor)
    assert {f.scan for f in message.files} == {ScanStatus.WAITING}  # type: ignore[attr-defined]
    assert {f.url for f in message.files} == {""}  # type: ignore[attr-defined]
    with pytest.raises(Conflict, match="attachment_waiting"):
        await read_attachment(world.app, world.advisor, clean)
    assert await tidy_attachments(world.app) == 0

    scanner.down = False
    assert await tidy_attachments(world.app) == 2

    assert await read_attachment(world.app, world.advisor, clean)
    with pytest.raises(NotFound):
        await read_attachment(world.app, world.advisor, bad)
    world.clock.advance(timedelta(hours=2))
    await tidy_attachments(world.app)
    async with database.unit(write=False) as uow:
        row = await uow.talk.attachment(bad)
        assert row is not None
        assert (row.scan, row.stored_as) == (ScanStatus.INFECTED, "")


async def test_what_was_chosen_and_never_sent_is_forgotten(
    world: World, database: Database
) -> None:
    await sent(world, photo())
    withdrawn = await sent(world, PDF, "cv.pdf")
    await world.app.run(forget_attachment, world.advisor, withdrawn)  # not theirs: nothing happens
    assert await read_attachment(world.app, world.youth, withdrawn)
    await world.app.run(forget_attachment, world.youth, withdrawn)
    with pytest.raises(NotFound):
        await read_attachment(world.app, world.youth, withdrawn)
    world.clock.advance(timedelta(days=4))
    assert await tidy_attachments(world.app) == 3  # a photo, its preview, a paper
    async with database.unit(write=False) as uow:
        assert not (await uow.session.scalars(select(MessageAttachment))).all()


async def test_edited_and_deleted_messages_say_so_and_leave_a_trace(
    world: World, database: Database
) -> None:
    file_id = await sent(world, photo())
    message = await world.write(world.youth, "Rendez-vous à 14 h ?", files=(file_id,))
    world.clock.advance(timedelta(hours=23))
    await world.app.run(edit_message, world.youth, EditMessage(message, "Rendez-vous à 15 h ?"))
    seen = await world.last(world.advisor)
    assert seen.body == "Rendez-vous à 15 h ?"  # type: ignore[attr-defined]
    assert seen.edited_at == world.clock.now()  # type: ignore[attr-defined]
    for actor in (world.advisor, *world.strangers[:2]):
        with pytest.raises(NotFound, match="message_unknown"):
            await world.app.run(edit_message, actor, EditMessage(message, "Non"))
        with pytest.raises(NotFound, match="message_unknown"):
            await world.app.run(delete_message, actor, message)
    world.clock.advance(timedelta(hours=2))
    with pytest.raises(Conflict, match="message_late"):
        await world.app.run(edit_message, world.youth, EditMessage(message, "Trop tard"))

    await world.app.run(delete_message, world.youth, message)

    gone = await world.last(world.advisor)
    assert gone.deleted  # type: ignore[attr-defined]
    assert (gone.body, gone.files) == ("", ())  # type: ignore[attr-defined]
    with pytest.raises(NotFound):
        await read_attachment(world.app, world.advisor, file_id)
    with pytest.raises(Conflict, match="message_gone"):
        await world.app.run(delete_message, world.youth, message)
    assert not await world.app.run(search_messages, world.advisor, SearchMessages("rendez-vous"))
    async with database.unit(write=False) as uow:
        traces = (await uow.session.scalars(select(MessageTrace).order_by(MessageTrace.id))).all()
    assert [(t.kind.value, t.body) for t in traces] == [
        ("edited", "Rendez-vous à 14 h ?"),
        ("deleted", "Rendez-vous à 15 h ?"),
    ]


async def test_read_marks_unread_counts_and_drafts(world: World) -> None:
    await world.write(world.advisor, "Un")
    await world.write(world.advisor, "Deux")
    assert (await world.app.run(list_inbox, world.youth, None))[0].unread == 2
    assert (await world.last(world.advisor)).seen_at is None  # type: ignore[attr-defined]
    world.clock.advance(timedelta(minutes=5))
    await world.app.run(read_conversation, world.youth, ReadConversation(world.talk))
    assert (await world.app.run(list_inbox, world.youth, None))[0].unread == 0
    assert (await world.last(world.advisor)).seen_at == world.clock.now()  # type: ignore[attr-defined]

    await world.app.run(keep_draft, world.advisor, KeepDraft(world.talk, "Bonjour, je"))
    thread = await world.app.run(open_thread, world.advisor, OpenThread(world.talk))
    assert thread.draft == "Bonjour, je"
    assert (await world.app.run(open_thread, world.youth, OpenThread(world.talk))).draft == ""
    await world.write(world.advisor, "Bonjour, je vous écris")
    thread = await world.app.run(open_thread, world.advisor, OpenThread(world.talk, most=2))
    assert (thread.draft, thread.more, len(thread.conversation.messages)) == ("", True, 2)


async def test_search_finds_by_any_accents_in_ones_own_conversations_alone(world: World) -> None:
    first = await world.write(world.youth, "J'ai perdu ma carte d'identité à la préfecture")
    for number in range(60):
        await world.write(world.advisor, f"Message {number}")
    for text in ("PREFECTURE identite", "préfecture", "carte d'identité"):
        found = await world.app.run(search_messages, world.advisor, SearchMessages(text))
        assert [one.message_id for one in found] == [first], text
        assert "préfecture" in found[0].excerpt
    for actor in (world.friend, world.colleague, world.recruiter):
        assert not await world.app.run(search_messages, actor, SearchMessages("préfecture"))
    assert not await world.app.run(search_messages, world.advisor, SearchMessages("100%"))
    around = await world.app.run(open_thread, world.advisor, OpenThread(world.talk, around=first))
    assert around.conversation.messages[0].id == first


async def test_a_shared_offer_works_until_it_is_filled_and_follows_its_reader(
    world: World, database: Database
) -> None:
    card = {"card_kind": CardKind.OFFER, "card_id": world.offer}
    await world.write(world.advisor, "Regarde", **card)
    seen = (await world.last(world.youth)).card  # type: ignore[attr-defined]
    assert (seen.title, seen.state) == ("Vendeur / Vendeuse", CardState.OPEN)
    assert seen.path == f"/offre/{world.offer}"
    async with database.unit() as uow:
        offer = await uow.offers.by_public_id(world.offer)
        assert offer is not None
        offer.status = OfferStatus.FILLED
    assert (await world.last(world.youth)).card.state is CardState.FILLED  # type: ignore[attr-defined]
    async with database.unit() as uow:
        offer = await uow.offers.by_public_id(world.offer)
        assert offer is not None
        offer.status = OfferStatus.DRAFT
        offer.published_at = None
    gone = (await world.last(world.youth)).card  # type: ignore[attr-defined]
    assert (gone.title, gone.state) == ("", CardState.GONE)
    with pytest.raises(NotFound, match="card_unknown"):
        await world.write(world.advisor, "Encore", **card)


async def test_what_can_be_shared_is_found_by_words(world: World) -> None:
    for actor in (world.youth, world.advisor):
        found = await world.app.run(find_cards, actor, CardsFor(world.talk, "vendeur"))
        assert [card.id for card in found if card.kind is CardKind.OFFER] == [world.offer]
    with pytest.raises(NotFound, match="conversation_unknown"):
        await world.app.run(find_cards, world.friend, CardsFor(world.talk))
    assert set(CHOOSERS) <= set(RESOLVERS)


async def test_a_message_for_later_leaves_at_its_moment_once(world: World) -> None:
    due_at = world.clock.now() + timedelta(days=1)
    command = ScheduleMessage(world.talk, "Bonjour {prénom}, à demain", due_at)
    kept = await world.app.run(schedule_message, world.advisor, command)
    other = await world.app.run(schedule_message, world.advisor, command)
    with pytest.raises(NotFound, match="scheduled_unknown"):
        await world.app.run(cancel_scheduled, world.colleague, kept)
    await world.app.run(cancel_scheduled, world.advisor, other)
    later = due_at + timedelta(hours=1)
    await world.app.run(
        schedule_message, world.advisor, ScheduleMessage(world.talk, "{prénom} !", later, id=kept)
    )
    with pytest.raises(Invalid, match="scheduled_moment"):
        await world.app.run(
            schedule_message,
            world.advisor,
            ScheduleMessage(world.talk, "Hier", world.clock.now() - timedelta(hours=1)),
        )
    world.clock.advance(timedelta(days=1, minutes=1))
    assert await send_due(world.app) == 0
    world.clock.advance(timedelta(hours=1))
    assert await send_due(world.app) == 1
    assert await send_due(world.app) == 0
    body = (await world.last(world.youth)).body  # type: ignore[attr-defined]
    assert body.endswith(" !")
    assert "{" not in body
    assert not await world.app.run(list_scheduled, world.advisor, None)
    with pytest.raises(Conflict, match="scheduled_gone"):
        await world.app.run(cancel_scheduled, world.advisor, kept)


async def test_a_message_for_later_that_is_no_longer_ones_own_fails_and_is_told(
    world: World, database: Database
) -> None:
    due_at = world.clock.now() + timedelta(days=1)
    await world.app.run(
        schedule_message, world.advisor, ScheduleMessage(world.talk, "Bonjour", due_at)
    )
    async with database.unit() as uow:
        person = await uow.youths.get(world.youth.youth_id or 0)
        assert person is not None
        person.advisor_id = world.colleague.account_id
    world.clock.advance(timedelta(days=2))
    await send_due(world.app)
    told = await world.app.run(list_scheduled, world.advisor, None)
    assert [(one.status, one.error) for one in told] == [
        (ScheduledStatus.FAILED, "conversation_unknown")
    ]
    conversation = (await world.app.run(list_conversations, world.youth, None))[0]
    assert conversation.messages == ()


async def test_one_text_to_many_is_answered_privately(world: World) -> None:
    ids = (world.public(world.youth), world.public(world.friend))
    await world.app.run(start_broadcast, world.advisor, StartBroadcast(ids, "Bonjour {prénom}"))
    with pytest.raises(NotFound, match="youth_unknown"):
        await world.app.run(start_broadcast, world.colleague, StartBroadcast(ids, "Bonjour"))
    assert (await world.app.run(list_broadcasts, world.advisor, None))[0].waiting == 2
    assert await send_due(world.app) == 2
    await world.app.run(read_conversation, world.youth, ReadConversation(world.talk))
    await world.write(world.youth, "Bien reçu")
    told = (await world.app.run(list_broadcasts, world.advisor, None))[0]
    assert (told.wanted, told.waiting, told.sent, told.read, told.answered) == (2, 0, 2, 1, 1)
    friends = await world.app.run(list_conversations, world.friend, None)
    assert "Bien reçu" not in [m.body for c in friends for m in c.messages]
    assert await world.app.run(list_broadcasts, world.colleague, None) == []
    due_at = world.clock.now() + timedelta(days=2)
    later = await world.app.run(
        start_broadcast, world.advisor, StartBroadcast(ids, "Plus tard", due_at)
    )
    with pytest.raises(NotFound, match="broadcast_unknown"):
        await world.app.run(cancel_broadcast, world.colleague, later)
    assert await world.app.run(cancel_broadcast, world.advisor, later) == 2
    world.clock.advance(timedelta(days=3))
    assert await send_due(world.app) == 0


async def test_nobody_is_seen_in_a_group_before_they_said_yes(world: World) -> None:
    ids = (world.public(world.youth), world.public(world.friend))
    group = await world.app.run(open_group, world.advisor, OpenGroup("Atelier CV", ids))

    async def seen(actor: Actor) -> object:
        views = await world.app.run(list_conversations, actor, None)
        return next((view for view in views if view.id == group), None)

    await world.app.run(send_message, world.advisor, SendMessage(group, "Bienvenue"))
    invitation = await seen(world.youth)
    assert invitation.invited  # type: ignore[union-attr]
    assert (invitation.members, invitation.messages) == ((), ())  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        await world.app.run(send_message, world.youth, SendMessage(group, "Coucou"))
    for actor in (world.youth, world.friend):
        await world.app.run(answer_group, actor, AnswerGroup(group, joins=True))
    joined = await seen(world.youth)
    assert len(joined.members) == 2  # type: ignore[union-attr]
    assert all(" " not in name for name in joined.members[1:])  # type: ignore[union-attr]
    await world.app.run(send_message, world.youth, SendMessage(group, "Coucou"))
    told = await seen(world.friend)
    assert [m.body for m in told.messages] == ["Bienvenue", "Coucou"]  # type: ignore[union-attr]
    assert " " not in told.messages[1].author  # type: ignore[union-attr]
    typing = await world.app.run(typing_in, world.youth, group)
    assert set(typing.account_ids) == {world.advisor.account_id, world.friend.account_id}

    await world.app.run(answer_group, world.friend, AnswerGroup(group, joins=False))
    assert await seen(world.friend) is None
    with pytest.raises(NotFound):
        await world.app.run(send_message, world.friend, SendMessage(group, "Encore"))
    await world.app.run(
        invite_to_group, world.advisor, InviteToGroup(group, (world.public(world.friend),))
    )
    statuses = {m.status.value for m in await world.app.run(group_members, world.advisor, group)}
    assert statuses == {"joined", "invited"}
    for actor in (world.colleague,):
        with pytest.raises(NotFound):
            await world.app.run(group_members, actor, group)
        assert await seen(actor) is None
    await world.app.run(close_group, world.advisor, group)
    assert await seen(world.friend) is None
    with pytest.raises(Conflict, match="conversation_closed"):
        await world.app.run(send_message, world.youth, SendMessage(group, "Fini ?"))


async def test_templates_are_ones_own_or_the_structures(world: World) -> None:
    own = await world.app.run(save_template, world.advisor, SaveTemplate("Relance", "Bonjour"))
    await world.app.run(
        save_template, world.advisor, SaveTemplate("Accueil", "Bonjour {prénom}", shared=True)
    )

    async def titles(actor: Actor) -> list[str]:
        return [t.title for t in await world.app.run(list_templates, actor, None)]

    assert await titles(world.advisor) == ["Accueil", "Relance"]
    assert await titles(world.colleague) == ["Accueil"]
    with pytest.raises(NotFound, match="template_unknown"):
        await world.app.run(delete_template, world.colleague, own.id)
    await world.app.run(
        save_template, world.advisor, SaveTemplate("Relance 2", "Bonsoir", id=own.id)
    )
    await world.app.run(delete_template, world.advisor, own.id)
    assert await titles(world.advisor) == ["Accueil"]
    with pytest.raises(Invalid, match="template_title"):
        await world.app.run(save_template, world.advisor, SaveTemplate(" ", "Bonjour"))


@pytest.mark.parametrize(
    "service_of",
    [
        lambda w: (open_thread, OpenThread(w.talk)),
        lambda w: (send_message, SendMessage(w.talk, "Bonjour")),
        lambda w: (keep_draft, KeepDraft(w.talk, "Bonjour")),
        lambda w: (typing_in, w.talk),
    ],
)
async def test_a_conversation_is_its_two_sides_alone(
    world: World, service_of: Callable[[World], tuple[object, object]]
) -> None:
    service, command = service_of(world)
    for actor in world.strangers:
        with pytest.raises((NotFound, Forbidden)):
            await world.app.run(service, actor, command)  # type: ignore[arg-type]


async def test_the_advisor_opens_it_from_the_youths_page(world: World) -> None:
    view = await world.app.run(conversation_with_youth, world.advisor, world.public(world.youth))
    assert view.id == world.talk
