"""Registering who sits beside an advisor, and the codes that open accounts."""

from __future__ import annotations

from dataclasses import dataclass

import segno

from myjobmatch.services.agreements import representative_signed
from myjobmatch.services.invitations import (
    GivenCode,
    Invite,
    door_state,
    give_code,
    invite_youth,
    revoke_code,
)
from myjobmatch.services.places import find_places
from myjobmatch.state.advisor.portfolio import ACCOMPANYING
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import on

PLACE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Door:
    """Where a youth's way in stands."""

    name: str
    has_account: bool
    code: str
    expires_at: str
    minor: bool
    representative: str
    agreed: bool
    how: str


class InviteState(AppState):
    """The form, and the code just made: it is seen here and nowhere else."""

    code: str = ""
    qr: str = ""
    address: str = ""
    first_name: str = ""
    expires_at: str = ""
    youth: str = ""
    places: list[str] = []
    place: str = ""
    picked: str = ""
    door: Door = Door("", False, "none", "", False, "", False, "")
    loaded: bool = False
    origin: str = ""

    @on(*ACCOMPANYING)
    async def load(self) -> None:
        """An empty form."""
        self._forget()
        self._here()

    @on(*ACCOMPANYING)
    async def load_door(self) -> None:
        """Where this youth's way in stands."""
        self._forget()
        self._here()
        self._watch(InviteState.refresh_door, ("structure", self._actor().structure_id or 0))
        await self._fill()

    @on(*ACCOMPANYING)
    async def refresh_door(self) -> None:
        """Something changed: the same question again."""
        await self._fill()

    @on(*ACCOMPANYING)
    async def find(self, text: str) -> None:
        """Communes for what was typed so far."""
        self.place = text.strip()[:PLACE_LENGTH]
        found = await self._run(find_places, self.place)
        labels = [one.label for one in found]
        self.places = [] if self.place in labels else labels

    @on(*ACCOMPANYING)
    async def pick(self, label: str) -> None:
        """This commune."""
        self.place = self.picked = label[:PLACE_LENGTH]
        self.places = []

    @on(*ACCOMPANYING)
    async def invite(self, form: dict[str, str | bool]) -> None:
        """Register a youth and make their code."""

        def said(name: str) -> str:
            return str(form.get(name) or "").strip()

        command = Invite(
            first_name=said("first-name"),
            last_name=said("last-name"),
            birth_date=f"{said('year'):0>4}-{said('month'):0>2}-{said('day'):0>2}",
            place=self.place,
            phone=said("phone"),
            agreed_beside=bool(form.get("agreed")),
        )
        self._show(await self._run(invite_youth, command))
        await self.dismiss_error()

    @on(*ACCOMPANYING)
    async def again(self) -> None:
        """Another youth."""
        self._forget()

    @on(*ACCOMPANYING)
    async def renew(self) -> None:
        """A code for this youth, for their account or for another password; the one before opens nothing any longer."""
        self._show(await self._run(give_code, self._youth()))
        await self._fill()

    @on(*ACCOMPANYING)
    async def revoke(self) -> None:
        """Take the code back."""
        await self._run(revoke_code, self._youth())
        self.code = self.qr = ""
        await self._fill()

    @on(*ACCOMPANYING)
    async def signed(self) -> None:
        """The legal representative has signed."""
        await self._run(representative_signed, self._youth())
        await self._fill()

    def _forget(self) -> None:
        self.code = self.qr = self.first_name = self.expires_at = self.youth = ""
        self.place = self.picked = ""
        self.places, self.loaded = [], False

    def _here(self) -> None:
        public = self._container().settings.public_url.rstrip("/")
        headers = self.router_data.get("headers") or {}
        self.origin = public or str(headers.get("origin", ""))

    def _show(self, given: GivenCode) -> None:
        self.code, self.first_name, self.youth = given.code, given.first_name, given.youth_id
        self.expires_at = given.expires_at.isoformat()
        # After the sign the code stays in the browser: no server, and no log, sees it.
        link = f"{self.origin}/activation#{given.code}"
        self.address = f"{self.origin}/activation".partition("://")[2]
        self.qr = segno.make(link, error="m").svg_data_uri(scale=6, border=2, light="#fff")

    def _youth(self) -> str:
        """The id in the address, which anybody may forge: the services authorise."""
        return str(self.youth_id)  # type: ignore[attr-defined]

    async def _fill(self) -> None:
        found = await self._run(door_state, self._youth())
        self.door = Door(
            name=found.name,
            has_account=found.has_account,
            code=found.code,
            expires_at=found.expires_at.isoformat() if found.expires_at else "",
            minor=found.minor,
            representative=found.representative.value if found.representative else "",
            agreed=found.agreed,
            how=found.agreed_how.value if found.agreed_how else "",
        )
        self.loaded = True
