"""Who is called what in a conversation, for one reader; a few queries for all conversations."""

from collections.abc import Mapping, Sequence
from typing import Self

from myjobmatch.db.models import Conversation, ConversationMember, Message
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import MembershipStatus
from myjobmatch.domain.enums import ConversationKind, Role
from myjobmatch.domain.permissions import is_youth


class Names:
    """Who is who for this reader: an employer sees a first name, an advisor the full one.

    Youths of one group see each other's first names, and nothing else of one another.
    """

    def __init__(self, actor: Actor) -> None:
        """Begin with nobody; `of` reads them."""
        self._actor = actor
        self._full = actor.role in (Role.ADVISOR, Role.MANAGER)
        self._youths: dict[int, tuple[str, str]] = {}
        self._accounts: dict[int, str] = {}
        self._youth_of: dict[int, int] = {}
        self._advisors: dict[int, int | None] = {}
        self._matches: dict[int, tuple[str, str]] = {}

    @classmethod
    async def of(
        cls,
        actor: Actor,
        conversations: Sequence[Conversation],
        people: Mapping[int, Sequence[ConversationMember]],
        messages: Mapping[int, Sequence[Message]],
        uow: UnitOfWork,
    ) -> Self:
        """Read the names of everybody in these conversations."""
        names = cls(actor)
        accounts = {m.account_id for members in people.values() for m in members}
        accounts |= {m.author_id for group in messages.values() for m in group}
        youth_ids = {c.youth_id for c in conversations if c.youth_id is not None}
        names._advisors = await uow.youths.advisors(youth_ids)
        accounts |= {id_ for id_ in names._advisors.values() if id_ is not None}
        known = await uow.accounts.names(accounts)
        names._accounts = {id_: name for id_, (name, _) in known.items()}
        names._youth_of = {id_: youth for id_, (_, youth) in known.items() if youth is not None}
        everyone = youth_ids | set(names._youth_of.values())
        if everyone:
            for youth_id, identity in (await uow.youths.identities(everyone)).items():
                names._youths[youth_id] = (identity.first_name, identity.last_name)
        for conversation in conversations:
            if conversation.kind is ConversationKind.MATCH:
                names._matches[conversation.id] = await _offer_of(conversation, uow)
        return names

    def heading(self, conversation: Conversation) -> tuple[str, str]:
        """Title and subtitle of a conversation."""
        youth_id = conversation.youth_id
        if youth_id is None:
            return conversation.title, self._accounts.get(conversation.owner_id or 0, "")
        if conversation.kind is ConversationKind.ADVISOR:
            if is_youth(self._actor):
                return self._accounts.get(self._advisors.get(youth_id) or 0, ""), ""
            return self._youth(youth_id), ""
        company, offer = self._matches[conversation.id]
        return (company if is_youth(self._actor) else self._youth(youth_id)), offer

    def author(self, message: Message, conversation: Conversation) -> str:
        """The name of an author."""
        youth_id = self._youth_of.get(message.author_id)
        if youth_id is not None and (
            youth_id == conversation.youth_id or conversation.kind is ConversationKind.GROUP
        ):
            return self._youth(youth_id)
        return self._accounts.get(message.author_id, "")

    def members(
        self, conversation: Conversation, members: Sequence[ConversationMember]
    ) -> tuple[str, ...]:
        """Who takes part in a group, the reader apart."""
        if conversation.kind is not ConversationKind.GROUP:
            return ()
        return tuple(
            self._youth(self._youth_of[m.account_id])
            if m.account_id in self._youth_of
            else self._accounts.get(m.account_id, "")
            for m in members
            if m.status is MembershipStatus.JOINED and m.account_id != self._actor.account_id
        )

    def _youth(self, youth_id: int) -> str:
        first, last = self._youths.get(youth_id, ("", ""))
        return f"{first} {last}".strip() if self._full else first


async def _offer_of(conversation: Conversation, uow: UnitOfWork) -> tuple[str, str]:
    """Company and title of the offer that a match is about."""
    match = await uow.matches.get(conversation.match_id or 0)
    row = (await uow.offers.rows([match.offer_id]))[match.offer_id] if match else None
    return (row.company_name, row.offer.title) if row else ("", "")
