"""Me prévenir: why, this device, what and how, quiet hours, addresses."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import empty_state, nav_link, skeleton
from myjobmatch.components.alerts import (
    alerts_addresses,
    alerts_device,
    alerts_intro,
    alerts_kinds,
    alerts_quiet,
)
from myjobmatch.components.icons import icon
from myjobmatch.components.store import store
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.alerts import AlertsState
from myjobmatch.state.youth.phone import PhoneState


@page("/mon-espace/alertes", title="alerts.tu.title", on_load=[PhoneState.load, AlertsState.load])
def alerts() -> rx.Component:
    """Where a youth chooses what they are told of."""
    return youth_page(
        "space",
        nav_link(
            icon("arrow-left", size=22),
            rx.el.span(t("common.nav.space")),
            href="/mon-espace",
            class_name="step-back",
        ),
        rx.el.h1(t("alerts.tu.title"), class_name="alerts-head"),
        rx.el.div(
            alerts_intro(familiar=True),
            rx.cond(
                AlertsState.loaded,
                rx.el.div(
                    alerts_device(familiar=True),
                    alerts_kinds(familiar=True),
                    alerts_quiet(familiar=True),
                    alerts_addresses(familiar=True),
                    class_name="stack",
                ),
                rx.cond(
                    store.online,
                    skeleton(6),
                    empty_state("wifi-off", t("alerts.no_network"), t("youth.empty.offline_text")),
                ),
            ),
            class_name="stack",
        ),
    )
