"""Ateliers: the sessions to come, to close and past, one's own and those that others share."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    checkbox_field,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    link_button,
    nav_link,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.workshops import TABS, Line, WorkshopsState

NEW = "/conseil/ateliers/nouveau"


def status_badge(line: rx.Var[Line]) -> rx.Component:
    """Where a session stands, in words and a shape."""
    label = t_any("workshops.status.", line.status)
    return rx.match(
        line.status,
        ("to_close", badge(label, tone="warn", icon_name="pen-line")),
        ("signed", badge(label, tone="act", icon_name="clipboard-check")),
        ("closed", badge(label, tone="yes", icon_name="check")),
        ("cancelled", badge(label, tone="no", icon_name="ban")),
        badge(label, icon_name="calendar-days"),
    )


def owner_badge(line: rx.Var[Line]) -> rx.Component:
    """Whose it is, and whether it is shared."""
    return rx.cond(
        line.own,
        rx.cond(
            line.shared_with > 0,
            badge(t("workshops.shared", count=line.shared_with), icon_name="share-2"),
        ),
        badge(t("workshops.by", name=line.owner), icon_name="building-2"),
    )


def where_of(line: rx.Var[Line]) -> rx.Component:
    """Where it takes place."""
    return rx.cond(
        line.mode == "video",
        rx.el.span(t_any("enum.WorkshopMode.", line.mode)),
        rx.el.bdi(line.place),
    )


def places_of(line: rx.Var[Line]) -> rx.Component:
    """How many places are taken, as words and as a bar, and who waits."""
    return rx.el.div(
        rx.el.span(
            t("workshops.places", taken=line.enrolled, capacity=line.capacity), class_name="strong"
        ),
        rx.el.progress(
            value=line.enrolled,
            max=line.capacity,
            aria_label=t("workshops.places", taken=line.enrolled, capacity=line.capacity),
            class_name="workshops-bar",
        ),
        rx.cond(
            line.waiting > 0,
            rx.el.span(t("workshops.waiting", count=line.waiting), class_name="row-place"),
        ),
        class_name="workshops-places",
    )


def _tab(key: str) -> rx.Component:
    state = WorkshopsState
    return rx.el.button(
        rx.el.span(t_any("workshops.tab.", rx.Var.create(key))),
        rx.el.span(state.counts[key], class_name="workshops-count"),
        type="button",
        aria_pressed=rx.cond(state.tab == key, "true", "false"),
        on_click=state.choose(key),
        class_name="chip chip-choice",
    )


def _row(line: rx.Var[Line]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.span(t("workshops.day", at=line.starts_at), class_name="strong workshops-day"),
            rx.el.span(
                t("workshops.hours", at=line.starts_at, to=line.ends_at), class_name="row-place"
            ),
        ),
        rx.el.td(
            nav_link(line.title, href="/conseil/ateliers/" + line.id, class_name="row-name"),
            rx.el.span(t_any("enum.WorkshopKind.", line.kind), class_name="row-place"),
        ),
        rx.el.td(where_of(line)),
        rx.el.td(places_of(line)),
        rx.el.td(t("workshops.mine", count=line.mine)),
        rx.el.td(
            rx.el.div(
                status_badge(line),
                rx.cond(
                    (line.status == "to_close") & (line.undecided > 0),
                    badge(t("workshops.undecided", count=line.undecided), tone="warn"),
                ),
                owner_badge(line),
                class_name="row",
            )
        ),
        key=line.id,
    )


def _table() -> rx.Component:
    state = WorkshopsState
    return rx.el.div(
        data_table(
            t("workshops.title"),
            [
                column(t("workshops.head.when")),
                column(t("workshops.head.what")),
                column(t("workshops.head.where")),
                column(t("workshops.head.places")),
                column(t("workshops.head.mine")),
                column(t("workshops.head.state")),
            ],
            rx.foreach(state.lines, _row),
        ),
        rx.cond(
            state.found > state.shown,
            rx.el.div(
                button(t("workshops.more"), kind="outline", on_click=state.more),
                class_name="row pager",
            ),
        ),
        class_name="stack",
    )


def _none() -> rx.Component:
    state = WorkshopsState
    return rx.cond(
        (state.search != "") | state.own_only,
        empty_state("search-x", t("workshops.none_found"), t("workshops.none_found_text")),
        rx.match(
            state.tab,
            (
                "to_close",
                empty_state(
                    "clipboard-check", t("workshops.none_close"), t("workshops.none_close_text")
                ),
            ),
            (
                "past",
                empty_state("history", t("workshops.none_past"), t("workshops.none_past_text")),
            ),
            empty_state(
                "calendar-plus",
                t("workshops.none"),
                t("workshops.none_text"),
                link_button(t("workshops.new"), NEW, icon_name="plus"),
            ),
        ),
    )


@page("/conseil/ateliers", title="workshops.title", on_load=WorkshopsState.load)
def workshops() -> rx.Component:
    """All sessions of my structure."""
    state = WorkshopsState
    return desk_shell(
        Role.ADVISOR,
        "workshops",
        page_title(
            t("workshops.title"),
            link_button(t("workshops.new"), NEW, icon_name="plus"),
            intro=t("workshops.intro"),
        ),
        rx.el.div(
            text_field(
                "search",
                t("workshops.search"),
                type="search",
                default_value=state.search,
                on_change=state.find.debounce(250),
                auto_complete="off",
            ),
            checkbox_field(
                "own",
                t("workshops.own_only"),
                default_checked=state.own_only,
                on_change=state.narrow,
            ),
            class_name="portfolio-tools",
        ),
        rx.el.div(
            *[_tab(key) for key in TABS],
            class_name="chips portfolio-filters",
            role="group",
            aria_label=t("workshops.tabs"),
        ),
        rx.cond(
            state.loaded,
            rx.cond(state.lines.length() > 0, _table(), _none()),
            skeleton(6),
        ),
        wide=True,
    )


def back_to(label: rx.Var[str], href: str | rx.Var[str]) -> rx.Component:
    """The way back, above the title."""
    return nav_link(
        icon("arrow-left", size=18), rx.el.span(label), href=href, class_name="back-link"
    )
