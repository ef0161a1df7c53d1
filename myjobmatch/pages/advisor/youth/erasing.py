"""That a file is to be erased: told above its sections; a manager notes or calls off what was asked on paper."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    close_button,
    dialog,
    nav_link,
    open_button,
)
from myjobmatch.domain.enums import Role
from myjobmatch.domain.erasure import ErasureReason
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.youth_head import ERASURE, YouthHeadState
from myjobmatch.state.base import AppState

ASK = "erase-on-paper"


def erasure_notice() -> rx.Component:
    """On which day, why, and what to note in i-milo before; nothing where the file stays."""
    state = YouthHeadState
    return rx.el.div(
        rx.el.div(
            rx.cond(
                state.erasure_done != "",
                banner(rx.el.p(t_any("file.erasure.done.", state.erasure_done)), tone="yes"),
            ),
            role="status",
        ),
        rx.cond(
            state.erased_on != "",
            banner(
                rx.el.p(t("file.erasure.title", day=state.erased_on), class_name="strong"),
                rx.cond(
                    state.erased_final,
                    rx.el.p(t("file.erasure.final")),
                    rx.fragment(
                        rx.el.p(t_any("file.erasure.why.", state.erased_why)),
                        rx.el.p(t("file.erasure.text")),
                        rx.el.div(
                            nav_link(
                                t("file.erasure.imilo"),
                                href="/conseil/imilo",
                                class_name="btn btn-outline",
                            ),
                            _drop(),
                            class_name="row",
                        ),
                    ),
                ),
                tone="warn",
                role="note",
            ),
        ),
        id=ERASURE,
        tab_index=-1,
        class_name="file-erasure",
    )


def _drop() -> rx.Component:
    state = YouthHeadState
    return rx.cond(
        (AppState.role == Role.MANAGER.value) & (state.erased_why != ErasureReason.OWN_WISH.value),
        button(
            t("file.erasure.drop"),
            kind="quiet",
            icon_name="undo-2",
            aria_label=t("file.erasure.drop_of", name=state.name),
            on_click=state.keep_after_all,
        ),
    )


def erase_on_paper() -> rx.Component:
    """For a manager: what was asked by letter or by word of mouth, with what it does; quiet, and last on its page."""
    state = YouthHeadState
    return rx.cond(
        (AppState.role == Role.MANAGER.value) & (state.erased_on == ""),
        card(
            rx.el.h2(t("file.erasure.ask"), class_name="h3"),
            rx.el.p(t("file.erasure.ask_text"), class_name="soft small"),
            open_button(t("file.erasure.ask"), opens=ASK, kind="quiet", icon_name="trash-2"),
            dialog(
                ASK,
                t("file.erasure.ask_title", name=state.name),
                rx.el.ul(
                    rx.el.li(t("file.erasure.does_day")),
                    rx.el.li(t("file.erasure.does_told")),
                    rx.el.li(t("file.erasure.does_off")),
                    rx.el.li(t("file.erasure.does_stays")),
                    class_name="file-does",
                ),
                rx.el.div(
                    close_button(t("file.erasure.cancel")),
                    close_button(
                        t("file.erasure.confirm"),
                        kind="danger",
                        on_click=state.erase_on_paper,
                    ),
                    class_name="row dialog-acts",
                ),
            ),
            class_name="stack",
        ),
    )
