"""Messages: the conversations, and the one that the address names (`/messages#id`)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    dialog,
    empty_state,
    icon,
    icon_button,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.components.company_sheets import company_act, company_sheets
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import (
    KeptConversation,
    KeptMessage,
    ReadThread,
    act,
    store,
    thread,
)
from myjobmatch.components.talk_parts import (
    MessageMenu,
    PhoneTyping,
    ShareList,
    TalkComposer,
    TalkFile,
    TalkSearch,
    shared_card,
)
from myjobmatch.components.who_answers import who_answers
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.typing import TypingState
from myjobmatch.state.youth.phone import PhoneState

LONGEST_MESSAGE = 4000
"""As `services.conversations` takes them."""


def _sign(conversation: Any) -> rx.Component:
    return rx.el.span(
        rx.match(
            conversation.kind,
            ("advisor", icon("user-round")),
            ("group", icon("users")),
            icon("building-2"),
        ),
        class_name="talk-sign",
    )


def _short(message: Any) -> Any:
    """What a list shows of a message."""
    return rx.cond(
        message.deleted,
        t("talk.deleted"),
        rx.cond(
            message.body != "",
            message.body,
            rx.cond(
                message.card,
                message.card.title,
                rx.cond(
                    message.files[0].kind == "voice",
                    t("talk.voice.name"),
                    rx.cond(
                        message.files[0].name != "", message.files[0].name, t("talk.files.one")
                    ),
                ),
            ),
        ),
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
            rx.cond(
                view.kind == "match",
                rx.el.span(rx.el.bdi(view.subtitle), class_name="talk-about"),
            ),
            rx.el.span(
                rx.cond(
                    view.invited,
                    t("talk.group.invitation"),
                    rx.cond(
                        view.messages.length() == 0,
                        t("youth.messages.none_yet"),
                        rx.cond(
                            last.mine, t("youth.messages.you", text=_short(last)), _short(last)
                        ),
                    ),
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
            rx.fragment(
                TalkSearch.create(),
                rx.el.ul(rx.foreach(store.conversations, _talk), class_name="talk-list"),
            ),
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
        rx.cond(
            view.deleted,
            rx.el.p(icon("ban", size=16), " ", t("talk.deleted"), class_name="talk-gone"),
            rx.fragment(
                rx.cond(view.body != "", rx.el.p(view.body, custom_attrs={"dir": "auto"})),
                rx.foreach(view.files, lambda file: TalkFile.create(file=file, key=file.id)),
                rx.cond(view.card, shared_card(view.card)),
            ),
        ),
        rx.el.div(
            rx.cond(
                view.pending,
                rx.el.span(
                    icon("clock", size=14),
                    " ",
                    rx.cond(store.online, t("youth.messages.sending"), t("youth.messages.pending")),
                ),
                rx.el.span(t("youth.messages.at", at=view.sent_at)),
            ),
            rx.cond(view.edited_at, rx.el.span(t("talk.edited", at=view.edited_at))),
            rx.cond(
                view.seen_at,
                rx.el.span(
                    icon("check-check", size=14),
                    " ",
                    t("talk.seen", at=view.seen_at),
                    class_name="talk-seen",
                ),
            ),
            MessageMenu.create(message=view),
            rx.cond(
                (thread.kind == "match") & ~view.mine & ~view.deleted,
                icon_button(
                    "flag",
                    t("sharing.report_message"),
                    on_click=company_act(
                        "reportCompany",
                        company=thread.title,
                        message_id=view.id,
                        excerpt=view.body,
                    ),
                ),
            ),
            class_name="bubble-foot",
        ),
        key=view.id,
        class_name=rx.cond(view.mine, "bubble mine", "bubble"),
    )


def _invitation(view: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("talk.group.invited", name=view.subtitle)),
        rx.el.div(
            button(
                t("talk.group.join"),
                kind="yes",
                on_click=act("group", conversation_id=view.id, joins=True),
            ),
            button(
                t("talk.group.decline"),
                kind="quiet",
                on_click=act("group", conversation_id=view.id, joins=False),
            ),
            class_name="row",
        ),
        class_name="card stack",
    )


def _members(view: Any) -> rx.Component:
    """Who is in a group, and the way out of it."""
    return rx.el.details(
        rx.el.summary(t("talk.group.with", names=view.members.join(", ")), class_name="soft small"),
        button(
            t("talk.group.leave"),
            kind="quiet",
            on_click=act("group", conversation_id=view.id, joins=False),
        ),
        class_name="talk-members",
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
                    view.kind == "group",
                    rx.cond(view.invited, badge(t("talk.group.invitation")), _members(view)),
                    rx.cond(
                        view.subtitle != "",
                        rx.el.p(rx.el.bdi(view.subtitle), class_name="soft small"),
                    ),
                ),
                rx.cond(
                    view.kind == "match",
                    nav_link(
                        icon("eye", size=16),
                        rx.el.span(t("sharing.seen_by")),
                        href="/mon-espace/partage",
                        class_name="talk-seen-by small",
                    ),
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
        PhoneTyping.create(
            serial=TypingState.serial,
            conversation=TypingState.conversation,
            name=TypingState.name,
        ),
        rx.cond(
            view.invited,
            _invitation(view),
            rx.cond(
                view.closed,
                rx.el.p(t("youth.messages.closed"), class_name="banner tone-plain"),
                TalkComposer.create(longest=LONGEST_MESSAGE),
            ),
        ),
        ReadThread.create(),
        *company_sheets(),
        dialog("talk-share", t("talk.share.open"), ShareList.create(), sheet=True),
        class_name="thread",
    )


@page("/messages", title="youth.messages.title", on_load=[PhoneState.load, TypingState.watch])
def messages() -> rx.Component:
    """The list, or the conversation of the address."""
    return youth_page(
        "messages",
        sheet("talk"),
        rx.cond(store.ready, rx.cond(thread, _thread(), _conversations()), skeleton(5)),
    )
