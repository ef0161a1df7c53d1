"""The soft question about alerts: asked where somebody waits for an answer, put away with one tap."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button
from myjobmatch.components.alerts import KeepRinging, push
from myjobmatch.components.links import nav_link
from myjobmatch.components.store import call, store
from myjobmatch.components.surfaces import card
from myjobmatch.i18n.t import t


def alerts_settled() -> tuple[rx.Component, Any]:
    """What finds out whether the device rings, and whether that is known: the question moves nothing then."""
    known = ~store.ask_alerts | (push.state != "loading")
    return KeepRinging.create(owner=store.account), known


def alerts_ask() -> rx.Component:
    """Shown where the device could ring and does not, until it was answered; the browser asks nothing yet."""
    return rx.cond(
        store.ask_alerts & (push.state == "off"),
        card(
            rx.el.h2(t("youth.ask_alerts.title"), class_name="alerts-title"),
            rx.el.p(t("youth.ask_alerts.text"), class_name="soft"),
            rx.el.div(
                nav_link(
                    t("youth.ask_alerts.yes"),
                    href="/mon-espace/alertes",
                    on_click=call("alertsLater"),
                    class_name="btn btn-primary",
                ),
                button(t("youth.ask_alerts.later"), kind="quiet", on_click=call("alertsLater")),
                class_name="two",
            ),
            class_name="alerts-ask stack-tight",
        ),
    )
