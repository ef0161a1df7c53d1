"""Au revoir: what happens now to an account that is to be erased, and that its owner may come back."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import card, icon, link_button, public_shell
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.sheets import sheet
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page


@page("/au-revoir", title="mine.goodbye.title")
def goodbye() -> rx.Component:
    """Said once somebody has asked to be erased at once."""
    return public_shell(
        sheet("mine"),
        card(
            rx.el.div(
                rx.el.h1(easy_icon("hand"), t("mine.goodbye.title"), class_name="mine-hello"),
                listen(),
                class_name="spread",
            ),
            rx.el.p(t("mine.goodbye.text")),
            rx.el.ul(
                *[
                    rx.el.li(icon(sign, size=20), rx.el.span(text))
                    for sign, text in (
                        ("trash-2", t("mine.goodbye.soon")),
                        ("calendar-x", t("mine.goodbye.plans")),
                        ("smartphone", t("mine.goodbye.phone")),
                    )
                ],
                class_name="mine-points",
            ),
            rx.el.p(t("mine.goodbye.back")),
            link_button(t("mine.goodbye.join"), "/inscription", kind="outline", wide=True),
            class_name="stack",
            custom_attrs=LISTENED,
        ),
        narrow=True,
    )
