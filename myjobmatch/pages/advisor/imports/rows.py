"""The rows of an import, before and after: by what they are, what is said of them, what is to be done."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    button,
    column,
    data_table,
    icon,
    icon_button,
    nav_link,
    out_link,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.import_views import Fact, Row, Said, Tab
from myjobmatch.state.advisor.imports import ImportState


def rows_step() -> rx.Component:
    """The rows by verdict, or by outcome once all is done."""
    state = ImportState
    return rx.el.section(
        rx.el.h2(t("imports.rows.title"), class_name="visually-hidden"),
        rx.el.div(
            rx.foreach(state.tabs, _tab),
            class_name="chips",
            role="group",
            aria_label=t("imports.rows.tabs"),
        ),
        rx.cond(state.shown == "likely", _all_likely()),
        rx.cond(state.left_out > 0, _left_out()),
        rx.cond(
            state.shown_rows.length() > 0,
            data_table(
                t("imports.rows.title"),
                [
                    column(t("imports.rows.line")),
                    column(t("imports.rows.name")),
                    column(t("imports.rows.file")),
                    column(t("imports.rows.said")),
                    rx.cond(state.shown == "likely", column(t("imports.rows.choice"))),
                ],
                rx.foreach(state.shown_rows, _row),
            ),
            rx.el.p(t("imports.rows.none"), class_name="soft"),
        ),
        rx.cond(state.pages > 1, _pager()),
        class_name="stack",
    )


def _tab(one: rx.Var[Tab]) -> rx.Component:
    chosen = ImportState.shown == one.key
    label = rx.cond(
        ImportState.step == "preview",
        t_any("imports.verdict.", one.key),
        t_any("imports.outcome.", one.key),
    )
    return rx.el.button(
        rx.cond(
            (one.key == "error") | (one.key == "refused") | (one.key == "likely"),
            icon("triangle-alert", size=16),
            icon("rows-3", size=16),
        ),
        rx.el.span(label),
        rx.el.span(one.count, class_name="count"),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=ImportState.show(one.key),
        class_name="chip chip-choice",
    )


def _all_likely() -> rx.Component:
    state = ImportState
    return rx.el.div(
        rx.el.p(t("imports.likely.text")),
        rx.el.div(
            button(t("imports.likely.skip"), kind="outline", on_click=state.pick_all("skip")),
            button(t("imports.likely.update"), kind="outline", on_click=state.pick_all("update")),
            rx.cond(
                state.kind == "youths",
                button(
                    t("imports.likely.create"), kind="outline", on_click=state.pick_all("create")
                ),
            ),
            class_name="row",
        ),
        class_name="stack-tight imports-likely",
    )


def _left_out() -> rx.Component:
    return out_link(
        icon("download", size=18),
        rx.el.span(t("imports.left.download", count=ImportState.left_out)),
        href="/api/v1/imports/" + ImportState.id + "/left",
        class_name="btn btn-quiet imports-left",
    )


def _row(one: rx.Var[Row]) -> rx.Component:
    state = ImportState
    return rx.el.tr(
        rx.el.td(one.line, class_name="imports-line"),
        rx.el.td(
            rx.cond(
                one.youth_id != "",
                nav_link(one.name, href="/conseil/jeunes/" + one.youth_id, class_name="row-name"),
                rx.el.bdi(one.name, class_name="strong"),
            )
        ),
        rx.el.td(rx.el.ul(rx.foreach(one.facts, _fact), class_name="imports-facts")),
        rx.el.td(
            rx.el.ul(rx.foreach(one.said, _said), class_name="imports-said"),
            rx.cond(one.why != "", _match(one)),
        ),
        rx.cond(state.shown == "likely", rx.el.td(_choice(one))),
        key=one.number,
    )


def _fact(one: rx.Var[Fact]) -> rx.Component:
    return rx.el.li(
        rx.el.span(t_any("imports.field.", one.field), class_name="soft small"),
        rx.el.bdi(one.value),
    )


def _said(one: rx.Var[Said]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            one.severity == "error",
            icon("circle-alert", size=16, class_name="imports-bad"),
            icon("triangle-alert", size=16),
        ),
        rx.el.span(t_any("imports.remark.", one.code, one.params)),
    )


def _match(one: Any) -> rx.Component:
    return rx.el.p(
        rx.el.span(t_any("imports.why.", one.why)),
        rx.cond(
            one.match_name != "",
            nav_link(
                one.match_name,
                href="/conseil/jeunes/" + one.match_id,
                class_name="row-name",
                target="_blank",
            ),
        ),
        rx.cond(one.match_row > 0, rx.el.span(t("imports.rows.same_row", number=one.match_row))),
        class_name="imports-match",
    )


def _choice(one: Any) -> rx.Component:
    return rx.el.select(
        rx.el.option(t("imports.choice.skip"), value="skip"),
        rx.el.option(t("imports.choice.update"), value="update"),
        rx.cond(
            ImportState.kind == "youths",
            rx.el.option(t("imports.choice.create"), value="create"),
        ),
        value=one.choice,
        on_change=ImportState.pick(one.number),
        aria_label=t("imports.choice.of", name=one.name),
        class_name="input select imports-select",
    )


def _pager() -> rx.Component:
    state = ImportState
    return rx.el.nav(
        icon_button(
            "chevron-left",
            t("advisor.portfolio.previous"),
            disabled=state.page_number <= 1,
            on_click=state.turn(state.page_number - 1),
        ),
        rx.el.span(
            t("advisor.portfolio.page", page=state.page_number, pages=state.pages),
            aria_live="polite",
        ),
        icon_button(
            "chevron-right",
            t("advisor.portfolio.next"),
            disabled=state.page_number >= state.pages,
            on_click=state.turn(state.page_number + 1),
        ),
        aria_label=t("advisor.portfolio.pages"),
        class_name="row pager",
    )
