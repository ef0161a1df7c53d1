"""The notification port: what services ask of push services, mail servers and SMS gateways."""

from dataclasses import dataclass
from typing import Protocol

from myjobmatch.domain.delivery import Device, Letter, Outcome, PushMessage
from myjobmatch.domain.notifications import Channel


class PushSender(Protocol):
    """Rings devices; `integrations.web_push` is the real one."""

    async def send(self, device: Device, message: PushMessage) -> Outcome:
        """Send one message to one device; what fails is an outcome, never an exception."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class MailSender(Protocol):
    """Sends letters; `integrations.mail` is the real one."""

    async def send(self, letter: Letter) -> Outcome:
        """Send one letter; what fails is an outcome, never an exception."""
        ...


class SmsSender(Protocol):
    """Sends text messages; `integrations.sms` is the real one."""

    async def send(self, number: str, text: str) -> Outcome:
        """Send one text message; what fails is an outcome, never an exception."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True, slots=True)
class Senders:
    """The three channels as this installation has them.

    `channels` are those that reach somebody: a console is no channel outside the demonstration.
    `push_key` is what browsers subscribe with; `base_url` is where links in e-mails lead, empty when the
    operator did not say; `sender` is the address that e-mails come from.
    """

    push: PushSender
    mail: MailSender
    sms: SmsSender
    channels: frozenset[Channel]
    push_key: str
    push_hosts: tuple[str, ...] = ()
    base_url: str = ""
    sender: str = "noreply@localhost"

    async def close(self) -> None:
        """Close all connections."""
        await self.push.close()
        await self.sms.close()
