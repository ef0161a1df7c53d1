"""The keys of the calendar (`client/agenda_keys.jsx`)."""

from __future__ import annotations

import reflex as rx


class AgendaKeys(rx.Component):
    """Arrows, t for today, n for new, the first letters of the views, Escape."""

    library = "$/utils/mjm/agenda_keys"
    tag = "AgendaKeys"
