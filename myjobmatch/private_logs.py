"""Reflex logs an event that it cannot carry out whole: with the session's cookie and what was typed.

It happens to anyone: a page that was open before an update calls a handler that is gone.
"""

from __future__ import annotations

import logging
import re
import traceback

_SENT = re.compile(
    r"(Event\(name='[\w.]{0,200}'|Event\((?!name='[\w.]{0,200}')|[Ee]vent data\b|dictionary, but received)"
    r".*",
    re.DOTALL,
)
_LOGGERS = (
    "reflex.app",
    "reflex.state",
    "reflex_base.event.processor.event_processor",
    "reflex_base.event.processor.base_state_processor",
    "engineio.server",
    "engineio.base_server",
    "engineio",
    "socketio",
    "socketio.server",
    "asyncio",
)


class WithoutWhatWasSent(logging.Filter):
    """Keeps of a record which handler was called and where it failed; not with what."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; none is dropped."""
        message = record.getMessage()
        if _SENT.search(message):
            record.msg, record.args = _without(message), ()
        if record.exc_info and record.exc_info[1] is not None:
            told = "".join(traceback.format_exception(record.exc_info[1]))
            if _SENT.search(told):
                record.exc_text = "".join(traceback.format_tb(record.exc_info[2]))
                record.exc_text += record.exc_info[1].__class__.__name__
                record.exc_info = None
        return True


def _without(text: str) -> str:
    return _SENT.sub(r"\1 …", text)


def keep_private() -> None:
    """Put the filter before every logger that tells of events; twice is once."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, WithoutWhatWasSent) for each in logger.filters):
            logger.addFilter(WithoutWhatWasSent())
