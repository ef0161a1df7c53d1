"""Where the link in an e-mail leads: stopping them, without signing in, after one question."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import banner, button, card, link_button, public_shell
from myjobmatch.components.plain_form import plain_form
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.alerts import StopState


@page("/alertes/arret", title="alerts.stop.title", on_load=StopState.load)
def stop_emails() -> rx.Component:
    """Asks, and tells that it is done."""
    return public_shell(
        card(
            rx.el.h1(t("alerts.stop.title"), class_name="alerts-title"),
            rx.cond(
                StopState.done,
                banner(rx.el.p(t("alerts.stop.done")), tone="yes"),
                rx.cond(
                    StopState.failed,
                    banner(rx.el.p(t("alerts.stop.unknown")), tone="warn"),
                    plain_form(
                        rx.el.p(t("alerts.stop.text")),
                        rx.el.input(
                            type="hidden", name="jeton", value=StopState.token, read_only=True
                        ),
                        button(t("alerts.stop.act"), type="submit", wide=True),
                        method="post",
                        action="/api/v1/notices/stop",
                        class_name="stack",
                    ),
                ),
            ),
            link_button(t("common.sign_in"), "/connexion", kind="quiet", wide=True),
            class_name="stack",
        ),
        narrow=True,
    )
