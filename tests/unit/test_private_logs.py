"""What Reflex logs of an event that it cannot carry out: its name, never what came with it."""

from __future__ import annotations

import logging

import pytest
from reflex_base.event import Event

from myjobmatch.private_logs import keep_private

PROCESSOR = logging.getLogger("reflex_base.event.processor.event_processor")
SENT = Event(
    name="state.a_handler_that_is_gone",
    payload={"body": "Je suis enceinte"},
    router_data={"headers": {"cookie": "mjm_session=THE_TOKEN"}},
)


def _fail() -> None:
    raise ValueError(f"Failed to deserialize event data: {SENT}.")


def test_an_event_is_logged_by_its_name_alone(caplog: pytest.LogCaptureFixture) -> None:
    keep_private()
    PROCESSOR.error(f"Error processing event queue entry for {SENT} [txid=1]:")
    logging.getLogger("reflex.app").warning(f"Received a string. Event data: {SENT.payload}")  # noqa: G004
    try:
        _fail()
    except ValueError:
        PROCESSOR.exception("message async handler error")
    assert "a_handler_that_is_gone" in caplog.text
    assert "_fail" in caplog.text  # where it failed is told
    for secret in ("THE_TOKEN", "enceinte", "cookie"):
        assert secret not in caplog.text


@pytest.mark.parametrize("name", [None, 5, "x', cookie='y\n", "é" * 300])
def test_a_forged_name_tells_no_more(name: object, caplog: pytest.LogCaptureFixture) -> None:
    keep_private()
    forged = Event(name=name, payload=SENT.payload, router_data=SENT.router_data)  # type: ignore[arg-type]
    PROCESSOR.error(f"Error processing event queue entry for {forged}:")
    assert "THE_TOKEN" not in caplog.text
    assert "enceinte" not in caplog.text


def test_other_failures_keep_their_words(caplog: pytest.LogCaptureFixture) -> None:
    keep_private()
    keep_private()
    try:
        raise RuntimeError("the disk is full")
    except RuntimeError:
        PROCESSOR.exception("a handler failed")
    assert "the disk is full" in caplog.text
    assert len(PROCESSOR.filters) == 1
