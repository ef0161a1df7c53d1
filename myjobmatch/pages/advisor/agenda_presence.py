"""Whether somebody came: three buttons, one click each."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import icon
from myjobmatch.i18n.t import t
from myjobmatch.state.advisor.agenda import AgendaState


def presence_buttons(one: Any) -> rx.Component:
    """Seen, excused, absent: one click each; the chosen one again takes it back."""
    return rx.el.div(
        *[
            rx.el.button(
                icon(sign, size=16),
                rx.el.span(t(label)),
                type="button",
                on_click=AgendaState.mark(one.id, value),
                aria_pressed=rx.cond(one.presence == value, "true", "false"),
                aria_label=t(f"agenda.mark.{value}", name=one.name),
                class_name="chip chip-choice",
            )
            for value, sign, label in (
                ("seen", "check", "enum.Presence.seen"),
                ("excused", "circle-minus", "enum.Presence.excused"),
                ("absent", "user-round-x", "enum.Presence.absent"),
            )
        ],
        class_name="chips agenda-presence",
        role="group",
        aria_label=t("agenda.presence", name=one.name),
    )
