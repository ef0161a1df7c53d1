"""Writing to several youths at once, to a group, for later; and the templates one begins from."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    checkbox_field,
    desk_shell,
    link_button,
    page_title,
    text_area,
    text_field,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.components.talk_composer import hint_list
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.talk_many import (
    BroadcastRow,
    LostRow,
    ScheduledRow,
    TalkManyState,
    TemplateRow,
    YouthChoice,
)


def _person(person: rx.Var[YouthChoice]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.bdi(person.name),
            type="button",
            on_click=TalkManyState.choose(person.id),
            aria_pressed=rx.cond(TalkManyState.chosen_ids.contains(person.id), "true", "false"),
            class_name="chip chip-choice talk-person",
        ),
        key=person.id,
    )


def _people() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("talkdesk.many.who")),
        text_field(
            "person-words",
            t("talkdesk.many.find"),
            type="search",
            on_change=TalkManyState.find.debounce(250),
        ),
        rx.el.ul(
            rx.foreach(TalkManyState.people, _person),
            class_name="talk-people",
            aria_label=t("talkdesk.many.who"),
        ),
        rx.el.div(
            rx.el.p(t("talkdesk.many.chosen", count=TalkManyState.chosen.length()), role="status"),
            button(t("talkdesk.many.all"), kind="quiet", on_click=TalkManyState.choose_all),
            button(t("talkdesk.many.nobody"), kind="quiet", on_click=TalkManyState.choose_nobody),
            class_name="row",
        ),
        rx.el.ul(
            rx.foreach(
                TalkManyState.chosen,
                lambda one: rx.el.li(rx.el.bdi(one.name), class_name="badge", key=one.id),
            ),
            class_name="talk-people",
            aria_label=t("talkdesk.many.chosen_label"),
        ),
        class_name="stack",
    )


def _done() -> rx.Component:
    return rx.cond(
        TalkManyState.done != "",
        banner(
            rx.el.p(
                rx.match(
                    TalkManyState.done,
                    ("broadcast", t("talkdesk.many.done")),
                    ("scheduled", t("talkdesk.later.kept")),
                    ("template", t("talkdesk.templates.kept")),
                    t("talkdesk.group.opened"),
                ),
                role="status",
            ),
            tone="yes",
        ),
    )


def _write() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("talkdesk.many.write")),
        text_area(
            "body",
            t("common.messages.write"),
            hint=t("talkdesk.many.hint"),
            rows="4",
            max_length=4000,
            required=True,
            key="many" + TalkManyState.form_key.to_string(),
            on_change=TalkManyState.wrote.debounce(400),
        ),
        hint_list(TalkManyState.hints),
        text_field("when", t("talkdesk.many.when"), type="datetime-local"),
        button(
            t("talkdesk.many.send", count=TalkManyState.chosen.length()),
            icon_name="send",
            type="submit",
        ),
        on_submit=TalkManyState.broadcast,
        class_name="stack",
    )


def _group() -> rx.Component:
    return rx.el.form(
        rx.el.h2(t("talkdesk.group.new")),
        rx.el.p(t("talkdesk.group.told"), class_name="soft"),
        text_field(
            "title",
            t("talkdesk.group.title"),
            max_length=80,
            required=True,
            key="group" + TalkManyState.form_key.to_string(),
        ),
        button(
            t("talkdesk.group.invite", count=TalkManyState.chosen.length()),
            kind="outline",
            icon_name="users",
            type="submit",
        ),
        on_submit=TalkManyState.group,
        class_name="stack",
    )


def _lost(row: rx.Var[LostRow]) -> rx.Component:
    return rx.el.li(rx.el.bdi(row.name), " : ", t_any("error.", row.error))


def _broadcast(row: rx.Var[BroadcastRow]) -> rx.Component:
    view: Any = row
    return rx.el.li(
        rx.el.p(view.body, class_name="talk-found-text", dir="auto"),
        rx.cond(
            view.waiting > 0,
            rx.el.div(
                rx.el.progress(
                    value=view.sent,
                    max=view.wanted,
                    aria_label=t("talkdesk.many.progress", sent=view.sent, wanted=view.wanted),
                ),
                rx.el.span(
                    t("talkdesk.many.progress", sent=view.sent, wanted=view.wanted), role="status"
                ),
                rx.cond(view.due_at != "", rx.el.span(t("talkdesk.later.at", at=view.due_at))),
                button(
                    t("talkdesk.many.stop"),
                    kind="quiet",
                    on_click=TalkManyState.stop_broadcast(view.id),
                ),
                class_name="row",
            ),
        ),
        rx.el.p(
            t(
                "talkdesk.many.result",
                sent=view.sent,
                wanted=view.wanted,
                read=view.read,
                answered=view.answered,
            ),
            class_name="soft small",
        ),
        rx.cond(
            view.failed.length() > 0,
            rx.el.ul(rx.foreach(view.failed, _lost), class_name="field-error"),
        ),
        key=view.id,
        class_name="talk-sent",
    )


def _scheduled(row: rx.Var[ScheduledRow]) -> rx.Component:
    view: Any = row
    return rx.el.li(
        rx.el.div(
            rx.el.bdi(view.title, class_name="strong"),
            rx.el.span(t("talkdesk.later.at", at=view.due_at), class_name="soft small"),
            class_name="spread",
        ),
        rx.cond(
            view.status == "failed",
            rx.el.p(
                badge(t("talkdesk.later.failed"), tone="bad"), " ", t_any("error.", view.error)
            ),
        ),
        rx.cond(
            TalkManyState.edit_scheduled == view.id,
            rx.el.form(
                text_area("body", t("common.messages.write"), default_value=view.body, rows="3"),
                text_field("when", t("talkdesk.later.when"), type="datetime-local", required=True),
                rx.el.div(
                    button(t("talk.edit.save"), type="submit"),
                    button(
                        t("talk.edit.cancel"),
                        kind="quiet",
                        on_click=TalkManyState.begin_scheduled(""),
                    ),
                    class_name="row",
                ),
                on_submit=TalkManyState.save_scheduled,
                class_name="stack",
            ),
            rx.fragment(
                rx.cond(
                    view.body != "",
                    rx.el.p(view.body, dir="auto", class_name="talk-found-text"),
                ),
                rx.cond(view.card_title != "", rx.el.p(rx.el.bdi(view.card_title))),
                rx.el.div(
                    button(
                        t("talk.edit.open"),
                        kind="quiet",
                        on_click=TalkManyState.begin_scheduled(view.id),
                    ),
                    button(
                        t("talkdesk.later.drop"),
                        kind="quiet",
                        on_click=TalkManyState.drop_scheduled(view.id),
                    ),
                    class_name="row",
                ),
            ),
        ),
        key=view.id,
        class_name="talk-sent",
    )


def _template(row: rx.Var[TemplateRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.bdi(row.title, class_name="strong"),
            rx.cond(row.shared, badge(t("talkdesk.templates.shared"))),
            class_name="row",
        ),
        rx.el.p(row.body, dir="auto", class_name="talk-found-text"),
        rx.el.div(
            button(
                t("talk.edit.open"), kind="quiet", on_click=TalkManyState.begin_template(row.id)
            ),
            button(
                t("talk.delete.open"), kind="quiet", on_click=TalkManyState.drop_template(row.id)
            ),
            class_name="row",
        ),
        key=row.id,
        class_name="talk-sent",
    )


def _template_form() -> rx.Component:
    return rx.el.form(
        text_field(
            "title",
            t("talkdesk.templates.title"),
            max_length=80,
            required=True,
            default_value=TalkManyState.edited_title,
        ),
        text_area(
            "body",
            t("talkdesk.templates.body"),
            hint=t("talkdesk.many.hint"),
            rows="3",
            max_length=4000,
            required=True,
            default_value=TalkManyState.edited_body,
        ),
        checkbox_field(
            "shared",
            t("talkdesk.templates.share"),
            default_checked=TalkManyState.edited_shared,
        ),
        rx.el.div(
            button(t("talk.edit.save"), type="submit"),
            rx.cond(
                TalkManyState.edit_template != "",
                button(
                    t("talk.edit.cancel"), kind="quiet", on_click=TalkManyState.begin_template("")
                ),
            ),
            class_name="row",
        ),
        key="template" + TalkManyState.form_key.to_string(),
        on_submit=TalkManyState.save_template,
        class_name="stack",
    )


def _listed(title: Any, rows: Any, draw: Any, nothing: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title),
        rx.cond(
            rows.length() > 0,
            rx.el.ul(rx.foreach(rows, draw), class_name="talk-sent-list"),
            rx.el.p(nothing, class_name="soft"),
        ),
        class_name="stack",
    )


@page(
    "/conseil/messages/plusieurs",
    title="talkdesk.many.page",
    on_load=TalkManyState.load,
    keeps=True,
)
def messages_many() -> rx.Component:
    """One text to several; a group; what leaves later; templates."""
    return desk_shell(
        Role.ADVISOR,
        "messages",
        sheet("talk"),
        page_title(
            t("talkdesk.many.page"),
            link_button(
                t("common.messages.back"),
                href="/conseil/messages",
                kind="outline",
                icon_name="arrow-left",
            ),
            intro=t("talkdesk.many.intro"),
        ),
        _done(),
        rx.el.div(
            rx.el.div(card(_people()), class_name="stack"),
            rx.el.div(card(_write()), card(_group()), class_name="stack"),
            class_name="talk-many",
        ),
        _listed(
            t("talkdesk.later.list"),
            TalkManyState.scheduled,
            _scheduled,
            t("talkdesk.later.nothing"),
        ),
        _listed(
            t("talkdesk.many.list"),
            TalkManyState.broadcasts,
            _broadcast,
            t("talkdesk.many.nothing"),
        ),
        _listed(
            t("talkdesk.templates.list"),
            TalkManyState.templates,
            _template,
            t("talkdesk.templates.nothing"),
        ),
        card(rx.el.h2(t("talkdesk.templates.new")), _template_form()),
        wide=True,
    )
