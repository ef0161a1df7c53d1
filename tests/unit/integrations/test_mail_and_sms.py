"""E-mails handed over to a real mail server, text messages to a real HTTP gateway; both down, and the console."""

from __future__ import annotations

import asyncio
import email
import json
import logging
from collections.abc import AsyncIterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from myjobmatch.domain.delivery import Letter, Result
from myjobmatch.integrations.mail import ConsoleMail, SmtpMail, SmtpServer
from myjobmatch.integrations.sms import ConsoleSms, SmsGateway
from tests.fixtures.outside import Outside

SENDER = "My Job Match <alertes@exemple.fr>"
LETTER = Letter(
    to="zelie@exemple.fr",
    subject="C'est un match !",
    text="À toi de répondre.\n",
    html="<p>À toi de répondre.</p>",
    stop_url="https://exemple.fr/api/v1/notices/stop?jeton=abc",
)


class Box:  # aiosmtpd looks for these names
    """A mail server's handler that keeps what comes, or answers as told."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.kept.append(message)
        return "250 OK"


@pytest.fixture
async def box() -> AsyncIterator[tuple[Box, SmtpMail]]:
    handler = Box()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="exemple.fr"), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    yield handler, SmtpMail(SmtpServer("127.0.0.1", port, "none", SENDER))
    server.close()
    await server.wait_closed()


async def test_a_letter_arrives_whole(box: tuple[Box, SmtpMail]) -> None:
    handler, mail = box
    assert (await mail.send(LETTER)).result is Result.TAKEN
    (message,) = handler.kept
    assert message["To"] == "zelie@exemple.fr"
    assert message["From"] == SENDER
    assert message["Subject"] == "C'est un match !"
    assert message["List-Unsubscribe"] == f"<{LETTER.stop_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"].endswith("@exemple.fr>")
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().replace("\r\n", "\n") == LETTER.text
    assert rich.get_content().strip() == LETTER.html


@pytest.mark.parametrize(
    ("answer", "result"),
    [("550 no such box", Result.REFUSED), ("451 come back later", Result.LATER)],
)
async def test_what_the_mail_server_says_decides(
    box: tuple[Box, SmtpMail], answer: str, result: Result
) -> None:
    handler, mail = box
    handler.answer = answer
    assert (await mail.send(LETTER)).result is result
    assert handler.kept == []


async def test_nothing_can_be_put_into_the_headers(box: tuple[Box, SmtpMail]) -> None:
    handler, mail = box
    bad = Letter("zelie@exemple.fr\r\nBcc: x@y.fr", "s", "t", "h")
    with pytest.raises(ValueError, match="linefeed"):
        await mail.send(bad)
    assert handler.kept == []


async def test_a_mail_server_that_is_down_is_tried_later() -> None:
    mail = SmtpMail(SmtpServer("127.0.0.1", 9, "none", SENDER))
    assert (await mail.send(LETTER)).result is Result.LATER


async def test_a_server_without_the_encryption_asked_for_gets_nothing(
    box: tuple[Box, SmtpMail],
) -> None:
    handler, plain = box
    strict = SmtpMail(SmtpServer("127.0.0.1", plain._server.port, "starttls", SENDER))
    assert (await strict.send(LETTER)).result is Result.LATER
    assert handler.kept == []


async def test_the_gateway_gets_the_number_the_text_and_our_token(outside: Outside) -> None:
    outside.status = 202
    sms = SmsGateway(f"{outside.url}/send", "secret", "MyJobMatch")
    assert (await sms.send("+33612345678", "C'est un match !")).result is Result.TAKEN
    await sms.close()
    (got,) = outside.received
    assert got.headers["authorization"] == "Bearer secret"
    assert json.loads(got.body) == {
        "to": "+33612345678",
        "text": "C'est un match !",
        "from": "MyJobMatch",
    }


@pytest.mark.parametrize(
    ("status", "result"),
    [(422, Result.REFUSED), (500, Result.LATER), (401, Result.LATER), (307, Result.LATER)],
)
async def test_what_the_gateway_answers_decides(
    outside: Outside, status: int, result: Result
) -> None:
    outside.status = status
    sms = SmsGateway(outside.url, "", "MyJobMatch")
    assert (await sms.send("+33612345678", "x")).result is result
    await sms.close()


async def test_a_gateway_that_is_down_is_tried_later() -> None:
    sms = SmsGateway("http://127.0.0.1:9", "", "x")
    assert (await sms.send("+33612345678", "x")).result is Result.LATER
    await sms.close()


async def test_the_console_masks_whom_it_is_for(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert (
        await ConsoleSms(text_too=False).send("+33612345678", "code 123456")
    ).result is Result.TAKEN
    assert (await ConsoleMail(text_too=False).send(LETTER)).result is Result.TAKEN
    assert "…78" in caplog.text
    assert "z…@exemple.fr" in caplog.text
    for secret in ("+336", "123456", "zelie", LETTER.subject):
        assert secret not in caplog.text
    await ConsoleSms(text_too=True).send("+33612345678", "code 123456")
    assert "code 123456" in caplog.text
