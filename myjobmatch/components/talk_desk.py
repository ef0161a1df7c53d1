"""The advisor's conversations: the list with its search, and the open one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.icons import icon
from myjobmatch.components.surfaces import banner, empty_state, skeleton
from myjobmatch.components.talk_composer import composer
from myjobmatch.components.talk_parts import shared_card
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.talk import FoundRow, MemberRow, TalkState
from myjobmatch.state.advisor.talk_rows import TalkLine, TalkThread
from myjobmatch.state.typing import TypingState

SHOWN = "$/utils/mjm/talk_shown"
DESK = "$/utils/mjm/talk_desk"


class FileShown(rx.Component):
    """One attachment of a message."""

    library = SHOWN
    tag = "FileShown"

    file: rx.Var[Any]


class DeskTyping(rx.Component):
    """That somebody writes in the open conversation."""

    library = DESK
    tag = "DeskTyping"

    serial: rx.Var[int]
    conversation: rx.Var[str]
    name: rx.Var[str]
    thread: rx.Var[str]
    count: rx.Var[int]


class StayAtEnd(rx.Component):
    """Keeps the last message, or the one that was searched for, in sight."""

    library = DESK
    tag = "StayAtEnd"

    thread: rx.Var[str]
    last: rx.Var[str]
    found: rx.Var[str]


def talk_desk() -> rx.Component:
    """Everything under the page's title."""
    return rx.cond(
        TalkState.loaded,
        rx.cond(
            TalkState.threads.length() > 0,
            rx.el.div(
                rx.el.div(
                    rx.el.label(
                        t("talkdesk.search.label"),
                        html_for="talk-words",
                        class_name="visually-hidden",
                    ),
                    rx.el.input(
                        id="talk-words",
                        type="search",
                        placeholder=t("talkdesk.search.label"),
                        default_value=TalkState.words,
                        on_change=TalkState.search.debounce(250),
                        class_name="input",
                    ),
                    rx.cond(
                        TalkState.searched,
                        _found(),
                        rx.el.ul(
                            rx.foreach(TalkState.threads, _entry),
                            class_name="desk-threads",
                            aria_label=t("common.messages.list"),
                        ),
                    ),
                    class_name="talk-desk-side",
                ),
                rx.cond(TalkState.open_id != "", _thread(), _choose()),
                class_name="desk-talk",
                custom_attrs={"data-open": rx.cond(TalkState.open_id != "", "true", "false")},
            ),
            empty_state(
                "message-circle", t("common.messages.none"), t("common.messages.none_text")
            ),
        ),
        skeleton(5),
    )


def _found() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("talk.search.count", count=TalkState.found.length()),
            role="status",
            class_name="soft small",
        ),
        rx.el.ul(
            rx.foreach(TalkState.found, _found_row),
            class_name="desk-threads",
            aria_label=t("talkdesk.search.found"),
        ),
        class_name="stack-tight",
    )


def _found_row(row: rx.Var[FoundRow]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.bdi(row.title, class_name="strong"),
                rx.el.span(t("talk.search.at", at=row.at), class_name="soft small"),
                class_name="spread",
            ),
            rx.el.span(
                rx.cond(row.mine, t("common.messages.you"), row.author), class_name="soft small"
            ),
            rx.el.span(row.excerpt, class_name="talk-found-text", dir="auto"),
            type="button",
            on_click=TalkState.open_found(row.conversation_id, row.message_id),
            class_name="desk-thread-entry",
        ),
        key=row.message_id,
    )


def _entry(thread: rx.Var[TalkThread]) -> rx.Component:
    view: Any = thread
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(
                    rx.cond(view.kind == "group", icon("users", size=16)),
                    rx.el.bdi(view.title, class_name="strong"),
                    class_name="row desk-thread-title",
                ),
                rx.cond(
                    view.unread > 0,
                    rx.el.span(
                        view.unread,
                        rx.el.span(t("common.messages.unread"), class_name="visually-hidden"),
                        class_name="count",
                    ),
                ),
                class_name="spread",
            ),
            rx.el.span(
                rx.match(
                    view.more,
                    ("deleted", t("talk.deleted")),
                    ("voice", t("talk.voice.name")),
                    ("file", t("talk.files.one")),
                    ("card", t("talkdesk.card")),
                    rx.cond(view.last != "", view.last, t("common.messages.nothing_yet")),
                ),
                class_name="desk-thread-last",
                dir="auto",
            ),
            type="button",
            on_click=TalkState.open(view.id),
            aria_current=rx.cond(view.id == TalkState.open_id, "true", "false"),
            class_name="desk-thread-entry",
        ),
        key=view.id,
    )


def _choose() -> rx.Component:
    return rx.el.section(
        rx.el.p(t("common.messages.choose"), class_name="soft"),
        class_name="desk-thread desk-thread-none",
    )


def _member(row: rx.Var[MemberRow]) -> rx.Component:
    return rx.el.li(
        rx.el.bdi(row.name), " · ", t_any("enum.MembershipStatus.", row.status), key=row.name
    )


def _group() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("talkdesk.group.members", count=TalkState.members.length())),
        rx.el.ul(rx.foreach(TalkState.members, _member), class_name="small"),
        rx.cond(
            ~TalkState.closed,
            button(t("talkdesk.group.close"), kind="quiet", on_click=TalkState.end_group),
        ),
        class_name="small",
    )


def _thread() -> rx.Component:
    return rx.el.section(
        rx.el.header(
            icon_button(
                "arrow-left",
                t("common.messages.back"),
                class_name="desk-thread-back",
                on_click=TalkState.close,
            ),
            rx.el.div(
                rx.el.h2(rx.el.bdi(TalkState.title)),
                rx.cond(TalkState.kind == "group", _group()),
            ),
            class_name="desk-thread-head",
        ),
        rx.el.ol(
            rx.cond(
                TalkState.more,
                rx.el.li(
                    button(t("talkdesk.older"), kind="quiet", on_click=TalkState.show_older),
                    class_name="talk-older",
                ),
            ),
            rx.foreach(TalkState.lines, _line),
            StayAtEnd.create(
                thread=TalkState.open_id,
                last=rx.cond(TalkState.lines.length() > 0, TalkState.lines[-1].id, ""),
                found=TalkState.around,
            ),
            class_name="desk-lines",
            aria_live="polite",
            tab_index=0,
            aria_label=t("common.messages.thread"),
        ),
        DeskTyping.create(
            serial=TypingState.serial,
            conversation=TypingState.conversation,
            name=TypingState.name,
            thread=TalkState.open_id,
            count=TalkState.lines.length(),
        ),
        rx.cond(
            TalkState.scheduled_note,
            banner(rx.el.p(t("talkdesk.later.kept")), tone="yes"),
        ),
        rx.cond(
            TalkState.closed,
            banner(rx.el.p(t("common.messages.closed")), tone="no"),
            composer(),
        ),
        class_name="desk-thread",
    )


def _line(line: rx.Var[TalkLine]) -> rx.Component:
    view: Any = line
    return rx.el.li(
        rx.cond(
            view.deleted,
            rx.el.p(
                icon("ban", size=16),
                " ",
                t("talk.deleted"),
                class_name="desk-line-body talk-gone",
            ),
            rx.cond(TalkState.edit_id == view.id, _editing(view), _said(view)),
        ),
        rx.el.div(
            rx.cond(view.mine, t("common.messages.you"), view.author),
            " · ",
            t("common.messages.at", at=view.at),
            rx.cond(view.edited_at != "", rx.el.span(" · ", t("talk.edited", at=view.edited_at))),
            rx.cond(
                view.seen_at != "",
                rx.el.span(
                    " · ",
                    icon("check-check", size=14),
                    " ",
                    t("talk.seen", at=view.seen_at),
                    class_name="talk-seen",
                ),
            ),
            rx.cond(view.mine & ~view.deleted, _acts(view)),
            class_name="desk-line-foot",
        ),
        id="m-" + view.id,
        key=view.id,
        class_name=rx.cond(view.mine, "desk-line desk-line-mine", "desk-line"),
    )


def _said(view: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(view.body != "", rx.el.p(view.body, dir="auto")),
        rx.foreach(view.files, lambda file: FileShown.create(file=file, key=file.id)),
        rx.cond(view.card, shared_card(view.card)),
        class_name="desk-line-body",
    )


def _editing(view: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label(t("talk.edit.words"), html_for="edited", class_name="visually-hidden"),
        rx.el.textarea(
            id="edited",
            name="edited",
            default_value=view.body,
            rows="3",
            max_length=4000,
            auto_focus=True,
            class_name="input",
            dir="auto",
        ),
        rx.el.div(
            button(t("talk.edit.save"), type="submit"),
            button(t("talk.edit.cancel"), kind="quiet", on_click=TalkState.begin_edit("")),
            class_name="row",
        ),
        on_submit=TalkState.save_edit,
        class_name="stack-tight",
    )


def _acts(view: Any) -> rx.Component:
    return rx.cond(
        TalkState.delete_id == view.id,
        rx.el.span(
            t("talk.delete.sure"),
            " ",
            button(t("talk.delete.yes"), kind="danger", on_click=TalkState.delete),
            button(t("talk.delete.keep"), kind="quiet", on_click=TalkState.ask_delete("")),
            class_name="talk-sure",
        ),
        rx.el.span(
            rx.el.button(
                t("talk.edit.open"),
                type="button",
                on_click=TalkState.begin_edit(view.id),
                class_name="talk-act",
            ),
            rx.el.button(
                t("talk.delete.open"),
                type="button",
                on_click=TalkState.ask_delete(view.id),
                class_name="talk-act",
            ),
        ),
    )
