"""Finding what was written, in one's own conversations."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import MembershipStatus, folded
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_writing
from myjobmatch.domain.text import one_line, plain
from myjobmatch.services.building import service
from myjobmatch.services.conversation_names import Names
from myjobmatch.services.conversations import readable

FOUND_SHOWN = 40
LONGEST_SEARCH = 100
SHORTEST_SEARCH = 2
_BEFORE = 40
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class SearchMessages:
    """Words, all of which must be there, in whatever case and accents; in one conversation, or in all."""

    text: str
    conversation_id: str = ""


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """A message that was found; `excerpt` is what stands around the words."""

    conversation_id: str
    message_id: str
    title: str
    author: str
    mine: bool
    sent_at: datetime
    excerpt: str


@service(is_writing, writes=False)
async def search_messages(
    actor: Actor, command: SearchMessages, uow: UnitOfWork
) -> list[FoundMessage]:
    """The messages that hold the words, the latest first; nothing for less than two letters."""
    text = folded(one_line(command.text)[:LONGEST_SEARCH])
    words = text.split()
    if len(text) < SHORTEST_SEARCH:
        return []
    conversations = {c.id: c for c in await readable(actor, uow)}
    people = await uow.conversations.memberships(conversations)
    for members in people.values():
        for member in members:
            if (
                member.account_id == actor.account_id
                and member.status is not MembershipStatus.JOINED
            ):
                conversations.pop(member.conversation_id, None)
    if command.conversation_id:
        wanted = checked_public_id(command.conversation_id)
        conversations = {i: c for i, c in conversations.items() if c.public_id == wanted}
    found = await uow.conversations.search(conversations, words, FOUND_SHOWN)
    concerned = {message.conversation_id for message in found}
    names = await Names.of(
        actor,
        [c for i, c in conversations.items() if i in concerned],
        {i: people[i] for i in concerned},
        {i: [m for m in found if m.conversation_id == i] for i in concerned},
        uow,
    )
    return [
        FoundMessage(
            conversation_id=conversations[m.conversation_id].public_id,
            message_id=m.public_id,
            title=names.heading(conversations[m.conversation_id])[0],
            author=names.author(m, conversations[m.conversation_id]),
            mine=m.author_id == actor.account_id,
            sent_at=m.sent_at,
            excerpt=excerpt(m.body, words),
        )
        for m in found
    ]


def excerpt(body: str, words: list[str]) -> str:
    """What stands around the first of the words, on one line."""
    line = " ".join(body.split())
    signs = [plain(sign) for sign in line]  # none of an accent, three of a ligature
    places = [place for place, sign in enumerate(signs) for _ in sign]
    searched = "".join(signs)
    found = [searched.find(word) for word in words]
    at = min((places[start] for start in found if start >= 0), default=0)
    begin = max(0, at - _BEFORE)
    end = begin + _EXCERPT
    return ("…" if begin else "") + line[begin:end] + ("…" if end < len(line) else "")
