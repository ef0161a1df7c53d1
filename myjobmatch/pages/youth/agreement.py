"""Mon accord: the text again, what was said when, and changing one's mind."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import badge, button, card, icon, nav_link, skeleton
from myjobmatch.components.joining_store import do
from myjobmatch.components.store import store
from myjobmatch.components.welcome import agreeing
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.public.joining import agreement_text
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState


def _said() -> rx.Component:
    agreement = store.me.agreement
    return rx.el.div(
        rx.cond(
            agreement.given,
            badge(t("youth.agreement.given"), tone="yes", icon_name="check"),
            # whoever came before there was a text has not said no: they may well be seen
            rx.cond(
                agreement.at,
                badge(t("youth.agreement.not_given"), tone="warn", icon_name="eye-off"),
                badge(t("youth.agreement.never_asked"), tone="warn"),
            ),
        ),
        rx.cond(
            agreement.at,
            rx.el.p(
                t("youth.agreement.at", at=agreement.at),
                " ",
                t_any("youth.agreement.how.", agreement.how),
                class_name="soft small",
            ),
        ),
        role="status",
        class_name="agreement-said",
    )


def _change() -> rx.Component:
    agreement = store.me.agreement
    return rx.cond(
        agreement.given & ~agreement.due,
        rx.el.div(
            rx.el.p(t("youth.agreement.withdraw_text"), class_name="soft"),
            button(
                t("youth.agreement.withdraw"), kind="outline", wide=True, on_click=agreeing(False)
            ),
            class_name="stack-tight",
        ),
        rx.el.div(
            rx.el.p(t("youth.agreement.again_text"), class_name="soft"),
            button(t("public.agreement.yes"), wide=True, on_click=agreeing(True)),
            rx.cond(
                agreement.at & ~agreement.due,
                rx.fragment(),
                button(
                    t("youth.agreement.no"), kind="outline", wide=True, on_click=agreeing(False)
                ),
            ),
            class_name="stack-tight",
        ),
    )


@page("/mon-espace/accord", title="youth.agreement.title", on_load=PhoneState.load)
def agreement_page() -> rx.Component:
    """What my answers are used for."""
    return youth_page(
        "space",
        nav_link(
            icon("arrow-left", size=22),
            rx.el.span(t("common.nav.space")),
            href="/mon-espace",
            class_name="step-back",
        ),
        rx.el.h1(t("public.agreement.question"), class_name="space-hello"),
        rx.cond(
            store.ready,
            card(
                _said(),
                agreement_text(),
                button(
                    t("public.agreement.hear"),
                    kind="quiet",
                    icon_name="volume-2",
                    on_click=do("hear", "agreement-text"),
                ),
                _change(),
                class_name="stack",
            ),
            skeleton(5),
        ),
    )
