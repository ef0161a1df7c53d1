"""The team: who has how many youths, who is away, who answers; what is handed over, taken back, undone."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.enums import Role
from myjobmatch.services.away import own_away, set_away_words
from myjobmatch.services.team import list_team
from myjobmatch.services.transfers import take_back, undo_hand_over
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An advisor of the structure; `away_until` is an ISO day, empty when they are there."""

    id: str
    name: str
    me: bool
    active: bool
    youths: int
    stands_in: int
    away_until: str
    answering: str
    may_hand_over: bool


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A hand-over; `youths` is -1 for a whole portfolio, days are ISO."""

    id: str
    batch: str
    giver: str
    colleague: str
    kind: str
    status: str
    from_day: str
    until_day: str
    youths: int
    reason: str
    by: str
    may_end: bool
    may_undo: bool


class TeamState(AppState):
    """The page of the team."""

    loaded: bool = False
    members: list[MemberRow] = []
    transfers: list[TransferRow] = []
    over: list[TransferRow] = []
    unfollowed: int = 0
    me: str = ""
    words: str = ""
    words_saved: bool = False
    done: str = ""
    undo_batch: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show the team, and follow what changes in the structure."""
        actor = self._actor()
        self._watch(
            TeamState.refresh,
            ("account", actor.account_id),
            ("structure", actor.structure_id or 0),
        )
        self.done, self.undo_batch, self.words_saved = "", "", False
        self.me = actor.public_id
        if actor.role is Role.ADVISOR:
            self.words = (await self._run(own_away, None)).words
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def take_back(self, transfer_id: str) -> None:
        """End a hand-over before its last day."""
        await self._run(take_back, transfer_id)
        self.done, self.undo_batch = "taken_back", ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def undo(self, batch: str) -> None:
        """Undo what was handed over today."""
        await self._run(undo_hand_over, batch)
        self.done, self.undo_batch = "undone", ""
        await self._fill()

    @on(Role.ADVISOR)
    async def save_words(self, form: dict[str, str]) -> None:
        """Keep what is said while away."""
        self.words_saved = False
        await self._run(set_away_words, form.get("words", ""))
        self.words = (await self._run(own_away, None)).words
        self.words_saved = True

    async def _fill(self) -> None:
        team = await self._run(list_team, None)
        self.unfollowed = team.unfollowed
        self.members = [
            MemberRow(
                id=one.id,
                name=one.name,
                me=one.me,
                active=one.active,
                youths=one.youths,
                stands_in=one.stands_in,
                away_until=one.away_until.isoformat() if one.away_until else "",
                answering=", ".join(one.answering),
                may_hand_over=one.may_hand_over,
            )
            for one in team.members
        ]
        rows = [
            TransferRow(
                id=one.id,
                batch=one.batch,
                giver=one.giver,
                colleague=one.colleague,
                kind=one.kind.value,
                status=one.status.value,
                from_day=one.from_day.isoformat(),
                until_day=one.until_day.isoformat() if one.until_day else "",
                youths=one.youths,
                reason=one.reason,
                by=one.by,
                may_end=one.may_end,
                may_undo=one.may_undo,
            )
            for one in team.transfers
        ]
        running = ("planned", "active")
        # for good is done once it is done; it stays above while it can be undone
        self.transfers = [row for row in rows if row.may_undo or row.status in running]
        self.over = [row for row in rows if not (row.may_undo or row.status in running)]
        self.loaded = True
