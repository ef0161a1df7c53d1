"""Slots that a youth may book: by kind, day by day. It needs a network, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import DomainError, Invalid
from myjobmatch.services.booking import BookSlot, book_slot, find_slots
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot."""

    opening_id: str = ""
    kind: str = ""
    how: str = ""
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    advisor: str = ""


@dataclass(frozen=True, slots=True)
class SlotDay:
    """The slots of a day."""

    day: str
    slots: list[SlotRow]


class BookingState(AppState):
    """What may be booked, the slot at hand, and what was booked just now."""

    loaded: bool = False
    advisor: str = ""
    kinds: list[str] = []
    kind: str = ""
    days: list[SlotDay] = []
    more: bool = False
    chosen: SlotRow = SlotRow()
    booked: str = ""
    full: bool = False
    most: int = 0

    _all: list[SlotRow] = []
    _shown: int = 0

    @on(Role.YOUTH)
    async def load(self) -> None:
        """Look what is free."""
        self.booked, self.chosen, self._shown = "", SlotRow(), SHOWN_DAYS
        await self._fill()

    @on(Role.YOUTH)
    async def pick_kind(self, kind: str) -> None:
        """The slots of a kind."""
        if kind in self.kinds:
            self.kind, self.chosen, self._shown = kind, SlotRow(), SHOWN_DAYS
            self.booked = ""
            self._lay_out()

    @on(Role.YOUTH)
    async def show_more(self) -> None:
        """Later days too."""
        self._shown += SHOWN_DAYS
        self._lay_out()

    @on(Role.YOUTH)
    async def choose(self, opening_id: str, starts_at: str) -> None:
        """This one, to be looked at before it is booked."""
        self.chosen = next(
            (
                slot
                for slot in self._all
                if (slot.opening_id, slot.starts_at) == (opening_id, starts_at)
            ),
            SlotRow(),
        )
        self.booked = ""

    @on(Role.YOUTH)
    async def forget(self) -> None:
        """Another one."""
        self.chosen = SlotRow()

    @on(Role.YOUTH)
    async def book(self, form: dict[str, str]) -> None:
        """Book it. When somebody was quicker, the list is up to date again."""
        slot = self.chosen
        try:
            starts_at = datetime.fromisoformat(slot.starts_at)
        except ValueError:
            raise Invalid("appointment_moment") from None
        command = BookSlot(slot.opening_id, starts_at, form.get("about", ""))
        try:
            await self._run(book_slot, command, self._container().settings.video_base)
        except DomainError:
            self.chosen = SlotRow()
            await self._fill()
            raise
        self.booked, self.chosen = slot.starts_at, SlotRow()
        await self.dismiss_error()
        await self._fill()

    async def _fill(self) -> None:
        found = await self._run(find_slots, None, self._container().settings.video_base)
        self.advisor = found.advisor
        self.full, self.most = found.booked >= found.most, found.most
        self._all = [
            SlotRow(
                one.opening_id,
                one.kind.value,
                one.how.value,
                one.starts_at.isoformat(),
                one.ends_at.isoformat(),
                one.place,
                one.advisor,
            )
            for one in found.slots
        ]
        self.kinds = list(dict.fromkeys(one.kind for one in self._all))
        if self.kind not in self.kinds:
            self.kind = self.kinds[0] if self.kinds else ""
        self._lay_out()
        self.loaded = True

    def _lay_out(self) -> None:
        of_kind = [one for one in self._all if one.kind == self.kind]
        days = [SlotDay(day, list(slots)) for day, slots in groupby(of_kind, _day)]
        self.days, self.more = days[: self._shown], len(days) > self._shown


SHOWN_DAYS = 5


def _day(slot: SlotRow) -> str:
    return datetime.fromisoformat(slot.starts_at).astimezone(PARIS).date().isoformat()
