"""What somebody wants to be told of outside the pages: the same for every role that is told anything."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.domain.notifications import PAGE_OF_ROLE
from myjobmatch.services.contacts import (
    EnterCode,
    ForgetAddress,
    GiveAddress,
    enter_code,
    forget_address,
    send_code,
)
from myjobmatch.services.notification_choices import (
    Address,
    Choose,
    KeepQuiet,
    choose,
    keep_quiet,
    own_choices,
)
from myjobmatch.services.push_devices import send_trial
from myjobmatch.services.senders import Senders
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import PUBLIC, on

TOLD = tuple(PAGE_OF_ROLE)


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind, and whether it comes by each channel."""

    kind: str
    push: bool
    email: bool
    sms: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """An address: verified, waiting for its code, or none yet."""

    offered: bool = False
    verified: str = ""
    pending: str = ""


class AlertsState(AppState):
    """The page where alerts are chosen."""

    loaded: bool = False
    account: str = ""
    kinds: list[KindRow] = []
    devices_count: int = 0
    email: Contact = Contact()
    sms: Contact = Contact()
    changing: str = ""
    """The channel whose verified address is being changed."""
    wrong: str = ""
    """The channel whose code was wrong."""
    trial: str = ""
    quiet_on: bool = True
    quiet_from: str = "1260"
    quiet_to: str = "480"

    @on(*TOLD)
    async def load(self) -> None:
        """The page is opened."""
        self._watch(AlertsState.refresh)
        self.account = self._actor().public_id
        self.trial = self.wrong = self.changing = ""
        await self._fill()

    @on(*TOLD)
    async def refresh(self) -> None:
        """Something of the account changed, a device maybe."""
        await self._fill()

    @on(*TOLD)
    async def choose(self, kind: str, channel: str, wanted: bool) -> None:
        """A kind is wanted by a channel, or not."""
        await self._run(choose, Choose(kind, channel, wanted))
        await self._fill()

    @on(*TOLD)
    async def quiet(self, wanted: bool) -> None:
        """Quiet hours, or none."""
        await self._keep_quiet(wanted, self.quiet_from, self.quiet_to)

    @on(*TOLD)
    async def quiet_start(self, minutes: str) -> None:
        """When they begin."""
        await self._keep_quiet(self.quiet_on, minutes, self.quiet_to)

    @on(*TOLD)
    async def quiet_end(self, minutes: str) -> None:
        """When they end."""
        await self._keep_quiet(self.quiet_on, self.quiet_from, minutes)

    @on(*TOLD)
    async def give(self, form: dict[str, str]) -> None:
        """An address was typed: its code is sent."""
        given = GiveAddress(form.get("channel", ""), form.get("address", ""))
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        self.wrong = ""
        await send_code(application, self._senders(), self._actor(), given)
        self.changing = ""
        await self._fill()

    @on(*TOLD)
    async def enter(self, form: dict[str, str]) -> None:
        """A code was typed."""
        channel = form.get("channel", "")
        right = await self._run(enter_code, EnterCode(channel, form.get("code", "")))
        self.wrong = "" if right else channel
        await self._fill()

    @on(*TOLD)
    async def change(self, channel: str) -> None:
        """Another address is to be given in the place of the one verified, or of the one pending."""
        self.changing, self.wrong = channel, ""

    @on(*TOLD)
    async def forget(self, channel: str) -> None:
        """No address on a channel any more."""
        self.changing = self.wrong = ""
        await self._run(forget_address, ForgetAddress(channel))
        await self._fill()

    @on(*TOLD)
    async def try_out(self) -> None:
        """Ring the devices once."""
        application = self._container().application
        if application is None:
            raise RuntimeError("the services are not wired")
        self.trial = ""
        self.trial = await send_trial(application, self._senders(), self._actor())
        await self._fill()

    async def _keep_quiet(self, wanted: bool, start: str, end: str) -> None:
        minutes = [int(text) if text.isdecimal() and len(text) < 5 else -1 for text in (start, end)]
        await self._run(keep_quiet, KeepQuiet(wanted, *minutes))
        await self._fill()

    async def _fill(self) -> None:
        own = await self._run(own_choices, None, self._senders().channels)
        self.kinds = [KindRow(c.kind.value, c.push, c.email, c.sms) for c in own.kinds]
        self.devices_count = len(own.devices)
        self.email, self.sms = _contact(own.email), _contact(own.sms)
        self.quiet_on = own.quiet.on
        self.quiet_from, self.quiet_to = str(own.quiet.start), str(own.quiet.end)
        self.loaded = True

    def _senders(self) -> Senders:
        senders = self._container().senders
        if senders is None:
            raise RuntimeError("the senders are not wired")
        return senders


def _contact(address: Address) -> Contact:
    return Contact(address.offered, address.verified, address.pending)


class StopState(AppState):
    """The page that a link in an e-mail leads to: it asks before anything stops."""

    token: str = ""
    done: bool = False
    failed: bool = False

    @on(PUBLIC)
    async def load(self) -> None:
        """Read what the link, or the endpoint that sent us back, says."""
        query = self.router.url.query_parameters
        self.token = str(query.get("jeton", ""))[:64]
        self.done = query.get("fait", "") == "1"
        self.failed = bool(query.get("erreur", ""))
