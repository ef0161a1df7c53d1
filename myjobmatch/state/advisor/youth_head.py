"""Who a youth's file is about: loaded by each of its sections, above them all."""

from __future__ import annotations

import reflex as rx
from reflex.event import EventSpec

from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import NotFound
from myjobmatch.services.conversations import conversation_with_youth
from myjobmatch.services.erasure import AskOnPaper, ask_on_paper, drop_on_paper
from myjobmatch.services.youth_file import youth_head
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

ERASURE = "file-erasure"
"""Where the page tells of it."""


class YouthHeadState(AppState):
    """The head of the file that the address names."""

    known: bool = False
    missing: bool = False
    youth: str = ""
    name: str = ""
    age: int = 0
    phone: str = ""
    email: str = ""
    place: str = ""
    scheme: str = "none"
    follow_up: str = "followed"
    dossier: str = ""
    advisor: str = ""
    has_account: bool = False
    last_active_at: str = ""
    own: bool = False
    erased_on: str = ""
    """The day that the file is to go, as ISO text; empty for none."""
    erased_why: str = ""
    erased_final: bool = False
    erasure_done: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """Show whom the address names. Sections add their own `load` after this one, and watch there."""
        asked = str(self.youth_id)  # type: ignore[attr-defined]
        if asked != self.youth:
            self.known, self.missing, self.youth = False, False, asked
        self.erasure_done = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh(self) -> None:
        """Something changed around them: a section that watches says so."""
        await self._fill()

    @on(Role.ADVISOR)
    async def write(self) -> EventSpec:
        """Open the conversation with them."""
        view = await self._run(conversation_with_youth, self.youth)
        return rx.redirect(f"/conseil/messages?c={view.id}")

    @on(Role.MANAGER)
    async def erase_on_paper(self) -> EventSpec:
        """They asked, otherwise than here, that their file be erased."""
        await self._run(ask_on_paper, AskOnPaper(self.youth))
        self.erasure_done = "asked"
        await self._fill()
        return rx.set_focus(ERASURE)

    @on(Role.MANAGER)
    async def keep_after_all(self) -> None:
        """The file stays."""
        await self._run(drop_on_paper, AskOnPaper(self.youth))
        self.erasure_done = "dropped"
        await self._fill()

    async def _fill(self) -> None:
        try:
            head = await self._run(youth_head, self.youth)
        except NotFound:
            self.known, self.missing = False, True
            return
        today = paris_day(self._container().clock.now())
        self.known, self.missing, self.name = True, False, head.name
        self.age = age_on(head.birth_date, today) if head.birth_date else 0
        self.phone, self.email = head.phone, head.email
        self.place = f"{head.postcode} {head.commune}".strip()
        self.scheme, self.follow_up, self.dossier = (
            head.scheme.value,
            head.follow_up.value,
            head.dossier,
        )
        self.advisor, self.has_account, self.own = head.advisor, head.has_account, head.own
        self.last_active_at = head.last_active_at.isoformat() if head.last_active_at else ""
        erasure = head.erasure
        self.erased_on = erasure.due_on.isoformat() if erasure else ""
        self.erased_why = erasure.reason.value if erasure else ""
        self.erased_final = erasure is not None and erasure.final
