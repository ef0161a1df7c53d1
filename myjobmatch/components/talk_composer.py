"""What an advisor writes with: words and hints, files, a voice, a template, a card, a moment to come."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.dialog import close_button, dialog, open_button
from myjobmatch.components.icons import icon
from myjobmatch.components.talk_parts import shared_card
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.talk import TalkState, TemplateChoice
from myjobmatch.state.advisor.talk_rows import CardRow, HintRow

DESK = "$/utils/mjm/talk_desk"
LONGEST_MESSAGE = 4000


class DeskFiles(rx.Component):
    """Files and a voice for the message; a hidden field `files` names them."""

    library = DESK
    tag = "DeskFiles"

    account: rx.Var[str]


class SendByKey(rx.Component):
    """Control and Enter send."""

    library = DESK
    tag = "SendByKey"

    field: rx.Var[str]


def hint_list(hints: Any) -> rx.Component:
    """What could be said more simply, folded: one may send without looking."""
    return rx.cond(
        hints.length() > 0,
        rx.el.details(
            rx.el.summary(
                icon("languages", size=16), " ", t("talkdesk.plain.title", count=hints.length())
            ),
            rx.el.ul(rx.foreach(hints, _hint)),
            class_name="talk-hints",
        ),
    )


def _hint(hint: rx.Var[HintRow]) -> rx.Component:
    return rx.el.li(
        rx.match(
            hint.kind,
            ("long_sentence", t("talkdesk.plain.long_sentence", words=hint.words)),
            (
                "hard_word",
                t("talkdesk.plain.hard_word", words=hint.words, instead=hint.instead),
            ),
            (
                "abbreviation",
                t("talkdesk.plain.abbreviation", words=hint.words, instead=hint.instead),
            ),
            ("figures", t("talkdesk.plain.figures", words=hint.words)),
            ("passive", t("talkdesk.plain.passive", words=hint.words)),
            ("negation", t("talkdesk.plain.negation", words=hint.words)),
            t("talkdesk.plain.capitals", words=hint.words),
        )
    )


def composer() -> rx.Component:
    """The form under a conversation."""
    return rx.el.div(
        rx.el.form(
            hint_list(TalkState.hints),
            rx.cond(
                TalkState.card,
                rx.el.div(
                    shared_card(TalkState.card, path=""),
                    icon_button("x", t("talkdesk.share.remove"), on_click=TalkState.share_nothing),
                    class_name="row",
                ),
            ),
            rx.el.label(t("common.messages.write"), html_for="body", class_name="visually-hidden"),
            rx.el.textarea(
                id="body",
                name="body",
                key=TalkState.open_id + TalkState.field_key.to_string(),
                default_value=TalkState.draft,
                rows="3",
                max_length=LONGEST_MESSAGE,
                placeholder=t("common.messages.write"),
                on_change=TalkState.wrote.debounce(500),
                class_name="input",
                dir="auto",
            ),
            rx.cond(
                TalkState.later,
                rx.el.div(
                    rx.el.label(
                        t("talkdesk.later.when"), html_for="when", class_name="field-label"
                    ),
                    rx.el.input(
                        id="when",
                        name="when",
                        type="datetime-local",
                        required=True,
                        class_name="input",
                    ),
                    class_name="field",
                ),
                DeskFiles.create(
                    account=TalkState.account,
                    key="files" + TalkState.open_id + TalkState.field_key.to_string(),
                ),
            ),
            rx.el.div(
                rx.cond(
                    TalkState.templates.length() > 0,
                    open_button(t("talkdesk.templates.use"), opens="talk-templates", kind="quiet"),
                ),
                open_button(
                    t("talkdesk.share.open"),
                    opens="talk-cards",
                    kind="quiet",
                    on_click=TalkState.find_to_share(""),
                ),
                button(
                    rx.cond(TalkState.later, t("talkdesk.later.not"), t("talkdesk.later.open")),
                    kind="quiet",
                    icon_name="clock",
                    on_click=TalkState.choose_later(~TalkState.later),
                ),
                rx.el.span(t("talkdesk.keys"), class_name="soft small talk-keys"),
                button(
                    rx.cond(TalkState.later, t("talkdesk.later.keep"), t("common.messages.send")),
                    icon_name="send",
                    type="submit",
                ),
                class_name="talk-desk-acts",
            ),
            rx.el.input(type="hidden", name="command", value=TalkState.command, read_only=True),
            SendByKey.create(field="body"),
            on_submit=TalkState.send,
            class_name="talk-desk-form",
        ),
        _templates(),
        _cards(),
    )


def _templates() -> rx.Component:
    return dialog(
        "talk-templates",
        t("talkdesk.templates.use"),
        rx.el.ul(rx.foreach(TalkState.templates, _template), class_name="talk-offers"),
    )


def _template(template: rx.Var[TemplateChoice]) -> rx.Component:
    return rx.el.li(
        close_button(
            rx.el.span(
                rx.el.bdi(template.title, class_name="strong"),
                rx.el.span(template.body, class_name="soft talk-found-text"),
            ),
            on_click=TalkState.use_template(template.id),
        ),
        key=template.id,
    )


def _cards() -> rx.Component:
    return dialog(
        "talk-cards",
        t("talkdesk.share.open"),
        rx.el.label(t("talkdesk.share.find"), html_for="card-words", class_name="field-label"),
        rx.el.input(
            id="card-words",
            type="search",
            on_change=TalkState.find_to_share.debounce(250),
            class_name="input",
        ),
        rx.cond(
            TalkState.choices.length() > 0,
            rx.el.ul(rx.foreach(TalkState.choices, _choice), class_name="talk-offers"),
            rx.el.p(t("talkdesk.share.none"), class_name="soft"),
        ),
    )


def _choice(card: rx.Var[CardRow]) -> rx.Component:
    return rx.el.li(
        close_button(
            rx.el.span(
                rx.el.span(t_any("enum.CardKind.", card.kind), class_name="soft small"),
                rx.el.bdi(card.title, class_name="strong"),
                rx.el.bdi(card.line, class_name="soft"),
                rx.cond(card.at != "", rx.el.span(t("talk.card.at", at=card.at))),
            ),
            on_click=TalkState.share(card.kind, card.id),
        ),
        key=card.id,
    )
