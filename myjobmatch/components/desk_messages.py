"""The conversations of a desk: list and thread side by side, one above the other when narrow."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.surfaces import banner, empty_state, skeleton
from myjobmatch.i18n.t import t
from myjobmatch.state.desk.messages import Line, MessagesState, Thread


def desk_messages() -> rx.Component:
    """Everything under the page's title."""
    return rx.cond(
        MessagesState.loaded,
        rx.cond(
            MessagesState.threads.length() > 0,
            rx.el.div(
                rx.el.ul(
                    rx.foreach(MessagesState.threads, _entry),
                    class_name="desk-threads",
                    aria_label=t("common.messages.list"),
                ),
                rx.cond(MessagesState.open_id != "", _thread(), _choose()),
                class_name="desk-talk",
                custom_attrs={"data-open": rx.cond(MessagesState.open_id != "", "true", "false")},
            ),
            empty_state(
                "message-circle", t("common.messages.none"), t("common.messages.none_text")
            ),
        ),
        skeleton(5),
    )


def _entry(thread: rx.Var[Thread]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(thread.title, class_name="strong"),
                rx.cond(
                    thread.unread > 0,
                    rx.el.span(
                        thread.unread,
                        rx.el.span(t("common.messages.unread"), class_name="visually-hidden"),
                        class_name="count",
                    ),
                ),
                class_name="spread",
            ),
            rx.cond(
                thread.subtitle != "", rx.el.span(thread.subtitle, class_name="desk-thread-about")
            ),
            rx.el.span(
                rx.cond(thread.last != "", thread.last, t("common.messages.nothing_yet")),
                class_name="desk-thread-last",
                dir="auto",
            ),
            type="button",
            on_click=MessagesState.open(thread.id),
            aria_current=rx.cond(thread.id == MessagesState.open_id, "true", "false"),
            class_name="desk-thread-entry",
        )
    )


def _choose() -> rx.Component:
    return rx.el.section(
        rx.el.p(t("common.messages.choose"), class_name="soft"),
        class_name="desk-thread desk-thread-none",
    )


def _thread() -> rx.Component:
    return rx.el.section(
        rx.el.header(
            icon_button(
                "arrow-left",
                t("common.messages.back"),
                class_name="desk-thread-back",
                on_click=MessagesState.close,
            ),
            rx.el.div(
                rx.el.h2(MessagesState.title),
                rx.cond(
                    MessagesState.subtitle != "",
                    rx.el.p(MessagesState.subtitle, class_name="soft small"),
                ),
            ),
            class_name="desk-thread-head",
        ),
        rx.el.ol(
            rx.foreach(MessagesState.lines, _line),
            class_name="desk-lines",
            aria_live="polite",
            tab_index=0,
            aria_label=t("common.messages.thread"),
        ),
        rx.cond(
            MessagesState.closed,
            banner(rx.el.p(t("common.messages.closed")), tone="no"),
            _composer(),
        ),
        class_name="desk-thread",
    )


def _line(line: rx.Var[Line]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            line.deleted,
            rx.el.p(t("talk.deleted"), class_name="desk-line-body soft"),
            rx.el.p(line.body, class_name="desk-line-body", dir="auto"),
        ),
        rx.el.p(
            rx.cond(line.mine, t("common.messages.you"), line.author),
            " · ",
            t("common.messages.at", at=line.at),
            rx.cond(line.edited_at != "", rx.el.span(" · ", t("talk.edited", at=line.edited_at))),
            class_name="desk-line-foot",
        ),
        key=line.id,
        class_name=rx.cond(line.mine, "desk-line desk-line-mine", "desk-line"),
    )


def _composer() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("common.messages.write"), html_for="body", class_name="visually-hidden"),
        rx.el.textarea(
            id="body",
            name="body",
            key=MessagesState.open_id + MessagesState.sent_count.to_string(),
            rows="2",
            max_length=4000,
            required=True,
            placeholder=t("common.messages.write"),
            class_name="input",
            dir="auto",
        ),
        rx.el.input(type="hidden", name="command", value=MessagesState.command, read_only=True),
        button(t("common.messages.send"), icon_name="send", type="submit"),
        on_submit=MessagesState.send,
        class_name="desk-composer",
    )
