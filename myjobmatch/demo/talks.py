"""The hand-written conversations, proposals and first likes of the demonstration."""

from dataclasses import dataclass
from functools import cache

from myjobmatch.demo.content import read_toml
from myjobmatch.domain.enums import ProposalStatus


@dataclass(frozen=True, slots=True)
class LineContent:
    """A message: days before now, hour and minute of Paris, who ("y", "a" or "r"), its text."""

    days_ago: int
    at: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class TalkContent:
    """A conversation of a youth with their advisor, or about an offer (`offer` is its key)."""

    youth: str
    offer: str | None
    closed: bool
    lines: tuple[LineContent, ...]


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """An offer that an advisor proposed, with a word."""

    youth: str
    offer: str
    days_ago: int
    status: ProposalStatus
    note: str


@cache
def talks() -> tuple[TalkContent, ...]:
    """Conversations with advisors, then with companies."""
    return tuple(
        TalkContent(
            row["youth"],
            row.get("offer"),
            row.get("state") == "closed",
            tuple(LineContent(*line) for line in row["lines"]),
        )
        for name in ("advisor", "match")
        for row in read_toml(f"talks/{name}.toml")["talks"]
    )


@cache
def proposals() -> tuple[ProposalContent, ...]:
    """Offers proposed by advisors."""
    return tuple(
        ProposalContent(youth, offer, days, ProposalStatus(status), note)
        for youth, offer, days, status, note in read_toml("talks/proposals.toml")["proposals"]
    )


@cache
def waiting() -> tuple[str, tuple[str, ...]]:
    """The offer that several youths like and nobody answered yet, and who they are."""
    data = read_toml("talks/proposals.toml")
    return data["waiting_offer"], tuple(data["waiting_youths"])


@cache
def liked_first() -> tuple[tuple[str, str], ...]:
    """(youth, offer): employers who like someone that has not seen the offer yet."""
    pairs = read_toml("talks/proposals.toml")["liked_first"]
    return tuple((youth, offer) for youth, offer in pairs)


@cache
def named_offers() -> frozenset[str]:
    """Keys of the offers that conversations, proposals and tests count on: they stay published."""
    named = {talk.offer for talk in talks() if talk.offer}
    named |= {proposal.offer for proposal in proposals()}
    return frozenset(named | {offer for _, offer in liked_first()} | {waiting()[0]})
