"""The page of alerts at a desk, whichever."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.alerts import (
    alerts_addresses,
    alerts_device,
    alerts_intro,
    alerts_kinds,
    alerts_quiet,
)
from myjobmatch.components.own_password import password_section
from myjobmatch.components.surfaces import card, page_title, skeleton
from myjobmatch.i18n.t import t
from myjobmatch.state.alerts import AlertsState


def desk_alerts() -> rx.Component:
    """Title and parts, two beside each other where there is room."""
    return rx.el.div(
        page_title(t("alerts.vous.title")),
        rx.el.div(
            alerts_intro(familiar=False),
            rx.cond(
                AlertsState.loaded,
                rx.el.div(
                    alerts_device(familiar=False),
                    alerts_kinds(familiar=False),
                    alerts_quiet(familiar=False),
                    alerts_addresses(familiar=False),
                    card(password_section(), id="mot-de-passe"),
                    class_name="alerts-desk",
                ),
                skeleton(6),
            ),
            class_name="stack",
        ),
    )
