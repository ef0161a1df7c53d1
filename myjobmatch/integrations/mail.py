"""E-mail by SMTP; without a server, on the console."""

from __future__ import annotations

import asyncio
import logging
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Literal

from myjobmatch.domain.delivery import TAKEN, CalendarPart, Letter, Outcome, Result, masked

logger = logging.getLogger(__name__)

TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where letters are handed over, and as whom."""

    host: str
    port: int
    tls: Literal["starttls", "tls", "none"]
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMail:
    """Sends letters by SMTP, each in a thread of its own connection: the event loop never waits."""

    def __init__(self, server: SmtpServer) -> None:
        """Hand over to `server`."""
        self._server = server

    async def send(self, letter: Letter) -> Outcome:
        """Send one letter."""
        try:
            async with asyncio.timeout(3 * TIMEOUT_S):
                return await asyncio.to_thread(self._send, letter)
        except TimeoutError:
            return Outcome(Result.LATER, "the mail server took too long")

    def _send(self, letter: Letter) -> Outcome:
        message = _message(letter, self._server.sender)
        try:
            with self._connected() as smtp:
                smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _ in error.recipients.values()), default=450)
            return _refusal(code)
        except smtplib.SMTPAuthenticationError:
            logger.warning("the mail server does not take our user and password")
            return Outcome(Result.LATER, "not let in")
        except smtplib.SMTPResponseException as error:
            return _refusal(error.smtp_code)
        except (smtplib.SMTPException, OSError) as error:
            return Outcome(Result.LATER, type(error).__name__)
        return TAKEN

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT_S, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        try:
            if server.tls == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


class ConsoleMail:
    """Where no mail server is set: the log says what would go out; the text only in the demonstration."""

    def __init__(self, *, text_too: bool) -> None:
        """Log the text as well, or the masked address alone."""
        self._text_too = text_too

    async def send(self, letter: Letter) -> Outcome:
        """Log one letter."""
        text = f": {letter.subject} / {letter.text}" if self._text_too else ""
        logger.warning("no mail server is set; e-mail for %s%s", masked(letter.to), text)
        return TAKEN


def _refusal(code: int) -> Outcome:
    reason = f"the mail server answered {code}"
    return Outcome(Result.REFUSED if code >= 500 else Result.LATER, reason)


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop_url:
        message["List-Unsubscribe"] = f"<{letter.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.calendar is not None:
        _enclose(message, letter.calendar)
    return message


def _enclose(message: EmailMessage, part: CalendarPart) -> None:
    """For the reader's calendar, twice: programs that know invitations take the first, people the file."""
    text = part.data.decode()
    message.add_alternative(text, subtype="calendar", params={"method": part.method})
    message.add_attachment(
        part.data, maintype="application", subtype="ics", filename=f"{part.file_name}.ics"
    )
