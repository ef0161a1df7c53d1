"""Messages: the conversations, and the one that the address names (`/messages#id`)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import empty_state, icon, nav_link, page_title, skeleton
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.store import (
    KeepDraft,
    KeptConversation,
    KeptMessage,
    ReadThread,
    store,
    thread,
)
from myjobmatch.components.who_answers import who_answers
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState

LONGEST_MESSAGE = 4000
"""As `services.conversations` takes them."""


def _sign(conversation: Any) -> rx.Component:
    return rx.el.span(
        rx.cond(conversation.kind == "advisor", icon("user-round"), icon("building-2")),
        class_name="talk-sign",
    )


def _talk(conversation: rx.Var[KeptConversation]) -> rx.Component:
    view: Any = conversation
    last = view.messages[-1]
    return rx.el.li(
        nav_link(
            _sign(view),
            rx.el.span(
                rx.el.bdi(rx.cond(view.title != "", view.title, t("youth.messages.advisor"))),
                class_name="talk-name",
            ),
            rx.cond(
                view.unread > 0,
                rx.el.span(
                    rx.el.span(view.unread, aria_hidden="true"),
                    rx.el.span(
                        t("youth.messages.unread", count=view.unread), class_name="visually-hidden"
                    ),
                    class_name="talk-count",
                ),
                rx.el.span(),
            ),
            rx.el.span(
                rx.cond(
                    view.messages.length() == 0,
                    t("youth.messages.none_yet"),
                    rx.cond(last.mine, t("youth.messages.you", text=last.body), last.body),
                ),
                class_name="talk-last",
                custom_attrs={"dir": "auto"},
            ),
            href="/messages#" + view.id,
            class_name="talk",
        )
    )


def _conversations() -> rx.Component:
    return rx.el.div(
        page_title(t("youth.messages.title"), easy="message-circle"),
        rx.cond(
            store.conversations.length() > 0,
            rx.el.ul(rx.foreach(store.conversations, _talk), class_name="talk-list"),
            empty_state(
                "message-circle", t("youth.messages.empty"), t("youth.messages.empty_text")
            ),
        ),
    )


def _message(message: rx.Var[KeptMessage]) -> rx.Component:
    view: Any = message
    return rx.el.li(
        rx.cond(
            ~view.mine & (view.author != ""),
            rx.el.p(rx.el.bdi(view.author), class_name="bubble-foot strong"),
        ),
        rx.el.p(view.body, custom_attrs={"dir": "auto"}),
        rx.el.p(
            rx.cond(
                view.pending,
                rx.el.span(
                    icon("clock", size=14),
                    " ",
                    rx.cond(store.online, t("youth.messages.sending"), t("youth.messages.pending")),
                ),
                rx.el.span(t("youth.messages.at", at=view.sent_at)),
            ),
            class_name="bubble-foot",
        ),
        class_name=rx.cond(view.mine, "bubble mine", "bubble"),
    )


def _composer(conversation: Any) -> rx.Component:
    return plain_form(
        rx.el.label(t("youth.messages.write"), html_for="message", class_name="visually-hidden"),
        rx.el.textarea(
            id="message",
            name="body",
            rows="1",
            max_length=LONGEST_MESSAGE,
            required=True,
            placeholder=t("youth.messages.write"),
            class_name="input",
            custom_attrs={"dir": "auto"},
        ),
        rx.el.button(
            icon("send"),
            rx.el.span(t("youth.messages.send"), class_name="visually-hidden"),
            type="submit",
            title=t("youth.messages.send"),
            class_name="btn btn-primary",
        ),
        class_name="composer",
        custom_attrs={"data-sends": conversation.id},
    )


def _thread() -> rx.Component:
    view = thread
    return rx.el.div(
        rx.el.div(
            nav_link(
                icon("arrow-left"),
                rx.el.span(t("youth.messages.back"), class_name="visually-hidden"),
                href="/messages",
                title=t("youth.messages.back"),
                class_name="btn btn-quiet btn-round",
            ),
            rx.el.div(
                rx.el.h1(
                    rx.el.bdi(rx.cond(view.title != "", view.title, t("youth.messages.advisor")))
                ),
                rx.cond(
                    view.subtitle != "",
                    rx.el.p(rx.el.bdi(view.subtitle), class_name="soft small"),
                ),
            ),
            class_name="thread-head",
        ),
        rx.cond(view.kind == "advisor", who_answers()),
        rx.cond(
            view.messages.length() > 0,
            rx.el.ul(
                rx.foreach(view.messages, _message),
                class_name="bubbles",
                aria_label=t("youth.messages.log", name=view.title),
                aria_live="polite",
            ),
            rx.el.p(t("youth.messages.start", name=view.title), class_name="bubbles soft"),
        ),
        rx.cond(
            view.closed,
            rx.el.p(t("youth.messages.closed"), class_name="banner tone-plain"),
            _composer(view),
        ),
        ReadThread.create(),
        KeepDraft.create(),
        class_name="thread",
    )


@page("/messages", title="youth.messages.title", on_load=PhoneState.load)
def messages() -> rx.Component:
    """The list, or the conversation of the address."""
    return youth_page(
        "messages",
        rx.cond(store.ready, rx.cond(thread, _thread(), _conversations()), skeleton(5)),
    )
