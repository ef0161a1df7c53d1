"""One thing that is followed (`/mes-offres/suivi#key`): its state, its story, notes, reminders, next step."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

from myjobmatch.components import (
    button,
    card,
    close_button,
    dialog,
    empty_state,
    icon,
    icon_button,
    link_button,
    nav_link,
    open_button,
    out_link,
    skeleton,
)
from myjobmatch.components.dialog import later
from myjobmatch.components.hire_parts import contract_of, terms_sheet
from myjobmatch.components.interview_parts import interview_of
from myjobmatch.components.offer_card import source_name
from myjobmatch.components.outcome_parts import file_sheets, said_banner, tell_parts
from myjobmatch.components.search_parts import FILE, file_badge, next_step, tracked_answers
from myjobmatch.components.search_store import (
    KeptReminder,
    KeptStep,
    NoteBox,
    ReminderForm,
    TakeAway,
    file,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import act, store
from myjobmatch.domain.my_search import LONGEST_NOTE, LONGEST_REMINDER
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers import answers
from myjobmatch.state.youth.phone import PhoneState


def back(label: Any, href: str) -> rx.Component:
    """The way back, where pages of this kind begin."""
    return nav_link(
        icon("arrow-left", size=22), rx.el.span(label), href=href, class_name="step-back"
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.h1(file.title, custom_attrs={"dir": "auto"}),
        rx.cond(
            (file.company != "") | (file.place != ""),
            rx.el.p(
                file.company,
                rx.cond((file.company != "") & (file.place != ""), " · ", ""),
                file.place,
                custom_attrs={"dir": "auto"},
            ),
        ),
        rx.cond(
            file.source != "",
            rx.el.p(t("youth.card.via", source=source_name(file.source)), class_name="soft small"),
        ),
        rx.cond(
            file.kind == "tracked",
            rx.el.p(
                t("search.file.elsewhere"),
                rx.cond(file.day, rx.fragment(" ", t("search.file.day", on=file.day)), ""),
                class_name="soft small",
            ),
        ),
        rx.el.div(file_badge(file), class_name="row"),
        class_name="search-head",
    )


def _now() -> rx.Component:
    """The next step, and what one may do about it."""
    return card(
        rx.el.h2(t("search.file.next"), class_name="space-title"),
        next_step(file),
        interview_of(file),
        rx.cond((file.conversation_id != "") & (file.state != "match_hired"), _write("primary")),
        rx.cond(
            file.url != "",
            out_link(
                icon("external-link"),
                rx.el.span(t("youth.outside.open")),
                href=file.url,
                target="_blank",
                rel="noopener noreferrer external",
                class_name="btn btn-outline btn-wide",
            ),
        ),
        rx.cond(
            ~file.over & (file.state != "match_hired"),
            link_button(
                t("search.file.prepare"),
                "/mes-offres/entretien#" + file.key.to(str),
                kind="outline",
                icon_name="lightbulb",
                wide=True,
            ),
        ),
        rx.match(
            file.kind,
            (
                "application",
                rx.fragment(
                    rx.cond(file.state == "application_hired", contract_of(file)),
                    rx.cond(
                        ~file.pending & (file.state != "application_hired"),
                        _what_became(answers(file)),
                    ),
                ),
            ),
            (
                "match",
                rx.fragment(tell_parts(file), rx.cond(file.state == "match_hired", _hired())),
            ),
            ("tracked", _what_became(tracked_answers(file))),
            rx.fragment(),
        ),
        class_name="stack",
    )


def _write(kind: Literal["primary", "outline"]) -> rx.Component:
    return link_button(
        t("youth.offers.write"),
        "/messages#" + file.conversation_id.to(str),
        kind=kind,
        icon_name="message-circle",
        wide=True,
    )


def _hired() -> rx.Component:
    """Once hired, what comes next is in one's own space; the company can still be written to."""
    return rx.el.div(
        rx.cond(
            file.hire,
            link_button(t("common.nav.space"), "/mon-espace", icon_name="user-round", wide=True),
        ),
        rx.cond(file.conversation_id != "", _write("outline")),
        class_name="stack-tight",
    )


def _what_became(buttons: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("search.file.became"), class_name="soft small"), buttons, class_name="stack-tight"
    )


def _note() -> rx.Component:
    return card(
        rx.el.h2(rx.el.label(t("search.note.title"), html_for="note"), class_name="space-title"),
        rx.el.p(
            icon("lock", size=18), rx.el.span(t("search.note.private")), class_name="search-private"
        ),
        NoteBox.create(
            name=file.key,
            value=file.note,
            most=LONGEST_NOTE,
            key=file.key,
            id="note",
            rows="4",
            placeholder=t("search.note.placeholder"),
            class_name="input",
        ),
        class_name="stack-tight",
    )


def _reminder(reminder: rx.Var[KeptReminder]) -> rx.Component:
    one: Any = reminder
    return rx.el.li(
        rx.el.button(
            rx.cond(one.done, icon("circle-check", size=24), icon("circle", size=24)),
            type="button",
            aria_pressed=rx.cond(one.done, "true", "false"),
            aria_label=t("search.reminder.done_name", text=one.text),
            on_click=act("finish_reminder", id=one.id, done=~one.done),
            class_name="btn btn-quiet btn-round",
        ),
        rx.el.div(
            rx.el.p(one.text, custom_attrs={"dir": "auto"}),
            rx.el.p(
                rx.cond(one.due, rx.el.span(t("search.reminder.due"), class_name="strong"), ""),
                t("search.reminder.at", at=one.due_at),
                class_name="soft small",
            ),
        ),
        icon_button(
            "trash-2",
            t("search.reminder.delete", text=one.text),
            on_click=act("delete_reminder", id=one.id),
        ),
        class_name="search-reminder",
        custom_attrs={"data-done": rx.cond(one.done, "yes", "no")},
    )


def _reminders() -> rx.Component:
    return card(
        rx.el.h2(
            t("search.reminder.title"), id="reminders-title", tab_index=-1, class_name="space-title"
        ),
        rx.cond(
            file.reminders.length() > 0,
            rx.el.ul(rx.foreach(file.reminders, _reminder), class_name="search-reminders"),
            rx.el.p(t("search.reminder.none"), class_name="soft"),
        ),
        rx.el.details(
            rx.el.summary(icon("bell-plus", size=20), rx.el.span(t("search.reminder.new"))),
            ReminderForm.create(
                name=file.key,
                suggestion=rx.cond(
                    file.company != "",
                    t("search.reminder.suggest", company=file.company),
                    t("search.reminder.suggest_plain"),
                ),
                most=LONGEST_REMINDER,
            ),
            class_name="fold search-new",
        ),
        class_name="stack-tight",
    )


def _step(step: rx.Var[KeptStep]) -> rx.Component:
    one: Any = step
    return rx.el.li(
        rx.el.span(t_any("search.step.", one.status)),
        rx.el.span(
            rx.cond(one.teller, rx.fragment(t_any("outcome.teller.", one.teller), " · ")),
            t("search.file.step_at", at=one.at),
            class_name="soft small",
        ),
    )


def _story() -> rx.Component:
    return card(
        rx.el.h2(t("search.file.story"), class_name="space-title"),
        rx.el.ol(rx.foreach(file.steps, _step), class_name="search-story"),
        class_name="stack-tight",
    )


def _more() -> rx.Component:
    return rx.match(
        file.kind,
        (
            "tracked",
            rx.el.div(
                link_button(
                    t("search.file.edit"),
                    "/mes-offres/ajouter#" + file.key.to(str),
                    kind="outline",
                    icon_name="pencil",
                ),
                TakeAway.create(
                    icon("trash-2"),
                    rx.el.span(t("search.file.delete")),
                    file=file,
                    class_name="btn btn-quiet",
                ),
                class_name="item-foot",
            ),
        ),
        (
            "like",
            button(
                t("youth.offers.unlike"),
                kind="quiet",
                aria_label=t("youth.offers.unlike_title", title=file.title),
                on_click=act("undo", offer_id=file.offer_id),
            ),
        ),
        ("match", _contact()),
        rx.fragment(),
    )


def _contact() -> rx.Component:
    """A company that I am in touch with: who sees what, and an end to it."""
    return rx.el.div(
        rx.cond(
            (file.state == "match_shared") | (file.stage != ""),
            rx.fragment(
                open_button(t("sharing.end"), opens="end-contact", icon_name="eye-off"),
                dialog(
                    "end-contact",
                    t("sharing.end_title"),
                    rx.el.p(t("sharing.withdraw_text", company=file.company)),
                    rx.el.div(
                        close_button(
                            t("sharing.end"),
                            kind="danger",
                            wide=True,
                            on_click=act("close_match", match_id=file.id),
                        ),
                        close_button(t("sharing.keep"), kind="outline", wide=True),
                        class_name="stack",
                    ),
                    sheet=True,
                ),
            ),
        ),
        link_button(t("sharing.seen_by"), "/mon-espace/partage", kind="quiet", icon_name="eye"),
        class_name="item-foot",
    )


@page(FILE, title="search.file.title", on_load=PhoneState.load)
def offer_file() -> rx.Component:
    """What is followed, or that it is no longer."""
    return youth_page(
        "offers",
        sheet("outcome"),
        back(t("youth.offers.title"), "/mes-offres"),
        rx.cond(
            store.ready,
            rx.cond(
                file,
                rx.el.div(
                    _head(),
                    said_banner(),
                    _now(),
                    _reminders(),
                    _note(),
                    _story(),
                    _more(),
                    class_name="stack search-file",
                ),
                empty_state(
                    "folder-open",
                    t("search.file.gone"),
                    t("search.file.gone_text"),
                    link_button(t("youth.offers.title"), "/mes-offres"),
                    heading=1,
                ),
            ),
            skeleton(6),
        ),
        later(*file_sheets(file), terms_sheet()),
    )
