"""What content lies on: cards, chips, badges, banners, tables, empty states, skeletons."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

from myjobmatch.components.actions import icon_button
from myjobmatch.components.icons import easy_icon, icon
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.base import AppState

Text = str | rx.Var[str]
Tone = Literal["plain", "yes", "no", "warn", "bad", "act"]

_TONE_ICON: dict[Tone, str] = {
    "plain": "info",
    "yes": "circle-check",
    "no": "circle-minus",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "act": "sparkles",
}


def card(*children: Any, class_name: str = "", **props: Any) -> rx.Component:
    """A raised sheet."""
    return rx.el.div(*children, class_name=f"card {class_name}".strip(), **props)


def page_title(
    title: Text, *actions: Any, intro: Text | None = None, easy: str = ""
) -> rx.Component:
    """The page's one `h1`, a line under it, and its acts at the end of the line.

    `easy` names the pictogram that stands beside it in easy French.
    """
    words: list[rx.Component] = [rx.el.h1(*([easy_icon(easy)] if easy else []), title)]
    if intro is not None:
        words.append(rx.el.p(intro, class_name="soft"))
    return rx.el.header(
        rx.el.div(*words), rx.el.div(*actions, class_name="row"), class_name="page-title"
    )


def badge(label: Text, *, tone: Tone = "plain", icon_name: str = "") -> rx.Component:
    """A short state in words."""
    inside = [icon(icon_name, size=16)] if icon_name else []
    return rx.el.span(*inside, rx.el.span(label), class_name=f"badge tone-{tone}")


def chip(label: Text, *, icon_name: str = "", tone: Tone = "plain") -> rx.Component:
    """A small fact, such as a skill."""
    inside = [icon(icon_name, size=16)] if icon_name else []
    return rx.el.li(*inside, rx.el.bdi(label), class_name=f"chip tone-{tone}")


def chips(*children: Any, label: Text | None = None) -> rx.Component:
    """A list of chips (or an `rx.foreach` of them)."""
    named = {} if label is None else {"aria_label": label}
    return rx.el.ul(*children, class_name="chips", **named)


def banner(*children: Any, tone: Tone = "plain", **props: Any) -> rx.Component:
    """A message across the page."""
    return rx.el.div(
        icon(_TONE_ICON[tone]),
        rx.el.div(*children, class_name="banner-text"),
        class_name=f"banner tone-{tone}",
        **props,
    )


def error_banner() -> rx.Component:
    """The error of the last event, told in words; every shell holds one."""
    return rx.el.div(
        rx.cond(
            AppState.error_code != "",
            rx.el.div(
                icon("circle-alert"),
                rx.el.p(
                    t_any("error.", AppState.error_code, AppState.error_params),
                    class_name="banner-text",
                ),
                icon_button("x", t("common.close"), on_click=AppState.dismiss_error),
                class_name="banner tone-bad",
            ),
        ),
        role="alert",
    )


def empty_state(
    icon_name: str,
    title: Text,
    text: Text,
    action: rx.Component | None = None,
    *,
    heading: Literal[1, 2, 3] = 2,
) -> rx.Component:
    """What will be here, and the first step; `heading` is the title's level."""
    head = (rx.el.h1, rx.el.h2, rx.el.h3)[heading - 1]
    return rx.el.section(
        rx.el.div(icon(icon_name, size=36), class_name="empty-icon"),
        head(title),
        rx.el.p(text, class_name="soft"),
        *([action] if action is not None else []),
        class_name="empty",
    )


def skeleton(lines: int = 3) -> rx.Component:
    """Grey lines where content is coming; screen readers hear "loading"."""
    return rx.el.div(
        *[rx.el.div(class_name="skeleton-line", aria_hidden="true") for _ in range(lines)],
        rx.el.span(t("common.loading"), class_name="visually-hidden"),
        class_name="skeleton",
        role="status",
    )


def column(head: Text | rx.Component) -> rx.Component:
    """The head of a column of a `data_table`."""
    return rx.el.th(head, scope="col")


def data_table(
    caption: Text, columns: list[rx.Component], body: rx.Component | list[rx.Component]
) -> rx.Component:
    """A dense table that scrolls within its frame. `body`: rows, or an `rx.foreach` of `rx.el.tr`.

    A column that is not always there is an `rx.cond` of its head, and of its cell in each row.
    """
    rows = body if isinstance(body, list) else [body]
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="visually-hidden"),
            rx.el.thead(rx.el.tr(*columns)),
            rx.el.tbody(*rows),
            class_name="table",
        ),
        class_name="table-frame",
        tab_index=0,
        role="region",
        aria_label=caption,
    )
