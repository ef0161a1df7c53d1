"""What each domain event tells, to whom. No name, and no word that anybody wrote, is in a notification:
it may be read on a locked screen, by whoever holds the phone."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from myjobmatch.db.models import Match, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.conversation import MembershipStatus
from myjobmatch.domain.enums import ConversationKind, MatchStatus, Role, Side
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.company_told import in_touch_of, still_concerns
from myjobmatch.services.conversations import answering_in, may_read
from myjobmatch.services.sessions import acting_today
from myjobmatch.services.telling import means, tells

YOUTH_OFFERS = "/mes-offres"
DECK = "/decouvrir"
COMPANY_MATCHES = "/employeur/matchs"
_MESSAGES = {
    Role.YOUTH: "/messages",
    Role.RECRUITER: "/employeur/messages",
    Role.EMPLOYMENT_OFFICER: "/employeur/messages",
    Role.ADVISOR: "/conseil/messages",
}


@tells("matched", NotificationKind.MATCH)
async def _matched(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Both like: the youth is asked whether to share their first name."""
    found = await pair_of(uow, payload["match"])
    account = await account_of(uow, payload["youth"])
    if found is None or account is None:
        return []
    match, offer = found
    return [
        Telling(
            NotificationKind.MATCH,
            (account,),
            cause=f"matched:{match.id}",
            matter=f"match:{match.id}",
            text="matched",
            path=YOUTH_OFFERS,
            params={"offer": offer.title},
            about={"match": match.id},
        )
    ]


@tells("consent_answered", NotificationKind.MATCH)
async def _consent_answered(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The youth said yes: the company may write. A no is told to nobody outside the pages."""
    found = await pair_of(uow, payload["match"])
    if found is None or not payload["given"]:
        return []
    match, offer = found
    return [
        Telling(
            NotificationKind.MATCH,
            tuple(sorted(await in_touch_of(uow, match.youth_id, offer))),
            cause=f"consented:{match.id}",
            matter=f"match:{match.id}",
            text="consented",
            path=COMPANY_MATCHES,
            params={"offer": offer.title},
            about={"match": match.id},
        )
    ]


@tells("match_closed", NotificationKind.ANSWER)
async def _match_closed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The employer ended it: the youth need not wait any longer."""
    found = await pair_of(uow, payload["match"])
    if found is None or payload["by"] != Side.EMPLOYER.value:
        return []
    match, offer = found
    account = await account_of(uow, match.youth_id)
    if account is None:
        return []
    return [
        Telling(
            NotificationKind.ANSWER,
            (account,),
            cause=f"closed:{match.id}",
            matter=f"offer:{offer.id}",
            text="match_closed",
            path=YOUTH_OFFERS,
            params={"offer": offer.title},
        )
    ]


@tells("offer_proposed", NotificationKind.PROPOSAL)
async def _offer_proposed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Their advisor thought of them."""
    offer = await uow.offers.get(payload["offer"])
    account = await account_of(uow, payload["youth"])
    if offer is None or account is None:
        return []
    return [
        Telling(
            NotificationKind.PROPOSAL,
            (account,),
            cause=f"proposed:{payload['youth']}:{offer.id}",
            matter=f"offer:{offer.id}",
            text="offer_proposed",
            path=DECK,
            params={"offer": offer.title},
            about={"youth": payload["youth"], "offer": offer.id},
        )
    ]


@tells("message_sent", NotificationKind.MESSAGE)
async def _message_sent(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The others of the conversation, each role in its own words and with its own page."""
    conversation = await uow.conversations.get(payload["conversation"])
    message = await uow.conversations.message(payload["message"])
    if conversation is None or message is None:
        return []
    readers: dict[Role, list[int]] = defaultdict(list)
    answering = await answering_in(uow, conversation)
    for account_id in (await uow.conversations.members([conversation.id]))[conversation.id]:
        account = await uow.accounts.get(account_id)
        if account is None or account_id == message.author_id or account.role not in _MESSAGES:
            continue
        advises = conversation.kind is ConversationKind.ADVISOR and account.role is Role.ADVISOR
        if advises and account_id not in answering:
            continue  # on leave: whoever answers today is told
        readers[account.role].append(account_id)
    return [
        Telling(
            NotificationKind.MESSAGE,
            tuple(accounts),
            cause=f"message:{message.id}",
            matter=f"conversation:{conversation.id}",
            text=_text_for(role, conversation.kind),
            path=_page(role, conversation.public_id),
            about={"conversation": conversation.id, "message": message.id},
        )
        for role, accounts in sorted(readers.items())
    ]


@tells("group_opened", NotificationKind.MESSAGE)
async def _group_opened(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody is asked into a group; neither its title nor who is in it is told."""
    conversation = await uow.conversations.get(payload["conversation"])
    if conversation is None:
        return []
    return [
        Telling(
            NotificationKind.MESSAGE,
            tuple(payload["accounts"]),
            cause=f"group:{conversation.id}:{payload.get('at', '')}",  # who left may be asked again
            matter=f"conversation:{conversation.id}",
            text="group_opened",
            path=_page(Role.YOUTH, conversation.public_id),
            about={"conversation": conversation.id},
        )
    ]


def _page(role: Role, conversation_id: str) -> str:
    # a desk's page opens with the latest conversation
    return f"{_MESSAGES[role]}#{conversation_id}" if role is Role.YOUTH else _MESSAGES[role]


def _text_for(role: Role, kind: ConversationKind) -> str:
    if kind is ConversationKind.GROUP:
        return "message_of_group"
    if role is Role.YOUTH:
        by_advisor = kind is ConversationKind.ADVISOR
        return "message_of_advisor" if by_advisor else "message_of_company"
    return "message_of_youth" if role is Role.ADVISOR else "message_of_candidate"


@means(NotificationKind.MESSAGE)
async def _unread(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """Not read meanwhile, and still theirs to read; an invitation to a group: neither answered nor lapsed."""
    conversation = await uow.conversations.get(about["conversation"])
    member = await uow.conversations.member(about["conversation"], account_id)
    account = await uow.accounts.get(account_id)
    if conversation is None or member is None or account is None:
        return False
    if "message" not in about:
        return member.status is MembershipStatus.INVITED and conversation.closed_at is None
    first, last = about.get("first", about["message"]), about["message"]
    if member.status is not MembershipStatus.JOINED or not await uow.conversations.any_unread(
        conversation.id, account_id, first, last
    ):
        return False
    sides = (await uow.conversations.sides([conversation.id]))[conversation.id]
    return may_read(await acting_today(account, uow), conversation, sides)


@means(NotificationKind.MATCH)
async def _match_stands(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """The youth has not answered yet; for who still acts for the company, it has not ended; nobody is suspended."""
    found = await pair_of(uow, about["match"])
    account = await uow.accounts.get(account_id)
    if found is None or account is None or found[1].withheld:
        return False
    match = found[0]
    asked = MatchStatus.CONSENT_ASKED if account.role is Role.YOUTH else MatchStatus.SHARED
    return match.status is asked and await still_concerns(uow, account_id, found[1])


@means(NotificationKind.PROPOSAL)
async def _undecided(uow: UnitOfWork, _account_id: int, about: Mapping[str, int]) -> bool:
    """The offer is open, and the youth has not decided on it."""
    still_open = await uow.offers.still_open([about["offer"]], uow.clock.now())
    decided = await uow.decisions.active(about["youth"], about["offer"], Side.YOUTH)
    return bool(still_open) and decided is None


async def pair_of(uow: UnitOfWork, match_id: int) -> tuple[Match, Offer] | None:
    """A match and its offer."""
    match = await uow.matches.get(match_id)
    offer = await uow.offers.get(match.offer_id) if match else None
    return (match, offer) if match is not None and offer is not None else None


async def account_of(uow: UnitOfWork, youth_id: int) -> int | None:
    """The account of a youth, if they have one."""
    identity = await uow.youths.identity(youth_id)
    return identity.account_id if identity else None
